"""What is there instead of a payload in JSON, and how it came about."""

from ghcr_tui.core.credential.redaction import quoted_start, shown_wrapper
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.findings.finding import Finding, refusal
from ghcr_tui.core.findings.placeholder_value import is_value_placeholder
from ghcr_tui.core.findings.unfilled import unfilled_in
from ghcr_tui.core.golang.json_fault import find_fault
from ghcr_tui.core.secret.payload_reader import Payload
from ghcr_tui.core.text.env_line import env_value

_COMPOSE = "Compose it again."
_JSON_STARTS = "{[\"“”'`"


def not_json_finding(payload: Payload) -> Finding:
    """Return what there is to say of a payload that is not JSON."""
    if payload.text.startswith("\ufeff"):
        message = "The payload begins with a byte order mark, which JSON may not."
        fix = "Save the file as UTF-8 without BOM, and encode it again."
        return refusal("payload-byte-order-mark", message, fix)
    text = payload.text.strip()
    if not text:
        message = "The payload is empty."
        return refusal("payload-empty", message, _COMPOSE)
    if unfilled := unfilled_in(text):
        message = f"The payload is {unfilled.what}."
        return refusal("payload-unfilled", message, unfilled.fix)
    if is_value_placeholder(text):
        message = "The payload is a placeholder that was left in."
        return refusal("payload-placeholder", message, "Put the real payload there.")
    if text[0] in _JSON_STARTS or text.startswith("\\"):
        return _broken(payload, text)
    message, fix = _something_else(text)
    return refusal("payload-not-json", message, fix)


def fault_of(text: str) -> tuple[str, str]:
    """Return why a text is not JSON, as a sentence without its full stop, and what to do; or ""."""
    fault = find_fault(text)
    return (fault.sentence, fault.fix) if fault else ("", "")


def _broken(payload: Payload, text: str) -> Finding:
    what, fix = fault_of(text)
    what = what or payload.broken.removeprefix("it is not JSON: ")
    message = f"What is inside is not JSON: {what}."
    return refusal("payload-not-json", message, fix or _COMPOSE)


def _something_else(text: str) -> tuple[str, str]:
    """Say what text is that does not even begin as JSON does, and what to do."""
    if env := env_value(text):
        what = f"The payload stands behind {shown_wrapper(env[0])} and `=`, as in an env file."
        return what, "Keep what is behind the `=`."
    if holds_token(text):
        what = "What is inside is a token, where a payload around username and token belongs."
        return what, "Compose the payload from registry, username and token."
    before, colon, behind = text.partition(":")
    if colon and behind and len(text) < 2000 and not any(map(str.isspace, text)):
        what = "What is inside is `username:token`, where a payload around it belongs."
        if "//" not in behind[:2] and "=" not in before:
            return what, "Compose the payload from registry, username and token."
    what = f"What is inside is not JSON: it starts with {quoted_start(text)}."
    return what, _COMPOSE
