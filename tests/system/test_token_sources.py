import io
import os
from pathlib import Path

import pytest

from ghcr_tui.system.token_sources import (
    TokenProblem,
    read_token_file,
    read_token_stdin,
    token_from_environment,
    without_tokens,
)

_TOKEN = "ghp_made_up"


@pytest.mark.parametrize(
    ("environ", "name"),
    [
        ({"GHCR_TOKEN": _TOKEN, "GH_TOKEN": "b", "GITHUB_TOKEN": "c"}, "GHCR_TOKEN"),
        ({"GHCR_TOKEN": "", "GH_TOKEN": _TOKEN, "GITHUB_TOKEN": "c"}, "GH_TOKEN"),
        ({"GITHUB_TOKEN": _TOKEN}, "GITHUB_TOKEN"),
        ({"GHCR_TOKEN": ""}, None),
        ({}, None),
    ],
)
def test_the_first_variable_that_is_not_empty_gives_the_token(
    environ: dict[str, str], name: str | None
) -> None:
    found = token_from_environment(environ)

    assert found == ((name, _TOKEN) if name else None)


def test_the_environment_of_the_process_is_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GH_TOKEN", _TOKEN)

    assert token_from_environment() == ("GH_TOKEN", _TOKEN)


def test_a_token_found_does_not_show_itself() -> None:
    assert _TOKEN not in repr(token_from_environment({"GHCR_TOKEN": _TOKEN}))


@pytest.mark.parametrize(
    ("data", "token"),
    [
        (b"ghp_made_up", "ghp_made_up"),
        (b"ghp_made_up\n", "ghp_made_up"),
        (b"ghp_made_up\r\n", "ghp_made_up"),
        (b"ghp_made_up\n\n", "ghp_made_up\n"),  # one is dropped; a finding tells of the other
        (b" ghp_made_up ", " ghp_made_up "),  # blanks are told of, not taken away in silence
        (b"two\nlines\n", "two\nlines"),
        (b"\xef\xbb\xbfghp_made_up\r\n", "ghp_made_up"),
        (b"\xff\xfe" + "ghp_made_up\r\n".encode("utf-16-le"), "ghp_made_up"),  # PowerShell's `>`
    ],
)
def test_one_line_end_is_dropped_as_docker_login_does(
    tmp_path: Path, data: bytes, token: str
) -> None:
    (tmp_path / "token").write_bytes(data)

    assert read_token_file(tmp_path / "token") == token
    assert read_token_stdin(io.BytesIO(data)) == token


@pytest.mark.parametrize("data", [b"", b"\n", b"\r\n", b"\xef\xbb\xbf\n"])
def test_an_empty_source_is_a_problem(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "token").write_bytes(data)

    with pytest.raises(TokenProblem, match="token file is empty"):
        read_token_file(tmp_path / "token")
    with pytest.raises(TokenProblem, match="Standard input is empty"):
        read_token_stdin(io.BytesIO(data))


def test_what_is_too_long_for_any_secret_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "disk.img").write_bytes(b"ghp_made_up" * 100_000)

    with pytest.raises(TokenProblem, match="more than 1 MiB") as from_file:
        read_token_file(tmp_path / "disk.img")
    with pytest.raises(TokenProblem, match="more than 1 MiB") as from_stream:
        read_token_stdin(io.BytesIO(b"ghp_made_up" * 100_000))

    assert _TOKEN not in f"{from_file.value!r}{from_stream.value!r}"


def test_a_token_may_come_from_another_programs_output() -> None:
    reader, writer = os.pipe()
    os.write(writer, b"ghp_made_up\n")
    os.close(writer)
    try:
        assert read_token_file(f"/dev/fd/{reader}") == _TOKEN
    finally:
        os.close(reader)


def test_a_missing_file_is_told_with_its_name(tmp_path: Path) -> None:
    with pytest.raises(TokenProblem, match=r"missing`: it does not exist\.$"):
        read_token_file(tmp_path / "missing")


def test_programs_that_need_no_token_get_none() -> None:
    environ = {"PATH": "/bin", "GHCR_TOKEN": "a", "GITHUB_TOKEN": "b", "DOCKER_AUTH_CONFIG": "c"}

    assert without_tokens(environ) == {"PATH": "/bin"}
