"""The findings of a draft: each at its field, the gravest first."""

import pytest
from hypothesis import given

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.findings.finding import SEVERITIES, Where
from ghcr_tui.core.text.inert import is_inert
from made_up_secrets import TOKEN
from made_up_tokens import jwt
from strategies import anything, drafts

SOUND = Credential("ghcr.io", "octocat", TOKEN)
DRAFT = Draft((SOUND,), "ghcr", "denostr", (("component", "denostr"),), (("note", "any"),))


def test_a_sound_draft_has_nothing_but_the_kind_of_its_token() -> None:
    assert [finding.code for finding in judge_draft(DRAFT)] == ["github-classic-token"]


@pytest.mark.parametrize(
    ("draft", "code", "where"),
    [
        (DRAFT._replace(name=""), "name-empty", "name"),
        (DRAFT._replace(name="A"), "name-invalid", "name"),
        (DRAFT._replace(namespace=""), "namespace-missing", "namespace"),
        (DRAFT._replace(namespace="a.b"), "namespace-invalid", "namespace"),
        (DRAFT._replace(labels=(("a b", "c"),)), "label-key-invalid", "labels"),
        (DRAFT._replace(labels=(("a", "b c"),)), "label-value-invalid", "labels"),
        (DRAFT._replace(labels=(("a", None),)), "pair-without-value", "labels"),
        (DRAFT._replace(labels=(("a", "b"), ("a", "c"))), "pair-twice", "labels"),
        (DRAFT._replace(annotations=(("a b", "c"),)), "annotation-key-invalid", "annotations"),
        (DRAFT._replace(annotations=(("a", None),)), "pair-without-value", "annotations"),
        (DRAFT._replace(annotations=(("a", "x" * 2**18),)), "annotations-too-large", "annotations"),
    ],
)
def test_metadata_is_judged_at_its_field(draft: Draft, code: str, where: str) -> None:
    assert (code, where) in [(finding.code, finding.where.field) for finding in judge_draft(draft)]


@pytest.mark.parametrize(
    ("credential", "code", "field"),
    [
        (SOUND._replace(registry=""), "registry-empty", "registry"),
        (SOUND._replace(registry="gchr.io"), "registry-near-miss", "registry"),
        (SOUND._replace(username=""), "username-empty", "username"),
        (SOUND._replace(username="a:b"), "username-has-colon", "username"),
        (SOUND._replace(token=""), "token-empty", "token"),
        (SOUND._replace(token=f"{TOKEN}\n"), "token-whitespace", "token"),
        (SOUND._replace(email="octocat"), "email-odd", "email"),
        (SOUND, "registry-twice", "registry"),
        (SOUND._replace(registry="https://ghcr.io/"), "registry-same", "registry"),
    ],
)
def test_a_credential_is_judged_at_its_row_and_field(
    credential: Credential, code: str, field: str
) -> None:
    found = judge_draft(DRAFT._replace(credentials=(SOUND, credential)))

    assert (code, Where(field, 1)) in [(each.code, each.where) for each in found]


def test_expiry_is_judged_by_the_time_that_is_given() -> None:
    credential = Credential("registry.example.com", "octocat", jwt(exp=1_700_000_000))
    draft = DRAFT._replace(credentials=(credential,))

    assert [f.code for f in judge_draft(draft, now=1_800_000_000)] == ["token-expired"]
    assert [f.code for f in judge_draft(draft, now=1_600_000_000)] == ["token-expires"]


@pytest.mark.parametrize("length", [780_000, 800_000])
def test_a_payload_beyond_a_mebibyte_is_refused(length: int) -> None:
    credential = Credential("registry.example.com", "octocat", "x" * length)
    codes = [f.code for f in judge_draft(DRAFT._replace(credentials=(credential,)))]

    assert ("secret-too-large" in codes) is (length * 4 / 3 > 1024 * 1024)


@given(drafts(anything))
def test_any_draft_is_judged_the_gravest_first_and_inert(draft: Draft) -> None:
    found = judge_draft(draft, now=1.8e9)
    ranks = [SEVERITIES.index(finding.severity) for finding in found]

    assert ranks == sorted(ranks)
    assert is_inert("".join(str(part) for finding in found for part in finding))
