"""A plan that was saved for a review: applied later only where nothing has moved since.

It has no token and no value in it: what would be written is there as keyed digests, whose key
stays on the machine that made the plan.
"""

import json
from collections.abc import Iterator

from ghcr_tui.core.change.journal import Header, JournalProblem, Noted, header_values, read_header
from ghcr_tui.core.change.plan import Place
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem

FORMAT = 1
_NAMED = 10


class SavedPlanProblem(Problem):
    """Text that is no saved plan, or one that does not fit any more; a sentence."""


def saved_plan_text(header: Header, review: Object) -> str:
    """Return the text of a saved plan; `review` is what people read before they agree."""
    document: dict[str, Json] = {
        "ghcr-tui plan": FORMAT,
        "review": review,
        "header": header_values(header),
    }
    return json.dumps(document, indent=1) + "\n"


def read_saved_plan(text: str) -> Header:
    """Return what a saved plan holds to. Raises SavedPlanProblem."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError):
        document = None
    if not isinstance(document, dict) or document.get("ghcr-tui plan") != FORMAT:
        raise SavedPlanProblem("This is no plan of this version of ghcr-tui.")
    try:
        return read_header(mapping_at(document, "header"))
    except JournalProblem:
        raise SavedPlanProblem("The plan cannot be read: it was changed.") from None


def check_unmoved(saved: Header, now: Header) -> None:
    """Raise SavedPlanProblem, with what has moved, where a plan made `now` is not the saved one."""
    if saved.verb != now.verb:
        raise SavedPlanProblem(f"The plan is for {saved.verb}, and not for {now.verb}.")
    if saved.servers != now.servers:
        raise SavedPlanProblem("The plan is for other contexts, or they lead to other servers now.")
    if saved.new != now.new:
        raise SavedPlanProblem(
            "This is not the credential that the plan was made with, or the plan was made on "
            "another machine."
        )
    moved = list(_moved(saved, now))
    if moved:
        more = f" And {len(moved) - _NAMED:,} more." if len(moved) > _NAMED else ""
        raise SavedPlanProblem(
            f"The plan is not applied, because things have moved: {' '.join(moved[:_NAMED])}{more} "
            "Make it anew."
        )


def _moved(saved: Header, now: Header) -> Iterator[str]:
    then = {one.place: one for one in saved.edits}
    fresh = {one.place: one for one in now.edits}
    for place, one in then.items():
        if place not in fresh:
            yield f"{_named(place)} would no longer be changed."
        else:
            yield from _of_one(one, fresh[place])
    for place in fresh:
        if place not in then:
            yield f"{_named(place)} would be changed, too."


def _of_one(then: Noted, now: Noted) -> Iterator[str]:
    if then.uid != now.uid:
        yield f"{_named(then.place)} is another object by now."
    elif then.version != now.version:
        yield f"{_named(then.place)} was changed."
    elif (then.before, then.after) != (now.before, now.after):
        yield f"{_named(then.place)} would become something else."


def _named(place: Place) -> str:
    return inert(f"{place.title} in {place.context}", 300)
