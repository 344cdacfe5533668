"""What saving would change in a file, shown without showing a token."""

import re
from collections.abc import Iterable, Iterator, Sequence

from ghcr_tui.core.text.inert import inert

_LARGEST = 2 * 1024 * 1024
"""Characters of both texts together: two Secrets of the largest size that there is."""

_COMPARED = 1000
"""Lines from the first change to the last up to which they are compared one by one."""

_SHOWN = 400
_WIDTH = 160
_CONTEXT = 3

_BULLETS = "••••••••"
_LOOKED_AT = 400
"""Characters of a line that are looked at; what follows is cut off."""

_DATA = re.compile(r"""((\s*(?:-\s+)?)["']?(?:data|stringData)["']?\s*:\s*)(\S?.*)""")
_MEMBER = re.compile(r"""(\s*["']?[\w.-]+["']?\s*:)\s*(\S?.*)""")
_NAMED = re.compile(
    r"""((?:auth|password|passwd|secret|token|(?:api|access|private)[_-]?key|pat"""
    r"""|\.dockerc(?:onfigjson|fg)|"data"|"stringData")\\?["']?\s*[:=]\s*\{?)[^\s{].*""",
    re.IGNORECASE,
)
_LONG_WORD = re.compile(r"[A-Za-z0-9+/=_-]{20,}")
_RANDOM = re.compile("[A-Z0-9+=]")


def difference(old: str, new: str, name: str) -> str:
    """Return a unified diff from `old` to `new`, fit to be shown; "" where they are equal.

    What may be a token is hidden as `hide_secrets` says; a line in which only that changes
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


def hide_secrets(lines: Iterable[str]) -> Iterator[str]:
    """Yield `lines` with bullets for every value under `data` and `stringData`, for what is
    named like a secret, and for words of 20 characters that base64 or a token might be.

    It looks at each line alone and at its indent, so that it works on what is no YAML or JSON at
    all; it rather hides too much. Of each line the first 400 characters come out.
    """
    data = member = -1  # indents: of the key `data` that we are under, and of its first member
    for whole in lines:
        line = whole[:_LOOKED_AT]
        indent = len(line) - len(line.lstrip(" \t"))
        if data >= 0 and line.strip() and indent <= data:
            data = -1
        if data >= 0:
            if line.strip() and member < 0:
                member = indent
            yield _hidden_member(line, indent > member)
        else:
            if found := _DATA.fullmatch(line):
                data, member = len(found[2]), -1
                line = (
                    line if found[3].rstrip(" ,\r") in ("", "{", "{}") else f"{found[1]}{_BULLETS}"
                )
            yield _hidden(line)


def _hidden_member(line: str, continued: bool) -> str:
    """Return a line under `data`: a key without its value, or the rest of a value."""
    found = None if continued else _MEMBER.fullmatch(line)
    if found:
        return f"{found[1]} {_BULLETS}" if found[2] else line
    return f"{line[: len(line) - len(line.lstrip())]}{_BULLETS}" if line.strip() else line


def _hidden(line: str) -> str:
    return _LONG_WORD.sub(_bullets, _NAMED.sub(rf"\1{_BULLETS}", line))


def _bullets(word: re.Match[str]) -> str:
    return _BULLETS if _RANDOM.search(word[0]) else word[0]
