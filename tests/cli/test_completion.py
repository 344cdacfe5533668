"""Completion: the files are current, sound for their shells, and complete in bash and fish."""

import os
import subprocess
from pathlib import Path

import pexpect
import pytest

from cli.headless import Headless
from cli.make_completions import completions
from ghcr_tui.cli.completion import FOLDER, SHELLS
from ghcr_tui.cli.verbs import VERBS
from needs import installed

_BASH = """
source {file}
COMP_WORDS=({words}) COMP_CWORD={position}
_shtab_ghcr_tui
printf '%s\\n' "${{COMPREPLY[@]}}"
"""


def _file(shell: str) -> Path:
    return Path(FOLDER, SHELLS[shell])


def _answer(*command: str, folder: Path | None = None) -> set[str]:
    ran = subprocess.run(command, capture_output=True, text=True, check=True, cwd=folder)
    return {line.split("\t")[0].rstrip() for line in ran.stdout.splitlines()}


@pytest.mark.parametrize("shell", SHELLS)
def test_the_committed_files_are_what_the_parsers_say_today(shell: str) -> None:
    assert _file(shell).read_text() == completions(shell), (
        "run python tests/cli/make_completions.py"
    )


@pytest.mark.parametrize("shell", SHELLS)
def test_the_verb_prints_the_file(ghcr_tui: Headless, shell: str) -> None:
    assert ghcr_tui("completion", shell) == (0, _file(shell).read_text(), "")


@pytest.mark.parametrize("shell", SHELLS)
def test_the_shell_itself_finds_no_fault_in_the_file(shell: str) -> None:
    subprocess.run([installed(shell), "-n", str(_file(shell))], check=True)


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("",), set(VERBS)),
        (("en",), {"encode"}),
        (("encode", "--tok"), {"--token-stdin", "--token-file"}),
        (("encode", "-o", "pa"), {"payload"}),
        (("decode", "--output", ""), {"text", "json", "yaml"}),
        (("decode", "sec"), {"secret.yaml"}),
        (("completion", ""), {"bash", "zsh", "fish"}),
    ],
)
def test_bash_completes(words: tuple[str, ...], expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").touch()
    line = " ".join(f"'{word}'" for word in ("ghcr-tui", *words))
    script = _BASH.format(file=_file("bash"), words=line, position=len(words))
    assert expected <= _answer(installed("bash"), "-c", script, folder=tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ghcr-tui en", {"encode"}),
        ("ghcr-tui encode --tok", {"--token-stdin", "--token-file"}),
        ("ghcr-tui encode -o pa", {"payload"}),
        ("ghcr-tui decode sec", {"secret.yaml"}),
        ("ghcr-tui sec", {"secret.yaml"}),
    ],
)
def test_fish_completes(line: str, expected: set[str], tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").touch()
    script = f"source {_file('fish')}; complete -C '{line}'"
    assert expected <= _answer(installed("fish"), "-c", script, folder=tmp_path)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ghcr-tui enc", "ghcr-tui encode "),
        ("ghcr-tui encode --token-f", "--token-file "),
        ("ghcr-tui encode -o pa", "payload"),
        ("ghcr-tui decode sec", "secret.yaml"),
        ("ghcr-tui sec", "secret.yaml"),
    ],
)
def test_zsh_completes(line: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / "secret.yaml").touch()
    environment = {**os.environ, "PS1": "> ", "TERM": "dumb"}
    zsh = pexpect.spawn(
        installed("zsh"),
        ["-f"],
        cwd=str(tmp_path),
        env=environment,
        encoding="utf-8",
        timeout=20,
        dimensions=(24, 200),
    )
    zsh.sendline(f"fpath=({FOLDER} $fpath); autoload -Uz compinit; compinit -u -D; echo rea''dy")
    zsh.expect_exact("ready\r")
    zsh.send(f"{line}\t")
    zsh.expect_exact(expected)
    zsh.close(force=True)


def test_an_unknown_shell_is_told_the_known_ones(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("completion", "tcsh")
    assert ran.status == 2
    assert "bash, zsh, fish" in ran.err
