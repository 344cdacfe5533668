"""Rotation: only the entries with the old token change, and every other byte stays."""

import json
from base64 import b64decode, b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.change.old_token import ByName, ByValue, OldToken
from ghcr_tui.core.change.plan import (
    Edit,
    LeftAlone,
    is_done,
    is_untouched,
    operations,
    patch_between,
)
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED
from kube_kit.objects import payload, secret
from kube_kit.patches import patched
from kube_kit.statuses import Object
from made_up_tokens import github_token

_OLD = github_token("ghp_", "TheOldOneOfTheTests00000000000")
_NEW = NewToken(github_token("ghp_", "TheNewOneOfTheTests00000000000"))
_OTHER = "no-token-of-this-test-0123456789"
_NAMES = TokenNames(b"k" * 32)
_BY_VALUE = ByValue([_OLD])
_BY_NAME = ByName(_NAMES(_OLD), _NAMES)


def _auth(token: str = _OLD, username: str = "octocat") -> str:
    return b64encode(f"{username}:{token}".encode()).decode()


def _in_cluster(item: Object, **metadata: Json) -> Object:
    inner = item["metadata"]
    assert isinstance(inner, dict)
    return {**item, "metadata": {**inner, "uid": "u-1", "resourceVersion": "7", **metadata}}


def _secret(text: str, kind: str = "kubernetes.io/dockerconfigjson", **metadata: Json) -> Object:
    return _in_cluster(secret("shop", "ghcr", text, kind), **metadata)


def _edit(item: Object, old: OldToken = _BY_VALUE, new: NewToken = _NEW) -> Edit:
    planned = rotation(item, "prod", old, new)
    assert isinstance(planned, Edit)
    return planned


def _left(item: Object, old: OldToken = _BY_VALUE) -> LeftAlone:
    planned = rotation(item, "prod", old, _NEW)
    assert isinstance(planned, LeftAlone)
    return planned


def _payload_after(item: Object, edit: Edit, key: str = ".dockerconfigjson") -> str:
    after = patched(item, operations(edit))
    assert isinstance(after, dict)
    data = after["data"]
    assert isinstance(data, dict)
    return b64decode(str(data[key])).decode()


@pytest.mark.parametrize("old", [_BY_VALUE, _BY_NAME], ids=["by value", "by its keyed name"])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(
            '{"auths":{"ghcr.io":{"auth":"OLD"}}}', '{"auths":{"ghcr.io":{"auth":"NEW"}}}',
            id="the plain form",
        ),
        pytest.param(
            '{ "auths" : {\n "quay.io": {"auth": "OTHER"}, "ghcr.io" : { "auth" : "OLD" }\n}}\n',
            '{ "auths" : {\n "quay.io": {"auth": "OTHER"}, "ghcr.io" : { "auth" : "NEW" }\n}}\n',
            id="white space and order stay",
        ),
        pytest.param(
            '{"auths":{"ghcr.io":{"username":"octocat","password":"old","auth":"OLD",'
            '"email":"a@example.org"}}}',
            '{"auths":{"ghcr.io":{"username":"octocat","password":"new","auth":"NEW",'
            '"email":"a@example.org"}}}',
            id="kubectl's form: the password, too",
        ),
        pytest.param(
            '{"auths":{"ghcr.io":{"username":"octocat","password":"old"}}}',
            '{"auths":{"ghcr.io":{"username":"octocat","password":"new"}}}',
            id="without auth",
        ),
        pytest.param(
            '{"auths":{"ghcr.io":{"auth":"OLD"},"ghcr.io/acme":{"auth":"OLD"}}}',
            '{"auths":{"ghcr.io":{"auth":"NEW"},"ghcr.io/acme":{"auth":"NEW"}}}',
            id="under two keys",
        ),
        pytest.param(
            '{"auths":{"ghcr.io":{"auth":"OLD","identitytoken":"stale"}},"HttpHeaders":{"a":"b"}}',
            '{"auths":{"ghcr.io":{"auth":"NEW"}},"HttpHeaders":{"a":"b"}}',
            id="a stale identity token goes",
        ),
        pytest.param(
            '{"Auths":{"ghcr.io":{"AUTH":"OLD"}}}', '{"Auths":{"ghcr.io":{"AUTH":"NEW"}}}',
            id="names in capitals",
        ),
        pytest.param(
            '{"auths":{"\\u0067hcr.io":{"auth":"OLD","x":"\\u00e9"}}}',
            '{"auths":{"\\u0067hcr.io":{"auth":"NEW","x":"\\u00e9"}}}',
            id="escapes stay as they are",
        ),
    ],
)  # fmt: skip
def test_the_old_token_is_replaced_and_nothing_else(old: OldToken, before: str, after: str) -> None:
    def filled(text: str) -> str:
        text = text.replace("OLD", _auth()).replace("NEW", _auth(_NEW.token))
        text = text.replace("OTHER", _auth(_OTHER)).replace('"old"', f'"{_OLD}"')
        return text.replace('"new"', f'"{_NEW.token}"')

    item = _secret(filled(before))
    edit = _edit(item, old)
    assert _payload_after(item, edit) == filled(after)
    assert is_untouched(edit, item)
    assert is_done(edit, patched(item, operations(edit)))  # type: ignore[arg-type]


