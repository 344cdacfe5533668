"""What runs on this machine, looked up where Linux shows it."""

import time
from pathlib import Path


def holding(text: str) -> list[str]:
    """Return the command lines in which `text` occurs."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdecimal():
            try:
                command = (entry / "cmdline").read_bytes().decode(errors="replace")
            except OSError:
                continue
            if text in command:
                found.append(command)
    return found


def until_none_holds(text: str) -> bool:
    """Return whether, sooner or later, no process is left with `text` in its command line."""
    for _ in range(200):
        if not holding(text):
            return True
        time.sleep(0.05)
    return False
