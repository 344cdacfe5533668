"""Every folder is named in a contract of pyproject.toml, and a new one has to be."""

import tomllib
from pathlib import Path

import pytest

import ghcr_tui

_PACKAGE = Path(ghcr_tui.__file__).parent
_PYPROJECT = Path(__file__).parents[1] / "pyproject.toml"
_CONTRACTS = tomllib.loads(_PYPROJECT.read_text())["tool"]["importlinter"]["contracts"]
_LAYERS = [contract for contract in _CONTRACTS if contract["type"] == "layers"]


def _folders() -> set[str]:
    """Return the folders that hold code, by their dotted names, without the package itself."""
    paths = {path.parent for path in _PACKAGE.rglob("*.py")} - {_PACKAGE}
    return {".".join(path.relative_to(_PACKAGE.parent).parts) for path in paths}


def _named() -> set[str]:
    """Return every module that a contract names, in a layer or as an importer."""
    in_layers = {
        f"{container}.{module.strip(' ()')}"
        for contract in _LAYERS
        for container in contract["containers"]
        for layer in contract["layers"]
        for module in layer.split("|")
    }
    allowed = {name for contract in _CONTRACTS for name in contract.get("allowed_importers", ())}
    return in_layers | allowed


def test_every_folder_is_named_in_a_contract() -> None:
    assert _folders() <= _named()


@pytest.mark.parametrize("contract", _LAYERS, ids=lambda contract: contract["containers"][0])
def test_a_new_folder_has_to_declare_its_floor(contract: dict[str, object]) -> None:
    assert contract.get("exhaustive") is True
    assert "exhaustive_ignores" not in contract
    assert "ignore_imports" not in contract
