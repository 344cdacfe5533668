"""What bad input gets: a plain sentence, after work that its length bounds."""

import json
import random

import pytest

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import draft_of
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.text.inert import is_inert
from made_up_secrets import AUTH, KEY, b64, codes, findings, manifest, payload

SIZE = 300_000
NOISE = random.Random(2).randbytes(SIZE)  # noqa: S311 - nothing secret comes of it
BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n"
    for old, new in zip("abcdefghij", "bcdefghijk", strict=True)
)


@pytest.mark.parametrize(
    ("text", "summary"),
    [
        pytest.param(NOISE.decode("latin-1"), "This cannot be read as YAML: ", id="random"),
        pytest.param(
            NOISE.decode("utf-8", "surrogateescape"),
            "This cannot be read as YAML: it holds characters that are not text",
            id="random bytes",
        ),
        pytest.param("[" * SIZE, "This cannot be read as JSON: it is nested more than", id="["),
        pytest.param('{"a":' * SIZE, "This cannot be read as JSON: it is nested more", id="{"),
        pytest.param("- " * SIZE, "This cannot be read as YAML: it is nested more than", id="- "),
        pytest.param("? " * SIZE, "This cannot be read as YAML: a key is not plain", id="? "),
        pytest.param("a: {" * SIZE, "This cannot be read as YAML: ", id="a: {"),
        pytest.param(" " * SIZE, "There is nothing to inspect yet.", id="spaces"),
        pytest.param("\r\n" * SIZE, "There is nothing to inspect yet.", id="line ends"),
        pytest.param("#" * SIZE, "There is nothing in it but comments.", id="comments"),
        pytest.param("x" + "\n" * SIZE + "x", "This is text, and no Secret or ", id="blank lines"),
        pytest.param("x" + " " * SIZE + "x", "This is text, and no Secret or payload", id="blanks"),
        pytest.param("QUJD/+" * SIZE, "Base64 of ", id="letters of base64"),
        pytest.param('"' + "x " * SIZE + '"', "This is text, and no Secret or", id="a string"),
        pytest.param("a: b\n" * SIZE, "This is readable, but no Secret and no", id="lines"),
        pytest.param("$ a\n" * SIZE, "This is a shell command, not what it", id="prompts"),
        pytest.param("```\n" * SIZE, "This cannot be read as YAML: ", id="fences"),
        pytest.param(BOMB, "This cannot be read as YAML: its aliases stand for more", id="bomb"),
        pytest.param("a: &a [*a]", "This cannot be read as YAML: the alias `a`", id="itself"),
        pytest.param(f"a: {'9' * SIZE}", "This is readable, but no Secret and", id="a number"),
        pytest.param(
            "a: !!python/object/apply:os.system ['id']",
            "This is readable, but no Secret and no payload: an object with 1 key.",
            id="a tag that would run code",
        ),
        pytest.param("\x00" * SIZE, "This cannot be read as YAML: control char", id="NULs"),
        pytest.param("\ud800" * SIZE, "This cannot be read as YAML: it holds ", id="surrogates"),
        pytest.param("\x1b[2J[@click=app.quit]x[/]", "This ", id="escapes and markup"),
    ],
)
def test_hostile_text_is_answered_with_a_sentence(text: str, summary: str) -> None:
    inspection = inspect_whole(text)

    assert inspection.summary.startswith(summary)
    assert len(inspection.summary) < 300
    assert is_inert(inspection.summary)


@pytest.mark.parametrize(
    ("field", "found"),
    [
        pytest.param("[" * 5000 + "]" * 5000, [], id="nested deep"),
        pytest.param("1e999", ["payload-not-readable"], id="a number that the API server refuses"),
    ],
)
def test_a_bare_payload_is_read_whatever_stands_in_fields_that_nobody_reads(
    field: str, found: list[str]
) -> None:
    whole = inspect_whole(f'{{"auths":{{"ghcr.io":{{"auth":"{AUTH}"}}}},"x":{field}}}')
    (secret,) = whole.secrets
    assert whole.kind == "payload"
    assert [entry.registry for entry in secret.entries] == ["ghcr.io"]
    assert [code for code in codes(whole) if code.startswith("payload")] == found


@pytest.mark.parametrize(
    ("field", "said"),
    [
        pytest.param("[" * 20_000 + "]" * 20_000, "nested more than 10,000 deep", id="too deep"),
        pytest.param("[" * 5000, "a value is missing", id="not closed"),
        pytest.param("1e999,", "a comma is behind the last value", id="a comma too many"),
    ],
)
def test_a_bare_payload_that_is_no_json_even_so_is_told_of(field: str, said: str) -> None:
    whole = inspect_whole(f'{{"auths":{{}},"x":{field}}}')
    assert (whole.kind, whole.secrets) == ("unknown", ())
    assert said in whole.summary


def test_a_payload_nested_deep_is_told_of_and_shown() -> None:
    deep = '{"auths": {}, "x": ' + "[" * 100_000 + "]" * 100_000 + "}"
    (secret,) = inspect_whole(json.dumps(manifest(b64(deep)))).secrets

    assert [finding.code for finding in secret.findings] == ["payload-not-json"]
    assert decoded_view(secret, masked=False) == deep


@pytest.mark.parametrize(
    "document",
    [
        manifest(data=["a"]),
        manifest(data="a"),
        manifest(data={KEY: {"auths": {}}}),
        manifest(data={KEY: 5}),
        manifest(metadata=[]),
        manifest(metadata={"name": 5, "namespace": [], "labels": [], "annotations": "a"}),
        manifest(type=["kubernetes.io/dockerconfigjson"]),
        manifest(apiVersion=1, immutable=0, stringData=[]),
    ],
)
def test_what_is_not_of_the_kind_that_belongs_there_is_named(document: dict[str, Json]) -> None:
    inspection = inspect_whole(json.dumps(document))

    assert "not-text" in codes(inspection)
    assert all(draft_of(secret) for secret in inspection.secrets)


@pytest.mark.parametrize("field", ["name", "namespace", "type", "label", "registry", "auth"])
@pytest.mark.parametrize("nasty", ["\x1b]0;pwned\x07", "[@click=app.quit]x[/]", "a\u202eb\x00"])
def test_nothing_nasty_in_any_field_is_active_in_a_finding(field: str, nasty: str) -> None:
    entry = {"auth": nasty if field == "auth" else AUTH}
    registry = nasty if field == "registry" else "ghcr.io"
    document = manifest(
        b64(payload({registry: {**entry}})),
        type=nasty if field == "type" else "kubernetes.io/dockerconfigjson",
        metadata={
            "name": nasty if field == "name" else "a",
            "namespace": nasty if field == "namespace" else "b",
            "labels": {nasty: nasty} if field == "label" else {},
        },
    )
    inspection = inspect_whole(json.dumps(document))

    assert is_inert("".join(str(part) for found in findings(inspection) for part in found))
    assert is_inert(inspection.summary)
    assert all(is_inert(line) for line in decoded_view(inspection.secrets[0], False).split("\n"))
