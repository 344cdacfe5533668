"""Will it pull: what the kubelet tries, and what the findings say becomes of it."""

import pytest

from ghcr_tui.core.findings.finding import Finding, Severity, Where, refusal
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verdict.verdict import Answer, JudgedSecret, will_it_pull
from made_up_secrets import TOKEN

IMAGE = parse_image("ghcr.io/own/app:v1")
SOUND = KeyringEntry("ghcr.io", "octocat", TOKEN)
NARROW = KeyringEntry("ghcr.io/own", "octocat", TOKEN)
EMPTY = KeyringEntry("ghcr.io", "", "")
OTHER = KeyringEntry("quay.io", "octocat", TOKEN)


def said(severity: Severity, registry: str, code: str = "a-code") -> Finding:
    return Finding(code, severity, "It is said.", where=Where("token", registry))


def judged(*entries: KeyringEntry, findings: tuple[Finding, ...] = ()) -> JudgedSecret:
    return JudgedSecret(PullSecret("ghcr", entries), findings)


@pytest.mark.parametrize(
    ("secrets", "answer"),
    [
        ([], "anonymous"),
        ([judged(OTHER)], "anonymous"),
        ([judged(EMPTY)], "anonymous"),
        ([judged(SOUND)], "pulls"),
        ([judged(SOUND, findings=(said("info", "ghcr.io"),))], "pulls"),
        ([judged(SOUND, findings=(said("warning", "ghcr.io"),))], "unsure"),
        ([judged(SOUND, findings=(said("error", "ghcr.io"),))], "fails"),
        # Another entry's finding is not this one's.
        ([judged(SOUND, OTHER, findings=(said("error", "quay.io"),))], "pulls"),
        # A leak is worth a warning, and yet it pulls.
        ([judged(SOUND, findings=(said("warning", "ghcr.io", "email-is-token"),))], "pulls"),
        # The kubelet goes on to the next one.
        ([judged(NARROW, SOUND, findings=(said("error", "ghcr.io/own"),))], "pulls"),
        ([judged(SOUND, findings=(said("error", "ghcr.io"),)), judged(EMPTY)], "anonymous"),
        # What the API server refuses is not there, and what is there still counts.
        ([judged(SOUND, findings=(refusal("name-empty", "It has no name."),))], "fails"),
        (
            [judged(SOUND, findings=(refusal("name-empty", "It has no name."),)), judged(NARROW)],
            "pulls",
        ),
        ([judged(OTHER, findings=(refusal("name-empty", "It has no name."),))], "anonymous"),
        ([judged(SOUND), JudgedSecret(PullSecret("x", unreadable="it is broken"))], "fails"),
    ],
)
def test_the_answer_is_what_the_kubelet_gets(secrets: list[JudgedSecret], answer: Answer) -> None:
    assert will_it_pull(IMAGE, secrets).answer == answer


def test_the_credentials_are_in_the_order_tried_each_with_its_own_findings() -> None:
    about = said("error", "ghcr.io/own")
    verdict = will_it_pull(IMAGE, [judged(SOUND, NARROW, findings=(about,))])

    assert [(each.match.registry, each.findings, each.standing) for each in verdict.tried] == [
        ("ghcr.io/own", (about,), "refused"),
        ("ghcr.io", (), "sound"),
    ]


def test_two_secrets_of_one_name_keep_their_findings_apart() -> None:
    secrets = [judged(SOUND), judged(NARROW, findings=(said("error", "ghcr.io/own"),))]
    assert [each.standing for each in will_it_pull(IMAGE, secrets).tried] == ["refused", "sound"]


@pytest.mark.parametrize("token", [TOKEN, "dop_v1_made_up"])
def test_no_sentence_holds_a_token_that_stands_in_the_username_too(token: str) -> None:
    verdict = will_it_pull(IMAGE, [judged(KeyringEntry("ghcr.io", token, token))])
    assert verdict.answer == "pulls"
    assert token not in verdict.sentence + repr(verdict)


@pytest.mark.parametrize("code", ["registry-userinfo", "registry-query", "registry-port"])
def test_what_the_kubelet_takes_off_a_key_does_not_keep_it_from_pulling(code: str) -> None:
    taken_off = judged(SOUND, findings=(said("warning", "ghcr.io", code),))
    refused = judged(SOUND, findings=(said("error", "ghcr.io", code),))

    assert will_it_pull(IMAGE, [taken_off]).answer == "pulls"
    assert will_it_pull(IMAGE, [refused]).answer == "fails"


@pytest.mark.parametrize("secrets", [[], [judged(OTHER)]])
def test_with_data_residency_no_anonymous_pull_succeeds(secrets: list[JudgedSecret]) -> None:
    verdict = will_it_pull(parse_image("containers.octocorp.ghe.com/own/app"), secrets)

    assert verdict.answer == "fails"
    assert "has no public images" in verdict.sentence
