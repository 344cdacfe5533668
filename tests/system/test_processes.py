import os
from pathlib import Path

import pytest

from fake_programs import FakePrograms
from ghcr_tui.system.processes import Ended, ProgramError, find_program, run_program

_ENDLESS = 5.0
"""Seconds that no program here takes, so that a test waits for its end and not for a clock."""


def _alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state != "Z"


def test_a_program_gets_its_input_and_gives_its_output_and_status(
    programs: FakePrograms,
) -> None:
    programs.add("upper", "tr a-z A-Z; exit 3")

    ended = run_program(["upper"], b"ghcr", timeout=_ENDLESS, output_limit=100)

    assert ended == Ended(3, b"GHCR")


def test_more_than_pipes_hold_goes_both_ways(programs: FakePrograms) -> None:
    programs.add("echo-all", "cat")
    data = os.urandom(1_000_000)

    assert run_program(["echo-all"], data, timeout=_ENDLESS, output_limit=1 << 20).output == data


def test_a_program_that_does_not_read_its_input_is_not_a_problem(programs: FakePrograms) -> None:
    programs.add("deaf", "exec 0<&-; echo fine")

    ended = run_program(["deaf"], b"x" * 1_000_000, timeout=_ENDLESS, output_limit=100)

    assert ended == Ended(0, b"fine\n")


def test_a_program_that_hangs_is_ended_with_its_children(programs: FakePrograms) -> None:
    programs.add("hangs", "sleep 60 & echo $! > $here/child; echo $$ > $here/self; wait")

    with pytest.raises(ProgramError, match=r"^hangs did not answer within 0\.3 seconds$"):
        run_program(["hangs"], timeout=0.3, output_limit=100)

    assert not _alive(int(programs.read("self")))
    assert not _alive(int(programs.read("child")))


def test_a_program_that_hangs_without_reading_is_ended_too(programs: FakePrograms) -> None:
    programs.add("hangs", "exec sleep 60")

    with pytest.raises(ProgramError, match="did not answer"):
        run_program(["hangs"], b"x" * 1_000_000, timeout=0.2)


def test_a_child_left_behind_with_the_pipes_open_is_neither_waited_for_nor_ended(
    programs: FakePrograms,
) -> None:
    programs.add("daemon", "sleep 60 & echo $! > $here/child; echo taken")

    ended = run_program(["daemon"], b"text", timeout=_ENDLESS, output_limit=100)

    assert ended == Ended(0, b"taken\n")
    child = int(programs.read("child"))
    assert _alive(child)
    os.kill(child, 9)


def test_a_flood_is_stopped(programs: FakePrograms) -> None:
    programs.add("floods", "echo $$ > $here/self; exec yes")

    with pytest.raises(ProgramError, match=r"^floods answered with more than 1000 bytes$"):
        run_program(["floods"], timeout=_ENDLESS, output_limit=1000)

    assert not _alive(int(programs.read("self")))


def test_errors_do_not_reach_the_screen(
    programs: FakePrograms, capfd: pytest.CaptureFixture[str]
) -> None:
    programs.add("noisy", "echo noise; echo more >&2")

    run_program(["noisy"], timeout=_ENDLESS)

    assert capfd.readouterr() == ("", "")


def test_a_program_has_no_terminal_to_ask_on(programs: FakePrograms) -> None:
    programs.add("asks", "(: < /dev/tty) 2>/dev/null || echo none")

    assert run_program(["asks"], timeout=_ENDLESS, output_limit=100).output == b"none\n"


def test_a_missing_program_is_told(programs: FakePrograms) -> None:
    with pytest.raises(ProgramError, match=r"^no-such-program is not installed$"):
        run_program(["no-such-program"], timeout=_ENDLESS)


def test_a_program_that_cannot_start_is_told(programs: FakePrograms) -> None:
    (programs.folder / "broken").write_text("#!/no/such/interpreter\n")
    (programs.folder / "broken").chmod(0o755)

    with pytest.raises(ProgramError, match=r"^broken cannot be started"):
        run_program(["broken"], timeout=_ENDLESS)


@pytest.mark.parametrize("path", ["", ".", "relative"])
def test_programs_in_the_current_folder_are_not_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
) -> None:
    (tmp_path / "relative").mkdir()
    for folder in (tmp_path, tmp_path / "relative"):
        (folder / "xclip").write_text("#!/bin/sh\n")
        (folder / "xclip").chmod(0o755)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", f"{path}:/nowhere")

    assert find_program("xclip") is None


def test_an_answer_does_not_show_itself() -> None:
    assert "ghp" not in repr(Ended(0, b"ghp_made_up"))


def test_a_program_that_closes_its_output_early_is_waited_for(programs: FakePrograms) -> None:
    programs.add("late", "exec >&-; sleep 0.1; exit 4")

    ended = run_program(["late"], timeout=_ENDLESS, output_limit=100)

    assert ended.status == 4
