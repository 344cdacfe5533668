"""Building the judges: once for each version, whoever asks, and never unless it may be."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

_TESTS = Path(__file__).parent.parent
_GO = """#!/bin/sh
echo built >>"$GO_LOG"
sleep 0.3
if [ "$1" = mod ]; then cat "$GO_MODULES/$(echo "$4" | tr / _)"; exit; fi
while [ "$1" != -o ]; do shift; done
echo "$GOTOOLCHAIN" >"$2"
"""
_MODULES = json.loads((Path(__file__).parent / "crds" / "modules.json").read_text())
_FAILING_GO = "#!/bin/sh\necho 'no such module' >&2\nexit 1\n"
_ASK = "from judges.build import judge; print(judge({name!r}))"


class Builder:
    """Asks for judges in processes of their own, with a `go` that only seems to build."""

    def __init__(self, folder: Path) -> None:
        self._programs = folder / "programs"
        self._programs.mkdir()
        self._log = folder / "log"
        self._modules = folder / "modules"
        self.cache = folder / "cache"

    def has_go(self, script: str) -> None:
        """Put a program `go` where it is found."""
        (self._programs / "go").write_text(script)
        (self._programs / "go").chmod(0o755)

    def has_modules(self, **other: str) -> None:
        """Give that `go` the modules with the schemas; `other` changes what it says of them."""
        for each in _MODULES:
            inside = self._modules / f"{each['module'].replace('/', '_')}.files"
            for file in each["files"]:
                (inside / file).parent.mkdir(parents=True, exist_ok=True)
                (inside / file).write_text(file)
            said = {"Sum": each["sum"], "Dir": str(inside), **other}
            inside.with_suffix("").write_text(json.dumps(said))

    def start(self, *command: str, may: str = "") -> subprocess.Popen[str]:
        """Start a Python process that asks; `may` is what $GHCR_TUI_JUDGES says."""
        environment = {
            "GHCR_TUI_JUDGES": may,
            "GHCR_TUI_JUDGES_CACHE": str(self.cache),
            "GO_LOG": str(self._log),
            "GO_MODULES": str(self._modules),
            "PATH": os.pathsep.join((str(self._programs), "/bin")),
        }
        return subprocess.Popen(
            [sys.executable, *command],
            cwd=_TESTS,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def ask(self, name: str, may: str = "") -> str:
        """Return what is said to whoever needs the judge `name`."""
        asked = self.start("-c", _ASK.format(name=name), may=may)
        said, problem = asked.communicate(timeout=60)
        return said.strip() or problem.strip().splitlines()[-1]

    @property
    def times_built(self) -> int:
        """How often `go` was run."""
        return len(self._log.read_text().splitlines()) if self._log.exists() else 0


@pytest.fixture
def builder(tmp_path: Path) -> Builder:
    """A builder with nothing built yet, and without Go."""
    return Builder(tmp_path)


def test_a_judge_is_built_once_and_the_same_one_given_ever_after(builder: Builder) -> None:
    builder.has_go(_GO)
    asked = [builder.start("-c", _ASK.format(name="keyring")) for _ in range(3)]
    programs = {each.communicate(timeout=60)[0].strip() for each in asked}
    assert builder.ask("keyring") in programs
    assert len(programs) == 1
    assert builder.times_built == 1
    assert Path(*programs).parent == builder.cache
    assert Path(*programs).read_text() == "local\n"  # no other Go is downloaded


@pytest.mark.parametrize(
    ("name", "may", "said"),
    [
        pytest.param("apiserver", "", "not built: ", id="the large one is not built unasked"),
        pytest.param("sealing", "", "not built: ", id="nor another that takes minutes"),
        pytest.param("apiserver", "require", "apiserver-", id="unless it is required"),
        pytest.param("keyring", "", "keyring-", id="the small one is"),
        pytest.param("keyring", "cached", "not built: ", id="unless nothing may be"),
    ],
)
def test_what_is_built_unasked(builder: Builder, name: str, may: str, said: str) -> None:
    builder.has_go(_GO)
    assert said in builder.ask(name, may)
    assert builder.times_built == (said != "not built: ")


@pytest.mark.parametrize("may", ["", "require"])
def test_without_go_the_reason_is_given(builder: Builder, may: str) -> None:
    assert builder.ask("keyring", may) == "judges.build.NoJudge: not installed: go"


def test_a_judge_that_was_built_needs_no_go(builder: Builder, tmp_path: Path) -> None:
    builder.has_go(_GO)
    program = builder.ask("keyring")
    (tmp_path / "programs" / "go").unlink()
    assert builder.ask("keyring", may="cached") == program


def test_a_build_that_fails_leaves_nothing_and_says_why(builder: Builder) -> None:
    builder.has_go(_FAILING_GO)
    building = builder.start("-m", "judges.build", "all")
    said, problem = building.communicate(timeout=60)
    assert (building.returncode, said) == (1, "")
    assert "go build of the judge keyring failed: no such module" in problem
    assert [each.name for each in builder.cache.iterdir()] == ["keyring.lock"]


def test_the_schemas_of_controllers_are_files_of_the_very_modules(builder: Builder) -> None:
    builder.has_go(_GO)
    builder.has_modules()
    files = [Path(file).name for each in _MODULES for file in each["files"]]
    made = Path(builder.ask("crds", may="require"))
    assert sorted(each.name for each in made.iterdir()) == sorted(files)
    assert builder.times_built == len(_MODULES)


def test_a_module_that_is_another_by_now_is_refused(builder: Builder) -> None:
    builder.has_go(_GO)
    builder.has_modules(Sum="h1:other")
    assert "is not what it was: its sum is h1:other" in builder.ask("crds", may="require")


def test_the_command_builds_all_ahead_of_the_tests(builder: Builder) -> None:
    builder.has_go(_GO)
    builder.has_modules()
    building = builder.start("-m", "judges.build", "all")
    said, _ = building.communicate(timeout=60)
    assert building.returncode == 0
    assert [line.rpartition("/")[2].partition("-")[0] for line in said.splitlines()] == [
        "keyring",
        "resolver",
        "apiserver",
        "sealing",
        "crds",
    ]
    assert builder.times_built == 4 + len(_MODULES)
