"""Builds the judges, once for each version of their sources: `python -m judges.build all`.

The programs go into $GHCR_TUI_JUDGES_CACHE, or `ghcr-tui-judges` in the user's cache folder, under
names that hold a digest of their sources. $GHCR_TUI_JUDGES says what a test may do about a judge
that is not there: `require` builds it, and the test fails where that cannot be done; `cached`
builds nothing. Without it `keyring` and `resolver` are built where Go is, and the others, which
take minutes, are not. `crds` is the schemas that controllers bring, for the API server to judge by.
"""

import argparse
import fcntl
import functools
import hashlib
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

JUDGES = ("keyring", "resolver", "apiserver", "sealing", "crds")
_FOLDERS = frozenset(("crds",))
"""Judges that are no program: files of upstream's modules, named in `modules.json`."""
_SLOW = frozenset(("apiserver", "sealing", "crds"))
_SOURCES = Path(__file__).parent
_ENVIRONMENT = dict(os.environ)  # taken on import, before a test moves HOME out of Go's sight
_VERSION = re.compile(r"^\s*k8s\.io/kubernetes v(\d+)\.(\d+)\.\d+$", re.MULTILINE)
_FLAGS = ("-mod=readonly", "-trimpath", "-buildvcs=false")
_LONGEST_BUILD = 3600  # seconds; the large one takes ten minutes on two cores


class NoJudge(Exception):
    """A judge cannot be had; the message says why."""


def judge(name: str) -> Path:
    """Return the program of the judge `name`, built where $GHCR_TUI_JUDGES allows it.

    Raises NoJudge.
    """
    asked = _ENVIRONMENT.get("GHCR_TUI_JUDGES", "")
    found = program_path(name)
    if found.exists():
        return found
    if asked == "cached" or (asked != "require" and name in _SLOW):
        raise NoJudge(f"not built: `python -m judges.build {name}` in tests/ does it")
    return build(name)


def is_required() -> bool:
    """Return whether a test without its judge fails rather than being skipped."""
    return _ENVIRONMENT.get("GHCR_TUI_JUDGES") == "require"


@functools.cache
def program_path(name: str) -> Path:
    """Return where the judge `name`, as its sources now are, is or will be."""
    digest = hashlib.sha256(f"{sys.platform} {platform.machine()} {_FLAGS}".encode())
    for source in sorted((_SOURCES / name).iterdir()):
        if source.suffix in (".go", ".mod", ".sum", ".json"):
            digest.update(f"{source.name}\0".encode() + source.read_bytes() + b"\0")
    return _cache() / f"{name}-{digest.hexdigest()[:16]}"


def build(name: str) -> Path:
    """Return the program of the judge `name`, built unless it is there already.

    Several processes may ask at once: one builds, the others wait. Raises NoJudge.
    """
    program = program_path(name)
    program.parent.mkdir(parents=True, exist_ok=True)
    with _lock(program.with_name(f"{name}.lock")):
        if not program.exists():
            _compile(name, program)
    return program


def _compile(name: str, program: Path) -> None:
    """Compile into a folder beside `program`, then move, so that no half program is ever run."""
    go = shutil.which("go", path=_ENVIRONMENT.get("PATH"))
    if go is None:
        raise NoJudge("not installed: go")
    with tempfile.TemporaryDirectory(dir=program.parent, prefix=f"{name}-building-") as scratch:
        made = Path(scratch, name)
        if name in _FOLDERS:
            _gather(name, go, made)
        else:
            flags = (*_FLAGS, f"-ldflags={_link_flags(name)}")
            _run_go(name, go, "build", *flags, "-o", str(made), ".")
        made.replace(program)


def _gather(name: str, go: str, made: Path) -> None:
    """Copy the files of upstream's modules that are named, each module with its very sum."""
    made.mkdir()
    for each in json.loads((_SOURCES / name / "modules.json").read_text()):
        said = json.loads(_run_go(name, go, "mod", "download", "-json", each["module"]))
        if said.get("Sum") != each["sum"]:
            raise NoJudge(f"{each['module']} is not what it was: its sum is {said.get('Sum')}")
        for file in each["files"]:
            shutil.copyfile(Path(said["Dir"], file), made / Path(file).name)


def _run_go(name: str, go: str, *arguments: str) -> str:
    """Return what `go` prints. Raises NoJudge."""
    done = subprocess.run(
        [go, *arguments],
        cwd=_SOURCES / name,
        env={"GOTOOLCHAIN": "local", **_ENVIRONMENT, "GOWORK": "off"},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_LONGEST_BUILD,
    )
    if done.returncode != 0:
        said = done.stderr.strip()[-2000:]
        raise NoJudge(f"go {arguments[0]} of the judge {name} failed: {said}")
    return done.stdout


def _link_flags(name: str) -> str:
    """Return what leaves debug data out, and has Kubernetes' code say its pinned version."""
    pinned = _VERSION.search((_SOURCES / name / "go.mod").read_text())
    if pinned is None:  # a judge of another code than Kubernetes'
        return "-s -w"
    package = "k8s.io/component-base/version"
    said = {"gitVersion": pinned[0].split()[1], "gitMajor": pinned[1], "gitMinor": pinned[2]}
    return "-s -w " + " ".join(f"-X {package}.{name}={value}" for name, value in said.items())


def _cache() -> Path:
    chosen = _ENVIRONMENT.get("GHCR_TUI_JUDGES_CACHE")
    if chosen:
        return Path(chosen).absolute()
    base = _ENVIRONMENT.get("XDG_CACHE_HOME") or Path(_ENVIRONMENT.get("HOME", "/"), ".cache")
    return Path(base, "ghcr-tui-judges")


@contextmanager
def _lock(path: Path) -> Iterator[None]:
    with path.open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # given back when the file closes, or its process ends
        yield


def main(arguments: Sequence[str] | None = None) -> int:
    """Build the judges that are named, and print where each is and how long it took."""
    parser = argparse.ArgumentParser(
        prog="judges.build", description=(__doc__ or "").split("\n")[0]
    )
    parser.add_argument("judge", choices=[*JUDGES, "all"])
    wanted = parser.parse_args(arguments).judge
    for name in JUDGES if wanted == "all" else (wanted,):
        started = time.monotonic()
        try:
            program = build(name)
        except NoJudge as problem:
            print(problem, file=sys.stderr)
            return 1
        print(f"{program} ({time.monotonic() - started:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
