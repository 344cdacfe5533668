"""Whether anything may be written at all: read-only has no way round, protected contexts one."""

from collections.abc import Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.text.inert import inert

READ_ONLY = "This is read-only: nothing is changed."


class Safety(NamedTuple):
    """What is allowed: `protected` are contexts that a person has to name before they change.

    They are names, with `*` and `?` as in a shell. `why` is the sentence of a read-only one.
    """

    read_only: bool = False
    protected: tuple[str, ...] = ()
    why: str = READ_ONLY

    def refusal(self, contexts: Sequence[str], confirmed: Sequence[str] = ()) -> str:
        """Return why nothing may be written into `contexts`, "" where it may.

        `confirmed` are the names that the person has typed.
        """
        if self.read_only:
            return self.why
        wanted = self.to_be_confirmed(contexts, confirmed)
        if not wanted:
            return ""
        named = ", ".join(inert(name, 80) for name in wanted)
        options = " ".join(f"--confirm-context {inert(name, 80)}" for name in wanted)
        noun = "contexts are" if len(wanted) > 1 else "context is"
        return f"The {noun} protected: {named}. Nothing is changed there without {options}."

    def to_be_confirmed(self, contexts: Sequence[str], confirmed: Sequence[str] = ()) -> list[str]:
        """Return those of `contexts` that are protected, and that nobody has typed yet."""
        return [name for name in contexts if self._protects(name) and name not in confirmed]

    def _protects(self, context: str) -> bool:
        return any(fnmatchcase(context, each) for each in self.protected)


def touched(plan: Plan) -> tuple[str, ...]:
    """Return the contexts in which the plan changes something, in its order."""
    return tuple(dict.fromkeys(edit.place.context for edit in plan.edits))


def where_to(plan: Plan) -> str:
    """Return the contexts that the plan changes, each with its server, for a question."""
    servers = dict(plan.servers)
    return ", ".join(
        f"{inert(name, 80)} ({inert(servers.get(name, '') or 'server not known', 200)})"
        for name in touched(plan)
    )
