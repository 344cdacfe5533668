"""Rules about a payload as a whole: is it JSON, is it the form that its place calls for."""

from collections.abc import Iterator, Sequence

from ghcr_tui.core.credential.redaction import shown_field, shown_registry
from ghcr_tui.core.findings.entry import SPOILS
from ghcr_tui.core.findings.finding import Finding, refusal
from ghcr_tui.core.findings.nested_payload import too_deep_finding
from ghcr_tui.core.findings.not_json import not_json_finding
from ghcr_tui.core.findings.unfilled import unfilled_in
from ghcr_tui.core.golang.json_text import folded_name
from ghcr_tui.core.registry.key import normalised_key
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.payload_reader import Payload, looks_legacy

_PLAIN_ROOT = {"auths"}
_ANONYMOUS = "The kubelet reads it as no credentials at all, and pulls anonymously."


def payload_findings(payload: Payload) -> list[Finding]:
    """Return what is wrong with `payload` itself; its entries have rules of their own."""
    # Most payloads of a long list are plain: none of the rules speaks of them.
    return [] if _is_plain(payload) else list(payload_findings_in_full(payload))


def _is_plain(payload: Payload) -> bool:
    flawed = (
        payload.broken
        or payload.duplicates
        or payload.legacy
        or payload.too_large
        or payload.detour
    )
    return (
        not flawed
        and len(payload.entries) == 1
        and payload.root.keys() == _PLAIN_ROOT
        and payload.root["auths"] is not None  # as a later `Auths` may make it
    )


def payload_findings_in_full(payload: Payload) -> Iterator[Finding]:
    """Yield what `payload_findings` returns, with every rule asked even about a plain payload."""
    if merged := [key for key in payload.duplicates if folded_name(key) == "auths"]:
        yield _merged_auths(merged[0])
    if lost := [key for key in payload.duplicates if folded_name(key) != "auths"]:
        yield _duplicate_keys(lost)
    if payload.too_large:
        message = "The payload has a number that is too large."
        yield refusal("payload-not-readable", message, "Remove the number.")
    if payload.detour:
        yield too_deep_finding(payload, payload.detour)
        return
    if payload.not_json:
        yield not_json_finding(payload)
    elif payload.refused:
        message = f"The payload cannot be read: {payload.broken}."
        yield refusal("payload-not-readable", message, "Compose it again.")
    elif payload.broken:
        message = f"The kubelet cannot read the payload: {payload.broken}. {SPOILS}"
        yield Finding("payload-not-readable", "error", message, "Compose it again.")
    elif payload.legacy:
        if not payload.entries:
            yield _empty()
        elif "auths" in payload.root:
            yield _auths_in_legacy()
    elif payload.root.get("auths") is None:
        yield _auths_missing(payload)
    elif not payload.entries:
        yield _keychain(payload) if payload.keychain else _empty()
    elif payload.keychain and any(entry.usable for entry in payload.entries):
        yield _keychain_beside(payload)
    if len(payload.entries) > 1:
        yield from _same_registry(payload.entries)


def legacy_finding() -> Finding:
    """Return what there is to say about a `.dockercfg`, wherever it may be."""
    message = "This is the legacy `.dockercfg` form, without `auths`. The kubelet still reads it."
    return Finding("legacy-dockercfg", "info", message, "Compose it as `.dockerconfigjson`.")


def _merged_auths(name: str) -> Finding:
    message = (
        f"The payload has {shown_field(name)} more than once. Go merges what is in them, and other "
        "readers keep the last one alone."
    )
    fix = "Put all registries into one `auths`."
    return Finding("payload-duplicate-keys", "warning", message, fix)


def _duplicate_keys(keys: Sequence[str]) -> Finding:
    names = ", ".join(shown_field(key) for key in keys[:5])
    message = (
        f"The payload has {names} more than once in one object. Go keeps the last one, so an "
        "earlier credential is lost."
    )
    return Finding("payload-duplicate-keys", "warning", message, "Keep each key once.")


def _auths_missing(payload: Payload) -> Finding:
    if payload.keychain:
        return _keychain(payload)
    if "sops" in payload.root:
        message = "The payload is a file that SOPS encrypted, and nothing has decrypted it. "
        fix = "Decrypt it before it goes into the Secret: `sops -d FILE`."
        return Finding("payload-unfilled", "error", message + _ANONYMOUS, fix)
    if unfilled := unfilled_in(payload.text):
        message = f"The payload is {unfilled.what}. {_ANONYMOUS}"
        return Finding("payload-unfilled", "error", message, unfilled.fix)
    for value in list(payload.root.values())[:3]:
        if isinstance(value, str) and len(payload.root) < 3 and (unfilled := unfilled_in(value)):
            message = f"The payload holds only {unfilled.what}. {_ANONYMOUS}"
            return Finding("payload-unfilled", "error", message, unfilled.fix)
    what = "The payload has no `auths`"
    if looks_legacy(payload.root):
        what += ": it is the legacy form, which this type does not read"
    message = f"{what}. {_ANONYMOUS}"
    return Finding("auths-missing", "error", message, 'Wrap the entries: `{"auths": {…}}`.')


def _auths_in_legacy() -> Finding:
    message = (
        "The payload has `auths`, which the legacy type takes for the name of a registry: it finds "
        "no credential, and every pull with it is anonymous."
    )
    fix = "Create the Secret with the type kubernetes.io/dockerconfigjson."
    return Finding("auths-in-legacy", "error", message, fix)


def _empty() -> Finding:
    message = "The payload lists no registry at all: every pull with it is anonymous."
    return Finding("auths-empty", "error", message, "Add a registry with username and token.")


def _keychain(payload: Payload) -> Finding:
    present = payload.keychain_field
    message = (
        f"The file holds no token: `{present}` says that `docker login` keeps them in the "
        "desktop's keychain. A pull with it is anonymous."
    )
    fix = "Compose from username and token, or `ghcr-tui encode --from-docker-config`."
    return Finding("credentials-in-keychain", "error", message, fix)


def _keychain_beside(payload: Payload) -> Finding:
    present = payload.keychain_field
    message = f"`{present}` stands beside the entries. The kubelet does not read it."
    return Finding("credential-helper-ignored", "info", message, f"Remove `{present}`.")


def _same_registry(entries: tuple[Entry, ...]) -> Iterator[Finding]:
    first: dict[str, Entry] = {}
    for entry in entries:
        key = normalised_key(entry.registry)
        if key is None:
            continue
        earlier = first.setdefault(key, entry)
        if earlier is not entry and earlier.credential[1:3] != entry.credential[1:3]:
            message = (
                f"{_quoted(earlier.registry)} and {_quoted(entry.registry)} are the same "
                "registry to the kubelet: it tries both credentials, one after the other."
            )
            yield Finding("registry-same", "warning", message, "Keep the one that is meant.")


def _quoted(registry: str) -> str:
    return f"`{shown_registry(registry)}`"
