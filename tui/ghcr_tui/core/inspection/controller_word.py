"""What a controller has written into the status of its object: why it made nothing of it."""

from collections.abc import Iterator

from ghcr_tui.core.credential.tokens_in_text import without_tokens
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.secret.objects import Object, mappings_at, text_at
from ghcr_tui.core.text.inert import inert


def controller_finding(document: Object, condition: str, what: str) -> Iterator[Finding]:
    """Yield the finding about a `condition` of the status that is `False`, in its own words.

    `what` is the beginning of the sentence that says what has not happened.
    """
    for each in mappings_at(document, "status", "conditions"):
        if (each.get("type"), each.get("status")) == (condition, "False"):
            said = text_at(each, "message") or text_at(each, "reason")
            words = inert(without_tokens(said), 160) or "no reason"
            message = f"As of its status, {what}. It says: {words.rstrip('.')}."
            fix = "Mend what it says; the status is as old as the copy of the object."
            yield Finding("controller-failed", "error", message, fix, Where("status.conditions"))