def test_the_legacy_form_is_changed_as_well() -> None:
    item = _secret(f'{{"ghcr.io":{{"auth":"{_auth()}"}}}}', "kubernetes.io/dockercfg")
    after = _payload_after(item, _edit(item), ".dockercfg")
    assert after == f'{{"ghcr.io":{{"auth":"{_auth(_NEW.token)}"}}}}'


def test_a_new_username_goes_into_every_changed_entry() -> None:
    item = _secret(payload(token=_OLD))
    edit = _edit(item, new=NewToken(_NEW.token, "robot"))
    assert _payload_after(item, edit) == payload(username="robot", token=_NEW.token)
    assert edit.entries[0][1:] == ("octocat", "changed", "token changed, username now robot")


def test_a_secret_without_the_token_is_none_of_ours() -> None:
    assert rotation(_secret(payload(token=_OTHER)), "prod", _BY_VALUE, _NEW) is None
    assert rotation(_secret("{}"), "prod", _BY_VALUE, _NEW) is None


def test_with_a_login_only_its_entries_count() -> None:
    both = json.dumps({"auths": {"ghcr.io": {"auth": _auth()}, "quay.io": {"auth": _auth()}}})
    item = _secret(both)
    edit = _edit(item, ByValue([_OLD], ("quay.io", "octocat")))
    entries = json.loads(_payload_after(item, edit))["auths"]
    assert entries == {"ghcr.io": {"auth": _auth()}, "quay.io": {"auth": _auth(_NEW.token)}}
    assert [each.fate for each in edit.entries] == ["as before", "changed"]


@pytest.mark.parametrize("old", [_BY_VALUE, _BY_NAME], ids=["by value", "by its keyed name"])
@pytest.mark.parametrize("field", ["data", "stringData"])
def test_the_old_token_is_taken_out_of_what_kubectl_noted(old: OldToken, field: str) -> None:
    text = payload(token=_OLD)
    value = b64encode(text.encode()).decode() if field == "data" else text
    noted = json.dumps({"kind": "Secret", field: {".dockerconfigjson": value, "x": "eA=="}})
    for now in (_OLD, _NEW.token):  # also where the payload itself has the new token already
        item = _secret(payload(token=now), annotations={LAST_APPLIED: noted})
        edit = _edit(item, old)
        after = patched(item, operations(edit))
        assert isinstance(after, dict)
        left = json.loads(after["metadata"]["annotations"][LAST_APPLIED])  # type: ignore[index, call-overload, arg-type]
        assert left == {"kind": "Secret", field: {"x": "eA=="}}
        assert "the annotation that `kubectl apply` keeps" in edit.notes[0]


def test_an_annotation_that_cannot_be_read_goes_whole() -> None:
    item = _secret(payload(token=_OLD), annotations={LAST_APPLIED: f"{{broken {_OLD}"})
    after = patched(item, operations(_edit(item)))
    assert isinstance(after, dict)
    assert after["metadata"]["annotations"] == {}  # type: ignore[index, call-overload]


