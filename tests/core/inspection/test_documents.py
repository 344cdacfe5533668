"""What a pasted text is: every form that people paste, recognised without being told."""

import json
from base64 import urlsafe_b64encode
from textwrap import indent, wrap

import pytest

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.front_door import inspect as events_of
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import FoundSecret, Inspection
from made_up_secrets import AUTH, KEY, TOKEN, b64, codes, inspect, manifest, only_secret, payload
from made_up_tokens import google_key, jwt

BASE64 = b64(payload())
WRAPPED = "\n".join(wrap(BASE64, 76))
YAML = f"""\
apiVersion: v1
kind: Secret
metadata:
  name: ghcr
  namespace: denostr
type: kubernetes.io/dockerconfigjson
data:
  {KEY}: {BASE64}
"""
PRINTED: dict[str, Json] = {
    **manifest(),
    "metadata": {
        "name": "ghcr",
        "namespace": "denostr",
        "uid": "0a1b2c3d-0000-4000-8000-000000000000",
        "managedFields": [{"manager": "kubectl", "fieldsV1": {"f:data": {}}}],
    },
}


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(YAML, id="YAML"),
        pytest.param(json.dumps(manifest()), id="JSON"),
        pytest.param(json.dumps(PRINTED), id="as kubectl prints it, managedFields and all"),
        pytest.param(json.dumps({"kind": "List", "items": [manifest()]}), id="a List"),
        pytest.param(json.dumps([manifest()]), id="an array"),
        pytest.param(f"kind: ConfigMap\n---\n{YAML}", id="several YAML documents"),
        pytest.param(f"---\n{YAML}---\n", id="with empty documents around it"),
        pytest.param(f"# a comment\n\n{YAML}", id="below a comment"),
        pytest.param(YAML.replace("\n", "\r\n"), id="Windows line ends"),
        pytest.param(f"\ufeff{YAML}", id="a byte order mark"),
        pytest.param(indent(YAML, "      "), id="indented, as in a document"),
        pytest.param(f"```yaml\n{YAML}```", id="in a code fence"),
        pytest.param(f"$ kubectl get secret ghcr -o yaml\n{YAML}", id="below its command"),
        pytest.param(b64(YAML), id="in base64"),
        pytest.param(BASE64, id="a bare value"),
        pytest.param(f"{BASE64}\n", id="with a line break behind it"),
        pytest.param(WRAPPED, id="wrapped"),
        pytest.param(indent(WRAPPED, "    "), id="wrapped and indented"),
        pytest.param(WRAPPED.replace("\n", "\r\n"), id="wrapped with CRLF"),
        pytest.param(BASE64.rstrip("="), id="unpadded"),
        pytest.param(urlsafe_b64encode(payload().encode()).decode(), id="URL-safe"),
        pytest.param(f'"{BASE64}"', id="in double quotes"),
        pytest.param(f"'{WRAPPED}'", id="in quotes, wrapped"),
        pytest.param(f'"{BASE64}",', id="with the comma behind it"),
        pytest.param(f"{KEY}: {BASE64}", id="with its key"),
        pytest.param(f'      "{KEY}": "{BASE64}",', id="a line of JSON"),
        pytest.param(f"data:\n  {KEY}: {BASE64}\n", id="a part of a manifest"),
        pytest.param(json.dumps({KEY: payload()}), id="the part of stringData"),
        pytest.param(b64(BASE64), id="encoded twice"),
        pytest.param(payload(), id="a payload"),
        pytest.param(payload(credsStore="desktop"), id="a Docker config.json"),
        pytest.param(json.dumps(payload()), id="a payload in a JSON string"),
        pytest.param(json.dumps(json.loads(payload())["auths"]), id="a legacy .dockercfg"),
        pytest.param(b64(json.dumps(json.loads(payload())["auths"])), id="that in base64"),
        pytest.param(
            f"{{auths: {{ghcr.io: {{auth: {AUTH}}}}}}}", id="a payload in YAML's flow style"
        ),
        pytest.param("auths:\n  ghcr.io:\n    auth: " + AUTH, id="a payload in YAML"),
    ],
)
def test_the_credential_is_found_in(text: str) -> None:
    secrets = inspect_whole(text).secrets

    assert [entry.credential for secret in secrets for entry in secret.entries] == [
        ("ghcr.io", "octocat", TOKEN, "")
    ]


