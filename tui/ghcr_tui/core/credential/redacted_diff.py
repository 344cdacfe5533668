"""What saving would change in a file, shown without showing a token."""

from collections.abc import Iterable, Iterator, Sequence

from ghcr_tui.core.secret_lines import hide_secrets
from ghcr_tui.core.text.inert import inert

_LARGEST = 2 * 1024 * 1024
"""Characters of both texts together: two Secrets of the largest size that there is."""

_COMPARED = 1000
"""Lines from the first change to the last up to which they are compared one by one."""

_SHOWN = 400
_WIDTH = 160
_CONTEXT = 3


def difference(old: str, new: str, name: str) -> str:
    """Return a unified diff from `old` to `new`, fit to be shown; "" where they are equal.

    What may be a token is hidden as `core.secret_lines` says; a line in which only that changes
    is shown as changed all the same. Work and length are bounded: what is too large to compare
    is answered with a sentence.
    """
    if old == new:
        return ""
    if len(old) + len(new) > _LARGEST:
        return "The file is too large to show what changes."
    before, after = old.split("\n"), new.split("\n")
    head = _common(before, after)
    tail = _common(before[head:][::-1], after[head:][::-1])
    changed = max(len(before), len(after)) - head - tail
    if changed > _COMPARED:
        return f"About {changed:,} lines change: too many to show one by one."
    start = max(0, head - _CONTEXT)
    cut = max(0, tail - _CONTEXT)
    lines = _unified(
        (before[start : len(before) - cut], list(hide_secrets(before))[start:]),
        (after[start : len(after) - cut], list(hide_secrets(after))[start:]),
        start,
    )
    shown = inert(name, 80)
    return "\n".join((f"--- {shown} (as it is)", f"+++ {shown} (to be saved)", *_limited(lines)))


def _unified(
    old: tuple[Sequence[str], Sequence[str]], new: tuple[Sequence[str], Sequence[str]], start: int
) -> Iterator[str]:
    """Yield the hunks of a diff; each side is its lines as they are and as they are shown."""
    from difflib import SequenceMatcher

    for group in SequenceMatcher(None, old[0], new[0]).get_grouped_opcodes(_CONTEXT):
        (_, a, _, b, _), (_, _, a_end, _, b_end) = group[0], group[-1]
        yield f"@@ -{start + a + 1},{a_end - a} +{start + b + 1},{b_end - b} @@"
        for tag, a, a_end, b, b_end in group:
            if tag == "equal":
                yield from (f" {line}" for line in old[1][a:a_end])
                continue
            yield from (f"-{line}" for line in old[1][a:a_end])
            yield from (f"+{line}" for line in new[1][b:b_end])


def _limited(lines: Iterable[str]) -> Iterator[str]:
    """Yield lines fit to be shown, and how many more there are than fit."""
    more = 0
    for number, line in enumerate(lines):
        if number < _SHOWN:
            yield inert(line.replace("\t", "    ").removesuffix("\r"), _WIDTH)
        else:
            more += 1
    if more:
        yield f"… and {more} more lines"


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many lines both begin with."""
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