@pytest.mark.parametrize(
    ("metadata", "tool", "remedy"),
    [
        ({"ownerReferences": [{"kind": "ExternalSecret", "name": "e"}]}, "External Secrets", "e"),
        ({"ownerReferences": [{"kind": "SealedSecret", "name": "s"}]}, "Sealed Secrets", "Seal it"),
        ({"ownerReferences": [{"kind": "Robot", "name": "r"}]}, "Robot", "the `Robot` `r`"),
        (
            {"annotations": {"reflector.v1.k8s.emberstack.com/reflects": "a/b"}},
            "Reflector",
            "follows its source `a/b`",
        ),
        ({"labels": {"app.kubernetes.io/managed-by": "Helm"}}, "Helm", "helm upgrade"),
    ],
)
def test_what_a_controller_keeps_is_left_to_it(
    metadata: dict[str, Json], tool: str, remedy: str
) -> None:
    left = _left(_in_cluster(secret("shop", "ghcr", payload(token=_OLD)), **metadata))
    assert (left.reason, tool in left.sentence) == ("owned", True)
    assert remedy in left.remedy


def test_a_program_that_is_not_known_is_no_owner_but_a_warning() -> None:
    fields: Json = [{"manager": "my-robot", "time": "1", "fieldsV1": {"f:data": {}}}]
    edit = _edit(_secret(payload(token=_OLD), managedFields=fields))
    assert edit.warning == "`my-robot` wrote it last, and may put the old value back."


def test_an_immutable_one_is_named_with_what_it_takes() -> None:
    left = _left({**_secret(payload(token=_OLD)), "immutable": True})
    assert left.reason == "immutable"
    assert "deleting it and creating it anew" in left.remedy


@pytest.mark.parametrize(
    "value",
    [_OLD, payload(token=_OLD), f"TOKEN={_OLD}\n", f"x{_auth()}", f"xy{_auth(_OLD, 'ab')}"],
)
def test_an_opaque_copy_is_named(value: str) -> None:
    item = _secret(payload(token=_OTHER), "Opaque")
    item["data"] = {"config.json": b64encode(value.encode()).decode()}
    left = _left(item)
    assert left.reason == "not read by nodes"
    assert "of type `Opaque`, and holds the old token in `config.json`" in left.sentence


@pytest.mark.parametrize(
    "text",
    [
        f'{{"auths":{{"ghcr.io":{{"auth":"{_auth()}"}}}}',
        f'{{"auths":{{"ghcr.io":{{"auth":"{_auth()}"}},"ghcr.io":{{"auth":"{_auth()}"}}}}}}',
        f'{{"auths":"{_auth()}"}}',
        f'{{"auths":{{"ghcr.io":"{_auth()}"}}}}',
    ],
)
def test_a_payload_that_cannot_be_changed_without_loss_needs_a_person(text: str) -> None:
    left = _left(_secret(text))
    assert left.reason in ("unreadable", "not read by nodes")
    assert _OLD not in left.sentence + left.remedy


def test_no_value_is_in_the_repr_of_anything() -> None:
    item = _secret(payload(token=_OLD))
    shown = repr((_edit(item), _BY_VALUE, _BY_NAME, _NEW))
    assert _OLD not in shown
    assert _NEW.token not in shown
    assert _auth() not in shown


_words = st.text('abcdefgh:/.-é"\\ ', min_size=1, max_size=12)
_entries = st.dictionaries(
    _words,
    st.fixed_dictionaries(
        {"auth": st.sampled_from([_auth(), _auth(_OTHER), _auth(_OLD, "other")])},
        optional={"email": _words, "note": st.none() | st.lists(st.integers(), max_size=3)},
    ),
    max_size=5,
)


@given(_entries, st.sampled_from([None, 1, "\t"]), st.booleans())
def test_whatever_the_payload_all_but_the_old_token_is_as_before(
    entries: dict[str, dict[str, Json]], indent: int | str | None, ascii_only: bool
) -> None:
    text = json.dumps({"auths": entries, "x": [1.50]}, indent=indent, ensure_ascii=ascii_only)
    item = _secret(text)
    planned = rotation(item, "prod", _BY_VALUE, _NEW)
    olds = {auth for auth in (_auth(), _auth(_OLD, "other")) if auth in text}
    if not olds:
        assert planned is None
        return
    assert isinstance(planned, Edit)
    expected = text
    for auth in olds:
        username = b64decode(auth).decode().partition(":")[0]
        expected = expected.replace(auth, _auth(_NEW.token, username))
    after = patched(item, operations(planned))
    assert isinstance(after, dict)
    assert _payload_after(item, planned) == expected
    back = patched(after, patch_between("u-1", "7", planned.after, planned.before))
    assert back == item
    for registry, raw in json.loads(expected)["auths"].items():
        assert read_entry(registry, raw).token != _OLD