@pytest.mark.parametrize(
    ("text", "username", "token"),
    [
        pytest.param(AUTH, "octocat", TOKEN, id="a single auth"),
        pytest.param("\n".join(wrap(AUTH, 20)), "octocat", TOKEN, id="wrapped"),
        pytest.param(AUTH.rstrip("="), "octocat", TOKEN, id="unpadded"),
        pytest.param(f"'{AUTH}'", "octocat", TOKEN, id="in quotes"),
        pytest.param(f'"auth": "{AUTH}"', "octocat", TOKEN, id="with its name"),
        pytest.param(json.dumps({"auth": AUTH}), "octocat", TOKEN, id="a whole entry"),
        pytest.param('{"Username": "a", "Password": "b"}', "a", "b", id="the other entry"),
        pytest.param(b64("a:two words"), "a", "two words", id="a pass phrase"),
        pytest.param(b64(f"_json_key:{google_key()}"), "_json_key", google_key(), id="a JSON key"),
        pytest.param(f"octocat:{TOKEN}", "octocat", TOKEN, id="in clear"),
        pytest.param(TOKEN, "", TOKEN, id="a token alone"),
        pytest.param(f'"{TOKEN}"', "", TOKEN, id="a token in quotes"),
        pytest.param(f"export GHCR_TOKEN={TOKEN}", "", TOKEN, id="a token in its variable"),
        pytest.param(f"Authorization: Bearer {TOKEN}", "", TOKEN, id="a token in a header"),
        pytest.param(b64(f"{TOKEN}\n"), "", TOKEN, id="the base64 of a token"),
        pytest.param(jwt(exp=1), "", jwt(exp=1), id="a JSON Web Token"),
    ],
)
def test_a_credential_of_no_registry_is_found_in(text: str, username: str, token: str) -> None:
    (entry,) = only_secret(text).entries

    assert entry.credential == ("", username, token, "")


@pytest.mark.parametrize("text", [AUTH, AUTH.rstrip("="), f'"{AUTH}"', json.dumps({"auth": AUTH})])
def test_a_sound_auth_alone_is_no_cause_for_alarm(text: str) -> None:
    assert codes(inspect_whole(text)) == ["github-classic-token"]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "empty"),
        (" \r\n\t\n", "empty"),
        ("\ufeff", "empty"),
        ("# only\n# comments", "empty"),
        ("---\n---\n", "empty"),
        ("<!DOCTYPE html>\n<title>Sign in: please</title>", "web page"),
        ("NAME   TYPE     DATA   AGE\nghcr   Opaque   1      5d", "kubectl table"),
        ("NAMESPACE   NAME   TYPE\na           b      Opaque", "kubectl table"),
        ("Name:         ghcr\nNamespace:    a\n\nData\n====\nx:  5 bytes", "kubectl describe"),
        ('Error from server (NotFound): secrets "ghcr" not found', "kubectl error"),
        ("error: You must be logged in to the server (Unauthorized)", "kubectl error"),
        ("kubectl get secret ghcr -o json | base64 -d", "command"),
        (f"echo -n 'octocat:{TOKEN}' | base64", "command"),
        ("$ docker login ghcr.io", "command"),
        ("-----BEGIN CERTIFICATE-----\nTUFERQ==\n-----END CERTIFICATE-----", "PEM"),
        ("kind: ConfigMap\ndata: {}", "ConfigMap"),
        ("kind: SealedSecret", "SealedSecret"),
        ("kind: ExternalSecret", "ExternalSecret"),
        ("kind: Secret\nsops: {}", "SOPS file"),
        (google_key().replace("project_id", "client_email"), "google key"),
        ("null", "unknown"),
        ("42", "unknown"),
        ("{}", "unknown"),
        ('""', "unknown"),
        ("kind: [Secret]", "unknown"),
        ("kind: secret", "unknown"),
        ("Really no Secret", "unknown"),
        (b64(b"\xff\xd8\xff\xe0" * 12), "unknown"),
        ("[]", "List"),
        ("kind: List\nitems: null", "List"),
        ("kind: SecretList\nitems: {}", "List"),
    ],
)
def test_what_holds_no_credential_is_told_by_its_kind(text: str, kind: str) -> None:
    inspection = inspect_whole(text)

    assert (inspection.kind, inspection.secrets) == (kind, ())


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        (
            b64("Really really no"),
            "Base64, but what is inside is not JSON: it starts with `Really",
        ),
        (b64(b"\xff\xd8\xff\xe0" * 12), "Base64 of 48 bytes that are not text."),
        (BASE64[:-3], "This looks like base64, but its length is impossible: a part is missing."),
        (
            b64('{"a"'),
            "Base64, but what is inside is not JSON: one `}` is missing at its end",
        ),
        (
            '{"auths": {]',
            "This cannot be read as JSON: `]` closes what it does not match (line 1, column 12)",
        ),
        ("a: 'b", "This cannot be read as YAML: found unexpected end of stream (line 1, column "),
        ('{"a": 1}', "This is readable, but no Secret and no payload: an object with 1 key."),
        ("[1, {}]", "A list with no Secret and 2 other objects."),
        (
            "eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJiYXNlNjTnvJbnoIHlkI7nlJ/miJDnmoTlh63or4EifX19",
            "A .dockerconfigjson value: base64 around sound JSON for ghcr.io.",
        ),
    ],
)
def test_the_summary_says_how_far_it_got(text: str, summary: str) -> None:
    assert inspect_whole(text).summary.startswith(summary)


