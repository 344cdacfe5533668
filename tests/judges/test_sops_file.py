"""What is encrypted here for age is decrypted by SOPS' own code, with its check intact."""

import datetime
import json
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from ghcr_tui.core.formats.sops_file import ONLY_DATA, Selection
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.secret import Secret, manifest
from ghcr_tui.system.sealing.open_sops import opened_text
from ghcr_tui.system.sealing.problem import SealingProblem
from ghcr_tui.system.sealing.sops import sops_encrypted
from judges.needed import needed_judge
from judges.sealing import Refused, ask

NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
IDENTITY, OTHER = x25519.Identity.generate(), x25519.Identity.generate()
MANIFEST = manifest(
    Secret(
        "ghcr", "shop", {"team": "a"}, {"n": "1", "e": ""}, True, {}, {".dockerconfigjson": "{}"}
    )
)


def _file(document: dict[str, Json], selection: Selection = ONLY_DATA) -> str:
    recipients = [str(IDENTITY.to_public())]
    return yaml_writer.dump(sops_encrypted(document, selection, recipients, NOW))


def _opened(text: str, identity: x25519.Identity = IDENTITY) -> object:
    judge = needed_judge("sealing")
    answer = ask(judge, {"ask": "sops-decrypt", "text": text}, age_key=str(identity))
    return yaml.safe_load(str(answer["text"]))


def test_sops_opens_it() -> None:
    assert _opened(_file(MANIFEST)) == MANIFEST


def test_every_recipient_can_open_it() -> None:
    recipients = [str(each.to_public()) for each in (IDENTITY, OTHER)]
    text = yaml_writer.dump(sops_encrypted(MANIFEST, ONLY_DATA, recipients, NOW))

    assert _opened(text, IDENTITY) == _opened(text, OTHER) == MANIFEST


def test_nobody_else_can() -> None:
    text = _file(MANIFEST)
    with pytest.raises(Refused):
        _opened(text, OTHER)


def test_a_value_in_clear_cannot_be_changed_unseen() -> None:
    text = _file(MANIFEST).replace("name: ghcr\n", "name: other\n")
    with pytest.raises(Refused, match=r"(?i)mac"):
        _opened(text)


@pytest.mark.parametrize(
    "selection",
    [
        ONLY_DATA,
        Selection("encrypted_regex", "^(data|stringData|metadata)$"),
        Selection("unencrypted_regex", "^(apiVersion|metadata|kind|type)$"),
        Selection("encrypted_suffix", "Data"),
        Selection("unencrypted_suffix", "_unencrypted"),
    ],
    ids=lambda selection: f"{selection.rule} {selection.pattern}",
)
def test_every_rule_that_a_repository_may_have_is_read_back(selection: Selection) -> None:
    text = _file(MANIFEST, selection)

    assert "type:bool" in text or "immutable: true" in text
    assert _opened(text) == MANIFEST


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(value=st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=400))
def test_any_text_comes_back(value: str) -> None:
    document: dict[str, Json] = {"kind": "Secret", "stringData": {".dockerconfigjson": value}}

    assert _opened(_file(document)) == document


@pytest.mark.parametrize(
    ("recipients", "said"),
    [
        ([], "at least one age recipient"),
        (["age1nonsense"], "`age1nonsense` is not an age recipient"),
        ([str(IDENTITY)], "an age identity, which is secret"),
        (["\x1b[31m"], "is not an age recipient"),
    ],
    ids=["none", "nonsense", "identity", "escape"],
)
def test_what_is_no_recipient_is_said_without_a_secret(recipients: list[str], said: str) -> None:
    with pytest.raises(SealingProblem, match=said) as caught:
        sops_encrypted(MANIFEST, ONLY_DATA, recipients, NOW)

    assert str(IDENTITY) not in str(caught.value)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize("regex", ["", "^(data|stringData)$", "^metadata$"])
def test_what_sops_encrypts_is_opened_here(
    regex: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    document: dict[str, Json] = {
        **MANIFEST,
        "n": [1, True, "", "é\n", {"a": 'q"'}],
        "stringData": {".dockerconfigjson": '{"auths": {}}'},
    }
    asked = {
        "ask": "sops-encrypt",
        "text": yaml_writer.dump(document),
        "recipients": str(IDENTITY.to_public()),
        "regex": regex,
    }
    text = str(ask(needed_judge("sealing"), asked)["text"])
    (tmp_path / "keys.txt").write_text(f"{IDENTITY}\n")
    opened = opened_text(text, str(tmp_path / "keys.txt"))
    assert opened is not None
    assert json.loads(opened.text) == document
    assert (opened.is_changed, opened.is_checked) == (False, True)
