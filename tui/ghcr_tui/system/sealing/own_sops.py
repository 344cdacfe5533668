"""The person's own `sops`, for keys that only it can ask: clouds' key services, PGP, Vault."""

import subprocess
from pathlib import Path

from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.yaml_stream import YamlReader
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.system.processes import find_program
from ghcr_tui.system.sealing.problem import SealingProblem
from ghcr_tui.system.token_sources import without_tokens

_TIMEOUT = 60.0
"""Seconds; a key service of a cloud is asked over the network."""


def has_sops() -> bool:
    """Return whether `sops` is installed."""
    return find_program("sops") is not None


def encrypted_by_sops(manifest: dict[str, Json], file: Path) -> dict[str, Json]:
    """Return `manifest` as `sops` encrypts it for `file`, which need not exist.

    The manifest goes to it through a pipe: it stands in no file and in no argument. Raises
    SealingProblem, with what `sops` says, where that does not work.
    """
    program = find_program("sops")
    if program is None:
        raise SealingProblem("`sops` is not installed.")
    types = ("--input-type", "yaml", "--output-type", "yaml")
    try:
        ended = subprocess.run(  # noqa: S603 - no shell, and the file is one argument
            [program, "encrypt", *types, "--filename-override", str(file.absolute()), "/dev/stdin"],
            input=yaml_writer.dump(manifest).encode("utf-8", "replace"),
            capture_output=True,
            timeout=_TIMEOUT,
            check=False,
            env=without_tokens(),
            cwd=_folder_of(file),
        )
    except subprocess.TimeoutExpired:
        raise SealingProblem(f"`sops` did not answer within {_TIMEOUT:g} seconds.") from None
    except OSError as problem:
        raise SealingProblem(f"`sops` cannot be started: {problem.strerror}.") from None
    if ended.returncode:
        said = " ".join(ended.stderr.decode("utf-8", "replace").split())
        raise SealingProblem(f"`sops` did not encrypt it: {excerpt(said, 300)}.")
    try:
        pieces = YamlReader().read_pieces(ended.stdout.decode("utf-8", "replace"))
        _, document, _ = next(iter(pieces))
    except (ValueError, StopIteration):
        document = None
    if not isinstance(document, dict) or "sops" not in document:
        raise SealingProblem("What `sops` answered is no SOPS file: 3.9 or newer is needed.")
    return document


def _folder_of(file: Path) -> Path:
    """Return the folder in which `sops` looks for its rules, or the nearest that is there."""
    return next(each for each in file.absolute().parents if each.is_dir())
