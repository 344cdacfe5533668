"""How a run ends: closed pipes, full disks, ctrl+c, and defects that must not tell a token."""

import importlib
import json
import os
import pkgutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import ghcr_tui
from cli.headless import TOKEN, run_process, secret_list
from ghcr_tui.cli.run_guard import guarded
from ghcr_tui.core.text.problem import Problem


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """Return a file whose report is larger than any pipe's buffer."""
    file = tmp_path / "list.json"
    file.write_text(json.dumps(secret_list(3000)))
    return file


def _start(*arguments: str, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [sys.executable, "-m", "ghcr_tui", *arguments],
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        # Where the tests run as a background job the signal is ignored, and that is inherited.
        preexec_fn=_hear_ctrl_c,
    )


def _hear_ctrl_c() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.mark.parametrize("output", ["text", "json", "yaml"])
def test_a_closed_pipe_ends_a_run_quietly(long_list: Path, output: str) -> None:
    process = _start("decode", str(long_list), "-o", output)
    assert process.stdout
    assert process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait(60) == 141
    process.stderr.close()


def test_a_pipe_closed_before_the_first_byte_is_quiet_too() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.run(
        [sys.executable, "-m", "ghcr_tui", "--help"],
        stdout=writing,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writing)
    assert (process.returncode, process.stderr) == (141, b"")


def test_ctrl_c_exits_130_without_a_traceback() -> None:
    with _start("decode", stdin=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(b"kind: Secret\n" * 20_000)  # more than a pipe holds: it is reading
        process.stdin.flush()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="/dev/full is Linux's")
def test_a_full_disk_is_told_in_a_sentence() -> None:
    with Path("/dev/full").open("wb") as full:
        process = subprocess.run(
            [sys.executable, "-m", "ghcr_tui", "--help"],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
        )
    assert process.returncode == 3
    assert process.stderr.decode().count("\n") == 1
    assert "cannot write the result" in process.stderr.decode()


def test_a_closed_standard_output_is_told_in_a_sentence() -> None:
    command = f'"{sys.executable}" -m ghcr_tui decode >&-'
    process = subprocess.run(["sh", "-c", command], input=b"x", stderr=subprocess.PIPE, check=False)
    assert process.returncode == 3
    assert b"standard output is closed" in process.stderr


@pytest.mark.parametrize("status", [2, 3])
def test_a_problem_is_told_in_its_sentence_and_ends_with_its_status(
    status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    class DryWell(Problem):
        """A problem with an exit status of its own."""

    DryWell.status = status

    def thirsty() -> int:
        raise DryWell("The well is dry.")

    assert guarded(thirsty) == status
    assert capsys.readouterr().err == "ghcr-tui: The well is dry.\n"


def test_every_exception_of_the_program_is_a_problem() -> None:
    """So that the guard tells it, and nobody takes it for a defect."""
    others = [
        f"{module.name}.{name}"
        for module in pkgutil.walk_packages(ghcr_tui.__path__, "ghcr_tui.")
        if not module.name.endswith("__main__")
        for name, value in vars(importlib.import_module(module.name)).items()
        if isinstance(value, type) and issubclass(value, BaseException)
        if value.__module__.startswith("ghcr_tui") and not issubclass(value, Problem)
    ]
    assert others == []


def test_a_defect_is_told_without_any_value(capsys: pytest.CaptureFixture[str]) -> None:
    def defective() -> int:
        token = TOKEN
        raise ValueError(f"cannot parse {token}")

    status = guarded(defective)
    err = capsys.readouterr().err
    assert status == 3
    assert "ValueError" in err
    assert "in defective" in err
    assert TOKEN not in err


@pytest.mark.parametrize(
    "locale",
    [
        {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0"},  # ASCII
        {"PYTHONIOENCODING": "latin-1"},
        {"PYTHONIOENCODING": "utf-8"},
    ],
)
@pytest.mark.parametrize("output", ["text", "json", "yaml"])
def test_no_locale_makes_it_fail(locale: dict[str, str], output: str) -> None:
    text = json.dumps({"auths": {"ghcr.io": {"username": "名\udc80‮", "password": "x"}}})
    ran = run_process("decode", "-o", output, stdin=text.encode(), environment=os.environ | locale)
    assert ran.returncode in (0, 1)
    assert ran.stderr == b""
    assert "‮".encode() not in ran.stdout
