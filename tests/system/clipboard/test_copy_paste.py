import os
import sys
import threading
import time
from pathlib import Path

import pyperclip
import pytest

from fake_programs import FakePrograms
from ghcr_tui.system.clipboard.copy_paste import (
    ClipboardProblem,
    Copied,
    copy,
    is_remote,
    osc52,
    paste,
)
from ghcr_tui.system.clipboard.programs import PROGRAMS
from needs import need_program

_TOKEN = "ghp_made_up"
_SECRET = f"kind: Secret\nstringData: '{_TOKEN}' # ü → 𝄞\n"


@pytest.fixture(autouse=True)
def _nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave nothing of where the tests themselves run."""
    for name in ("SSH_CONNECTION", "SSH_CLIENT", "STY", "WSL_DISTRO_NAME", "WSL_INTEROP"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def xclip(programs: FakePrograms, monkeypatch: pytest.MonkeyPatch) -> FakePrograms:
    """A clipboard program that keeps a file, for tests that then write another."""
    monkeypatch.setenv("DISPLAY", ":97")
    programs.add("xclip", 'case "$*" in *-o) cat $here/clipboard;; *) cat > $here/clipboard;; esac')
    return programs


def _pasted() -> str:
    """Return what is pasted once there is something.

    xclip ends before the one that it leaves behind has told the X server that it has a text.
    """
    for _ in range(100):
        try:
            return paste()
        except ClipboardProblem:
            time.sleep(0.1)
    return paste()


class TestARealClipboard:
    @pytest.mark.parametrize("program", ["xclip", "xsel"])
    def test_what_is_copied_can_be_pasted(
        self,
        x_display: str,
        programs: FakePrograms,
        monkeypatch: pytest.MonkeyPatch,
        program: str,
    ) -> None:
        need_program(program)
        (programs.folder / program).symlink_to(f"/usr/bin/{program}")
        monkeypatch.setenv("PATH", str(programs.folder))
        monkeypatch.setenv("DISPLAY", x_display)

        assert copy(_SECRET) == Copied(program)
        assert _pasted() == _SECRET

    def test_a_display_that_nobody_serves_is_no_clipboard(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        need_program("xclip")
        monkeypatch.setenv("DISPLAY", ":9999")

        with pytest.raises(ClipboardProblem, match="xclip failed with status 1"):
            copy(_SECRET)


class TestCopying:
    def test_the_program_gets_exactly_the_text(self, xclip: FakePrograms) -> None:
        assert copy(_SECRET) == Copied("xclip")
        assert xclip.read("clipboard") == _SECRET

    def test_a_program_that_fails_has_copied_nothing(self, xclip: FakePrograms) -> None:
        xclip.add("xclip", "cat > /dev/null; cat $here/missing; exit 1")

        with pytest.raises(ClipboardProblem, match=r"xclip failed with status 1\.$"):
            copy(_SECRET)

    def test_a_program_that_hangs_is_given_up(self, xclip: FakePrograms) -> None:
        xclip.add("xclip", "exec sleep 60")

        with pytest.raises(ClipboardProblem, match=r"xclip did not answer within 0\.2 seconds"):
            copy(_SECRET, timeout=0.2)

    def test_a_program_that_stays_in_the_background_has_copied(self, xclip: FakePrograms) -> None:
        xclip.add("xclip", "cat > $here/clipboard; sleep 60 & echo $! > $here/child")

        assert copy(_SECRET) == Copied("xclip")
        Path(f"/proc/{int(xclip.read('child'))}/stat").read_text()  # it is still there
        os.kill(int(xclip.read("child")), 9)

    def test_nothing_of_it_reaches_the_screen(
        self, xclip: FakePrograms, capfd: pytest.CaptureFixture[str]
    ) -> None:
        xclip.add("xclip", "cat; echo Error >&2; exit 1")

        with pytest.raises(ClipboardProblem):
            copy(_SECRET)

        assert capfd.readouterr() == ("", "")

    def test_no_argument_and_no_variable_of_the_program_holds_a_token(
        self, xclip: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("GHCR_TOKEN", _TOKEN)
        xclip.add("xclip", "cat /proc/$$/cmdline /proc/$$/environ > $here/seen; cat > /dev/null")

        copy(_SECRET)

        assert "xclip" in xclip.read("seen")
        assert _TOKEN not in xclip.read("seen")

    def test_klipper_which_takes_text_as_an_argument_is_not_started(
        self, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        programs.add("klipper", "")
        programs.add("qdbus", "touch $here/started")
        for needed in ("touch", "sh"):
            (programs.folder / needed).symlink_to(f"/bin/{needed}")
        monkeypatch.setenv("PATH", str(programs.folder))
        monkeypatch.setenv("DISPLAY", ":97")

        with pytest.raises(ClipboardProblem, match="No clipboard is to be found here"):
            copy(_SECRET)

        assert not (programs.folder / "started").exists()

    def test_half_a_character_is_refused_without_showing_the_text(
        self, xclip: FakePrograms
    ) -> None:
        with pytest.raises(ClipboardProblem, match="Unicode text only") as caught:
            copy(f"{_TOKEN}\ud800")

        assert caught.value.__context__ is None

    def test_nothing_is_not_copied(self, xclip: FakePrograms) -> None:
        with pytest.raises(ClipboardProblem, match="nothing to copy"):
            copy("")


class TestPasting:
    def test_the_text_comes_as_it_is(self, xclip: FakePrograms) -> None:
        (xclip.folder / "clipboard").write_bytes("a: ü\r\n\x00".encode())

        assert paste() == "a: ü\r\n\x00"

    @pytest.mark.parametrize(
        ("script", "reason"),
        [
            ("", "holds no text"),
            ("exit 1", "holds no text, or xclip failed with status 1"),  # xclip, nothing copied
            ("exec sleep 60", "did not answer within 0.2 seconds"),
            ("exec yes", "(answered with more than|did not answer)"),
            (r"printf '\377\330'", "Unicode text only"),  # a picture
        ],
    )
    def test_what_cannot_be_pasted_is_told(
        self,
        xclip: FakePrograms,
        monkeypatch: pytest.MonkeyPatch,
        script: str,
        reason: str,
    ) -> None:
        monkeypatch.setattr("ghcr_tui.system.clipboard.programs._READ_LIMIT", 100_000)
        xclip.add("xclip", script)

        with pytest.raises(ClipboardProblem, match=reason):
            paste(timeout=0.2)


class TestWithoutAClipboard:
    def test_a_machine_without_one_says_so(self) -> None:
        with pytest.raises(ClipboardProblem, match="No clipboard is to be found here"):
            copy(_SECRET)

    def test_one_that_appears_later_is_found(
        self, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with pytest.raises(ClipboardProblem):
            copy(_SECRET)
        monkeypatch.setenv("DISPLAY", ":97")
        programs.add("xclip", "cat > $here/clipboard")

        assert copy(_SECRET) == Copied("xclip")


class TestTheSystemsOwn:
    """pyperclip by its public parts, where a system has a clipboard that needs no program."""

    @pytest.fixture(autouse=True)
    def _windows(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("ghcr_tui.system.clipboard.native._SYSTEMS", (sys.platform,))

    def test_what_is_copied_can_be_pasted(self, monkeypatch: pytest.MonkeyPatch) -> None:
        kept: list[str] = []
        monkeypatch.setattr(pyperclip, "copy", kept.append)
        monkeypatch.setattr(pyperclip, "paste", lambda: kept[-1])

        assert copy(_SECRET) == Copied("")
        assert paste() == _SECRET

    def test_one_that_fails_is_told_without_the_text(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(text: str) -> None:
            raise pyperclip.PyperclipException(text)

        monkeypatch.setattr(pyperclip, "copy", fail)

        with pytest.raises(ClipboardProblem, match="system's clipboard cannot be used") as caught:
            copy(_SECRET)

        assert caught.value.__context__ is None

    def test_one_that_never_answers_leaves_the_process_free_to_end(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        never = threading.Event()
        monkeypatch.setattr(pyperclip, "copy", lambda _text: never.wait())

        with pytest.raises(ClipboardProblem, match=r"did not answer within 0\.1 seconds"):
            copy(_SECRET, timeout=0.1)

        (left,) = (thread for thread in threading.enumerate() if thread.name == "clipboard")
        assert left.daemon
        never.set()
        left.join()


class TestWhichProgram:
    @pytest.mark.parametrize(
        ("environ", "program"),
        [
            ({"DISPLAY": ":97"}, "xclip"),
            ({"DISPLAY": ":97", "WAYLAND_DISPLAY": "wayland-0"}, "wl-copy"),
            ({"TERMUX_VERSION": "0.118"}, "termux-clipboard-set"),
            ({"DISPLAY": ":0", "WSL_DISTRO_NAME": "Debian"}, "clip.exe"),
        ],
    )
    def test_the_one_whose_clipboard_is_the_persons_is_asked_first(
        self,
        programs: FakePrograms,
        monkeypatch: pytest.MonkeyPatch,
        environ: dict[str, str],
        program: str,
    ) -> None:
        for name in ("xclip", "xsel", "wl-copy", "termux-clipboard-set", "clip.exe"):
            programs.add(name, "cat > $here/$(basename $0).got")
        for name, value in environ.items():
            monkeypatch.setenv(name, value)

        assert copy("text") == Copied(program)
        assert [path.name for path in programs.folder.glob("*.got")] == [f"{program}.got"]

    def test_one_that_fails_is_followed_by_the_next(self, xclip: FakePrograms) -> None:
        xclip.add("xclip", "exit 1")
        xclip.add("xsel", "cat > $here/clipboard")

        assert copy(_SECRET) == Copied("xsel")
        assert xclip.read("clipboard") == _SECRET

    def test_nothing_is_pasted_from_a_second_clipboard(self, xclip: FakePrograms) -> None:
        xclip.add("xclip", "exit 1")
        xclip.add("xsel", "printf old")

        with pytest.raises(ClipboardProblem, match="holds no text"):
            paste()

    def test_windows_is_given_utf_16_and_gives_base64(
        self, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("WSL_DISTRO_NAME", "Debian")
        programs.add("clip.exe", "iconv -f UTF-16LE -t UTF-8 > $here/clipboard")
        programs.add("powershell.exe", "base64 $here/clipboard")

        assert copy(_SECRET) == Copied("clip.exe")
        assert paste() == _SECRET

    def test_no_argument_of_any_program_has_a_place_for_the_text(self) -> None:
        arguments = [part for each in PROGRAMS for part in (*each.take, *each.give)]
        assert not [part for part in arguments if "{" in part or "%" in part]


class TestFarAway:
    @pytest.mark.parametrize(
        ("environ", "remote"),
        [
            ({"DISPLAY": ":0"}, False),  # at the desk
            ({"SSH_TTY": "/dev/pts/1"}, True),
            ({"SSH_CONNECTION": "10.0.0.1 1 10.0.0.2 22", "DISPLAY": ":0"}, True),
            ({"SSH_TTY": "/dev/pts/1", "DISPLAY": "unix:0"}, True),
            ({"SSH_TTY": "/dev/pts/1", "DISPLAY": "localhost:10.0"}, False),  # ssh -X
            ({"SSH_TTY": "/dev/pts/1", "DISPLAY": "desk.example:10.0"}, False),
            # Wayland's programs come first, and their compositor is the far machine's
            ({"SSH_TTY": "x", "DISPLAY": "localhost:10.0", "WAYLAND_DISPLAY": "wayland-0"}, True),
        ],
    )
    def test_a_clipboard_over_ssh_is_the_persons_only_through_a_forwarded_display(
        self, environ: dict[str, str], remote: bool
    ) -> None:
        assert is_remote(environ) is remote

    def test_the_far_machines_clipboard_is_left_alone(
        self, xclip: FakePrograms, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("SSH_TTY", "/dev/pts/1")

        with pytest.raises(ClipboardProblem, match="is an SSH session: what is copied to its"):
            copy(_SECRET)
        with pytest.raises(ClipboardProblem, match="is an SSH session: what is pasted from its"):
            paste()

        assert not xclip.read("clipboard")

    def test_the_terminal_is_asked_as_the_environment_needs_it(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        assert osc52("a") == "\x1b]52;c;YQ==\a"

        monkeypatch.setenv("TMUX", "/run/tmux/default,1,0")

        assert "\x1bPtmux;" in (osc52("a") or "")
