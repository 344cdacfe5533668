"""Every shortcut for what is ordinary comes to just what the rules that it spares come to."""

import json
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.credential import credential_findings, findings_beside_registry
from ghcr_tui.core.findings.entry import entry_findings, is_plain
from ghcr_tui.core.findings.paste_damage import paste_findings, paste_findings_in_full
from ghcr_tui.core.findings.payload import payload_findings, payload_findings_in_full
from ghcr_tui.core.findings.registry import judged_registry
from ghcr_tui.core.findings.registry_syntax import find_problem, find_problem_in_full
from ghcr_tui.core.findings.secret_shape import shape_findings, shape_findings_in_full
from ghcr_tui.core.findings.token import token_findings, token_findings_in_full
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.url import NotAUrl
from ghcr_tui.core.inspection.dropped import dropped_of_entry
from ghcr_tui.core.inspection.encoding import Encoding, encoding_in_full, plain_payload
from ghcr_tui.core.inspection.judge_secret import (
    encoding_findings,
    findings_beside_payload,
    findings_beside_payload_in_full,
)
from ghcr_tui.core.inspection.read_secret import ReadSecret, read_values
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.secret_values import (
    other_values_in_full,
    payload_key,
    read_other_values,
)
from ghcr_tui.core.registry.key import normalise, normalise_in_full
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.payload_reader import read_payload
from ghcr_tui.core.secret.secret_reader import read_manifest
from made_up_secrets import AUTH, KEY, TOKEN, b64, manifest, payload
from made_up_tokens import github_token
from strategies import anything, json_values

PIECES = (
    *("https://", "http://", "HTTPS://", "oci://", "ghcr.io", "a.b", "localhost", "GHCR.io", "é"),
    *("/", "//", "/own", "/Own", "/v1/", "/v2", ":", ":5000", ".", "-", "_", "@", "?", "#", "%"),
    *("*", "[", "]", " ", "\n", "\u200b", "\u0665", "x" * 64, "ghp_" + "a" * 36, "%2F"),
)
keys = st.lists(st.sampled_from(PIECES), max_size=5).map("".join) | anything
usernames = st.one_of(
    st.text("aZ0-_:.$<{", max_size=41),
    st.sampled_from(("octocat", "octo-cat", "AWS", "<token>", '{"a"')),
    st.sampled_from(("your-name", "paste-here", "xxx", "USERNAME", "changeme")),
)
bodies = st.text("abcXYZ019", min_size=30, max_size=30)
tokens = st.one_of(
    bodies.map(lambda body: github_token(body=body)),
    st.builds(lambda before: before + TOKEN, st.sampled_from(("me.", "a/b+", "me@", "x;"))),
    st.lists(
        st.sampled_from(
            (
                *(TOKEN, AUTH, "TOKEN=", "export ", "Bearer ", "token ", "Basic ", "octocat:", "="),
                *(" ", "\n", '"', "'", "`", "\u201c", "\u200b", "{", '{"auths":', "x", "==", "a1"),
            )
        ),
        min_size=1,
        max_size=4,
    ).map("".join),
    anything.filter(bool),
)
vendors: st.SearchStrategy[Vendor] = st.sampled_from(get_args(Vendor))
auths = st.one_of(
    st.builds(lambda name, token: b64(f"{name}:{token}".encode()), usernames, bodies),
    st.sampled_from((AUTH, AUTH[:-1], "not base64", b64('{"a":1}'), b64("a"), "", b64("a:b\n"))),
)


@pytest.mark.parametrize("key", ["https://http://ghcr.io", "http://https://ghcr.io/own"])
def test_a_second_scheme_is_no_part_of_a_plain_key(key: str) -> None:
    problem = find_problem(key)

    assert problem is not None
    assert (problem.code, problem.severity) == ("registry-path", "error")


@given(keys)
def test_the_syntax_of_a_key(key: str) -> None:
    assert find_problem(key) == find_problem_in_full(key)


@given(keys | st.from_regex(r"[a-z0-9.-]{1,9}(:[0-9]*)?(/|/v[12]/|/[a-z]/)?", fullmatch=True))
def test_a_key_as_the_kubelet_files_it(key: str) -> None:
    try:
        expected = normalise_in_full(key)
    except NotAUrl:
        with pytest.raises(NotAUrl):
            normalise(key)
    else:
        assert normalise(key) == expected


quoted_texts = st.builds(
    lambda quote, text: f"{quote}{text}{quote}",
    st.sampled_from(("'", '"', "`")),
    st.text("aA0=.", max_size=3),
)


