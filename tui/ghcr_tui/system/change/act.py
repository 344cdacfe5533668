"""Carries edits out over the API: several side by side, each with its outcome told once.

What may have been done although no answer came is read back, and what then still cannot be known
is said to be unknown. A change in between is planned anew, and never overwritten.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from typing import Literal, NamedTuple, TypeVar

from ghcr_tui.core.change.plan import (
    Edit,
    LeftAlone,
    is_done,
    is_untouched,
    operations,
    parts_of,
    uid_of,
    version_of,
)
from ghcr_tui.core.secret.objects import Object
from ghcr_tui.system.change.listing import listed
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import object_path

AT_ONCE = 8
"""Requests to all clusters together."""
_TRIES = 4
_NO_ANSWER = frozenset(("timeout", "unreachable", "server", "unknown"))
_CHANGED = frozenset(("conflict", "refused"))

Replan = Callable[[Edit, Object], Edit | LeftAlone | None]
"""Plans one object anew as it is now; None where nothing is to be done any more."""


IsOver = Callable[[], bool]
"""Says whether nothing more is to be begun."""
_Result = TypeVar("_Result")


class Outcome(NamedTuple):
    """What came of an edit: `unknown` is one that may or may not have been done.

    `uid` and `version` are of the object as the server then had it; `why` is a sentence where it
    is not done.
    """

    kind: Literal["done", "failed", "unknown"]
    why: str = ""
    uid: str = ""
    version: str = ""


class Actor:
    """Acts in the clusters of `apis`, by context; `take_over` makes other managers' fields ours."""

    def __init__(
        self, apis: Mapping[str, ClusterApi], replan: Replan, *, take_over: bool = False
    ) -> None:
        self._apis = apis
        self._replan = replan
        self._take_over = take_over

    def prove(self, edits: Sequence[Edit], is_over: IsOver) -> Iterator[tuple[int, str]]:
        """Let the server try every edit and keep none; yield its number and what is wrong, or "".

        Nothing is written. Ends early once `is_over` says so.
        """
        yield from side_by_side(
            range(len(edits)), lambda number: self._proof(edits[number]), is_over
        )

    def act(
        self,
        edits: Sequence[Edit],
        numbers: Sequence[int],
        is_over: IsOver,
        begun: Callable[[int], object] = lambda number: None,
    ) -> Iterator[tuple[int, Outcome]]:
        """Do the edits of these `numbers`; yield each as it ends.

        `begun` is called before anything of an edit is sent. Once `is_over` says so nothing
        more is begun, and what is in flight ends.
        """
        yield from side_by_side(numbers, lambda number: self._do(edits[number]), is_over, begun)

    def check(
        self, edits: Sequence[Edit], numbers: Sequence[int], is_over: IsOver
    ) -> Iterator[tuple[int, str]]:
        """Read edits back; yield each number and what is not as it was made, or "".

        Where there are many they are listed; what then is not as it was made is read by itself.
        """
        seen = listed(self._apis, [edits[number].place for number in numbers])
        apart = []
        for number in numbers:
            item = seen.get(edits[number].place)
            if item is not None and is_done(edits[number], item):
                yield number, ""
            else:
                apart.append(number)
        yield from side_by_side(apart, lambda number: self._difference(edits[number]), is_over)

    def _proof(self, edit: Edit) -> str:
        try:
            self._send(edit, dry_run=True)
        except ClusterProblem as problem:
            return _sentence(problem)
        return ""

    def _do(self, edit: Edit) -> Outcome:
        for tries_left in reversed(range(_TRIES)):
            try:
                return _done(self._send(edit))
            except ClusterProblem as problem:
                if problem.kind in _NO_ANSWER:
                    return self._read_back(edit, problem)
                if problem.kind not in _CHANGED or problem.answer.managers or not tries_left:
                    return Outcome("failed", _sentence(problem))
                again = self._planned_anew(edit, problem)
            if isinstance(again, Outcome):
                return again
            edit = again
        raise AssertionError("the last try returns")

    def _send(self, edit: Edit, *, dry_run: bool = False) -> Object:
        api, path = self._apis[edit.place.context], path_of(edit)
        if edit.manifest is None:
            return api.patch(path, operations(edit), dry_run=dry_run)
        force = self._take_over and not edit.is_new
        item = api.apply(path, edit.manifest, force=force, dry_run=dry_run)
        if dry_run or is_done(edit, item):
            return item
        now = parts_of(item, edit.after)
        rest = edit._replace(uid=uid_of(item), version=version_of(item), before=now)
        return api.patch(path, operations(rest))

    def _read_back(self, edit: Edit, problem: ClusterProblem) -> Outcome:
        """Tell what came of a request without an answer."""
        try:
            item = self._get(edit)
        except ClusterProblem as again:
            if again.kind == "missing" and edit.is_new:
                return Outcome("failed", f"{problem} It is not there.")
            return Outcome("unknown", f"{problem} Whether it was done could not be read.")
        if is_done(edit, item):
            return _done(item)
        if is_untouched(edit, item) and uid_of(item) == edit.uid:
            return Outcome("failed", f"{problem} Nothing was changed.")
        return Outcome("failed", f"{problem} Somebody else has changed it.")

    def _planned_anew(self, edit: Edit, problem: ClusterProblem) -> Edit | Outcome:
        """Return the edit of an object that somebody has changed since it was read."""
        try:
            item = self._get(edit)
        except ClusterProblem as again:
            gone = again.kind == "missing" and not edit.is_new
            return Outcome("failed", "It was deleted meanwhile." if gone else _sentence(problem))
        if edit.uid == uid_of(item) and edit.version == version_of(item):
            return Outcome("failed", _sentence(problem))  # it is not the version that is refused
        planned = self._replan(edit, item)
        if planned is None:
            return _done(item)
        if isinstance(planned, LeftAlone):
            return Outcome("failed", f"It was changed meanwhile. {planned.sentence}")
        return planned

    def _difference(self, edit: Edit) -> str:
        try:
            item = self._get(edit)
        except ClusterProblem as problem:
            if problem.kind == "missing":
                return "It is no longer there: somebody deleted it."
            return f"It could not be read back: {problem}"
        if is_done(edit, item):
            return ""
        planned = self._replan(edit, item)
        if planned is None:
            return ""  # changed again, and what was wanted is so
        if isinstance(planned, LeftAlone) and planned.reason == "changed meanwhile":
            return planned.sentence
        return "It is not as it was made any more: somebody has changed it back."

    def _get(self, edit: Edit) -> Object:
        return self._apis[edit.place.context].get(path_of(edit))


