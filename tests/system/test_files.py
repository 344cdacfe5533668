import os
import socket
import stat
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from ghcr_tui.system.files import (
    FileProblem,
    expand,
    make_folders,
    missing_folders,
    read_text,
    size,
    write_private,
)

_as_anybody = pytest.mark.skipif(os.geteuid() == 0, reason="root may do everything")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def _mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def public_folder() -> Iterator[Path]:
    """A folder that every user can look into, unlike pytest's."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def full_disk(tmp_path: Path) -> Iterator[Path]:
    """A real file system of 64 KiB, which only root may mount."""
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(tmp_path)], capture_output=True
    )
    if mounted.returncode:
        pytest.skip("mounting a small file system is root's")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)


class TestWriting:
    def test_a_new_file_is_for_its_owner_alone(self, tmp_path: Path) -> None:
        write_private(tmp_path / "s.yaml", "kind: Secret\n")

        assert (tmp_path / "s.yaml").read_bytes() == b"kind: Secret\n"
        assert _mode(tmp_path / "s.yaml") == 0o600

    @pytest.mark.parametrize("umask", [0o000, 0o077, 0o777])
    def test_no_umask_makes_it_more_or_less_than_that(self, tmp_path: Path, umask: int) -> None:
        before = os.umask(umask)
        try:
            write_private(tmp_path / "s.yaml", "x")
        finally:
            os.umask(before)

        assert _mode(tmp_path / "s.yaml") == 0o600

    def test_a_file_that_others_could_read_is_closed_to_them(self, tmp_path: Path) -> None:
        path = tmp_path / "s.yaml"
        path.write_text("old")
        path.chmod(0o644)

        write_private(path, "new")

        assert (path.read_text(), _mode(path)) == ("new", 0o600)

    def test_who_has_the_old_file_open_never_sees_the_token(self, tmp_path: Path) -> None:
        path = tmp_path / "s.yaml"
        path.write_text("old")
        with path.open() as others:
            write_private(path, "a new token")

            assert others.read() == "old"

    def test_bytes_that_were_no_utf_8_are_written_as_they_were_read(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"caf\xe9\r\n\x00")

        write_private(tmp_path / "b", read_text(tmp_path / "a"))

        assert (tmp_path / "b").read_bytes() == b"caf\xe9\r\n\x00"

    def test_a_link_stays_and_its_target_is_written(self, tmp_path: Path) -> None:
        (tmp_path / "dotfiles").mkdir()
        (tmp_path / "dotfiles" / "s.yaml").write_text("old")
        (tmp_path / "s.yaml").symlink_to("dotfiles/s.yaml")

        write_private(tmp_path / "s.yaml", "new")

        assert (tmp_path / "s.yaml").is_symlink()
        assert (tmp_path / "dotfiles" / "s.yaml").read_text() == "new"

    def test_a_link_to_nothing_yet_gets_its_target_made(self, tmp_path: Path) -> None:
        (tmp_path / "link").symlink_to("real.yaml")

        write_private(tmp_path / "link", "new")

        assert (tmp_path / "real.yaml").read_text() == "new"

    @pytest.mark.skipif(os.geteuid() != 0, reason="a link of another user's is root's to make")
    def test_a_link_that_a_stranger_left_in_a_shared_folder_is_refused(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "precious").write_text("mine")
        shared = tmp_path / "shared"
        shared.mkdir()
        shared.chmod(0o1777)
        (shared / "s.yaml").symlink_to(tmp_path / "precious")
        os.lchown(shared / "s.yaml", 4242, 4242)

        with pytest.raises(FileProblem, match="another user left"):
            write_private(shared / "s.yaml", "new")

        assert (tmp_path / "precious").read_text() == "mine"

    def test_a_name_of_full_length_can_be_written(self, tmp_path: Path) -> None:
        write_private(tmp_path / ("n" * 255), "x")

        assert (tmp_path / ("n" * 255)).read_text() == "x"

    def test_a_path_without_a_folder_is_here(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.chdir(tmp_path)

        write_private("s.yaml", "x")

        assert (tmp_path / "s.yaml").read_text() == "x"

    def test_nothing_else_is_left_in_the_folder(self, tmp_path: Path) -> None:
        write_private(tmp_path / "s.yaml", "x")

        assert _names(tmp_path) == ["s.yaml"]


class TestWhatCannotBeWritten:
    def test_a_full_disk_leaves_the_old_file_and_no_litter(self, full_disk: Path) -> None:
        write_private(full_disk / "s.yaml", "old")

        with pytest.raises(FileProblem, match="the disk is full"):
            write_private(full_disk / "s.yaml", "ghp_made_up" * 20_000)

        assert _names(full_disk) == ["s.yaml"]
        assert read_text(full_disk / "s.yaml") == "old"

    def test_a_limit_reached_half_way_leaves_the_old_file_and_no_litter(
        self, tmp_path: Path
    ) -> None:
        (tmp_path / "s.yaml").write_text("old")
        program = """
            import resource, sys
            from ghcr_tui.system.files import FileProblem, write_private
            resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
            try:
                write_private(sys.argv[1], "x" * 10_000)
            except FileProblem as problem:
                print(problem)
        """

        said = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), str(tmp_path / "s.yaml")],
            capture_output=True,
            text=True,
            check=True,
        ).stdout

        assert said.endswith("a file may not be that large here.\n")
        assert _names(tmp_path) == ["s.yaml"]
        assert (tmp_path / "s.yaml").read_text() == "old"

    def test_an_interruption_leaves_the_old_file_and_no_litter(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "s.yaml").write_text("old")

        def interrupted(_descriptor: int) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("os.fsync", interrupted)
        with pytest.raises(KeyboardInterrupt):
            write_private(tmp_path / "s.yaml", "new")

        assert _names(tmp_path) == ["s.yaml"]
        assert (tmp_path / "s.yaml").read_text() == "old"

    @pytest.mark.parametrize(
        ("path", "reason"),
        [
            (".", "it is a folder"),
            ("missing/s.yaml", "its folder does not exist"),
            ("file/s.yaml", "a part of the path is a file"),
            ("n" * 256, "its name is too long"),
            ("circle", "go round in a circle"),
            ("pipe", "it is a pipe, not a file"),
            ("socket", "it is a socket, not a file"),
            ("link-to-full", "it is a device, not a file"),
            ("nul\0", "not a name that a file can have"),
            ("half\ud800", "not a name that a file can have"),
        ],
    )
    def test_it_is_told_in_a_sentence(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str, reason: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        Path("file").write_text("x")
        Path("circle").symlink_to("circle")
        os.mkfifo("pipe")
        Path("link-to-full").symlink_to("/dev/full")
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind("socket")

        with pytest.raises(FileProblem, match=reason) as caught:
            write_private(path, "ghp_made_up")

        assert "ghp_made_up" not in str(caught.value)
        assert _names(tmp_path) == ["circle", "file", "link-to-full", "pipe", "socket"]

    def test_its_name_is_shown_without_what_acts_on_a_terminal(self, tmp_path: Path) -> None:
        with pytest.raises(FileProblem) as caught:
            write_private(tmp_path / "\x1b[31mred" / "x", "")

        assert "\x1b" not in str(caught.value)

    @_as_anybody
    def test_a_file_that_was_made_read_only_stays_as_it_is(self, tmp_path: Path) -> None:
        (tmp_path / "s.yaml").write_text("old")
        (tmp_path / "s.yaml").chmod(0o400)

        with pytest.raises(FileProblem, match="read-only"):
            write_private(tmp_path / "s.yaml", "new")

        assert (tmp_path / "s.yaml").read_text() == "old"

    @_as_anybody
    def test_a_folder_without_permission_says_so(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o500)

        with pytest.raises(FileProblem, match="you have no permission"):
            write_private(tmp_path / "s.yaml", "new")

    @pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
    def test_another_user_without_permission_is_told_so(self, public_folder: Path) -> None:
        (public_folder / "s.yaml").write_text("old")
        program = """
            import os, sys
            from ghcr_tui.system.files import FileProblem, write_private
            os.chdir(sys.argv[1])
            os.setgroups([]), os.setgid(65534), os.setuid(65534)
            for path in ("s.yaml", "new.yaml"):
                try:
                    write_private(path, "x")
                except FileProblem as problem:
                    print(problem)
        """

        said = subprocess.run(
            [sys.executable, "-c", textwrap.dedent(program), str(public_folder)],
            capture_output=True,
            text=True,
        )

        assert said.stdout.splitlines() == [
            "Cannot save `s.yaml`: the file there is read-only.",
            "Cannot save `new.yaml`: you have no permission.",
        ], said.stderr


class TestReading:
    def test_text_is_read_with_its_line_ends_and_without_its_mark(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(b"\xef\xbb\xbfa: b\r\n")

        assert read_text(tmp_path / "a") == "a: b\r\n"

    def test_a_file_of_the_limit_is_read_and_one_byte_more_is_not(self, tmp_path: Path) -> None:
        (tmp_path / "a").write_text("x" * 1024)

        assert len(read_text(tmp_path / "a", limit=1024)) == 1024
        with pytest.raises(FileProblem, match="it holds more than 1023 bytes"):
            read_text(tmp_path / "a", limit=1023)

    def test_a_file_that_claims_to_be_empty_is_read(self) -> None:
        assert "Name:" in read_text("/proc/self/status")

    @pytest.mark.parametrize("path", ["/dev/zero", "/dev/null", "pipe", ".", "missing"])
    def test_what_is_no_file_is_refused_and_never_waited_for(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, path: str
    ) -> None:
        monkeypatch.chdir(tmp_path)
        os.mkfifo("pipe")

        with pytest.raises(FileProblem, match=f"Cannot read `{path}`: it (is|does)"):
            read_text(path)

    def test_a_pipe_is_read_to_its_end_where_it_may_be(self) -> None:
        reader, writer = os.pipe()
        os.write(writer, b"kind: Secret")
        os.close(writer)
        try:
            assert read_text(f"/dev/fd/{reader}", pipe_too=True) == "kind: Secret"
        finally:
            os.close(reader)


class TestPaths:
    def test_the_tilde_is_the_home_folder(self, home: Path) -> None:
        assert expand(" ~/k8s/s.yaml\n") == home / "k8s" / "s.yaml"

    def test_other_paths_stay_as_they_were_typed(self) -> None:
        assert expand("k8s/~s.yaml") == Path("k8s/~s.yaml")

    @pytest.mark.parametrize(
        ("typed", "reason"),
        [
            ("", "No path"),
            ("  ", "No path"),
            ("~", "is a folder"),
            ("k8s/", "is a folder"),
            ("..", "is a folder"),
            ("~no-such-user-here/s.yaml", "`~no-such-user-here` is no user's home folder"),
        ],
    )
    def test_what_names_no_file_is_refused(self, typed: str, reason: str) -> None:
        with pytest.raises(FileProblem, match=reason):
            expand(typed)

    def test_missing_folders_are_named_and_made_for_the_owner_alone(self, tmp_path: Path) -> None:
        path = tmp_path / "a" / "b" / "s.yaml"
        assert missing_folders(path) == (tmp_path / "a", tmp_path / "a" / "b")

        make_folders(path)

        assert missing_folders(path) == ()
        assert (_mode(tmp_path / "a"), _mode(tmp_path / "a" / "b")) == (0o700, 0o700)

    def test_folders_cannot_be_made_below_a_file(self, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")

        with pytest.raises(FileProblem, match="a part of the path is a file"):
            make_folders(tmp_path / "file" / "deeper" / "s.yaml")


@pytest.mark.parametrize(
    ("count", "text"), [(0, "0 bytes"), (1024, "1 KiB"), (1536, "1.5 KiB"), (1 << 28, "256 MiB")]
)
def test_sizes_are_written_as_people_write_them(count: int, text: str) -> None:
    assert size(count) == text
