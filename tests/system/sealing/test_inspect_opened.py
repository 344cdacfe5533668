"""A SOPS file is opened in memory with the person's own identity, and judged like any Secret."""

import datetime
import json
import time
from pathlib import Path

import pytest
from pyrage import x25519

from ghcr_tui.core.formats.sops_file import ONLY_DATA, Selection
from ghcr_tui.core.formats.sops_opening import OpenedSops, opened_sops
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.inspection.front_door import whole_of
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.secret.secret import Secret, manifest
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.sealing.inspect_opened import inspect_opened
from ghcr_tui.system.sealing.open_sops import opened_text
from ghcr_tui.system.sealing.sops import sops_encrypted
from made_up_tokens import github_token

IDENTITY, OTHER = x25519.Identity.generate(), x25519.Identity.generate()
NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
PAYLOAD = json.dumps({"auths": {"ghcr.io": {"username": "octocat", "password": github_token()}}})
SECRET = Secret("ghcr", "shop", {"team": "a"}, {"n": "1"}, True, {}, {".dockerconfigjson": PAYLOAD})


@pytest.fixture
def identity(tmp_path: Path) -> str:
    """The file of the identity that the files are encrypted for."""
    file = tmp_path / "keys.txt"
    file.write_text(f"# created: today\n{IDENTITY}\n")
    return str(file)


def encrypted(selection: Selection = ONLY_DATA) -> str:
    """Return a SOPS file with a sound pull Secret."""
    recipients = [str(each.to_public()) for each in (OTHER, IDENTITY)]
    return yaml_writer.dump(sops_encrypted(manifest(SECRET), selection, recipients, NOW))


def inspected(text: str, file: str = "") -> Inspection:
    """Return what is found in a text."""
    return whole_of(inspect_opened(text, time.time(), file))


@pytest.mark.parametrize(
    "selection",
    [
        ONLY_DATA,
        Selection("encrypted_suffix", "Data"),
        Selection("unencrypted_regex", "^(apiVersion|kind)$"),
        Selection("unencrypted_suffix", "_unencrypted"),
    ],
)
def test_what_is_encrypted_is_judged(identity: str, selection: Selection) -> None:
    whole = inspected(encrypted(selection), identity)
    (secret,) = whole.secrets
    assert (secret.title, secret.type) == ("shop/ghcr", "kubernetes.io/dockerconfigjson")
    assert secret.entries[0].token == github_token()
    assert whole.findings[0].code == "sops-opened"
    assert whole.kind == "SOPS file"
    assert github_token() not in repr(opened_text(encrypted(), identity))
    assert github_token() not in repr(OpenedSops({"a": github_token()}, False, True))


def test_several_documents_are_opened_and_the_others_kept(identity: str) -> None:
    plain = "apiVersion: v1\nkind: Secret\nmetadata: {name: other}\ntype: Opaque\n"
    whole = inspected(f"{plain}---\n{encrypted()}", identity)
    assert [secret.name for secret in whole.secrets] == ["other", "ghcr"]


def test_the_identity_of_sops_variable_opens_it(
    identity: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert [finding.code for finding in inspected(encrypted()).findings] == ["sops-encrypted"]
    monkeypatch.setenv("SOPS_AGE_KEY_FILE", identity)
    assert inspected(encrypted()).secrets[0].entries


def test_a_variable_that_does_not_open_it_says_why_and_leaves_it_shut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "keys.txt"
    file.write_text(f"{x25519.Identity.generate()}\n")
    monkeypatch.setenv("SOPS_AGE_KEY_FILE", str(file))
    whole = inspected(encrypted())
    assert [finding.code for finding in whole.findings] == ["sops-not-opened", "sops-encrypted"]
    assert "encrypted for somebody else" in whole.findings[0].message
    assert str(file) not in whole.findings[0].message


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text.replace("\nstringData:", "\ndata:"), "was changed, or moved"),
        (lambda text: text.replace("type:str", "type:"), "not encrypted as SOPS does"),
        (lambda text: text.replace(",iv:", ",iv:*", 1), "base64 is broken"),
        (lambda text: text.replace("age:", "pgp:", 1), "open it with `sops -d`"),
    ],
)
def test_a_file_that_cannot_be_opened_with_what_was_named_is_refused(
    identity: str, change: "object", said: str
) -> None:
    assert callable(change)
    with pytest.raises(Problem, match=said):
        inspected(change(encrypted()), identity)


def test_a_value_in_clear_that_was_changed_is_found(identity: str) -> None:
    whole = inspected(encrypted().replace("name: ghcr\n", "name: other\n"), identity)
    assert whole.findings[0].code == "sops-changed"
    assert whole.secrets[0].name == "other"


@pytest.mark.parametrize(("value", "is_checked"), [(1.5, False), ("2026-01-02", False), (7, True)])
def test_what_sops_may_read_otherwise_is_not_called_changed(
    value: float | str, is_checked: bool
) -> None:
    opened = opened_sops({"a": value, "sops": {}}, lambda sealed, place: "")
    assert opened == OpenedSops({"a": value}, is_changed=True, is_checked=True)
    mac = "ENC[AES256_GCM,data:eA==,iv:eA==,tag:eA==,type:str]"
    block = {"mac": mac, "lastmodified": "2026-01-02T03:04:05Z"}
    opened = opened_sops({"a": value, "sops": dict(block)}, lambda sealed, place: "")
    assert opened.is_checked is is_checked
