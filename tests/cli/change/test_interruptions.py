"""Nothing is lost, whatever happens: a server may fail, or be written to, at any moment."""

import json
from base64 import b64decode, b64encode
from collections.abc import Iterator
from threading import Event as Stop
from threading import Lock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.change.journal import Header, event_line, header_line, noted, read_journal
from ghcr_tui.core.change.old_token import ByValue
from ghcr_tui.core.change.plan import Edit, LeftAlone
from ghcr_tui.core.change.progress import Event, Progress
from ghcr_tui.core.change.rollback import is_as_it_was, way_back
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.server_answer import ProblemKind, ServerAnswer
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.go_back import take_back
from ghcr_tui.system.change.waves import act_in_waves
from ghcr_tui.system.cluster.api import JSON, Change, ClusterProblem, Object, Opened, Page
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.patches import RefusedPatch, patched

_NEW = NewToken("the-new-token-of-the-tests-0123")
_NAMES = TokenNames(b"k" * 32)
_OLD = ByValue([TOKEN])
_COUNT = 6
_OTHER = "somebody.example.com"

# What happens to a request: it works; it is lost before it counts, or its answer is; the server
# fails; somebody adds an entry first, or puts the old token back afterwards.
_FATES = ("good", "good", "lost", "unanswered", "broken", "entry first", "put back", "forbidden")


class _Simulated:
    """A server in memory; each request takes the next fate, and all go well when there is none."""

    def __init__(self, fates: list[str]) -> None:
        self.objects: dict[str, Object] = {}
        self.fates = list(fates)
        self._lock = Lock()
        self._version = 0

    def put(self, path: str, item: Object) -> None:
        self._version += 1
        metadata = item["metadata"]
        assert isinstance(metadata, dict)
        new = {**metadata, "resourceVersion": str(self._version)}
        self.objects[path] = {**item, "metadata": new}

    def get(self, path: str, accept: str = JSON) -> Object:
        with self._lock:
            fate = self.fates.pop(0) if self.fates else "good"
            if fate in ("lost", "unanswered"):
                raise _problem("unreachable")
            return self.objects[path]

    def patch(self, path: str, operations: Json, *, dry_run: bool = False) -> Object:
        with self._lock:
            fate = self.fates.pop(0) if self.fates else "good"
            if fate == "lost":
                raise _problem("unreachable")
            if fate in ("broken", "forbidden"):
                raise _problem("server" if fate == "broken" else "forbidden")
            if fate == "entry first":
                self.put(path, _with_entry(self.objects[path]))
            try:
                item = patched(self.objects[path], operations)
            except RefusedPatch:
                raise _problem("refused") from None
            assert isinstance(item, dict)
            if dry_run:
                return item
            self.put(path, item)
            answer = self.objects[path]
            if fate == "put back":
                self.put(path, _with_token(answer, TOKEN))
            if fate == "unanswered":
                raise _problem("timeout")
            return answer

    def list(self, path: str, fields: str = "", labels: str = "") -> Iterator[Page]:
        yield Page(list(self.objects.values()))

    def apply(
        self, path: str, manifest: Object, *, force: bool = False, dry_run: bool = False
    ) -> Object:
        raise AssertionError("a rotation applies nothing")

    def delete(self, path: str, uid: str, version: str) -> None:
        raise AssertionError("a rotation deletes nothing")

    def watch(
        self, path: str, resource_version: str, fields: str = "", opened: Opened | None = None
    ) -> Iterator[Change]:
        raise AssertionError("a rotation watches nothing")

    def close(self) -> None:
        """There is nothing to end."""


def _problem(kind: ProblemKind) -> ClusterProblem:
    return ClusterProblem(ServerAnswer(kind, "It did not work."))


def _entries(item: Object) -> dict[str, Json]:
    data = item["data"]
    assert isinstance(data, dict)
    entries: dict[str, Json] = json.loads(b64decode(str(data[".dockerconfigjson"])))["auths"]
    return entries


def _with_entries(item: Object, entries: dict[str, Json]) -> Object:
    text = json.dumps({"auths": entries}, separators=(",", ":"))
    return {**item, "data": {".dockerconfigjson": b64encode(text.encode()).decode()}}


def _with_entry(item: Object) -> Object:
    return _with_entries(item, {**_entries(item), _OTHER: {"auth": "b3RoZXI6b3RoZXI="}})


def _with_token(item: Object, token: str) -> Object:
    return _with_entries(item, {**_entries(item), **json.loads(payload(token=token))["auths"]})


