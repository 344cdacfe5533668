"""Import hygiene: a fresh interpreter runs each verb and lists what it has loaded.

Unlike a clock this fails the same way on every machine. What is imported late, in a function, is
listed in pyproject.toml beside the contracts, with the reason.
"""

import json
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import ghcr_tui
from late_imports import Imports

_PROGRAM = """
import io, sys
from ghcr_tui.__main__ import main
sys.stdout = io.TextIOWrapper(io.BytesIO())
status = main(sys.argv[1:])
print(status, *sys.modules, file=sys.__stdout__)
"""

_SCREEN = ("textual", "rich", "pyperclip", "platformdirs", "tree_sitter", "ghcr_tui.app")
_NETWORK = ("httpcore", "ssl", "socket", "urllib.request", "http.client", "email", "asyncio")
_SLOW = (
    "dataclasses",  # 9 ms, most of it `inspect`
    "inspect",
    "importlib.metadata",
    "datetime",
    "subprocess",
    "logging",
    "pathlib",
    "shutil",  # argparse's own help formatter would take it
    "tempfile",
    "textwrap",
    "difflib",
    "random",
    "unicodedata",
)
_INSPECTION = (
    "ghcr_tui.core.inspection.inspection",
    "ghcr_tui.core.inspection.front_door",
    "ghcr_tui.core.registry.image",
)
_SECRET = json.dumps({"auths": {"ghcr.io": {"auth": "b2N0b2NhdDpuby1yZWFsLXRva2Vu"}}})

_DUMP = json.dumps({"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": []}})


def _loaded(*arguments: str, stdin: str) -> tuple[int, set[str]]:
    ran = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        check=True,
    )
    status, *modules = ran.stdout.split()
    return int(status), set(modules)


@pytest.mark.parametrize(
    ("arguments", "stdin", "absent"),
    [
        (
            ("encode", "--username", "octocat", "--token-stdin", "--namespace", "shop"),
            "no-real-token-0123456789",
            (*_SCREEN, *_NETWORK, *_SLOW, *_INSPECTION, "yaml", "ghcr_tui.cli.decode.command"),
        ),
        (
            ("encode", "--username", "octocat", "--token-stdin", "-o", "json"),
            "no-real-token-0123456789",
            (*_SCREEN, *_NETWORK, *_SLOW, *_INSPECTION, "yaml"),
        ),
        (("decode", "-o", "json"), _SECRET, (*_SCREEN, *_NETWORK, *_SLOW, "yaml")),
        (("decode", "-o", "yaml"), _SECRET, (*_SCREEN, *_NETWORK, *_SLOW, "yaml")),
        (("lookup", "ghcr.io/owner/app"), _SECRET, (*_SCREEN, *_NETWORK, "inspect", "yaml")),
        (("completion", "bash"), "", (*_SCREEN, *_NETWORK, *_SLOW, "yaml", "shtab")),
        (("--version",), "", (*_SCREEN, *_NETWORK, *_SLOW, "yaml", "json.tool")),
        (("audit", "-", "--fail-on", "none"), _DUMP, ("textual", "rich", *_NETWORK, "yaml")),
        (("audit", "--print-cronjob"), "", (*_SCREEN, *_NETWORK, "yaml")),
        (("why", "--help"), "", (*_SCREEN, *_NETWORK, "yaml")),
        (("attach", "--help"), "", (*_SCREEN, "httpcore", "ssl", "asyncio", "http.client")),
        (("verify", "--help"), "", (*_SCREEN, "httpcore", "ssl", "asyncio")),
    ],
)
def test_a_verb_loads_nothing_that_it_does_not_use(
    arguments: tuple[str, ...], stdin: str, absent: tuple[str, ...]
) -> None:
    status, modules = _loaded(*arguments, stdin=stdin)
    assert status == 0
    assert modules.isdisjoint(absent), sorted(modules.intersection(absent))


def test_the_package_itself_imports_nothing_eagerly() -> None:
    program = "import sys; before = {*sys.modules}; import ghcr_tui; print({*sys.modules} - before)"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert ran.stdout == "{'ghcr_tui'}\n"


_PYPROJECT = Path(__file__).parent.parent / "pyproject.toml"


@pytest.fixture(scope="module")
def imports() -> Imports:
    """The imports of the whole program."""
    return Imports(Path(ghcr_tui.__file__).parent)


@pytest.fixture(scope="module")
def reasons() -> dict[str, str]:
    """The reason of each late import that pyproject.toml lists."""
    kinds = tomllib.loads(_PYPROJECT.read_text())["tool"]["late-imports"]
    return {each: kind["reason"] for kind in kinds for each in kind["imports"]}


def test_every_import_inside_a_function_is_listed_with_its_reason(
    imports: Imports, reasons: dict[str, str]
) -> None:
    assert {str(each) for each in imports.late} == set(reasons)
    assert all(reason.endswith(".") for reason in reasons.values())


def test_an_import_inside_a_function_is_of_what_is_not_loaded_anyway(imports: Imports) -> None:
    idle = {
        str(each) for each in imports.late if each.imported in imports.loaded_with(each.importer)
    }
    assert not idle, "import it at the top of the file"
