"""The answer of `lookup` for people."""

from collections.abc import Iterator, Sequence

from ghcr_tui.cli.answer_styles import STYLES
from ghcr_tui.cli.paint import Paint, cells, padded, shown
from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.keyring.lookup import Skip
from ghcr_tui.core.verdict.verdict import Tried, Verdict

_MOST_SKIPPED = 50


def lookup_lines(image: str, repository: str, verdict: Verdict, paint: Paint) -> Iterator[str]:
    """Yield the lines that say what comes of `image`: the verdict, what is tried, what is not."""
    yield paint("title", f"{shown(image)}  ({shown(repository)})")
    yield ""
    word = style = STYLES[verdict.answer]
    indent = " " * (len(word) + 2)
    yield f"{paint(style, word)}  {paint.wrapped(verdict.sentence, indent)}"
    if verdict.tried:
        yield f"The kubelet tries {_counted(len(verdict.tried), 'credential')}, in this order:"
        yield from _matches(verdict.tried, paint)
    if verdict.skipped:
        yield ""
        yield paint("dim", "Not tried:")
        yield from _skipped(verdict.skipped, paint)


def _matches(tried: Sequence[Tried], paint: Paint) -> Iterator[str]:
    numbers = [f"{number}." for number in range(1, len(tried) + 1)]
    matches = [each.match for each in tried]
    columns = [
        [shown(match.secret) for match in matches],
        [shown_registry(match.registry) for match in matches],
        [
            shown_username(match.username, match.credential.token) or "(no username)"
            for match in matches
        ],
    ]
    rows = zip(numbers, *columns, strict=True)
    widths = [len(numbers[-1]), *(max(map(cells, column)) for column in columns)]
    for row, each in zip(rows, tried, strict=True):
        yield "  " + "  ".join(map(padded, row, widths)).rstrip()
        indent = " " * (widths[0] + 4)
        yield f"{indent}{paint('dim', paint.wrapped(shown(each.match.why, 2000), indent))}"
        if (against := each.objection) and each.standing != "empty":
            said = paint.wrapped(f"{against.message} [{against.code}]", indent)
            yield f"{indent}{paint(against.severity, said)}"


def _skipped(skipped: Sequence[Skip], paint: Paint) -> Iterator[str]:
    named = skipped[:_MOST_SKIPPED]
    names = [f"{shown(skip.secret)}  {shown_registry(skip.registry)}".rstrip() for skip in named]
    for name, skip in zip(names, named, strict=True):
        yield f"  {name}"
        yield f"    {paint('dim', paint.wrapped(shown(skip.why, 2000), '    '))}"
    if len(skipped) > len(named):
        yield f"  and {len(skipped) - len(named):,} more (all of them with -o json)"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
