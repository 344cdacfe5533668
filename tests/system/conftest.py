"""Programs and X servers for the tests of what talks to them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from fake_programs import FakePrograms
from needs import need_program
from x_server import x_server


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrograms:
    """A folder for programs of the test's own, found before the machine's."""
    return FakePrograms(tmp_path / "programs", monkeypatch)


@pytest.fixture(scope="session")
def x_display() -> Iterator[str]:
    """The DISPLAY of a real X server that has a clipboard."""
    need_program("Xvfb")
    with x_server() as display:
        yield display
