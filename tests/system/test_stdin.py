import os
import subprocess
import sys
import textwrap
import threading

import pexpect
import pytest

from ghcr_tui.system.stdin import InputProblem, read_piped

_PROGRAM = textwrap.dedent("""
    import os, subprocess, sys
    from ghcr_tui.system.stdin import read_piped, take_keyboard_back
    print("piped", not os.isatty(0))
    piped = take_keyboard_back()
    print("terminal", sys.__stdin__.isatty(), os.isatty(0))
    print("data", ascii(read_piped(piped)))
    print("ready")
    print("key", ascii(sys.stdin.readline()))
""")


def _pipe(data: bytes) -> int:
    reader, writer = os.pipe()
    os.write(writer, data)
    os.close(writer)
    return reader


def test_the_pipe_is_read_as_data_while_keys_come_from_the_terminal() -> None:
    command = f"printf 'kind: Secret\\r\\n\\374' | {sys.executable} -c '{_PROGRAM}'"
    terminal = pexpect.spawn("/bin/sh", ["-c", command], encoding="utf-8", timeout=20)
    terminal.expect("ready")
    before = terminal.before or ""
    terminal.sendline("typed")
    terminal.expect(pexpect.EOF)

    assert "piped True" in before
    assert "terminal True True" in before
    assert r"data 'kind: Secret\r\n\udcfc'" in before
    assert r"key 'typed\n'" in (terminal.before or "")


def test_without_a_terminal_it_says_what_does_without_one() -> None:
    program = """
import os
from ghcr_tui.system.stdin import InputProblem, take_keyboard_back
try:
    take_keyboard_back()
except InputProblem as problem:
    print(problem, os.read(0, 100))
"""

    said = subprocess.run(
        [sys.executable, "-c", program], input=b"data", capture_output=True, start_new_session=True
    )

    assert said.stdout.startswith(b"There is no terminal to take keys from.")
    assert said.stdout.endswith(b"b'data'\n")  # nothing has been taken away


def test_a_pipe_that_says_nothing_can_be_cancelled() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"so far")
    asked: list[None] = []

    def cancelled() -> bool:
        asked.append(None)
        return len(asked) > 2

    text = read_piped(reader, cancelled)

    os.close(writer)
    assert text == "so far"


def test_a_pipe_is_read_to_its_end_however_slowly_it_comes() -> None:
    reader, writer = os.pipe()

    def drip() -> None:
        for piece in (b"\xef\xbb\xbfkind: ", b"Se", b"cret \xc3", b"\xbc"):
            os.write(writer, piece)
            threading.Event().wait(0.02)
        os.close(writer)

    threading.Thread(target=drip).start()

    assert read_piped(reader) == "kind: Secret ü"


def test_too_much_is_refused_and_the_writer_is_let_go() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"x" * 2000)

    with pytest.raises(InputProblem, match=r"holds more than 1\.9 KiB"):
        read_piped(reader, limit=1990)

    with pytest.raises(BrokenPipeError):
        os.write(writer, b"x")
    os.close(writer)


def test_a_descriptor_is_closed_once_it_is_read() -> None:
    reader = _pipe(b"x")

    read_piped(reader)

    with pytest.raises(OSError, match="Bad file descriptor"):
        os.fstat(reader)
