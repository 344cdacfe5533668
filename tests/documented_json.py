"""docs/json.md read as a contract: which names a verb prints, each with the way to it.

A section is a verb's; each of its tables has in its first header cell the object it is about, as
`secrets[]`, or nothing for the document itself. First cells of rows are names, or ways as
`verdict.answer`; `*` is any name, `[]` each of a list. `findings[]` have what a finding has, unless
they are said to be codes.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ghcr_tui.core.golang.json_text import Json

_PAGE = (Path(__file__).parents[1] / "docs" / "json.md").read_text()
_OF_FINDINGS = ("code", "severity", "message", "fix", "where")
_WAY = re.compile(r"`([a-zA-Z_.*\[\]]+)`")


def documented(verb: str) -> set[str]:
    """Return every way that the section of `verb` has, and the ways to them."""
    section = _PAGE.partition(f"\n## `ghcr-tui {verb} -o json`")[2].partition("\n## ")[0]
    assert section, f"docs/json.md has no section for {verb}"
    return {step for way in _ways(section) for step in _steps(way)}


def documented_verbs(words: str = "") -> set[str]:
    """Return the verbs that have a section; with `words`, those whose section has them."""
    sections = _PAGE.split("\n## ")[1:]
    named = {found[1]: each for each in sections if (found := re.match(r"`ghcr-tui (\w+)", each))}
    return {verb for verb, section in named.items() if words in section}


def printed(documents: Iterable[Json], known: set[str]) -> set[str]:
    """Return every way in `documents`; `known` says where any name, and null for a list, may be."""
    return {way for document in documents for way in _ways_of(document, "", known)}


def _ways(section: str) -> Iterator[str]:
    about = ""
    lines = section.splitlines()
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if not line.startswith("| ") or line.startswith("| ---"):
            continue
        cell, meaning = line.split("|")[1:3]
        if following.startswith("| ---"):
            about = "".join(_WAY.findall(cell))
            continue
        names = [*_WAY.findall(cell), *(_OF_FINDINGS if "and a finding" in cell else ())]
        for name in names:
            way = f"{about}.{name}".removeprefix(".")
            yield way
            if name == "findings[]" and "codes" not in meaning:
                yield from (f"{way}.{of}" for of in _OF_FINDINGS)


def _steps(way: str) -> Iterator[str]:
    """Yield `way` and every way to it; what is in a list is not there where the list is empty."""
    parts = way.split(".")
    for count in range(1, len(parts) + 1):
        yield ".".join(parts[:count])


def _ways_of(value: Json, way: str, known: set[str]) -> Iterator[str]:
    if isinstance(value, dict):
        for name, child in value.items():
            is_any = f"{way}.*".removeprefix(".") in known
            inner = f"{way}.{'*' if is_any else name}".removeprefix(".")
            is_list = isinstance(child, list) or (child is None and f"{inner}[]" in known)
            yield f"{inner}[]" if is_list else inner
            yield from _ways_of(child, inner, known)
    elif isinstance(value, list):
        if not way:
            yield "[]"
        for child in value:
            yield from _ways_of(child, f"{way}[]", known)
