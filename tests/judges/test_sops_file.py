"""What is encrypted here for age is decrypted by SOPS' own code, with its check intact."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyrage import x25519

from ghcr_tui.core.formats.sops_file import ONLY_DATA, Selection
from ghcr_tui.core.formats.sops_opening import SopsProblem
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.secret import Secret, manifest
from ghcr_tui.system.sealing.edit_sops import sops_to_edit
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


def _of_upstream(text: str, regex: str = "^(data|stringData)$") -> str:
    recipients = str(IDENTITY.to_public())
    asked = {"ask": "sops-encrypt", "text": text, "recipients": recipients, "regex": regex}
    return str(ask(needed_judge("sealing"), asked)["text"])


def _edited(text: str, change: Callable[[str], str], folder: Path) -> tuple[str, bool]:
    (folder / "keys.txt").write_text(f"{IDENTITY}\n")
    edit = sops_to_edit(text, str(folder / "keys.txt"))
    assert edit is not None
    return edit.sealed(change(edit.clear), NOW)


_COMMENTED = """\
# Who pulls for the shop.
apiVersion: v1
kind: Secret
metadata:
  name: ghcr   # as the pods name it
  namespace: shop
type: kubernetes.io/dockerconfigjson
immutable: true
stringData:
  .dockerconfigjson: |
    {"auths": {}}
  other: 'keep me'
"""


@pytest.mark.parametrize("regex", ["", "^(data|stringData)$", "^metadata$"])
def test_a_file_is_edited_in_place_and_sops_opens_it(regex: str, tmp_path: Path) -> None:
    before = _of_upstream(_COMMENTED, regex)
    after, in_place = _edited(before, lambda clear: clear.replace("{}", '{\\"a\\": 1}'), tmp_path)
    assert in_place
    opened = _opened(after)
    assert isinstance(opened, dict)
    assert json.loads(opened["stringData"][".dockerconfigjson"]) == {"auths": {"a": 1}}
    was, becomes = before.splitlines(), after.splitlines()
    changed = [new for old, new in zip(was, becomes, strict=False) if old != new]
    if regex != "^metadata$":  # else the payload stands in clear, in lines of its own
        assert len(was) == len(becomes)
        names = [line.split(":")[0].strip() for line in changed]
        assert names == [".dockerconfigjson", "lastmodified", "mac"]
    assert becomes[0] == was[0]
    assert "#" in was[0]


def test_nothing_is_written_over_what_was_changed_by_hand(tmp_path: Path) -> None:
    text = _of_upstream(_COMMENTED).replace("namespace: shop", "namespace: other")
    with pytest.raises(SopsProblem, match="changed after it was encrypted"):
        _edited(text, str, tmp_path)


def test_only_what_is_in_one_document_is_edited(tmp_path: Path) -> None:
    text = _of_upstream(_COMMENTED)
    with pytest.raises(SopsProblem, match="several documents"):
        _edited(f"{text}---\n{text}", str, tmp_path)


def test_what_is_no_sops_file_is_not_edited() -> None:
    assert sops_to_edit(_COMMENTED) is None
    assert sops_to_edit("ENC[ is no file") is None


_VALUES = st.recursive(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc"]), max_size=12)
    | st.booleans()
    | st.integers(-1000, 1000),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.sampled_from("abc"), inner, min_size=1)
    ),
    max_leaves=6,
)
_MANIFESTS = st.dictionaries(st.sampled_from(["data", "kind", "more"]), _VALUES, min_size=1)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
@given(_MANIFESTS, _MANIFESTS, st.sampled_from(["", "^data$", "^more$"]))
def test_any_edit_is_what_sops_reads(
    tmp_path: Path, before: dict[str, Json], after: dict[str, Json], regex: str
) -> None:
    text = _of_upstream(yaml_writer.dump(before), regex)
    edited, _ = _edited(text, lambda _: json.dumps(after), tmp_path)
    assert _opened(edited) == after
