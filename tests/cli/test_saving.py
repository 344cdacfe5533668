"""`--output-file`: no file is replaced unasked, and the registries that it loses are named."""

import sys
from pathlib import Path

import pexpect
import pytest

from cli.headless import TOKEN, Headless, payload

_ENCODE = ("encode", "-u", "octocat", "--token-stdin", "-n", "shop", "--output-file")


@pytest.fixture
def taken(tmp_path: Path) -> Path:
    """Return a file with a credential for another registry."""
    file = tmp_path / "config.json"
    file.write_text(payload("quay.io"))
    return file


def test_a_file_that_is_there_is_not_replaced(ghcr_tui: Headless, taken: Path) -> None:
    before = taken.read_text()
    ran = ghcr_tui(*_ENCODE, str(taken), stdin=TOKEN)
    assert (ran.status, taken.read_text()) == (2, before)
    assert "with a credential for quay.io that would be lost: --force replaces it" in ran.err


def test_force_replaces_it_and_says_what_is_lost(ghcr_tui: Headless, taken: Path) -> None:
    ran = ghcr_tui(*_ENCODE, str(taken), "--force", stdin=TOKEN)
    assert ran.status == 0
    assert "quay.io is no longer in it" in ran.err
    assert "kind: Secret" in taken.read_text()


def test_the_same_text_is_no_replacement(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "s.yaml"
    assert ghcr_tui(*_ENCODE, str(file), stdin=TOKEN).status == 0
    assert ghcr_tui(*_ENCODE, str(file), stdin=TOKEN).status == 0


def test_a_file_of_which_nothing_is_known_is_not_replaced_either(
    ghcr_tui: Headless, tmp_path: Path
) -> None:
    file = tmp_path / "s.yaml"
    file.write_bytes(b"\x00\x01\xff")
    ran = ghcr_tui(*_ENCODE, str(file), stdin=TOKEN)
    assert ran.status == 2
    assert "is there already: --force replaces it" in ran.err


@pytest.mark.parametrize(("answer", "is_replaced"), [("y", True), ("", False), ("n", False)])
def test_at_a_terminal_it_asks(taken: Path, tmp_path: Path, answer: str, is_replaced: bool) -> None:
    token = tmp_path / "token"
    token.write_text(TOKEN)
    arguments = ["-m", "ghcr_tui", "encode", "-u", "octocat", "--token-file", str(token)]
    child = pexpect.spawn(
        sys.executable, [*arguments, "--output-file", str(taken)], encoding="utf-8", timeout=60
    )
    child.expect_exact("quay.io: removed")
    child.expect_exact("ghcr.io: added")
    child.expect_exact("[y/N]")
    child.sendline(answer)
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == (0 if is_replaced else 2)
    assert ("kind: Secret" in taken.read_text()) == is_replaced
