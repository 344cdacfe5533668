"""What is remembered: the last names and places, and never a token."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.means import Means
from ghcr_tui.core.settings.memory import (
    Memory,
    memory_of,
    memory_of_means,
    merged,
    read_memory,
    write_memory,
)
from made_up_tokens import github_token

TOKEN = github_token()
CHOSEN = Means("/home/ann/sealed.pem", recipients="age1a age1b", store="cluster:vault")
LAST = Memory("nord", "ghcr.io", "octocat", "shop", "/home/ann/apps", CHOSEN)


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


_OLD = st.sampled_from(["", "a", "b"])
_NEW = st.sampled_from(["", "c"])


@given(st.builds(Memory, *[_OLD] * 5, st.none()), st.builds(Memory, *[_NEW] * 5, st.none()))
def test_what_is_new_replaces_what_was(old: Memory, new: Memory) -> None:
    both = merged(old, new)
    assert all(after == (now or before) for before, now, after in zip(old, new, both, strict=True))


def test_what_is_chosen_for_git_is_replaced_as_one() -> None:
    """What was emptied stays so: it is no field that nobody has typed into."""
    assert merged(LAST, Memory(theme="gruvbox")).safe_for_git == CHOSEN
    emptied = CHOSEN._replace(store="")
    assert merged(LAST, memory_of_means(emptied)).safe_for_git == emptied
    assert merged(LAST, memory_of_means(Means())).safe_for_git == Means()


@pytest.mark.parametrize(
    "value", [TOKEN, f"vault/{TOKEN} x", "AGE-SECRET-KEY-1QQQQ", "age-secret-key-1qqqq", "x\x1b[0m"]
)
def test_a_secret_that_was_chosen_for_git_is_not_remembered(value: str) -> None:
    for name in Means._fields:
        kept = write_memory(memory_of_means(CHOSEN._replace(**{name: value})))
        assert read_memory(kept).safe_for_git == CHOSEN._replace(**{name: ""})
        assert value not in kept


def test_many_recipients_are_remembered() -> None:
    many = Means(recipients=" ".join(f"age1{number:058}" for number in range(50)))
    assert read_memory(write_memory(memory_of_means(many))).safe_for_git == many


@pytest.mark.parametrize("chosen", [3, "x", ["a"], {"store": 3}, {"store": ["a"]}, {}])
def test_what_was_chosen_for_git_is_read_with_care(chosen: object) -> None:
    read = read_memory(json.dumps({"theme": "nord", "safe_for_git": chosen}))
    assert read.theme == "nord"
    assert read.safe_for_git == (Means() if isinstance(chosen, dict) else None)


def test_only_what_may_be_is_remembered() -> None:
    assert LAST.only(("theme", "folder")) == Memory(theme="nord", folder="/home/ann/apps")
    assert LAST.only(()) == Memory()
