"""What holds for every text: nothing raises, nothing leaks, nothing is active, nothing is lost."""

import json

from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import draft_of, pull_secret
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.dropped import dropped
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.keyring.lookup import lookup
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.secret.secret import manifest
from ghcr_tui.core.text.inert import is_inert
from made_up_secrets import AUTH, KEY, TOKEN, b64, codes, findings, payload
from made_up_secrets import manifest as made_up_manifest
from strategies import anything, json_values, styles

IMAGE = parse_image("ghcr.io/octocat/app")
FRAGMENTS = (
    *("apiVersion: v1\n", "kind: Secret\n", "kind: List\nitems:\n", "metadata:\n", "  name: a\n"),
    *("type: kubernetes.io/dockerconfigjson\n", "type: kubernetes.io/dockercfg\n", "---\n", "- "),
    *(
        "data:\n",
        "stringData:\n",
        f"  {KEY}: ",
        f"  {KEY}: |\n    ",
        "  .dockercfg: ",
        "sops: {}\n",
    ),
    *(
        b64(payload()),
        AUTH,
        payload(),
        TOKEN,
        b64(b64(payload())),
        b64("a:b\n"),
        "null",
        "&a",
        "*a",
    ),
    *('{"auths":', '{"ghcr.io":', '{"auth":', '"kind":"Secret"', "{", "}", "[", "]", ":", ",", '"'),
    *("\n", "  ", "\t", "'", "1e400", "9" * 400, "!!binary ", "<<: ", "\ud800", "\x00", "=", "0"),
)
fragments = st.lists(st.one_of(st.sampled_from(FRAGMENTS), anything), max_size=12).map("".join)
fields = st.sampled_from(("username", "password", "auth", "email", "identitytoken", "AUTH", "x"))
values: st.SearchStrategy[Json] = st.one_of(
    st.sampled_from((AUTH, b64("a:b"), "a b", None, 0, False, "", "octocat", TOKEN)), json_values
)
registries = st.sampled_from(("ghcr.io", "https://ghcr.io", "quay.io/", "", "a b", "*.io", TOKEN))
names: st.SearchStrategy[Json] = st.one_of(st.sampled_from((None, 0, "", "a", [])), json_values)
payloads: st.SearchStrategy[Json] = st.fixed_dictionaries(
    {"auths": st.dictionaries(registries, st.dictionaries(fields, values, max_size=4), max_size=3)},
    optional={"credsStore": values, "HttpHeaders": values, "x": values},
)
secrets: st.SearchStrategy[dict[str, Json]] = st.fixed_dictionaries(
    {"kind": st.just("Secret"), "data": st.dictionaries(st.sampled_from((KEY, "a")), values)},
    optional={
        "apiVersion": st.sampled_from(("v1", 1)),
        "metadata": st.fixed_dictionaries(
            {"name": names},
            optional={"labels": json_values, "annotations": json_values, "uid": names},
        ),
        "immutable": names,
        "type": st.sampled_from(
            ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg", "Opaque", 5)
        ),
        "stringData": st.fixed_dictionaries({}, optional={KEY: payloads.map(json.dumps)}),
    },
)
plain = st.text("abcdefghij0123456789", min_size=1, max_size=12)
drafts = st.builds(
    Draft,
    credentials=st.lists(
        st.builds(Credential, plain, plain, plain, st.one_of(st.just(""), plain)),
        min_size=1,
        max_size=3,
        unique_by=lambda credential: credential.registry,
    ).map(tuple),
    name=plain,
    namespace=st.one_of(st.just(""), plain),
    labels=st.dictionaries(plain, plain, max_size=2).map(lambda found: tuple(found.items())),
    annotations=st.dictionaries(plain, anything.filter(is_inert)).map(
        lambda found: tuple(found.items())
    ),
    immutable=st.booleans(),
    style=styles,
    string_data=st.booleans(),
)


