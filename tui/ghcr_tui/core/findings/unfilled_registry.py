"""Registry keys that name no registry: templates, placeholders, sentences and commands."""

import re

from ghcr_tui.core.findings.finding import Finding, Severity, Where
from ghcr_tui.core.findings.unfilled import unfilled_finding

_WHERE = Where("registry")
_NEVER = "No image matches it, so the pod pulls without this credential."
_IGNORED = "The kubelet ignores such an entry, so the pod pulls without this credential."
_BRACKETED = r"(?:https?://)?<[^<>]{1,80}>(?:[:/.].{0,100})?|(?:https?://)?\[[A-Za-z _-]{4,60}\]/?"
_FILLER = r"[.…*•xX#?_-]{3,80}"
_ADDRESSED = r"(?i)(?:https?://)?(?:your|insert|replace)[ _-].{0,60}"
_COMMAND = (
    r"(?:sudo |\$ )?(?:pip3?|npm|docker|kubectl|curl|wget|apt(?:-get)?|helm|git|podman|oc|gh|az|aws"
    r"|gcloud|python3?|uv|cd|echo|export) "
)
_MOST_WORDS = 2


def unfilled_registry_finding(registry: str) -> Finding | None:
    """Return what a key is that is not even meant for one registry, None where it may be."""
    if found := unfilled_finding("registry-unfilled", "The registry", registry, _NEVER, _WHERE):
        return found
    words = registry.split()
    if re.fullmatch(f"{_BRACKETED}|{_FILLER}", registry) or (
        len(words) <= 6 and re.fullmatch(_ADDRESSED, registry)
    ):
        is_host = "." in registry and not re.search(r"[^A-Za-z0-9.:/-]", registry)
        then = "It matches images only if a registry is really named so." if is_host else _NEVER
        message = f"The registry looks like a placeholder that was left in. {then}"
        fix = "Name the registry, such as `ghcr.io`."
        severity: Severity = "warning" if is_host else "error"
        return Finding("placeholder-registry", severity, message, fix, _WHERE)
    if len(words) > _MOST_WORDS:
        what = "a command line" if re.match(_COMMAND, registry) else "a sentence or a command"
        message = f"The registry is {what} of {len(words)} words, not a host. {_IGNORED}"
        fix = "Paste the registry there, such as `ghcr.io`: something else was copied."
        return Finding("not-a-registry", "error", message, fix, _WHERE)
    return None
