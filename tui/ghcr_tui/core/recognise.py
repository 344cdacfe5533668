"""What one document is: a Secret, a payload in one of its forms, or something else by name."""

from collections.abc import Iterator

from ghcr_tui.core.dockerconfig import KEYCHAIN_FIELDS, looks_legacy, payload_of
from ghcr_tui.core.entries import noun
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.findings.payload import legacy_finding
from ghcr_tui.core.findings.shape import PULL_KEYS
from ghcr_tui.core.gojson import Json, dumps_indented
from ghcr_tui.core.inspect_secret import SecretInspector
from ghcr_tui.core.inspection import InspectedSecret, Inspection
from ghcr_tui.core.text import excerpt

_SEALED = {
    "SealedSecret": ("sealed-secret", "only the controller in the cluster can open it"),
    "ExternalSecret": ("external-secret", "it names a secret that an external store holds"),
    "ClusterExternalSecret": ("external-secret", "it names a secret that an external store holds"),
    "PushSecret": ("external-secret", "it names a secret that goes to an external store"),
}
_LISTS = frozenset(("List", "SecretList"))


def is_secret(document: dict[str, Json]) -> bool:
    """Return whether `document` is an object of kind Secret."""
    return document.get("kind") == "Secret"


def recognise(document: Json, inspector: SecretInspector) -> Iterator[InspectedSecret | Inspection]:
    """Yield the Secrets in `document`, and at last what it is as a whole (without its Secrets)."""
    if isinstance(document, list):
        for item in document:
            if isinstance(item, dict) and is_secret(item):
                yield inspector.secret(item)
        yield Inspection("List", "A list.")
    elif not isinstance(document, dict):
        yield Inspection("unknown", f"This is {noun(document)}, and no Secret.")
    elif "sops" in document:
        yield _closed("SOPS file", "sops-encrypted", "its values are encrypted with SOPS")
    elif is_secret(document):
        secret = inspector.secret(document)
        yield secret
        yield Inspection("Secret", secret_summary(secret))
    elif document.get("kind") in _LISTS or ("items" in document and "kind" in document):
        yield from recognise(document.get("items") or [], inspector)
    elif isinstance(document.get("kind"), str):
        yield _other_kind(str(document["kind"]))
    else:
        yield from _without_kind(document, inspector)


def payload_summary(what: str, secret: InspectedSecret) -> str:
    """Return the sentence for a bare payload, `what` saying how it was written."""
    if secret.rotten and not secret.entries:
        return f"{what}, but {secret.rotten}."
    if not secret.entries:
        return f"{what}, without any registry."
    return f"{what} for {registries(secret)}."


def secret_summary(secret: InspectedSecret) -> str:
    """Return the sentence for one Secret."""
    kind = f"A Secret of type {excerpt(secret.type, 60)[1:-1] or 'Opaque'}"
    if secret.entries:
        return f"{kind} for {registries(secret)}."
    if secret.payload:
        return f"{kind} whose payload holds no credential."
    count = len(secret.other)
    return f"{kind} with {count} {'value' if count == 1 else 'values'} and no pull credential."


def registries(secret: InspectedSecret) -> str:
    """Return the names of the registries in a sentence, three at the most."""
    names = [
        excerpt(entry.registry, 60)[1:-1] or "a registry not named" for entry in secret.entries
    ]
    if len(names) > 3:
        return f"{', '.join(names[:3])} and {len(names) - 3} more"
    return " and ".join([", ".join(names[:-1]), names[-1]]) if len(names) > 1 else names[0]


def _without_kind(
    document: dict[str, Json], inspector: SecretInspector
) -> Iterator[InspectedSecret | Inspection]:
    """Recognise what stands in files without `kind`: payloads, and fragments of a Secret."""
    names = {name.casefold() for name in document}
    if "auths" in names or any(document.get(name) for name in KEYCHAIN_FIELDS):
        secret = inspector.payload(payload_of(document, dumps_indented(document), legacy=False))
        is_config = names != {"auths"}
        what = "A Docker config.json" if is_config else "A payload (.dockerconfigjson)"
        yield secret
        yield Inspection("docker config" if is_config else "payload", payload_summary(what, secret))
    elif looks_legacy(document):
        payload = payload_of(document, dumps_indented(document), legacy=True)
        secret = inspector.payload(payload, (legacy_finding(),))
        yield secret
        yield Inspection("dockercfg", payload_summary("A legacy .dockercfg", secret))
    elif "data" in names or "stringdata" in names:
        secret = inspector.secret(document)
        yield secret
        yield _fragment(secret)
    elif any(key in document for key in PULL_KEYS):
        under = (
            "data" if all(not _is_json_text(value) for value in document.values()) else "stringData"
        )
        secret = inspector.secret(
            {"apiVersion": "v1", "metadata": {"name": "fragment"}, under: document}
        )
        yield secret._replace(name="", findings=_of_the_value(secret), not_counted="")
        yield Inspection("fragment", payload_summary("A part of a Secret's data", secret))
    else:
        keys = ", ".join(excerpt(key, 30) for key in list(document)[:4]) or "no keys"
        yield Inspection(
            "unknown", f"This is readable, but no Secret and no payload: an object with {keys}."
        )


def _fragment(secret: InspectedSecret) -> Inspection:
    message = "The object has no `kind`: the API server refuses it, so no pod can use it."
    finding = Finding("kind-missing", "error", message, "Write `kind: Secret`.", "kind")
    return Inspection("fragment", "A Secret without its kind.", (), (finding,))


def _is_json_text(value: Json) -> bool:
    return isinstance(value, str) and value.lstrip().startswith("{")


def _of_the_value(secret: InspectedSecret) -> tuple[Finding, ...]:
    """Leave out findings about an object that was never there."""
    about_object = ("metadata", "type", "apiVersion")
    return tuple(f for f in secret.findings if not f.where.startswith(about_object))


def _closed(kind: str, code: str, why: str) -> Inspection:
    article = "An" if kind[0] in "AEIOU" else "A"
    message = f"{article} {kind}: {why}. What is inside cannot be judged here."
    fix = "Inspect the Secret that comes out of it: `kubectl get secret NAME -o yaml`."
    return Inspection(kind, message, (), (Finding(code, "info", message, fix),))


def _other_kind(kind: str) -> Inspection:
    if kind in _SEALED:
        return _closed(kind, *_SEALED[kind])
    shown = excerpt(kind, 40)[1:-1]
    message = f"This is an object of kind {shown}, not a Secret."
    return Inspection(shown, message, (), (Finding("not-a-secret", "info", message),))
