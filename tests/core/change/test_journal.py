"""The journal and the rollback file: both are read back, and the first holds no secret."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.change.journal import (
    Header,
    JournalProblem,
    event_line,
    header_line,
    is_as_after,
    noted,
    read_journal,
)
from ghcr_tui.core.change.old_token import ByValue
from ghcr_tui.core.change.plan import Edit, operations
from ghcr_tui.core.change.progress import Event, OddEvent, Progress, waves
from ghcr_tui.core.change.rollback import (
    Rollback,
    RollbackProblem,
    is_as_it_was,
    is_as_made,
    read_rollback,
    rollback_text,
    way_back,
)
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.patches import patched
from kube_kit.statuses import Object

_NAMES = TokenNames(b"k" * 32)
_NEW = NewToken("the-new-token-of-the-tests-0123")
_ITEM = secret("shop", "ghcr", payload(), uid="u-1", resourceVersion="7")
_PLANNED = rotation(_ITEM, "prod", ByValue([TOKEN]), _NEW)
assert isinstance(_PLANNED, Edit)
_EDIT = _PLANNED
_AFTER = patched(_ITEM, operations(_EDIT))
assert isinstance(_AFTER, dict)
_DONE = _AFTER
_HEADER = Header(
    "rotate",
    "2026-11-26T10:00:00Z",
    (("prod", "https://prod.example.com:6443"),),
    (noted(_EDIT, _NAMES),),
    (_NAMES(TOKEN),),
    _NAMES(_NEW.token),
    rollback="back.json",
    wave=5,
)
_EVENTS = (
    Event("begin", (0,)),
    Event("failed", (0,), why="No right."),
    Event("begin", (0,)),
    Event("done", (0,), "u-1", "9"),
    Event("go back", (0,)),
    Event("taken back", (0,)),
    Event("end", how="taken back"),
)


def _journal(*events: Event) -> str:
    return header_line(_HEADER) + "".join(map(event_line, events))


def test_what_is_written_is_read_back() -> None:
    assert read_journal(_journal(*_EVENTS)) == (_HEADER, _EVENTS)


@given(st.integers(0, len(_EVENTS)), st.integers(0, 300))
def test_a_journal_cut_anywhere_is_read_up_to_its_last_whole_line(count: int, cut: int) -> None:
    whole = _journal(*_EVENTS[:count])
    more = event_line(Event("done", (0,), "u" * 60, "9"))
    assert read_journal(whole + more[: min(cut, len(more) - 1)]) == (_HEADER, _EVENTS[:count])


@pytest.mark.parametrize(
    "text",
    [
        *("", "{", "{}\n", "[]\n", '{"ghcr-tui journal":2}\n', '{"ghcr-tui journal":1}\n'),
        _journal() + '{"event":"odd"}\n',
        _journal() + "broken\n",
        _journal() + '{"event":"end","how":"odd"}\n',
    ],
)
def test_what_is_no_journal_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(JournalProblem, match="journal"):
        read_journal(text)


def test_the_journal_holds_no_secret_and_still_tells_what_has_become_of_an_object() -> None:
    text = _journal(*_EVENTS)
    assert not any(value in text for value in (TOKEN, _NEW.token, *map(str, _EDIT.after.values())))
    (one,) = _HEADER.edits
    other: Object = {**_DONE, "data": {".dockerconfigjson": "e30="}}
    told = [is_as_after(one, item, _NAMES) for item in (_ITEM, _DONE, other)]
    assert told == [False, True, False]


def test_the_way_back_knows_what_was_and_what_the_run_made() -> None:
    way = way_back(_EDIT, _NAMES)
    rollback = Rollback("rotate", "now", (("prod", "https://x"),), (way,))
    text = rollback_text(rollback)
    assert read_rollback(text) == rollback
    assert _NEW.token not in text
    assert not any(str(value) in text for value in _EDIT.after.values())
    assert (is_as_made(way, _DONE, _NAMES), is_as_it_was(way, _DONE)) == (True, False)
    assert (is_as_made(way, _ITEM, _NAMES), is_as_it_was(way, _ITEM)) == (False, True)
    assert TOKEN not in repr(rollback)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"ghcr-tui rollback": 9}', "[" * 100_000])
def test_what_is_no_rollback_file_is_refused(text: str) -> None:
    with pytest.raises(RollbackProblem, match="no rollback file"):
        read_rollback(text)


@pytest.mark.parametrize(
    ("events", "state"),
    [
        ((), "planned"),
        (_EVENTS[:1], "in flight"),
        (_EVENTS[:2], "failed"),
        (_EVENTS[:4], "done"),
        (_EVENTS[:5], "going back"),
        (_EVENTS[:6], "taken back"),
        (_EVENTS, "taken back"),
        ((*_EVENTS[:5], Event("not back", (0,), why="It was changed.")), "not back"),
    ],
)
def test_the_events_say_how_far_a_run_has_come(events: tuple[Event, ...], state: str) -> None:
    progress = Progress(1, events)
    assert progress.states == [state]
    assert progress.is_open == (events != _EVENTS)


@pytest.mark.parametrize(
    "events",
    [(Event("done", (0,)),), (Event("begin", (1,)),), (Event("begin", (-1,)),), (_EVENTS[5],)],
)
def test_events_that_cannot_be_are_no_progress(events: tuple[Event, ...]) -> None:
    with pytest.raises(OddEvent, match=r"There is no edit|cannot follow"):
        Progress(1, events)


@given(st.lists(st.integers()), st.integers(0, 9))
def test_waves_hold_every_item_once_in_order(items: list[int], size: int) -> None:
    groups = [list(group) for group in waves(items, size)]
    assert [item for group in groups for item in group] == items
    assert all(0 < len(group) <= (size or len(items)) for group in groups)


def test_the_lines_are_lines() -> None:
    assert all(len(line.splitlines()) == 1 for line in map(event_line, _EVENTS))
    assert json.loads(event_line(_EVENTS[3])) == {
        "event": "done", "edits": [0], "uid": "u-1", "version": "9",
    }  # fmt: skip
