"""What this program raises itself is a `Problem`, so that one place can tell all of it."""

import ast
import builtins
import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest

import ghcr_tui
from ghcr_tui.core.text.problem import Problem

_PACKAGE = Path(ghcr_tui.__file__).parent
_BUILT_IN = {
    "SystemExit",  # the end of the program itself
    "OSError",  # standard output is closed: told as the system tells it of a write
    "AssertionError",  # the program is wrong, and nobody but its authors can do anything
    "TypeError",
}


def _trees() -> Iterator[tuple[str, ast.Module]]:
    for path in sorted(_PACKAGE.rglob("*.py")):
        parts = path.relative_to(_PACKAGE.parent).with_suffix("").parts
        yield ".".join(parts), ast.parse(path.read_bytes())


def _exceptions() -> Iterator[type[BaseException]]:
    """Yield the classes of the program that are exceptions."""
    for name, tree in _trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef) and node.bases:
                kind = getattr(importlib.import_module(name), node.name, None)
                if isinstance(kind, type) and issubclass(kind, BaseException):
                    yield kind


@pytest.fixture(scope="module")
def exceptions() -> list[type[BaseException]]:
    return list(_exceptions())


def test_every_exception_is_a_problem(exceptions: list[type[BaseException]]) -> None:
    assert exceptions
    assert [kind for kind in exceptions if not issubclass(kind, Problem)] == []


def test_the_exit_status_is_one_of_the_three(exceptions: list[type[BaseException]]) -> None:
    statuses = {kind.__name__: kind.status for kind in exceptions if issubclass(kind, Problem)}
    assert {name for name, status in statuses.items() if status not in (1, 2, 3)} == set()


def test_no_built_in_exception_is_raised_with_words() -> None:
    found = {
        f"{name}:{node.lineno} {node.exc.func.id}"
        for name, tree in _trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Raise)
        and isinstance(node.exc, ast.Call)
        and isinstance(node.exc.func, ast.Name)
        and hasattr(builtins, node.exc.func.id)
        and node.exc.func.id not in _BUILT_IN
    }
    assert found == set()
