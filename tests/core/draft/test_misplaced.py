"""Tokens outside of their field: known from the first letters, hidden everywhere, moved."""

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.tokens_in_text import token_spans, without_tokens
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.draft.misplaced import (
    misplaced_tokens,
    with_token_moved,
    with_tokens_hidden,
)
from ghcr_tui.core.draft.pasted_lines import lines_by_field
from ghcr_tui.core.findings.finding import Where
from ghcr_tui.core.formats.catalogue import tabs
from imitated_sealing import IMITATED
from made_up_tokens import digitalocean_token, github_token, jwt

TOKEN = github_token()
SOUND = Draft((Credential("ghcr.io", "octocat", "made-up"),), namespace="shop")


def of_registry(**fields: str) -> Draft:
    return SOUND._replace(credentials=(SOUND.credentials[0]._replace(**fields),))


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        pytest.param(TOKEN, "••••••••", id="whole"),
        pytest.param("ghp_", "ghp_", id="nothing secret yet"),
        pytest.param("ghp_a", "••••••••", id="from the first letter"),
        pytest.param(f" {TOKEN}\n", "••••••••", id="with white space"),
        pytest.param(f"octocat:{TOKEN}", "octocat:••••••••", id="behind the username"),
        pytest.param(
            f"https://x:{TOKEN}@ghcr.io", "https://x:••••••••@ghcr.io", id="in an address"
        ),
        pytest.param(jwt(iss="x"), "••••••••", id="no vendor's prefix"),
        pytest.param("nvapi-key", "nvapi-key", id="somebody's name for a Secret"),
        pytest.param("registry.example.com/glft-app", "registry.example.com/glft-app", id="path"),
        pytest.param("octocat", "octocat", id="a name"),
        pytest.param("", "", id="empty"),
    ],
)
def test_where_a_token_is_in_a_field(text: str, hidden: str) -> None:
    assert without_tokens(text) == hidden
    assert all(0 <= start < end <= len(text) for start, end in token_spans(text))


EVERYWHERE = [
    (of_registry(registry=TOKEN), Where("registry", 0)),
    (of_registry(username=TOKEN), Where("username", 0)),
    (of_registry(email=TOKEN), Where("email", 0)),
    (SOUND._replace(name=TOKEN), Where("name")),
    (SOUND._replace(namespace=TOKEN), Where("namespace")),
    (SOUND._replace(labels=(("team", "web"), ("token", TOKEN))), Where("labels")),
    (SOUND._replace(labels=((TOKEN, None),)), Where("labels")),
    (SOUND._replace(annotations=(("note", f"use {TOKEN}"),)), Where("annotations")),
]


@pytest.mark.parametrize(("draft", "where"), EVERYWHERE)
def test_it_is_found_hidden_in_every_view_and_finding_and_moved(draft: Draft, where: Where) -> None:
    assert list(misplaced_tokens(draft)) == [where]
    options = IMITATED._replace(masked=True)
    shown = [each.render(with_tokens_hidden(draft), options) for each in tabs()]
    shown += [f"{finding.message} {finding.fix}" for finding in judge_draft(draft)]
    assert not [text for text in shown if TOKEN[:10] in text]
    moved = with_token_moved(draft, where, 0)
    assert moved.credentials[0].token == TOKEN
    assert not list(misplaced_tokens(moved))


@pytest.mark.parametrize(
    ("draft", "where"),
    [
        *EVERYWHERE,
        (of_registry(username=f"octocat {TOKEN}"), Where("username", 0)),
        (of_registry(username="ghp_abc"), Where("username", 0)),
    ],
)
def test_a_token_that_would_go_into_the_cluster_in_clear_is_an_error(
    draft: Draft, where: Where
) -> None:
    assert any(
        finding.where == where and finding.severity in ("error", "warning")
        for finding in judge_draft(draft)
    )


def test_what_stood_beside_it_stays() -> None:
    moved = with_token_moved(of_registry(username=f"octocat:{TOKEN}"), Where("username", 0), 0)
    assert moved.credentials[0][1:3] == ("octocat", TOKEN)
    labels = (("team", "web"), ("token", TOKEN))
    assert with_token_moved(SOUND._replace(labels=labels), Where("labels"), 0).labels == labels[:1]


def test_a_name_and_a_token_that_were_mixed_up_change_places() -> None:
    moved = with_token_moved(of_registry(username=TOKEN, token="octocat"), Where("username", 0), 0)
    assert moved.credentials[0][1:3] == ("octocat", TOKEN)


def test_a_registry_that_takes_the_token_as_username_too_is_left_alone() -> None:
    token = digitalocean_token()
    draft = of_registry(registry="registry.digitalocean.com", username=token, token=token)
    assert not list(misplaced_tokens(draft))
    assert token not in repr(with_tokens_hidden(draft))


@pytest.mark.parametrize(
    ("field", "text", "lines"),
    [
        ("username", f"octocat\n{TOKEN}\n", {"username": "octocat", "token": TOKEN}),
        ("username", f"{TOKEN}\noctocat", {"username": "octocat", "token": TOKEN}),
        (
            "username",
            "octocat\n\nhunter2hunter2",
            {"username": "octocat", "token": "hunter2hunter2"},
        ),
        (
            "registry",
            f"quay.io\nrobot\n{TOKEN}",
            {"registry": "quay.io", "username": "robot", "token": TOKEN},
        ),
        ("registry", f"quay.io\n{TOKEN}", {"registry": "quay.io", "token": TOKEN}),
        ("username", "octocat\n", {}),
        ("username", "a\nb\nc", {}),
        ("token", f"{TOKEN}\nx", {}),
        ("name", "a\nb", {}),
    ],
)
def test_pasted_lines_go_to_their_fields(field: str, text: str, lines: dict[str, str]) -> None:
    assert lines_by_field(field, text) == lines
