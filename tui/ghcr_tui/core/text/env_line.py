"""A line of an env file: a name, `=`, and the value behind it, as shells and Compose write it."""

import re

_LINE = re.compile(
    r"[ \t]*(?:export[ \t]+|set[ \t]+|-e[ \t]+|--from-literal[= ]|\$env:)?['\"]?"
    r"(?P<name>\.?[A-Za-z_][A-Za-z0-9_.-]{0,80})[ \t]*=[ \t]*(?P<value>.*)",
    re.DOTALL,
)
_ASSIGNMENT = re.compile(r"[ \t]*(?:export[ \t]+)?\.?[A-Za-z_][A-Za-z0-9_.-]{0,80}=")
_VALUE_START = re.compile(r"\s*(?:[\[{]|['\"][{\[]|['\"]?(?:ey|ew|e3|IH|Cn)[A-Za-z0-9+/]{14})")
_COMMENT = re.compile(r"[ \t]*(?:#[^\n]*)?(?:\n|\Z)")
_MOST_LINES = 500


def env_value(text: str) -> tuple[str, str] | None:
    """Return the name and the value of the first line of an env file that has JSON or its base64.

    The value is without the quotes around it. None where `text` is no such file.
    """
    rest = text
    for _ in range(_MOST_LINES):
        skipped = _COMMENT.match(rest)
        if skipped and skipped.end():
            rest = rest[skipped.end() :]
            continue
        match = _LINE.match(rest)
        if match is None:
            return None
        if _VALUE_START.match(match["value"]):
            return match["name"], _unquoted(_first_value(match["value"]))
        _, line_break, rest = rest.partition("\n")
        if not line_break:
            return None
    return None


def _first_value(value: str) -> str:
    """Return the value up to the next line that is an assignment or a comment of its own."""
    lines = value.split("\n")
    for number, line in enumerate(lines[1:_MOST_LINES], 1):
        if _ASSIGNMENT.match(line) or line.lstrip().startswith("#"):
            return "\n".join(lines[:number])
    return value


def _unquoted(value: str) -> str:
    inner = value.strip()
    if len(inner) > 1 and inner[0] == inner[-1] and inner[0] in "'\"":
        inner = inner[1:-1]
    elif inner[-1:] in ("'", '"') and inner[:1] in "{[":  # `--from-literal='NAME={…}'`
        inner = inner[:-1]
    return inner.replace('\\"', '"') if inner.startswith(('{\\"', '{ \\"')) else inner