def look_at_everything(inspection: Inspection) -> list[str]:
    """Do with `inspection` what the program may do; return all the sentences it would show."""
    shown = [inspection.summary, inspection.kind]
    for secret in inspection.secrets:
        for masked in (True, False):
            shown.extend(decoded_view(secret, masked).split("\n"))
        found = lookup(IMAGE, [pull_secret(secret, "a")])
        shown += [found.keyring_lost, *(skip.why for skip in found.skipped)]
        judge_draft(draft_of(secret))
    return shown + [str(part) for finding in findings(inspection) for part in finding]


@given(fragments)
def test_no_text_makes_anything_raise(text: str) -> None:
    look_at_everything(inspect_whole(text, now=1.8e9))


@given(st.one_of(secrets, payloads, json_values))
def test_no_object_makes_anything_raise(value: Json) -> None:
    look_at_everything(inspect_whole(json.dumps(value), now=1.8e9))


@given(st.one_of(fragments, secrets.map(json.dumps)))
def test_nothing_that_is_shown_is_active(text: str) -> None:
    for line in look_at_everything(inspect_whole(text)):
        assert is_inert(line.replace("\t", " ")), line


@given(st.one_of(fragments, secrets.map(json.dumps), payloads.map(json.dumps)))
def test_no_finding_and_no_repr_holds_a_token(text: str) -> None:
    inspection = inspect_whole(text)
    told = [inspection.summary, *(str(part) for each in findings(inspection) for part in each)]
    told += [repr(secret) + repr(secret.other) for secret in inspection.secrets]

    for token in (TOKEN, AUTH, b64(payload())):
        assert token not in "\n".join(told)


@given(st.text("abcdefghijKLMNOP0123456789", min_size=8), st.sampled_from(("ghcr.io", "quay.io")))
def test_no_password_is_told_of_however_it_was_written(token: str, registry: str) -> None:
    auth = b64(f"octocat:{token}")
    entry: dict[str, Json] = {"username": "octocat", "password": token, "auth": auth}
    whole: Json = {registry: entry}
    for text in (
        *(token, b64(token), f"octocat:{token}", f"echo {token}", f"'{token}", f"[{token}", auth),
        *(payload(whole), payload(whole)[:-3], b64(payload(whole)), b64(payload(whole)[:-3])),
        *(payload({registry: {"auth": token}}), payload({registry: {**entry, "auth": 5}})),
        *(json.dumps({"kind": "Secret", "type": "Opaque", "data": {KEY: token}}),),
    ):
        inspection = inspect_whole(text)
        told = [inspection.summary, *(str(part) for each in findings(inspection) for part in each)]
        assert token not in "\n".join(told), text


@given(secrets)
def test_yaml_and_json_of_one_secret_yield_the_same(value: dict[str, Json]) -> None:
    from_json = inspect_whole(json.dumps(value))
    from_yaml = inspect_whole(yaml_writer.dump(value))

    assert codes(from_yaml) == codes(from_json)
    assert [each.entries for each in from_yaml.secrets] == [
        each.entries for each in from_json.secrets
    ]


@given(drafts)
def test_a_draft_comes_back_from_its_own_manifest(draft: Draft) -> None:
    document = manifest(secret_of(draft))
    for text in (json.dumps(document), yaml_writer.dump(document)):
        (secret,) = inspect_whole(text).secrets
        assert draft_of(secret) == draft
        assert dropped(secret) == ()


@given(payloads)
def test_a_draft_holds_every_text_of_an_entry_or_names_its_field(value: Json) -> None:
    (secret,) = inspect_whole(json.dumps(made_up_manifest(b64(json.dumps(value))))).secrets
    draft = draft_of(secret)
    left = "\n".join(dropped(secret))

    for entry, credential in zip(secret.entries, draft.credentials, strict=False):
        for name, text in entry.fields.items():
            kept: dict[str, Json] = {"username": credential.username, "password": credential.token}
            kept |= {"email": credential.email, "auth": None if entry.unreadable else text}
            assert (
                text in (kept.get(name), None, "")
                or f"{entry.place}.{name}" in left
                or (entry.place in left)
            )
