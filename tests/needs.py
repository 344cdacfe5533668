"""What a test needs from the machine: skipped with a reason without it, but never in CI."""

import os
import shutil

import pytest


def need_program(*names: str) -> None:
    """Go on only where all the programs `names` are installed."""
    missing = [name for name in names if shutil.which(name) is None]
    if missing:
        unmet(f"not installed: {', '.join(missing)}")


def installed(name: str) -> str:
    """Return the path of the program `name`; where it is missing, go on as `unmet` does."""
    need_program(name)
    return shutil.which(name) or name


def unmet(reason: str) -> None:
    """Skip the test; in CI (the variable CI set), where everything is installed, fail it."""
    if os.environ.get("CI"):
        pytest.fail(f"CI must not skip: {reason}")
    pytest.skip(reason)
