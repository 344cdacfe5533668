"""What one document is: a Secret, a payload in one of its forms, or something else by name."""

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.findings.finding import Finding, Where, refusal
from ghcr_tui.core.findings.payload import legacy_finding
from ghcr_tui.core.findings.secret_shape import PULL_KEYS
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.inspection.clear_fields import inspect_clear_fields
from ghcr_tui.core.inspection.inner_secrets import inner_secrets
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.other_places import inspect_elsewhere, inspect_unsealed
from ghcr_tui.core.inspection.raw_list import named_items
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.sops_block import sops_finding, values_beside_sops
from ghcr_tui.core.inspection.summaries import payload_summary, secret_summary
from ghcr_tui.core.secret.controllers import is_sealed
from ghcr_tui.core.secret.entry_reader import json_type_name, read_entry
from ghcr_tui.core.secret.payload_reader import is_entry, is_payload, looks_legacy, payload_of

_LISTS = ("List", "SecretList")
_RAW_FIELDS = frozenset(("metadata", "data", "stringData", "type", "immutable"))
_ABOUT_OBJECT = ("metadata", "apiVersion", "kind")
_GET = "Paste what `kubectl get secret NAME -o yaml` prints."


def is_secret(document: dict[str, Json]) -> bool:
    """Return whether `document` is an object of kind Secret."""
    return document.get("kind") == "Secret"


def secret_in(item: Json) -> dict[str, Json] | None:
    """Return an item of a list as a Secret, None where it is something else.

    What a list says of its items, `with_kinds` has given them; without that an item is taken for a
    Secret by its fields.
    """
    if not isinstance(item, dict):
        return None
    if is_secret(item):
        return None if "sops" in item else item
    is_raw = "kind" not in item and isinstance(item.get("metadata"), dict)
    if is_raw and _RAW_FIELDS.issuperset(item) and isinstance(item.get("type"), str):
        return {"apiVersion": "v1", **item, "kind": "Secret"}
    return None


def taken_apart(document: dict[str, Json], inspector: SecretInspector) -> Inspection:
    """Return what a document that `is_sealed` says of itself."""
    from ghcr_tui.core.inspection.sealed_objects import inspect_sealed

    return inspect_sealed(document, inspector)


def recognise(document: Json, inspector: SecretInspector) -> Events:
    """Yield the Secrets in `document`, and at last what it is as a whole (without its Secrets)."""
    if isinstance(document, list):
        for item in document:
            if secret_document := secret_in(item):
                yield FoundSecret(inspector.secret(secret_document))
            else:
                yield from inner_secrets(item, inspector)
        yield Inspection("List", "A list.")
    elif not isinstance(document, dict):
        yield _unknown(f"This is {json_type_name(document)}, and no Secret.")
    elif in_clear := values_beside_sops(document):
        secret = inspector.secret({key: each for key, each in document.items() if key != "sops"})
        yield FoundSecret(secret._replace(findings=(sops_finding(in_clear), *secret.findings)))
        yield Inspection("SOPS file", "A SOPS file whose values are in clear.")
    elif is_sealed(document):
        encrypted = taken_apart(document, inspector)
        yield from inspect_unsealed(document, inspector, encrypted.kind) or (encrypted,)
    elif is_secret(document):
        secret = inspector.secret(document)
        yield FoundSecret(secret)
        yield Inspection("Secret", secret_summary(secret))
    elif document.get("kind") in _LISTS or ("items" in document and "kind" in document):
        items = document.get("items") or []
        is_list = isinstance(items, list)
        yield from recognise(named_items(document) if is_list else items, inspector)
    elif isinstance(kind := document.get("kind"), str):
        if inside := tuple(inner_secrets(document, inspector)):
            yield from inside
            shown = shown_key(kind, 40)[1:-1]
            secrets = "a Secret" if len(inside) == 1 else f"{len(inside):,} Secrets"
            yield Inspection(shown, f"An object of kind {shown}, which makes {secrets}.")
            return
        events = None
        if kind.casefold() != "secret":
            events = inspect_elsewhere(document, inspector, kind)
        yield from events or inspect_clear_fields(document, inspector) or (_other_kind(kind),)
    else:
        yield from _without_kind(document, inspector)