def path_of(edit: Edit) -> str:
    """Return the API's path of the object of `edit`."""
    place = edit.place
    return object_path(place.resource, place.namespace, place.name)


def side_by_side(
    numbers: Sequence[int],
    work: Callable[[int], _Result],
    is_over: IsOver,
    begun: Callable[[int], object] = lambda number: None,
) -> Iterator[tuple[int, _Result]]:
    """Yield the `work` of each of `numbers` as it ends, `AT_ONCE` at a time.

    Once `is_over` says so, and where the iterator is closed, nothing more is begun; what is under
    way is waited for.
    """
    waiting = iter(numbers)
    pool = ThreadPoolExecutor(AT_ONCE)
    running: dict[Future[_Result], int] = {}
    try:
        while True:
            while len(running) < AT_ONCE and not is_over():
                number = next(waiting, None)
                if number is None:
                    break
                begun(number)
                running[pool.submit(work, number)] = number
            if not running:
                return
            ended, _ = wait(running, return_when=FIRST_COMPLETED)
            for future in ended:
                yield running.pop(future), future.result()
    finally:
        pool.shutdown(wait=True)


def _done(item: Object) -> Outcome:
    return Outcome("done", "", uid_of(item), version_of(item))


def _sentence(problem: ClusterProblem) -> str:
    if problem.answer.managers:
        return (
            f"{problem} Taking them over (--take-over) works until they are written again by "
            "whoever manages them."
        )
    return str(problem)
