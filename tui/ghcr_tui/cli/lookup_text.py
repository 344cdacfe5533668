"""The answer of `lookup` for people."""

from collections.abc import Iterator, Sequence

from ghcr_tui.cli.paint import Paint, cells, padded, shown
from ghcr_tui.core.keyring.lookup import Lookup, Match, Skip

_MOST_SKIPPED = 50


def lookup_lines(image: str, found: Lookup, paint: Paint) -> Iterator[str]:
    """Yield the lines that say what the kubelet tries for `image`, and what it passes over."""
    yield paint("title", f"{shown(image)}  ({shown(found.image.repository)})")
    yield ""
    if found.keyring_lost:
        yield f"{paint('error', 'error')}  {paint.wrapped(found.keyring_lost, '       ')}"
    elif found.matches:
        count = len(found.matches)
        yield paint("good", f"The kubelet tries {_counted(count, 'credential')}, in this order:")
        yield from _matches(found.matches, paint)
    else:
        nothing = (
            "No credential matches: the kubelet pulls without one, which a private image refuses."
        )
        yield paint("error", paint.wrapped(nothing, ""))
    if found.skipped:
        yield ""
        yield paint("dim", "Not tried:")
        yield from _skipped(found.skipped, paint)


def _matches(matches: Sequence[Match], paint: Paint) -> Iterator[str]:
    numbers = [f"{number}." for number in range(1, len(matches) + 1)]
    columns = [
        [shown(match.secret) for match in matches],
        [shown(match.registry) for match in matches],
        [shown(match.username) or "(no username)" for match in matches],
    ]
    rows = zip(numbers, *columns, strict=True)
    widths = [len(numbers[-1]), *(max(map(cells, column)) for column in columns)]
    for row, match in zip(rows, matches, strict=True):
        yield "  " + "  ".join(map(padded, row, widths)).rstrip()
        indent = " " * (widths[0] + 4)
        yield f"{indent}{paint('dim', paint.wrapped(shown(match.why, 2000), indent))}"


def _skipped(skipped: Sequence[Skip], paint: Paint) -> Iterator[str]:
    named = skipped[:_MOST_SKIPPED]
    names = [f"{shown(skip.secret)}  {shown(skip.registry)}".rstrip() for skip in named]
    for name, skip in zip(names, named, strict=True):
        yield f"  {name}"
        yield f"    {paint('dim', paint.wrapped(shown(skip.why, 2000), '    '))}"
    if len(skipped) > len(named):
        yield f"  and {len(skipped) - len(named):,} more (all of them with -o json)"


def _counted(count: int, noun: str) -> str:
    return f"{count:,} {noun}{'' if count == 1 else 's'}"
