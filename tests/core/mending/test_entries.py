"""One entry of a payload is mended, and the others stay what they are, to the letter."""

import json
from base64 import b64decode
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.json_spans import json_spans
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.mending.text import mend_text
from made_up_secrets import AUTH, KEY, TOKEN, b64, manifest

NOW = 1_700_000_000.0
OTHER = '{ "auth" : "' + b64("org+bot:a-made-up-password") + '" , "x-number":1.50,"email":"a@b.c" }'
"""An entry in a hand that no program writes, with what no program knows."""
WHOLE: dict[str, Json] = {"username": "octocat", "password": TOKEN, "auth": AUTH}


class Case(NamedTuple):
    """What stands under a registry, and the registry and what stands under it after mending."""

    registry: str
    entry: Json
    wanted: str
    becomes: Json


def case(registry: str, entry: Json, wanted: str = "", becomes: Json = None) -> Case:
    """Return a row of the tables below."""
    return Case(registry, entry, wanted, becomes)


CASES: dict[str, Case] = {
    "auth-no-colon": case(
        "ghcr.io",
        {"username": "octocat", "password": TOKEN, "auth": b64(TOKEN)},
        "ghcr.io",
        WHOLE,
    ),
    "auth-is-token": case(
        "ghcr.io",
        {"username": "octocat", "auth": TOKEN},
        "ghcr.io",
        {"username": "octocat", "auth": AUTH},
    ),
    "auth-in-clear": case("ghcr.io", {"auth": f"octocat:{TOKEN}"}, "ghcr.io", {"auth": AUTH}),
    "auth-placeholder": case(
        "ghcr.io",
        {**WHOLE, "auth": "<base64 of username:token>"},
        "ghcr.io",
        WHOLE,
    ),
    "auth-cut-off": case("ghcr.io", {**WHOLE, "auth": AUTH[:41]}, "ghcr.io", WHOLE),
    "auth-not-base64": case("ghcr.io", {**WHOLE, "auth": "not base64 at all!"}, "ghcr.io", WHOLE),
    "auth-empty": case("ghcr.io", {**WHOLE, "auth": b64(":")}, "ghcr.io", WHOLE),
    "auth-unfilled": case("ghcr.io", {**WHOLE, "auth": "${DOCKER_AUTH}"}, "ghcr.io", WHOLE),
    "auth-broken-by-spaces": case(
        "ghcr.io",
        {"auth": f"{AUTH[:20]} {AUTH[20:]}"},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "auth-wrapped": case(
        "ghcr.io",
        {"auth": f"{AUTH[:20]}\n{AUTH[20:]}\n"},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "auth-trailing-newline": case(
        "ghcr.io",
        {"auth": b64(f"octocat:{TOKEN}\n")},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "auth-holds-payload": case(
        "ghcr.io",
        {"auth": b64(json.dumps({"auths": {"ghcr.io": WHOLE}}))},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "username-whitespace": case(
        "ghcr.io",
        {"auth": b64(f" octocat\n:{TOKEN}")},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "username-surrounding-quotes": case(
        "ghcr.io",
        {"username": '"octocat"', "password": TOKEN},
        "ghcr.io",
        {"username": "octocat", "password": TOKEN},
    ),
    "username-invisible-character": case(
        "ghcr.io",
        {"auth": b64(f"octo\u200bcat:{TOKEN}")},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "token-env-assignment": case(
        "ghcr.io",
        {"auth": b64(f"octocat:GHCR_TOKEN={TOKEN}")},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "token-is-payload": case(
        "ghcr.io",
        {"username": "octocat", "password": json.dumps({"auths": {"ghcr.io": WHOLE}})},
        "ghcr.io",
        {"username": "octocat", "password": TOKEN},
    ),
    "token-text-before": case(
        "ghcr.io",
        {"auth": b64(f"octocat:me/{TOKEN}")},
        "ghcr.io",
        {"auth": AUTH},
    ),
    "registry-whitespace": case("ghcr.io ", WHOLE, "ghcr.io", WHOLE),
    "registry-capitals": case("My.Registry.example", WHOLE, "my.registry.example", WHOLE),
    "registry-near-miss": case("ghrc.io", WHOLE, "ghcr.io", WHOLE),
    "registry-is-image": case("ghcr.io/octocat/app:1.0", WHOLE, "ghcr.io", WHOLE),
    "registry-scheme": case("oci://ghcr.io", WHOLE, "ghcr.io", WHOLE),
    "registry-default-port": case("ghcr.io:443", WHOLE, "ghcr.io", WHOLE),
    "email-odd": case("ghcr.io", {**WHOLE, "email": "nobody"}, "ghcr.io", WHOLE),
    "email-is-token": case("ghcr.io", {**WHOLE, "email": TOKEN}, "ghcr.io", WHOLE),
    "identity-token-ignored": case("ghcr.io", {**WHOLE, "identitytoken": "x"}, "ghcr.io", WHOLE),
    "entry-not-readable": case("ghcr.io", AUTH, "ghcr.io", {"auth": AUTH}),
    "harbor-robot-mangled": case(
        "harbor.example.com",
        {"username": "robot$$pull", "password": "a-made-up-word1"},
        "harbor.example.com",
        {"username": "robot$pull", "password": "a-made-up-word1"},
    ),
    "nvidia-username": case(
        "nvcr.io",
        {"username": "octocat", "password": "nvapi-" + "a" * 64},
        "nvcr.io",
        {"username": "$oauthtoken", "password": "nvapi-" + "a" * 64},
    ),
    "aws-username": case(
        "1.dkr.ecr.eu-west-1.amazonaws.com",
        {"username": "aws", "password": "x" * 30},
        "1.dkr.ecr.eu-west-1.amazonaws.com",
        {"username": "AWS", "password": "x" * 30},
    ),
}
"""One damage a row. Each stands between two entries that nothing is wrong with."""


def mended_payload(registry: str, entry: Json) -> tuple[str, str, set[str]]:
    """Return the text of a payload before and after mending, and the codes of what was done."""
    damaged = f"{json.dumps(registry)}: {json.dumps(entry)}"
    text = '{"auths" : {"quay.io":' + OTHER + f",\n {damaged},\n" + '"docker.io":' + OTHER + "} }"
    mended = mend_text(json.dumps(manifest(b64(text))), NOW)
    after = b64decode(json.loads(mended.text)["data"][KEY]).decode()
    return text, after, {change.code for change in mended.changes}


@pytest.mark.parametrize("code", sorted(CASES))
def test_entry_is_mended_as_it_was_meant(code: str) -> None:
    registry, entry, wanted, becomes = CASES[code]

    _, after, done = mended_payload(registry, entry)

    assert code in done
    assert json.loads(after)["auths"][wanted] == becomes


@pytest.mark.parametrize("code", sorted(CASES))
def test_all_beside_it_is_what_it_was_to_the_letter(code: str) -> None:
    registry, entry, *_ = CASES[code]

    before, after, _ = mended_payload(registry, entry)

    start, end = before.index(json.dumps(registry)), before.index(',\n"docker.io"')
    assert after.startswith(before[:start])
    assert after.endswith(before[end:])


DEAD: dict[str, Case] = {
    "entry-empty": case("ghcr.io", {"email": "a@b.c"}),
    "docker-hub-desktop-key": case("https://index.docker.io/v1/access-token", WHOLE),
}


@pytest.mark.parametrize("code", sorted(DEAD))
def test_dead_entry_is_removed_where_others_live(code: str) -> None:
    _, after, done = mended_payload(*DEAD[code][:2])

    assert code in done
    assert list(json.loads(after)["auths"]) == ["quay.io", "docker.io"]
    assert after.count(OTHER) == 2


def test_the_only_entry_is_never_removed() -> None:
    text = json.dumps(manifest(b64(json.dumps({"auths": {"ghcr.io": {"email": "a@b.c"}}}))))

    assert mend_text(text, NOW).changes == ()


def test_registry_that_is_there_already_with_another_token_is_left_to_a_person() -> None:
    entries: Json = {"ghcr.io": WHOLE, "ghrc.io": {"auth": b64("me:another-token")}}
    text = json.dumps(manifest(b64(json.dumps({"auths": entries}))))

    assert mend_text(text, NOW).changes == ()


def test_registry_that_is_there_already_with_the_same_token_is_removed() -> None:
    entries: Json = {"ghcr.io": WHOLE, "ghrc.io": WHOLE}
    text = json.dumps(manifest(b64(json.dumps({"auths": entries}))))

    after = b64decode(json.loads(mend_text(text, NOW).text)["data"][KEY])
    assert json.loads(after) == {"auths": {"ghcr.io": WHOLE}}


names = st.sampled_from(sorted(CASES))


@pytest.mark.property
@given(st.lists(names, min_size=1, max_size=4, unique=True), st.booleans())
def test_several_damages_at_once_leave_no_other_entry_touched(
    codes: list[str], indented: bool
) -> None:
    entries: dict[str, Json] = {"one.example.com": json.loads(OTHER)}
    for number, code in enumerate(codes):
        registry, entry, *_ = CASES[code]
        entries.setdefault(registry, entry)
        entries[f"sound{number}.example.com"] = json.loads(OTHER)
    text = json.dumps({"auths": entries}, indent=4 if indented else None)

    mended = mend_text(text, NOW).text

    assert _raw(mended, "one.example.com") == _raw(text, "one.example.com")
    for number in range(len(codes)):
        name = f"sound{number}.example.com"
        assert _raw(mended, name) == _raw(text, name)


def _raw(payload: str, registry: str) -> str:
    """Return the text of an entry as it is written."""
    (auths,) = json_spans(payload).members or ()
    spans = {member.key: member.value for member in auths.value.members or ()}
    return payload[spans[registry].start : spans[registry].end]
