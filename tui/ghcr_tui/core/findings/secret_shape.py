"""Rules about the shape of a Secret: its type, its keys, and what must not be applied back."""

from collections.abc import Iterator
from functools import lru_cache

from ghcr_tui.core.credential.redaction import shown_field
from ghcr_tui.core.findings.finding import Finding, Where, refusal
from ghcr_tui.core.findings.nested_payload import mounted_finding, other_key_finding
from ghcr_tui.core.findings.secret_type import (
    literals_fix,
    misspelt_type_finding,
    resembles_type,
)
from ghcr_tui.core.findings.unfilled import unfilled_finding
from ghcr_tui.core.secret.secret import (
    DOCKERCFG,
    DOCKERCFG_KEY,
    DOCKERCONFIGJSON,
    DOCKERCONFIGJSON_KEY,
)
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED, Misfit, SecretDocument
from ghcr_tui.core.text.inert import excerpt

_IGNORED = "The kubelet ignores the Secret, and pulls without it."
_TYPE = Where("type")
KEY_OF_TYPE = {DOCKERCONFIGJSON: DOCKERCONFIGJSON_KEY, DOCKERCFG: DOCKERCFG_KEY}
PULL_KEYS = (DOCKERCONFIGJSON_KEY, DOCKERCFG_KEY, "dockerconfigjson", "dockercfg")
"""Keys that people put a payload under, the right ones first."""


def shape_findings(document: SecretDocument, key: str) -> list[Finding]:
    """Return what is wrong with the shape; `key` is where the payload is, "" where nowhere."""
    surplus = document.surplus
    is_plain = (
        KEY_OF_TYPE.get(document.type) == key
        and document.api_version == "v1"
        and not surplus.unknown
        and not (document.wrong or document.annotations or document.string_data)
    )
    found = [] if is_plain else list(shape_findings_in_full(document, key))
    return [*found, _server_fields(surplus.server)] if surplus.server else found


def shape_findings_in_full(document: SecretDocument, key: str) -> Iterator[Finding]:
    """Yield what every rule says of the shape, fields of the API server aside."""
    for misfit in document.wrong:
        message = f"There is {misfit.found} where {misfit.wanted} belongs."
        can_be_quoted = misfit.wanted == "text" and misfit.found in ("a number", "a boolean")
        fix = "Put it in double quotes." if can_be_quoted else f"Write {misfit.wanted} there."
        if can_be_quoted and misfit.place.startswith("data["):
            fix = "Encode it, or move it to `stringData` in double quotes."
        yield refusal("not-text", message, fix, Where(misfit.place))
    if document.surplus.unknown:
        yield _unknown_fields(document.surplus.unknown)
    if document.api_version != "v1" and not document.is_misfit("apiVersion"):
        yield _api_version(document.api_version)
    if document.type in KEY_OF_TYPE:
        yield from _key(document, key)
    elif unfilled := unfilled_finding("type-unfilled", "The type", document.type, _IGNORED, _TYPE):
        yield unfilled
    elif resembles_type(document.type):
        yield misspelt_type_finding(document)
    elif key and not document.is_misfit("type"):
        yield _type(document.type, key) if key in PULL_KEYS else mounted_finding(key)
    if key in document.data and key in document.string_data:
        yield _both(key)
    if LAST_APPLIED in document.annotations:
        yield from _last_applied(document.annotations[LAST_APPLIED])


def ignored_because(document: SecretDocument, key: str) -> str:
    """Return why the kubelet does not look at the Secret, "" where it does.

    Source: Kubernetes, pkg/credentialprovider/secrets/secrets.go.
    """
    wanted = KEY_OF_TYPE.get(document.type)
    if wanted is None:
        shown = excerpt(document.type, 60) if document.type else "missing, so `Opaque`"
        return f"its type is {shown}, and only {DOCKERCONFIGJSON} and {DOCKERCFG} count"
    return "" if key == wanted else f"it has no key `{wanted}`, which its type needs"


def _api_version(version: str) -> Finding:
    found = excerpt(version) if version else "missing"
    message = f"The apiVersion is {found}, and a Secret's is `v1`."
    return refusal("api-version", message, "Write `apiVersion: v1`.", Where("apiVersion"))


def _type(found: str, key: str) -> Finding:
    fix = "Delete the Secret and create it with the type kubernetes.io/dockerconfigjson."
    if found in ("", "Opaque"):
        what = "The type is `Opaque`" if found else "The type is missing, so it becomes `Opaque`"
        message = f"{what}, around a payload under `{key}`. {_IGNORED}"
        return Finding("type-opaque", "error", message, fix, Where("type"))
    message = (
        f"The type {excerpt(found, 60)} is none that the kubelet reads payloads of. {_IGNORED}"
    )
    return Finding("type-ignored", "error", message, fix, Where("type"))


def _key(document: SecretDocument, key: str) -> Iterator[Finding]:
    kind = document.type
    wanted = KEY_OF_TYPE[kind]
    if key == wanted or any(_covers(misfit, wanted) for misfit in document.wrong):
        return
    if not key:
        message = f"The type {kind} needs the key `{wanted}`, which is not there."
        fix = literals_fix(document) or f"Add `{wanted}`."
        yield refusal("key-missing", message, fix, Where("data"))
    elif f".{key}" == wanted:
        message = f"The key `{key}` lacks its leading dot."
        yield refusal("key-without-dot", message, f"Name it `{wanted}`.", Where("data"))
    else:
        message = f"The key `{key}` stands where type {kind} needs `{wanted}`."
        fix = "Compose it again in the form of the type."
        if key not in PULL_KEYS:
            yield other_key_finding(kind, key, wanted)
            return
        yield refusal("key-of-other-type", message, fix, Where("data"))


def _covers(misfit: Misfit, key: str) -> bool:
    """Return whether `misfit` says already why `key` was not found."""
    return misfit.place in ("data", "stringData") or f'["{key}"]' in misfit.place


def _both(key: str) -> Finding:
    message = f"`{key}` is under `data` and under `stringData`; the API server takes `stringData`."
    return Finding(
        "data-twice", "warning", message, "Keep the one that is meant.", Where("stringData")
    )


def _unknown_fields(names: tuple[str, ...]) -> Finding:
    shown = ", ".join(shown_field(name) for name in names[:5])
    message = (
        f"A Secret has no field {shown}. kubectl refuses the manifest, or the API server passes "
        "over what stands there."
    )
    fix = "Correct the name, capitals included, or remove it."
    return Finding("unknown-field", "warning", message, fix)


@lru_cache(maxsize=64)
def _server_fields(names: tuple[str, ...]) -> Finding:
    shown = ", ".join(f"`{name}`" for name in names[:8])
    message = (
        f"The metadata has {shown}, as the API server wrote it. Applied back, it may be refused."
    )
    fix = "Leave it out; the composer does."
    return Finding("server-fields", "info", message, fix, Where("metadata"))


def _last_applied(annotation: str) -> Iterator[Finding]:
    if "dockerc" not in annotation:
        return
    message = (
        f"The annotation {LAST_APPLIED} holds a payload, token included: it outlives the rotation "
        "of the token, in the cluster and in every backup."
    )
    fix = "Remove the annotation, and use `kubectl create` or server-side apply for Secrets."
    yield Finding(
        "last-applied-holds-token", "warning", message, fix, Where("metadata.annotations")
    )
