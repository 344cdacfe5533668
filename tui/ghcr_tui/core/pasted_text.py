"""What copying leaves around a text: a code fence, a prompt with its command, a comma behind it."""

import re

_FENCE = "```"
_COMMANDS = re.compile(r"(?:[$%] [^\n]*\n)+")
_MEMBER = re.compile(r'(?:"[^"\n]{1,400}"\s*:\s*)?"[^"\n]*",|[A-Za-z0-9+/_-]+={0,2},')
"""A line of JSON, as it stands between others; or such a value without its quotes."""


def without_surroundings(text: str) -> str:
    """Return the text that was meant: its first line keeps the indentation, which YAML needs."""
    text = _trimmed(text.removeprefix("\ufeff"))
    if text.startswith(_FENCE) and text.endswith(_FENCE) and "\n" in text:
        text = _trimmed(text[text.index("\n") : -len(_FENCE)])
    if text.startswith(("$ ", "% ")) and (commands := _COMMANDS.match(text)):
        text = _trimmed(text[commands.end() :])
    if text.endswith(",") and _MEMBER.fullmatch(text.lstrip()):
        text = text[:-1]
    return text


def _trimmed(text: str) -> str:
    """Return `text` without the blank lines around it, and without odd white space before it."""
    inner = text.lstrip()
    indentation = text[: len(text) - len(inner)].rpartition("\n")[2]
    return (inner if indentation.strip(" ") else indentation + inner).rstrip()
