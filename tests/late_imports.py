"""Where the modules of the program import what they need: at their top, or late, in a function."""

import ast
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import NamedTuple


class Import(NamedTuple):
    """One module that another imports; `is_late` says that this happens in a function."""

    importer: str
    imported: str
    is_late: bool

    def __str__(self) -> str:
        """Return it as pyproject.toml lists it."""
        return f"{self.importer} -> {self.imported}"


class Imports:
    """Every import of the package at `root`, read from its text and never run."""

    def __init__(self, root: Path) -> None:
        trees = {_name(path, root.parent): ast.parse(path.read_bytes()) for path in _files(root)}
        found = {each for name in trees for each in _imports(name, trees[name], trees, False)}
        self.late = {each for each in found if each.is_late}
        self._at_top: dict[str, set[str]] = {}
        for each in found - self.late:
            self._at_top.setdefault(each.importer, set()).add(each.imported)

    def loaded_with(self, module: str) -> set[str]:
        """Return what is imported, step by step, when `module` is: by the tops of files alone."""
        loaded: set[str] = set()
        waiting = {module}
        while waiting:
            name = waiting.pop()
            loaded.add(name)
            waiting |= self._at_top.get(name, set())
            if package := name.rpartition(".")[0]:
                waiting.add(package)
            waiting -= loaded
        return loaded - {module}


def _files(root: Path) -> Iterator[Path]:
    return root.rglob("*.py")


def _name(path: Path, above: Path) -> str:
    parts = path.relative_to(above).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def _imports(name: str, tree: ast.AST, known: Collection[str], is_late: bool) -> Iterator[Import]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test):
            continue
        if isinstance(node, ast.Import):
            yield from (Import(name, each.name, is_late) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for each in node.names:
                module = f"{node.module}.{each.name}"
                yield Import(name, module if module in known else node.module, is_late)
        else:
            is_function = isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            yield from _imports(name, node, known, is_late or is_function)
