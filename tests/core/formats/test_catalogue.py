"""The views of a draft, all together."""

import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential, mask
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.catalogue import VIEWS, View, render, shows_token
from ghcr_tui.core.secret.payload import Style, payload_object
from ghcr_tui.core.secret.secret import manifest
from ghcr_tui.core.text.inert import is_inert
from strategies import anything, drafts

_TOKEN = "ghp_sEcReT"
_views = st.sampled_from(VIEWS)


@given(drafts(anything), _views, st.booleans())
def test_every_view_of_every_draft_is_whole_lines_with_nothing_active(
    draft: Draft, view: View, masked: bool
) -> None:
    text = render(draft, view, masked)
    assert text.endswith("\n")
    assert is_inert(text.replace("\n", ""))


@given(drafts())
def test_the_views_of_the_object_show_the_same_object(draft: Draft) -> None:
    document = manifest(secret_of(draft))
    assert yaml.safe_load(render(draft, "manifest")) == document
    assert json.loads(render(draft, "json")) == document
    payload = payload_object(draft.credentials, draft.style)
    assert json.loads(render(draft, "payload")) == payload


@given(drafts(), _views, st.booleans())
def test_a_masked_view_shows_no_token_in_clear(draft: Draft, view: View, masked: bool) -> None:
    tokens = tuple(one._replace(token=_TOKEN) for one in draft.credentials)
    draft = draft._replace(credentials=tokens)
    shown = _TOKEN in render(draft, view, masked)
    assert shown == (not masked and shows_token(draft, view) and bool(tokens))


@pytest.mark.parametrize(
    ("style", "string_data", "views"),
    [
        ("auth", False, ()),  # base64 is in no view in clear
        ("auth", True, ()),
        ("kubectl", False, ("payload",)),
        ("kubectl", True, ("manifest", "json", "payload")),
    ],
)
def test_which_views_show_a_token_in_clear(
    style: Style, string_data: bool, views: tuple[View, ...]
) -> None:
    draft = Draft(style=style, string_data=string_data)
    assert tuple(view for view in VIEWS if shows_token(draft, view)) == views


@pytest.mark.parametrize("view", ["manifest", "json", "payload"])
def test_a_mask_stands_where_the_token_would(view: View) -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "u", _TOKEN),), style="kubectl", string_data=True
    )
    masked = render(draft, view, masked=True)
    assert masked == render(draft, view).replace(_TOKEN, mask(_TOKEN)) != render(draft, view)


def test_the_manifest_is_the_one_of_the_readme() -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "USERNAME", "PAT_TOKEN"),),
        namespace="denostr",
        labels=(("component", "denostr"),),
        annotations=(("build", "1e3"),),
        immutable=True,
        string_data=True,
    )
    assert render(draft, "manifest") == (
        "apiVersion: v1\n"
        "kind: Secret\n"
        "metadata:\n"
        "  name: ghcr\n"
        "  namespace: denostr\n"
        "  labels:\n"
        "    component: denostr\n"
        "  annotations:\n"
        '    build: "1e3"\n'
        "type: kubernetes.io/dockerconfigjson\n"
        "immutable: true\n"
        "stringData:\n"
        """  .dockerconfigjson: '{"auths":{"ghcr.io":{"auth":"VVNFUk5BTUU6UEFUX1RPS0VO"}}}'\n"""
    )
