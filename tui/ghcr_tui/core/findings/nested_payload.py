"""Rules about a payload that is there, but where the kubelet does not look for it."""

from ghcr_tui.core.credential.redaction import shown_key, shown_wrapper
from ghcr_tui.core.findings.entry import SPOILS
from ghcr_tui.core.findings.finding import Finding, Where, refusal
from ghcr_tui.core.secret.payload_reader import Detour, Payload

_NOTHING = "The kubelet finds no credential in it, and pulls anonymously."
_SHOWN = "What it holds is shown here."


def too_deep_finding(payload: Payload, detour: Detour) -> Finding:
    """Return what there is to say of a payload one level too deep, `detour` being the way to it."""
    what, fix = _what(payload, detour)
    if payload.refused:
        return refusal("payload-too-deep", f"{what} {_SHOWN}", fix)
    then = SPOILS if payload.broken else _NOTHING
    return Finding("payload-too-deep", "error", f"{what} {_SHOWN} {then}", fix)


def other_key_finding(kind: str, key: str, wanted: str) -> Finding:
    """Return what there is to say of a payload under a `key` that is not the one of its type."""
    shown = shown_key(key)
    message = (
        f"The payload is there, but under the key {shown}, where the type {kind} needs `{wanted}`."
    )
    fix = f"Name the key `{wanted}`, as in `--from-file={wanted}={shown[1:-1]}`."
    return refusal("payload-under-other-key", message, fix, Where("data"))


def mounted_finding(key: str) -> Finding:
    """Return what there is to say of a payload under a key that programs mount, in any type."""
    message = (
        f"A payload is under the key {shown_key(key)}, as programs that mount the Secret want it. "
        "The kubelet does not read it there."
    )
    fix = "For pulls, make a Secret of type kubernetes.io/dockerconfigjson of it."
    return Finding("payload-for-programs", "info", message, fix, Where("data"))


def _what(payload: Payload, detour: Detour) -> tuple[str, str]:
    """Return what is there, as a sentence, and what to do."""
    path = ", in ".join(shown_wrapper(name) for name in reversed(detour.path[-4:]))
    if detour.whole:
        what = f"A whole Secret is inside, with the payload in its {path}."
        return what, "Put the payload alone there: what is inside, decoded."
    if detour.in_yaml and detour.path in ((), ("auths",)):
        return "The payload is YAML, where JSON belongs.", "Write it as JSON: `yq -o json`."
    if not detour.path:
        what = "The payload is a JSON text that holds JSON: it was quoted once too often."
        if payload.text.lstrip().startswith("["):
            return "The payload is in a list, where an object belongs.", "Remove the `[` and `]`."
        return what, "Quote it once: `toJson`, `jsonencode` or `json.dumps` ran twice."
    if detour.path == ("auths",):
        if detour.as_text:
            what = "`auths` is text that holds JSON, where an object belongs."
            return what, "Make `auths` an object: no `toJson` or `jsonencode` around it."
        if isinstance(payload.root.get("auths"), list):
            what = "`auths` is a list of entries, where an object belongs."
            return what, "Write one object, with the registries as its keys."
        return "The payload has `auths` inside `auths`.", "Remove the outer one."
    how = "in base64 " if detour.in_base64 else "as text " if detour.as_text else ""
    levels = "one level" if len(detour.path) == 1 else f"{len(detour.path)} levels"
    what = f"The payload stands {how}inside {path}, {levels} too deep."
    return what, f"Make what is inside {path} the payload itself."
