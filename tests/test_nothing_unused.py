"""Every function and class of the program is used by the program, and not by its tests alone."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import ghcr_tui

_ROOT = Path(ghcr_tui.__file__).parent
_CALLED_BY_TEXTUAL = re.compile(
    r"(?:_?on|action|_?watch|validate|compute|key|render|get|allow|check)_"
)
_IN_PLACE_OF_ITS_BASE = {
    "_cell_offset_to_index": "textual.widgets.Input",
    "_fatal_error": "textual.app.App",
    "_position_to_cell": "textual.widgets.Input",
    "_print_message": "argparse.ArgumentParser",
    "copy_to_clipboard": "textual.app.App",
    "process_label": "textual.widgets.DirectoryTree",
    "run_input_thread": "textual.drivers.linux_driver.LinuxDriver",
}
"""What is called by the class that it changes, in a library."""


def _trees() -> Iterator[ast.Module]:
    for path in _ROOT.rglob("*.py"):
        yield ast.parse(path.read_text(encoding="utf-8"))


def _defined(tree: ast.Module) -> Iterator[str]:
    """Yield the names of functions and classes; one with a decorator may be called by that."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            is_registered = any(isinstance(each, ast.Call) for each in node.decorator_list)
            if not is_registered and not node.name.startswith("__"):
                yield node.name


def _used(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        match node:
            case ast.Name(id=name) | ast.Attribute(attr=name) | ast.keyword(arg=str(name)):
                yield name
            case ast.Constant(value=str(text)) if len(text) < 80:  # a way to a verb, an action
                yield from re.findall(r"\w+", text)


def test_nothing_is_there_that_nothing_uses() -> None:
    defined = {name for tree in _trees() for name in _defined(tree)}
    used = {name for tree in _trees() for name in _used(tree)}
    unused = {name for name in defined - used if not _CALLED_BY_TEXTUAL.match(name)}
    assert unused == set(_IN_PLACE_OF_ITS_BASE)