@given(
    anything | tokens | quoted_texts | st.text("aA0_.+/~!^&@|?;,-=:*$ ", min_size=1, max_size=5),
    st.sampled_from(("username", "token")),
)
def test_what_pasting_adds(text: str, field: str) -> None:
    assume(text)
    assert paste_findings(text, field) == paste_findings_in_full(text, field)


@given(usernames, tokens, vendors)
def test_a_token_of_plain_characters(username: str, token: str, vendor: Vendor) -> None:
    found = token_findings(username, token, vendor)

    assert found == token_findings_in_full(username, token, vendor)


sound_tokens = bodies.map(lambda body: github_token(body=body))
tampered_tokens = sound_tokens.map(lambda token: token[:-1] + ("1" if token[-1] == "0" else "0"))


@given(
    st.sampled_from(("ghcr.io", "gchr.io", "ghcr.io/own", "quay.io")),
    usernames,
    sound_tokens | tampered_tokens | tokens,
)
def test_a_sound_pair_of_github(registry: str, username: str, token: str) -> None:
    credential = Credential(registry, username, token)
    about_key, vendor = judged_registry(registry)

    expected = [*about_key, *findings_beside_registry(credential, vendor)]
    assert credential_findings(credential) == expected


@pytest.mark.parametrize(
    ("auth", "username", "code"),
    [
        ("not base64!", "octocat", "auth-not-base64"),
        (AUTH[:-3], "octocat", "auth-cut-off"),
        (b64('{"a":1}'), '{"a"', "auth-holds-payload"),
    ],
)
def test_a_broken_auth_is_told_beside_a_username_and_a_password_too(
    auth: str, username: str, code: str
) -> None:
    entry = read_entry("ghcr.io", {"username": username, "password": "1}", "auth": auth})

    assert not is_plain(entry)
    assert [finding.code for finding in entry_findings(entry)] == [code]


@given(
    usernames, bodies | st.sampled_from(("1}", "")), auths | anything, json_values, st.booleans()
)
def test_an_entry_as_kubectl_writes_it(
    username: str, password: str, auth: str, other: Json, agrees: bool
) -> None:
    fields: dict[str, Json] = {"username": username, "password": password, "auth": auth}
    if agrees:
        fields["auth"] = b64(f"{username}:{password}".encode())
    for one in (fields, {**fields, "x": other}, {**fields, "password": other}):
        entry = read_entry("ghcr.io", one)
        if is_plain(entry):
            assert entry_findings(entry) == []
            assert dropped_of_entry(entry) == []


SOUND = json.dumps({"ghcr.io": {"auth": AUTH}})
ROOTS = st.lists(
    st.tuples(
        st.sampled_from(("auths", "Auths", "AUTHS", "credsStore", "HttpHeaders", "x")),
        st.sampled_from((SOUND, '{"a":5}', "{}", "null", "5", '"x"', '{"a":1e999,"b":{}}')),
    ),
    max_size=3,
).map(lambda members: "{" + ",".join(f'"{name}":{value}' for name, value in members) + "}")


@given(ROOTS, st.booleans())
def test_a_payload_of_one_entry(text: str, legacy: bool) -> None:
    read = read_payload(text, legacy, JsonReader())

    assert payload_findings(read) == list(payload_findings_in_full(read))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('{"auths":{"a":{}},"AUTHS":5}', "payload-not-readable"),
        ('{"auths":{"a":5},"AUTHS":null}', "auths-missing"),
    ],
)
def test_auths_in_two_spellings_are_no_plain_payload(text: str, code: str) -> None:
    found = payload_findings(read_payload(text, legacy=False, reader=JsonReader()))

    assert [finding.code for finding in found] == [code]


values = st.one_of(
    anything,
    st.binary().map(b64),
    st.sampled_from((payload(), " {}", '{"a":"é"}', b64("{}"), "{", "")).map(b64),
).flatmap(lambda text: st.sampled_from((text, f"{text[:4]}\n{text[4:]}", f"{text}\r", f" {text}")))


@given(values)
def test_a_value_that_is_sound_base64_of_a_payload(value: str) -> None:
    if not (plain := plain_payload(value)):
        return
    in_full = encoding_in_full(KEY, value)
    assert (in_full.text, encoding_findings(in_full)) == (plain, [])
    assert in_full.may_hold_payload
    assert encoding_findings(Encoding("data", KEY, value, plain)) == []


data = st.dictionaries(
    st.sampled_from((KEY, ".dockercfg", "a", "b")),
    values | st.sampled_from((b64(payload()), b64(payload() + " " * 1_048_576))),
    max_size=2,
)
texts = st.dictionaries(st.sampled_from((KEY, "a")), anything, max_size=2)