def _without_kind(document: dict[str, Json], inspector: SecretInspector) -> Events:
    """Recognise what is in files without `kind`: payloads, and parts of a Secret."""
    if is_payload(document):
        is_config = {name.casefold() for name in document} != {"auths"}
        secret = inspector.payload(payload_of(document, dumps_indented(document), legacy=False))
        what = (
            "A Docker config.json" if is_config else "A payload (.dockerconfigjson) in sound JSON"
        )
        yield FoundSecret(secret)
        yield Inspection("docker config" if is_config else "payload", payload_summary(what, secret))
    elif is_entry(document):
        yield FoundSecret(inspector.lone_entry(read_entry("", document)))
        yield Inspection("entry", "One registry's entry of a payload; it names no registry.")
    elif in_clear := inspect_clear_fields(document, inspector):
        yield from in_clear
    elif looks_legacy(document):
        payload = payload_of(document, dumps_indented(document), legacy=True)
        secret = inspector.payload(payload, (legacy_finding(),))
        yield FoundSecret(secret)
        yield Inspection("dockercfg", payload_summary("A legacy .dockercfg", secret))
    elif "data" in document or "stringData" in document:
        events = None
        if not any(name in document for name in _ABOUT_OBJECT):  # so it may be any program's data
            events = None if _has_values(document) else inspect_elsewhere(document, inspector)
        yield from events or _without_its_kind(document, inspector)
    elif any(key in document for key in PULL_KEYS):
        is_clear = any(_is_json_text(value) for value in document.values())
        yield from _without_its_kind({"stringData" if is_clear else "data": document}, inspector)
    else:
        yield from inspect_elsewhere(document, inspector) or (_no_secret(document),)


def _without_its_kind(document: dict[str, Json], inspector: SecretInspector) -> Events:
    """Recognise a Secret that lacks its `kind`, or a part of one: then the rest is not missed."""
    secret = inspector.secret(document)
    if any(name in document for name in _ABOUT_OBJECT):
        kind = document.get("kind")
        what = (
            "The object has no `kind`" if kind is None else f"The `kind` is {json_type_name(kind)}"
        )
        finding = refusal("kind-missing", f"{what}.", "Write `kind: Secret`.", Where("kind"))
        yield FoundSecret(secret._replace(findings=(finding, *secret.findings)))
        yield Inspection("fragment", "A Secret without its kind.")
        return
    missed = _ABOUT_OBJECT if "type" in document else (*_ABOUT_OBJECT, "type")
    findings = tuple(f for f in secret.findings if not f.where.field.startswith(missed))
    ignored_because = secret.ignored_because if "type" in document else ""
    secret = secret._replace(findings=findings, ignored_because=ignored_because)
    yield FoundSecret(secret)
    yield Inspection("fragment", payload_summary("A part of a Secret", secret))


def _has_values(document: dict[str, Json]) -> bool:
    """Return whether the values under `data` and `stringData` are text, as those of a Secret."""
    values = [document.get(name) for name in ("data", "stringData")]
    return all(
        isinstance(each, str | None)
        for value in values
        if isinstance(value, dict)
        for each in value.values()
    )


def payload_in_list(item: Json, inspector: SecretInspector) -> FoundSecret | None:
    """Return a payload that is an item of a list, where it would have to be an object alone."""
    if not isinstance(item, dict) or "kind" in item or not is_payload(item):
        return None
    return FoundSecret(inspector.payload(inspector.read_payload(f"[{dumps_indented(item)}]")))


def _is_json_text(value: Json) -> bool:
    return isinstance(value, str) and value.lstrip().startswith("{")


def _no_secret(document: dict[str, Json]) -> Inspection:
    if "private_key" in document and "client_email" in document:
        message = (
            "This is a service account's JSON key of Google: the token that goes with the username "
            "`_json_key`, and no payload yet."
        )
        fix = "Compose a credential with it, for `gcr.io` or your `pkg.dev` host."
        return Inspection("google key", message, (), (Finding("bare-token", "info", message, fix),))
    count = len(document)
    keys = f"{count:,} {'key' if count == 1 else 'keys'}" if count else "no keys"
    return _unknown(f"This is readable, but no Secret and no payload: an object with {keys}.")


def _unknown(message: str) -> Inspection:
    finding = Finding("not-recognised", "error", message, _GET)
    return Inspection("unknown", message, (), (finding,))


def _other_kind(kind: str) -> Inspection:
    shown = shown_key(kind, 40)[1:-1] or '""'
    if kind.casefold() == "secret":
        message = f"The kind is `{shown}`, and the API server knows only `Secret`: it refuses this."
        finding = Finding("kind-unknown", "error", message, "Write `kind: Secret`.", Where("kind"))
        return Inspection("unknown", message, (), (finding,))
    message = f"This is an object of kind {shown}, not a Secret."
    finding = Finding("not-a-secret", "info", message, _GET)
    return Inspection(shown, message, (), (finding,))
