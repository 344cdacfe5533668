"""Generates the completion files from the parsers: python tests/cli/make_completions.py."""

import argparse
from collections.abc import Callable
from pathlib import Path

import shtab

from ghcr_tui.cli.completion import FOLDER, SHELLS
from ghcr_tui.cli.open_app import add_options
from ghcr_tui.cli.verbs import VERBS, add_arguments


def completions(shell: str) -> str:
    """Return the completion file for `shell`."""
    text = shtab.complete(_whole_parser(), shell).rstrip("\n") + "\n"
    return _FILES_TOO[shell](text)


def _files_too_in_bash(text: str) -> str:
    return _replaced(text, "complete -o bashdefault -F ", "complete -o bashdefault -o default -F ")


def _files_too_in_zsh(text: str) -> str:
    verbs = "_shtab_ghcr_tui_commands"
    return _replaced(text, f"': :{verbs}'", f"': :{{{verbs}; _files}}'")


def _files_too_in_fish(text: str) -> str:
    return text + "complete -c ghcr-tui -n '_shtab_ghcr_tui_using' -F\n"


def _replaced(text: str, old: str, new: str) -> str:
    assert text.count(old) == 1, f"shtab no longer writes {old}"
    return text.replace(old, new)


# The first word may be a verb or a file, which no parser can say: where no verb fits, files do.
_FILES_TOO: dict[str, Callable[[str], str]] = {
    "bash": _files_too_in_bash,
    "zsh": _files_too_in_zsh,
    "fish": _files_too_in_fish,
}


def _whole_parser() -> argparse.ArgumentParser:
    """Return one parser with every verb; the program itself only ever builds that of one verb."""
    whole = argparse.ArgumentParser("ghcr-tui", allow_abbrev=False)
    add_options(whole)
    verbs = whole.add_subparsers(dest="verb")
    for verb, purpose in VERBS.items():
        parser = verbs.add_parser(verb, help=purpose)
        add_arguments(verb, parser)
        _complete_files(parser)
    _complete_files(whole)
    return whole


def _complete_files(parser: argparse.ArgumentParser) -> None:
    for action in parser._actions:
        if "FILE" in (action.metavar or ""):
            action.complete = shtab.FILE  # type: ignore[attr-defined]


if __name__ == "__main__":
    for shell, name in SHELLS.items():
        Path(FOLDER, name).write_text(completions(shell))
