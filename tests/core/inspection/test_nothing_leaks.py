"""Nothing that was planted in a payload is shown before it is revealed, wherever it stands."""

import json

from hypothesis import given
from hypothesis import strategies as st

from cli.decode_output import decoded
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.decoded_view import decoded_view
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verdict.verdict import what_comes_of, will_it_pull
from made_up_secrets import b64, findings, manifest

PLANTED = "pl4nted-S3cret-0f-nobody"
IMAGE = parse_image("ghcr.io/own/app")

_planted: st.SearchStrategy[Json] = st.sampled_from(
    (PLANTED, [PLANTED], {PLANTED: 1}, {"x": PLANTED}, b64(f"octocat:{PLANTED}"), f"a {PLANTED}")
)
_fields = st.sampled_from(
    (*("password", "auth", "identitytoken", "registrytoken", "Password", "token"), "x", PLANTED)
)
_entries = st.dictionaries(_fields, _planted, min_size=1, max_size=3)
_roots: st.SearchStrategy[Json] = st.one_of(
    st.fixed_dictionaries({"auths": st.fixed_dictionaries({"ghcr.io": _entries})}),
    st.fixed_dictionaries({"auths": st.fixed_dictionaries({PLANTED: _entries})}),
    st.fixed_dictionaries({"auths": _planted}),
    st.fixed_dictionaries({"auths": st.fixed_dictionaries({"ghcr.io": _planted})}),
    st.fixed_dictionaries({"auths": st.just({}), "HttpHeaders": _planted, "credsStore": _planted}),
    st.fixed_dictionaries({"ghcr.io": _entries}),
    st.fixed_dictionaries({PLANTED: _planted}),
    st.fixed_dictionaries({"auths": st.fixed_dictionaries({"ghcr.io": st.just(
        {"username": PLANTED, "password": PLANTED})})}),
    _planted,
)  # fmt: skip


@st.composite
def _texts(draw: st.DrawFn) -> str:
    """Return a payload, or a Secret around one, with a secret planted in any place of it."""
    payload = json.dumps(draw(_roots))
    payload = draw(st.sampled_from((payload, payload[:-1])))
    form = draw(st.sampled_from(("payload", "data", "stringData", "unknown field")))
    if form == "payload" and payload.startswith("{"):
        return payload
    if form == "unknown field":
        return json.dumps({**manifest(), PLANTED: PLANTED})
    if form == "stringData":
        whole = manifest(data={})
        return json.dumps({**whole, "stringData": {".dockerconfigjson": payload}})
    return json.dumps(manifest(b64(payload)))


@given(_texts())
def test_what_was_planted_is_in_no_view_no_finding_and_no_answer(text: str) -> None:
    inspection = inspect_whole(text)
    told = [inspection.summary, repr(inspection)]
    told += [str(part) for finding in findings(inspection) for part in finding]
    for secret in inspection.secrets:
        judged = judged_secret(secret, "a")
        verdict = will_it_pull(IMAGE, [judged])
        told += [decoded_view(secret), what_comes_of(judged).sentence, verdict.sentence]
        told += [repr(verdict), *(skip.why for skip in verdict.skipped)]
    told += decoded(text)

    assert PLANTED not in "\n".join(told)