@given(data, st.just({}) | texts, st.sampled_from((KEY, "a", "")))
def test_the_other_values_of_a_payload_that_is_alone(
    data: dict[str, str], in_clear: dict[str, str], key: str
) -> None:
    document = read_manifest({"data": {**data}, "stringData": {**in_clear}})

    assert read_other_values(document, key) == other_values_in_full(document, key)


@given(data, st.just({}) | texts)
def test_what_is_told_beside_a_payload_that_is_alone(
    data: dict[str, str], in_clear: dict[str, str]
) -> None:
    document = read_manifest(manifest(data={**data}, stringData={**in_clear}))
    key = payload_key(document)
    read = ReadSecret(document, key, read_values(document, key, JsonReader()))

    assert findings_beside_payload(read) == findings_beside_payload_in_full(read)


FIELDS = {
    "apiVersion": st.sampled_from(("v1", "v2", None, 5)),
    "type": st.sampled_from(
        ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "Opaque", "", 5)
    ),
    "data": st.sampled_from(({KEY: b64("{}")}, {".dockercfg": b64("{}")}, {}, None, {KEY: 5})),
    "stringData": st.sampled_from(({KEY: "{}"}, {}, None)),
    "metadata": st.sampled_from(({"name": "a"}, {"uid": "a"}, {"annotations": {"a": "b"}}, 5)),
    "Data": st.none(),
}


NAMES = st.sampled_from(({"name": "a", "namespace": "b"}, {"name": "A_", "namespace": ""}, {}))
many_fields = st.fixed_dictionaries({}, optional={**FIELDS, "metadata": FIELDS["metadata"] | NAMES})


@given(st.lists(many_fields, min_size=2, max_size=4))
def test_a_secret_like_one_before_it_comes_to_what_it_comes_to_alone(
    several: list[dict[str, Json]],
) -> None:
    inspector = SecretInspector()
    for number, fields in enumerate([*several, *several]):
        document = manifest(**fields)
        metadata = document["metadata"]
        if isinstance(metadata, dict) and "name" in metadata:
            document["metadata"] = {**metadata, "name": f"{metadata['name']}{number}"}

        assert inspector.secret(document) == SecretInspector().secret(document)


logins = st.tuples(
    st.sampled_from(("octocat", "AWS", "your-name", "robot$x", "a b", "{x", "é", TOKEN, "")),
    st.sampled_from((TOKEN, AUTH, "changeme", "x", 'a"b', "a\\b", "made-up\n", "${T}", "{}", "")),
)
entries = st.one_of(
    logins.map(lambda login: {"auth": b64(":".join(login))}),
    st.builds(
        lambda login, auth: {
            "username": login[0],
            "password": login[1],
            "auth": b64(auth if auth is not None else ":".join(login)),
        },
        logins,
        st.sampled_from((None, None, "octocat:other")),
    ),
    st.sampled_from(({"auth": "not base64"}, {"auth": AUTH, "email": "a@b.example"}, {}, None)),
)
plain_texts = st.builds(
    lambda key, entry, separators, more: json.dumps(
        {"auths": {key: entry}, **more}, separators=separators, ensure_ascii=False
    ),
    st.sampled_from(("ghcr.io", "quay.io", "ghcr.io/own", "${R}", "auths", "a b", "é", "")),
    entries,
    st.sampled_from(((",", ":"), (", ", ": "))),
    st.sampled_from(({}, {}, {}, {"x": 1})),
)
frames = st.fixed_dictionaries({}, optional={name: FIELDS[name] for name in ("type", "Data")})


@given(
    st.lists(plain_texts, min_size=2, max_size=6),
    st.tuples(frames, frames),
    st.sampled_from((KEY, KEY, KEY, ".dockercfg", "config.json")),
)
def test_a_secret_that_differs_in_its_entry_alone_comes_to_what_it_comes_to_by_itself(
    texts: list[str], two_frames: tuple[dict[str, Json], dict[str, Json]], key: str
) -> None:
    inspector = SecretInspector(1_790_000_000.0)
    for number, text in enumerate(texts):
        name: Json = {"name": f"a{number}", "namespace": "b"}
        frame = two_frames[number % 4 == 3]
        data: Json = {key: b64(text)}
        document = manifest(**{**frame, "data": data, "metadata": name})
        alone = SecretInspector(1_790_000_000.0).secret(document)

        assert inspector.secret(document) == alone


@given(st.fixed_dictionaries({}, optional=FIELDS))
def test_the_shape_of_a_secret(fields: dict[str, Json]) -> None:
    read = read_manifest(manifest(**fields))
    key = payload_key(read)
    found = [each for each in shape_findings(read, key) if each.code != "server-fields"]

    assert found == list(shape_findings_in_full(read, key))
