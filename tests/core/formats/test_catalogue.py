"""The formats of a draft, all together."""

import base64
import json

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential, mask
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.catalogue import FORMATS, JSON, PAYLOAD, SEALED_SECRET, YAML
from ghcr_tui.core.formats.format import Format, FormatOptions, FormatProblem
from ghcr_tui.core.secret.controllers import SCOPES
from ghcr_tui.core.secret.payload import Style, payload_object, payload_text
from ghcr_tui.core.secret.secret import manifest
from ghcr_tui.core.text.inert import is_inert
from imitated_sealing import IMITATED
from strategies import anything, drafts

_TOKEN = "ghp_sEcReT"


_formats = st.sampled_from(FORMATS)
_options = st.builds(
    IMITATED._replace,
    masked=st.booleans(),
    as_stored=st.booleans(),
    scope=st.sampled_from(SCOPES),
)


@given(drafts(anything).filter(lambda draft: draft.credentials), _formats, _options)
def test_every_format_of_every_draft_is_whole_lines_with_nothing_active(
    draft: Draft, each: Format, options: FormatOptions
) -> None:
    if each is SEALED_SECRET and options.scope != "cluster-wide" and not draft.namespace:
        with pytest.raises(FormatProblem, match="bound to its namespace"):
            each.render(draft, options)
        return
    text = each.render(draft, options)
    assert text.endswith("\n")
    if each is PAYLOAD and options.as_stored:  # what the Secret holds, whatever that is
        assert text == payload_text(draft.credentials, draft.style, options.masked) + "\n"
    else:
        assert is_inert(text.replace("\n", ""))


@given(drafts())
def test_the_views_of_the_object_show_the_same_object(draft: Draft) -> None:
    document = manifest(secret_of(draft))
    assert yaml.safe_load(YAML.render(draft, IMITATED)) == document
    assert json.loads(JSON.render(draft, IMITATED)) == document
    payload = payload_object(draft.credentials, draft.style)
    assert json.loads(PAYLOAD.render(draft, IMITATED)) == payload


@given(drafts(), _formats, _options)
def test_a_masked_format_shows_no_token_in_clear(
    draft: Draft, each: Format, options: FormatOptions
) -> None:
    tokens = tuple(one._replace(token=_TOKEN) for one in draft.credentials)
    draft = draft._replace(credentials=tokens)
    shown = _TOKEN in each.render(draft, options)
    assert shown == (not options.masked and each.shows_token(draft) and bool(tokens))


@pytest.mark.parametrize(
    ("style", "string_data", "names"),
    [
        ("auth", False, ()),  # base64 is in no format in clear
        ("auth", True, ()),
        ("kubectl", False, ("payload",)),
        ("kubectl", True, ("yaml", "json", "payload")),
    ],
)
def test_which_formats_show_a_token_in_clear(
    style: Style, string_data: bool, names: tuple[str, ...]
) -> None:
    draft = Draft(style=style, string_data=string_data)
    assert tuple(each.name for each in FORMATS if each.shows_token(draft)) == names


@pytest.mark.parametrize("each", [YAML, JSON, PAYLOAD], ids=lambda each: each.name)
def test_a_mask_stands_where_the_token_would(each: Format) -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "u", _TOKEN),), style="kubectl", string_data=True
    )
    masked, plain = each.render(draft, IMITATED._replace(masked=True)), each.render(draft, IMITATED)
    assert masked == plain.replace(_TOKEN, mask(_TOKEN)) != plain


def test_the_manifest_is_the_one_of_the_readme() -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "USERNAME", "PAT_TOKEN"),),
        namespace="denostr",
        labels=(("component", "denostr"),),
        annotations=(("build", "1e3"),),
        immutable=True,
        string_data=True,
    )
    assert YAML.render(draft, IMITATED) == (
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


def test_every_format_has_a_name_of_its_own_and_a_name_for_its_file() -> None:
    draft = Draft(credentials=(Credential("ghcr.io", "u", _TOKEN),))
    for told in ({each.name for each in FORMATS}, {each.file_name for each in FORMATS}):
        assert len(told) == len(FORMATS)
    for each in FORMATS:
        assert each.file_name.format("x") != each.file_name
        assert all((each.name, each.about, each.noun, each.render(draft, IMITATED)))


@given(drafts(), _formats)
def test_what_is_called_no_secret_holds_the_token_in_no_coding(draft: Draft, each: Format) -> None:
    tokens = tuple(one._replace(token=_TOKEN) for one in draft.credentials)
    text = each.render(draft._replace(credentials=tokens), IMITATED)
    aligned = (base64.b64encode(b"x" * skip + _TOKEN.encode()).decode() for skip in range(3))
    cores = [_TOKEN, *(coded[skip + 2 : -4] for skip, coded in zip(range(3), aligned, strict=True))]
    assert each.is_secret or not any(core in text for core in cores)
