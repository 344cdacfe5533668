"""docs/architecture.md shows the house as it is, and its ways stay short."""

import re
from pathlib import Path

import ghcr_tui

_PAGE = (Path(__file__).parents[1] / "docs" / "architecture.md").read_text()
_PACKAGE = Path(ghcr_tui.__file__).parent
_LONGEST_WAY = 10


def _drawn() -> set[str]:
    """Return the folders of the tree on the page, each by its path."""
    found = set()
    above: list[tuple[int, str]] = []
    tree = _PAGE.partition("```\n")[2].partition("```")[0]
    for line in tree.splitlines():
        indent = len(line) - len(line.lstrip())
        while above and above[-1][0] >= indent:
            above.pop()
        shown = re.split(r" {3,}", line.strip())[0]
        names = re.findall(r"(\w+)/", shown)
        found |= {"/".join([*(name for _, name in above), each]) for each in names}
        if names:
            above.append((indent, names[-1]))
    return found


def test_the_tree_is_the_folders() -> None:
    files = (path for path in _PACKAGE.rglob("*") if path.is_file())
    folders = {path.parent.relative_to(_PACKAGE.parent).as_posix() for path in files}
    assert _drawn() == {folder for folder in folders if "__pycache__" not in folder}


def test_each_way_through_the_code_is_told_in_a_few_lines() -> None:
    ways = _PAGE.partition("ways through the code\n")[2].partition("\n## ")[0].strip().split("\n\n")
    told = {way.partition(".**")[0].strip("*`"): len(way.splitlines()) for way in ways}
    assert {"encode", "verify"} <= set(told)
    assert max(told.values()) <= _LONGEST_WAY, told


def test_every_part_that_is_named_is_there() -> None:
    named = re.findall(r"`((?:core|cli|system|screens|widgets|terminal)/[\w/*]+)", _PAGE)
    assert named
    assert not [name for name in named if not _is_there(name.rstrip("/"))]


def _is_there(name: str) -> bool:
    return any(_PACKAGE.glob(name)) or any(_PACKAGE.glob(f"{name}.py"))
