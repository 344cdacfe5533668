"""Undo and redo over a whole draft: typing by the word, everything else by itself."""

from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft, size_of
from ghcr_tui.core.draft.history import History, Step, changed_field, recorded, redone, undone

EMPTY = Draft()


def typed(text: str, history: History, field: str = "username", pause: float = 0.1) -> History:
    """Return `history` after `text` was typed into a field letter by letter."""
    at = history.at + pause
    for letter in text:
        draft = history.now.draft
        if field == "name":
            draft = draft._replace(name=draft.name + letter)
        else:
            first = draft.credentials[0]
            first = first._replace(**{field: getattr(first, field) + letter})
            draft = draft._replace(credentials=(first, *draft.credentials[1:]))
        history = recorded(history, Step(draft), field, at)
        at += pause
    return history


def usernames_back(history: History) -> list[str]:
    """Return the usernames that undo goes back over, the last one first."""
    seen = []
    while (earlier := undone(history)) is not history:
        history = earlier
        seen.append(history.now.draft.credentials[0].username)
    return seen


def test_a_word_is_one_step() -> None:
    assert usernames_back(typed("octocat", History(Step(EMPTY)))) == [""]


def test_a_space_begins_the_next_one() -> None:
    assert usernames_back(typed("who pulls", History(Step(EMPTY)))) == ["who ", ""]


def test_a_pause_begins_the_next_one() -> None:
    history = typed("cat", typed("octo", History(Step(EMPTY))), pause=5)
    assert usernames_back(history) == ["octoca", "octoc", "octo", ""]


def test_another_field_begins_the_next_one() -> None:
    history = typed("-pull", typed("octocat", History(Step(EMPTY))), "name")
    assert undone(history).now.draft.name == EMPTY.name
    assert undone(history).now.draft.credentials[0].username == "octocat"


def test_a_paste_and_what_a_key_does_are_steps_of_their_own() -> None:
    pasted = EMPTY._replace(credentials=(Credential("ghcr.io", "octocat", ""),))
    history = recorded(typed("a", History(Step(EMPTY))), Step(pasted), "username", 0.2)
    preset = pasted._replace(credentials=(Credential("quay.io", "octocat", ""),))
    history = recorded(history, Step(preset))
    assert usernames_back(history) == ["octocat", "a", ""]


def test_what_is_typed_after_an_undo_is_another_future() -> None:
    history = typed("x", undone(typed("octocat", History(Step(EMPTY)))))
    assert redone(history) is history
    assert usernames_back(history) == [""]


def test_a_draft_that_did_not_change_is_no_step() -> None:
    history = History(Step(EMPTY))
    assert undone(recorded(history, Step(EMPTY))).before == ()


def test_the_cursor_goes_to_what_differs() -> None:
    two = EMPTY._replace(credentials=(*EMPTY.credentials, Credential("quay.io", "", "")))
    other = two._replace(credentials=(two.credentials[0], Credential("quay.io", "robot", "")))
    cases = [
        (Step(two), Step(other), ("username", 1)),
        (Step(EMPTY), Step(two, 1), ("registry", 1)),
        (Step(two, 1), Step(EMPTY), ("registry", 0)),
        (Step(EMPTY), Step(EMPTY._replace(labels=(("a", "b"),))), ("labels", 0)),
        (Step(EMPTY), Step(EMPTY), ("", 0)),
    ]
    for one, there, expected in cases:
        assert changed_field(one, there) == expected


drafts = st.builds(
    lambda name, labels: EMPTY._replace(name=name, labels=labels),
    st.text(max_size=3),
    st.lists(st.tuples(st.text(max_size=2), st.none())).map(tuple),
)


@given(st.lists(drafts, max_size=8), st.integers(0, 10))
def test_redo_takes_back_every_undo(made: list[Draft], steps: int) -> None:
    history = History(Step(EMPTY))
    for draft in made:
        history = recorded(history, Step(draft))
    back = history
    for _ in range(steps):
        back = undone(back)
    for _ in range(steps):
        back = redone(back)
    assert back == history


def test_it_keeps_no_more_than_a_session_needs() -> None:
    history = History(Step(EMPTY))
    for number in range(500):
        history = recorded(history, Step(EMPTY._replace(name=f"n{number}")))
    assert len(history.before) <= 201
    for number in range(30):
        history = recorded(history, Step(EMPTY._replace(name=f"{number}" * 100_000)))
    assert sum(size_of(step.draft) for step in history.before) < 2 * 1024 * 1024
