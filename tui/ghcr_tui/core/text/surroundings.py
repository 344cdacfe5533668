"""What copying leaves around a text: a code fence, a prompt with its command, a comma, comments."""

import re

_BLOCK = r"(?m)[|>][0-9+-]{0,2}[ \t]*(?:#[^\n]*)?\r?$"
"""The sign that begins a block scalar of YAML."""
_FENCE = "```"
_PROMPT = (
    r"(?:[$%]|PS [A-Z]:\\[^\n>]{0,120}>|[A-Z]:\\[^\n>]{0,120}>"
    r"|\[?[\w.-]{1,60}@[\w.-]{1,60}[^\n\"{}]{0,120}?[$#%>]) "
)
_COMMANDS = re.compile(rf"(?:{_PROMPT}[^\n]*\n)+")
_MEMBER = re.compile(r'(?:"[^"\n]{1,400}"\s*:\s*)?"[^"\n]*",|[A-Za-z0-9+/_-]+={0,2},')
"""A line of JSON, as it is between others; or such a value without its quotes."""
_COMMENTS = re.compile(r"(?:\s*(?://[^\n]*\n|/\*(?:[^*]|\*(?!/)){0,5000}\*/))+\s*(?=[{\[])")
"""Comments as JavaScript has them, with JSON behind them."""


def without_surroundings(text: str) -> str:
    """Take off what copying leaves around a text: a fence, a prompt, a comma.

    Return the text that was meant: its first line keeps the indentation, which YAML needs."""
    text = _trimmed(text.removeprefix("\ufeff"))
    if text.startswith(_FENCE) and text.endswith(_FENCE) and "\n" in text:
        text = _trimmed(text[text.index("\n") : -len(_FENCE)])
    if commands := _COMMANDS.match(text):
        text = _trimmed(text[commands.end() :])
    if text.endswith(",") and _MEMBER.fullmatch(text.lstrip()):
        text = text[:-1]
    return text


def without_comments(text: str) -> str:
    """Return the JSON behind the comments that `text` begins with, "" where it is not so."""
    comments = _COMMENTS.match(text)
    return text[comments.end() :] if comments else ""


def tail(meant: str, pasted: str) -> str:
    """Return the line breaks at the end of YAML that was `pasted`, of which `meant` was taken.

    They belong to the last value where that is a block; kubectl adds one that is missing.
    """
    if not re.search(_BLOCK, meant):
        return ""
    trimmed = pasted.rstrip()
    behind = pasted[len(trimmed) :]
    is_whole = not trimmed.endswith(_FENCE) and "\n" in behind
    return behind if is_whole else "\n"


def _trimmed(text: str) -> str:
    """Return `text` without the blank lines around it, and without odd white space before it."""
    inner = text.lstrip()
    indentation = text[: len(text) - len(inner)].rpartition("\n")[2]
    return (inner if indentation.strip(" ") else indentation + inner).rstrip()
