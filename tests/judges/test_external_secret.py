"""The template of an ExternalSecret, rendered by Go's own engine with whatever a store may hold."""

import json
from base64 import b64decode

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.formats.external_secret import external_secret
from ghcr_tui.core.formats.format import Store
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.secret import Secret
from judges.needed import needed_judge
from judges.sealing import ask

SECRET = Secret("ghcr", "shop", {}, {}, False, {}, {})
ODD = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), max_size=40)


def _payload(manifest: dict[str, Json], kept: dict[str, str]) -> object:
    """Return the payload that the operator makes of `manifest` where the store has `kept`."""
    spec = json.loads(json.dumps(manifest))["spec"]
    template = spec["target"]["template"]["data"][".dockerconfigjson"]
    names = {each["secretKey"] for each in spec["data"]}
    assert set(kept) == names
    answer = ask(needed_judge("sealing"), {"ask": "render", "text": template, "values": kept})
    return json.loads(str(answer["text"]))


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(username=ODD, token=ODD)
def test_both_from_the_store_make_a_sound_payload_whatever_they_are(
    username: str, token: str
) -> None:
    store = Store("vault", token_property="token", username_property="username")
    made = external_secret(SECRET, (Credential("ghcr.io", "", ""),), store)

    payload = _payload(made, {"ghcr_io_token": token, "ghcr_io_username": username})

    assert isinstance(payload, dict)
    login = b64decode(payload["auths"]["ghcr.io"]["auth"]).decode()
    assert login == f"{username}:{token}"


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    username=ODD,
    registry=st.one_of(st.just("{{ .x }}"), st.just('a"b{{'), ODD.filter(bool)),
    email=ODD,
)
def test_what_is_written_into_the_manifest_is_never_taken_for_a_template(
    username: str, registry: str, email: str
) -> None:
    credential = Credential(registry, username, "", email)
    made = external_secret(SECRET, (credential,), Store("vault"))
    (name,) = (each["secretKey"] for each in made["spec"]["data"])  # type: ignore[index,call-overload,union-attr]

    payload = _payload(made, {str(name): "made-up"})

    assert isinstance(payload, dict)
    ((key, entry),) = payload["auths"].items()
    assert key == registry
    assert b64decode(entry["auth"]).decode() == f"{username}:made-up"
    assert entry.get("email", "") == email
