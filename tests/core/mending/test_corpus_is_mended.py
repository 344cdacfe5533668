"""Every text of the corpus, mended: what was mended is gone, and nothing else has changed."""

from collections import Counter
from pathlib import Path

import pytest

from core.mending.test_entries import CASES as CASES_OF_ENTRIES
from core.mending.test_entries import DEAD, mended_payload
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.mending.catalogue import MECHANICAL
from ghcr_tui.core.mending.draft import can_be_mended, mend_draft
from ghcr_tui.core.mending.text import mend_text
from made_up_secrets import TOKEN

CORPUS = Path(__file__).parents[2] / "corpus"
CASES = sorted(path for path in CORPUS.iterdir() if path.suffix != ".codes")
NOW = 1_700_000_000.0
HIDING = ("payload-", "auth-", "data-", "string-data", "entry-not-readable", "key-", "type-")
"""How the codes begin of findings behind which what is inside had not been read, or not as such."""


def text_of(case: Path) -> str:
    """Return the text of a case as it is."""
    return case.read_bytes().decode("utf-8", "surrogateescape")


def findings_of(inspection: Inspection) -> list[Finding]:
    """Return all that is said of a text and of what is in it."""
    return [*inspection.findings, *(f for each in inspection.secrets for f in each.findings)]


def errors_of(inspection: Inspection) -> Counter[str]:
    """Return how often each error is there."""
    return Counter(f.code for f in findings_of(inspection) if f.severity == "error")


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_was_mended_is_gone(case: Path) -> None:
    mended = mend_text(text_of(case), NOW)

    before = Counter(finding.code for finding in findings_of(mended.before))
    after = Counter(finding.code for finding in findings_of(mended.after))
    for code in {change.code for change in mended.changes}:
        assert after[code] < max(before[code], 1), code


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_mending_brings_no_error(case: Path) -> None:
    mended = mend_text(text_of(case), NOW)

    new = errors_of(mended.after) - errors_of(mended.before)
    hid = any(change.code.startswith(HIDING) for change in mended.changes)
    assert hid or not new
    assert sum(errors_of(mended.after).values()) <= sum(errors_of(mended.before).values())


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_mending_twice_is_mending_once(case: Path) -> None:
    once = mend_text(text_of(case), NOW)
    twice = mend_text(once.text, NOW)

    assert twice.text == once.text
    assert twice.changes == ()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_has_nothing_to_mend_comes_back_to_the_letter(case: Path) -> None:
    mended = mend_text(text_of(case), NOW)

    assert mended.changes or mended.text == text_of(case)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_no_sentence_holds_a_token(case: Path) -> None:
    mended = mend_text(text_of(case), NOW)
    tokens = {entry.token for each in mended.after.secrets for entry in each.entries if entry.token}

    for change in mended.changes:
        assert not any(token in change.sentence for token in tokens if len(token) > 8)


MORE = {
    "registry-userinfo": Draft(credentials=(Credential("me@quay.io", "octocat", TOKEN),)),
    "registry-twice": Draft(credentials=(Credential("quay.io", "a", "b" * 9),) * 2),
    "pair-twice": Draft(labels=(("a", "x"), ("a", "x"))),
    "registry-path": Draft(credentials=(Credential("quay.io//own", "octocat", "x" * 9),)),
    "registry-port": Draft(credentials=(Credential("quay.io:", "octocat", "x" * 9),)),
    "registry-host": Draft(credentials=(Credential("quay.io.", "octocat", "x" * 9),)),
    "registry-query": Draft(credentials=(Credential("quay.io?x=1", "octocat", "x" * 9),)),
    "label-key-invalid": Draft(labels=((" app ", "x"),)),
    "label-value-invalid": Draft(labels=(("app", ' "x" '),)),
    "annotation-key-invalid": Draft(annotations=((" app ", "x"),)),
    "namespace-invalid": Draft(namespace="My_Shop"),
    "username-empty": Draft(credentials=(Credential("ghcr.io", "", f"octocat:{TOKEN}"),)),
    "username-has-colon": Draft(credentials=(Credential("ghcr.io", f"octocat:{TOKEN}", ""),)),
    "google-username": Draft(credentials=(Credential("gcr.io", "octocat", "ya29." + "a" * 60),)),
    "email-is-token": Draft(credentials=(Credential("ghcr.io", "octocat", TOKEN, TOKEN),)),
}
"""Drafts for what no text of the corpus has in a form that only one thing can be meant by."""


@pytest.mark.parametrize("code", sorted(MORE))
def test_draft_is_mended(code: str) -> None:
    mended = mend_draft(MORE[code], NOW)

    assert code in {change.code for change in mended.changes}
    assert mend_draft(mended.draft, NOW).changes == ()
    told = [
        can_be_mended(draft, judge_draft(draft, NOW), NOW) for draft in (MORE[code], mended.draft)
    ]
    assert told == [True, False]


def test_every_mend_is_seen_at_work() -> None:
    seen = {change.code for case in CASES for change in mend_text(text_of(case), NOW).changes}
    seen |= {change.code for draft in MORE.values() for change in mend_draft(draft, NOW).changes}

    seen |= {
        code for case in (CASES_OF_ENTRIES | DEAD).values() for code in mended_payload(*case[:2])[2]
    }

    assert MECHANICAL - seen == set()
