"""What the first screen loads: a fresh interpreter says which modules nobody has asked for yet."""

import subprocess
import sys

import pytest

_LIST = """
import sys
from ghcr_tui.app import GhcrTui
GhcrTui()
print(*sys.modules)
"""


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """Return the modules that are loaded once the app is made."""
    listing = subprocess.run(
        [sys.executable, "-c", _LIST], capture_output=True, text=True, check=True
    )
    return set(listing.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        "httpcore",  # only a walk to a registry needs it
        "pyperclip",
        "yaml",
        "tree_sitter_yaml",  # the grammar is loaded after the first frame
        "tree_sitter_json",
        "argparse",
        "ghcr_tui.core.draft.draft_findings",
        "ghcr_tui.core.keyring.lookup",
        "ghcr_tui.core.registry.presets",
        "ghcr_tui.core.inspection.front_door",
        "ghcr_tui.screens.inspect.screen",
        "ghcr_tui.screens.dialogs.save",
        "ghcr_tui.screens.dialogs.help",
        "ghcr_tui.screens.verify.screen",
        "ghcr_tui.system.clipboard.copy_paste",
    ],
)
def test_the_first_screen_does_not_wait_for(module: str, loaded: set[str]) -> None:
    assert module not in loaded