def _planned_anew(edit: Edit, item: Object) -> Edit | LeftAlone | None:
    return rotation(item, edit.place.context, _OLD, _NEW)


def _run(server: _Simulated, wave: int, *, keep_going: bool) -> tuple[list[Edit], str, Progress]:
    """Rotate everything on `server`; return the plan, the journal and how far it came."""
    edits = []
    for item in server.objects.values():
        planned = rotation(item, "prod", _OLD, _NEW)
        assert isinstance(planned, Edit)
        edits.append(planned)
    header = Header("rotate", "now", (), tuple(noted(edit, _NAMES) for edit in edits))
    lines = [header_line(header)]
    progress = Progress(len(edits))
    act_in_waves(
        Actor({"prod": server}, _planned_anew), edits, progress,
        lambda event: lines.append(event_line(event)), Stop(), wave=wave, keep_going=keep_going,
    )  # fmt: skip
    return edits, "".join(lines), progress


def _filled(fates: list[str]) -> _Simulated:
    server = _Simulated(fates)
    for number in range(_COUNT):
        path = f"/api/v1/namespaces/team-{number}/secrets/ghcr"
        server.put(path, secret(f"team-{number}", "ghcr", payload(), uid=f"u-{number}"))
    return server


_fates = st.lists(st.sampled_from(_FATES), max_size=30)


@given(_fates, st.sampled_from((0, 1, 2)), st.booleans())
def test_every_secret_is_as_before_or_as_planned_and_keeps_what_others_added(
    fates: list[str], wave: int, keep_going: bool
) -> None:
    server = _filled(fates)
    edits, journal, progress = _run(server, wave, keep_going=keep_going)
    old, new = (json.loads(payload(token=token))["auths"] for token in (TOKEN, _NEW.token))
    for number, item in enumerate(server.objects.values()):
        entries = dict(_entries(item))
        entries.pop(_OTHER, None)
        assert entries in (old, new)
        is_put_back = number in progress.why
        if progress.states[number] == "done" and not is_put_back:
            assert entries == new
        if progress.states[number] in ("planned", "failed") and "Somebody" not in (
            progress.why.get(number, "")
        ):
            assert entries == old
    assert Progress(len(edits), read_journal(journal)[1]).states == progress.states


@given(_fates, st.sampled_from((0, 1)))
def test_whatever_happened_the_way_back_undoes_it_and_keeps_what_others_did(
    fates: list[str], wave: int
) -> None:
    server = _filled(fates)
    edits, _, _ = _run(server, wave, keep_going=True)
    ways = [way_back(edit, _NAMES) for edit in edits]
    problems = dict(take_back({"prod": server}, ways, range(len(ways)), _NAMES, lambda: False))
    for number, (way, item) in enumerate(zip(ways, server.objects.values(), strict=True)):
        if not problems[number]:
            assert is_as_it_was(way, item)
        else:  # only what somebody else has written to is left, and nothing of theirs is lost
            assert "and is left as it is" in problems[number] or "did not work" in problems[number]


@pytest.mark.parametrize("fate", ["lost", "unanswered", "broken", "entry first", "forbidden"])
def test_a_second_run_does_what_the_first_has_left(fate: str) -> None:
    server = _filled(["good", fate, fate])
    _run(server, 1, keep_going=False)
    server.fates.clear()
    left = [rotation(item, "prod", _OLD, _NEW) for item in server.objects.values()]
    edits = [each for each in left if isinstance(each, Edit)]
    actor, progress = Actor({"prod": server}, _planned_anew), Progress(len(edits))
    ending = act_in_waves(
        actor, edits, progress, lambda event: None, Stop(), wave=0, keep_going=False
    )
    assert ending == "done"
    new = json.loads(payload(token=_NEW.token))["auths"]["ghcr.io"]
    assert all(_entries(item)["ghcr.io"] == new for item in server.objects.values())


def test_a_set_stop_begins_nothing() -> None:
    server = _filled([])
    planned = [rotation(item, "prod", _OLD, _NEW) for item in server.objects.values()]
    edits = [each for each in planned if isinstance(each, Edit)]
    stop = Stop()
    stop.set()
    events: list[Event] = []
    actor = Actor({"prod": server}, _planned_anew)
    ending = act_in_waves(
        actor, edits, Progress(len(edits)), events.append, stop, wave=0, keep_going=False
    )
    assert (ending, events) == ("interrupted", [])
