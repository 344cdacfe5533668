"""The README's pictures show the app as it is now."""

import subprocess
import sys
from pathlib import Path

import pytest

SCREENSHOTS = Path(__file__).parents[2] / "screenshots"
PICTURES = sorted(path.name for path in SCREENSHOTS.glob("*.svg"))


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("screenshots")
    command = [sys.executable, str(SCREENSHOTS / "make.py"), str(folder)]
    subprocess.run(command, check=True, timeout=120)
    return folder


def test_every_picture_is_made_by_the_script(fresh: Path) -> None:
    assert sorted(path.name for path in fresh.iterdir()) == PICTURES


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_is_stale(fresh: Path, name: str) -> None:
    is_fresh = (SCREENSHOTS / name).read_text() == (fresh / name).read_text()
    assert is_fresh, f"{name} is stale: run `python screenshots/make.py`"


@pytest.mark.parametrize("name", PICTURES)
def test_no_picture_asks_anybody_for_a_font(name: str) -> None:
    picture = (SCREENSHOTS / name).read_text()
    assert "url(http" not in picture


def test_the_readme_shows_every_picture() -> None:
    readme = (SCREENSHOTS.parent / "README.md").read_text()
    assert [name for name in PICTURES if f"screenshots/{name}" not in readme] == []
