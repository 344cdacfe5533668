"""Small programs that stand in for others: real files on PATH, run as the real ones are."""

from pathlib import Path

import pytest


class FakePrograms:
    """A folder at the front of PATH, for programs that a test writes."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", f"{folder}:/usr/bin:/bin")

    def add(self, name: str, script: str) -> None:
        """Add a program of this name, a shell script in which `$here` is the folder."""
        program = self.folder / name
        program.write_text(f"#!/bin/sh\nhere={self.folder}\n{script}\n")
        program.chmod(0o755)

    def read(self, name: str) -> str:
        """Return what a program wrote to `$here/name`, "" where it did not."""
        path = self.folder / name
        return path.read_text() if path.exists() else ""