def test_an_auth_that_is_a_sentence_is_told_from_base64_that_is_broken() -> None:
    text = "eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJiYXNlNjTnvJbnoIHlkI7nlJ/miJDnmoTlh63or4EifX19"
    (finding,) = only_secret(text).findings

    assert finding.code == "auth-not-base64"
    assert finding.message.startswith("`auth` is not base64 but a sentence")
    assert str(finding.where) == 'auths["ghcr.io"].auth'


def test_nothing_unknown_passes_without_a_finding() -> None:
    for text in ("{}", "null", '{"a": 1}', "kind: [Secret]", "Really", "[1", "a: ]", "- - 'x"):
        assert codes(inspect_whole(text)) != [], text


def test_other_kinds_in_a_list_are_counted_and_sealed_ones_named() -> None:
    inspection = inspect({"kind": "List", "items": [manifest(), {"kind": "SealedSecret"}, 5]})

    assert inspection.summary == "A list with 1 Secret and 2 other objects."
    assert [finding.code for finding in inspection.findings] == ["sealed-secret"]


def test_values_of_other_secrets_are_decoded_and_binary_ones_measured() -> None:
    data: Json = {
        "text": b64("hello"),
        "binary": b64(b"\xff\x00\xfe"),
        "nul": b64("a\x00b"),
        "no": "%",
    }
    other = only_secret({**manifest(), "type": "Opaque", "data": data}).other

    assert [tuple(value) for value in other] == [
        ("text", "hello", 5, False),
        ("binary", "", 3, True),
        ("nul", "", 3, True),
        ("no", "%", 1, False),
    ]


def test_a_list_is_read_item_by_item_with_the_share_that_was_read() -> None:
    events = list(events_of(json.dumps({"kind": "List", "items": [manifest(), manifest()]})))

    found = [event for event in events if isinstance(event, FoundSecret)]
    assert [event.secret.name for event in found] == ["ghcr", "ghcr"]
    assert 0.3 < found[0].share < 0.6 < found[1].share <= 1.0
    assert events[2:] == [Inspection("List", "A list with 2 Secrets.")]


def test_keys_that_occur_twice_are_reported_in_yaml_and_json() -> None:
    for text in (f"{YAML}type: Opaque\n", json.dumps(manifest())[:-1] + ', "type": "Opaque"}'):
        (finding,) = inspect_whole(text).findings
        assert finding.code == "duplicate-keys"
        assert "`type`" in finding.message
