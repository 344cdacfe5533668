"""What a controller has written into the status of its object: why it made nothing of it."""

from collections.abc import Iterator, Mapping

from ghcr_tui.core.credential.tokens_in_text import without_tokens
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.inert import inert


def controller_finding(
    document: Mapping[str, Json], condition: str, what: str
) -> Iterator[Finding]:
    """Yield the finding about a `condition` of the status that is `False`, in its own words.

    `what` is the beginning of the sentence that says what has not happened.
    """
    status = document.get("status")
    conditions = status.get("conditions") if isinstance(status, dict) else None
    for each in conditions if isinstance(conditions, list) else ():
        if not isinstance(each, dict) or each.get("type") != condition:
            continue
        if each.get("status") == "False":
            said = each.get("message") or each.get("reason")
            words = inert(without_tokens(said), 160) if isinstance(said, str) else "no reason"
            message = f"As of its status, {what}. It says: {words.rstrip('.')}."
            fix = "Mend what it says; the status is as old as the copy of the object."
            yield Finding("controller-failed", "error", message, fix, Where("status.conditions"))
