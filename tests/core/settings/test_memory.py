"""What is remembered: the last names and places, and never a token."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.memory import Memory, memory_of, merged, read_memory, write_memory
from made_up_tokens import github_token

TOKEN = github_token()
LAST = Memory("nord", "ghcr.io", "octocat", "shop", "/home/ann/apps")


def test_a_draft_is_remembered_by_its_names() -> None:
    credentials = (Credential("quay.io", "org+bot", TOKEN), Credential("ghcr.io", "x", TOKEN))
    draft = Draft(credentials, namespace="shop")
    assert memory_of(draft) == Memory("", "quay.io", "org+bot", "shop", "")


@pytest.mark.parametrize(
    ("username", "token"),
    [(TOKEN, "anything"), ("the same, twice", "the same, twice"), (f"octocat:{TOKEN}", "")],
)
def test_a_username_that_is_a_token_is_not(username: str, token: str) -> None:
    assert memory_of(Draft((Credential("ghcr.io", username, token),))).username == ""


def test_what_was_kept_comes_back() -> None:
    assert read_memory(write_memory(LAST)) == LAST
    assert read_memory(write_memory(Memory())) == Memory()


@pytest.mark.parametrize(
    "text",
    ["", "[]", "null", "{", '{"theme": 3}', '{"username": ["a"]}', "\x00", "[" * 50_000],
)
def test_what_is_not_as_it_was_written_is_forgotten(text: str) -> None:
    assert read_memory(text) == Memory()


@pytest.mark.parametrize("value", ["\x1b[31m", "x" * 301, TOKEN, "a\u202eb", "a\nb"])
def test_a_value_that_could_do_something_is_forgotten(value: str) -> None:
    assert read_memory(json.dumps({"folder": value, "theme": "nord"})) == Memory(theme="nord")


@given(st.builds(Memory, *[st.sampled_from(["", "a", "b"])] * 5), st.data())
def test_what_is_new_replaces_what_was(old: Memory, data: st.DataObject) -> None:
    new = data.draw(st.builds(Memory, *[st.sampled_from(["", "c"])] * 5))
    both = merged(old, new)
    assert all(after == (now or before) for before, now, after in zip(old, new, both, strict=True))


def test_only_what_may_be_is_remembered() -> None:
    assert LAST.only(("theme", "folder")) == Memory(theme="nord", folder="/home/ann/apps")
    assert LAST.only(()) == Memory()
