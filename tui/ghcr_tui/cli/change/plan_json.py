"""A plan, its proofs and its outcome as JSON: the same as for people, and no value of a Secret."""

from typing import TYPE_CHECKING

from ghcr_tui.core.change.outcome import Outcomes, Proofs
from ghcr_tui.core.change.plan import Edit, LeftAlone, Place, Plan
from ghcr_tui.core.golang.json_text import Json

if TYPE_CHECKING:
    from ghcr_tui.system.change.at_source import AtSource


def plan_document(plan: Plan, proofs: Proofs, outcomes: Outcomes | None) -> dict[str, Json]:
    """Return the document that `-o json` prints; `outcomes` is None where nothing was done."""
    return {
        "verb": plan.verb,
        "contexts": [{"context": name, "server": server} for name, server in plan.servers],
        "edits": [
            _edit(edit, proofs.server.get(number, ""), outcomes, number)
            for number, edit in enumerate(plan.edits)
        ],
        "leftAlone": [_left(each) for each in plan.left_alone],
        "notSeen": [{"context": each.context, "sentence": each.sentence} for each in plan.unseen],
        "already": plan.already,
        "verified": [each._asdict() for each in proofs.verified],
        "done": None if outcomes is None else outcomes.ending,
        "newFailures": [] if outcomes is None else list(outcomes.new_failures),
        "verifiedAfter": [] if outcomes is None else [each._asdict() for each in outcomes.verified],
    }


def source_row(source: "AtSource") -> Json:
    """Return what a Secret becomes at its source: a file to commit, or a sentence; no token."""
    return {
        **_place(source.place),
        "kind": source.kind,
        "file": source.text if source.is_file else "",
        "sentence": "" if source.is_file else source.text,
    }


def _edit(edit: Edit, proof: str, outcomes: Outcomes | None, number: int) -> Json:
    state = "planned" if outcomes is None else outcomes.states[number]
    why = "" if outcomes is None else outcomes.why.get(number, "")
    return {
        **_place(edit.place),
        "creates": edit.is_new,
        "entries": [
            {
                "registry": each.registry,
                "username": each.username,
                "fate": each.fate,
                "what": each.what,
            }
            for each in edit.entries
        ],
        "notes": list(edit.notes),
        "warning": edit.warning,
        "proof": proof,
        "state": state,
        "why": why,
    }


def _left(each: LeftAlone) -> Json:
    return {
        **_place(each.place),
        "reason": each.reason,
        "sentence": each.sentence,
        "remedy": each.remedy,
    }


def _place(place: Place) -> dict[str, Json]:
    return {
        "context": place.context,
        "namespace": place.namespace,
        "name": place.name,
        "resource": place.resource,
    }
