"""Lines of any file, with bullets for what may be a token in them: names stay, values do not."""

import re
from collections.abc import Iterable, Iterator

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
