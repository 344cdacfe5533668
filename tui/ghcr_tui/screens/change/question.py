"""The question before a change, and the sentence after it."""

from ghcr_tui.core.change.outcome import Outcomes
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.dialogs.question import QuestionDialog


class DoDialog(QuestionDialog[bool]):
    """Answers True for doing it; None leaves everything as it is."""

    TITLE = "Change the cluster?"
    HINT = "esc changes nothing"
    ANSWERS = (("Change nothing", None), ("Do it", True))

    def __init__(self, question: str) -> None:
        super().__init__()
        self.SENTENCE = inert(question, 600)  # type: ignore[misc]


def ending_sentence(outcomes: Outcomes) -> str:
    """Return what came of a run, as the verbs say it."""
    done, total = outcomes.count("done"), len(outcomes.states)
    words = [f"{done:,} of {total:,} done."]
    if back := outcomes.count("taken back"):
        words.append(f"{back:,} taken back: as before the run.")
    if lost := outcomes.count("not back"):
        words.append(f"{lost:,} could not be taken back.")
    if planned := outcomes.count("planned"):
        words.append(f"{planned:,} not begun.")
    return " ".join(words)


def counted(plan: Plan) -> str:
    """Return how much a plan changes, as a question begins."""
    new = sum(edit.is_new for edit in plan.edits)
    parts = []
    if len(plan.edits) - new:
        parts.append(f"change {len(plan.edits) - new:,}")
    if new:
        parts.append(f"create {new:,}")
    noun = "object" if len(plan.edits) == 1 else "objects"
    return f"{' and '.join(parts).capitalize()} {noun}"
