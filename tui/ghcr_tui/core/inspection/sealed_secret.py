"""A SealedSecret taken apart: what it makes, what its values are bound to, and what keeps it shut.

Source: github.com/bitnami-labs/sealed-secrets, pkg/apis/sealedsecrets/v1alpha1 (labelFor, unseal)
and pkg/crypto (HybridDecrypt).
"""

import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from typing import Final

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.findings.finding import Finding, Severity, Where
from ghcr_tui.core.findings.secret_shape import PULL_KEYS
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.controller_word import controller_finding
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.inspection.made_secret import Made, made, made_findings
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.template_payload import judge_template
from ghcr_tui.core.secret.controllers import (
    CLUSTER_WIDE,
    NAMESPACE_WIDE,
    SEALED_VERSION,
    Scope,
    scope_of,
)
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.text.inert import excerpt

_TEMPLATE: Final = "spec.template"
_VALUES: Final = "spec.encryptedData"
_DOMAIN: Final = "sealedsecrets.bitnami.com/"
_KNOWN: Final = frozenset(
    f"{_DOMAIN}{name}"
    for name in (
        *("namespace-wide", "cluster-wide", "managed", "patch", "skip-set-owner-references"),
    )
)
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(?!\d)")
_TAG: Final = 16
"""Bytes of AES-GCM's tag, behind each value."""
_RSA: Final = (256, 384, 512, 1024)
"""Bytes that the RSA part has with keys of 2048, 3072, 4096 and 8192 bits."""
_SEAL: Final = "Seal it again: `kubeseal`, or `ghcr-tui encode -o sealed-secret`."


def inspect_sealed_secret(document: Object, inspector: SecretInspector) -> Inspection:
    """Return what a SealedSecret says of itself; what is inside, nobody here can open."""
    spec = mapping_at(document, "spec")
    template = mapping_at(spec, "template")
    encrypted = _texts(mapping_at(spec, "encryptedData"))
    written = _texts(mapping_at(template, "data"))
    keys = {**written, **dict.fromkeys(encrypted, "")}
    secret = made(document.get("metadata"), template, keys, (_TEMPLATE, _VALUES))
    scope = scope_of(mapping_at(document, "metadata", "annotations"))
    sizes = {key: size_inside(value) for key, value in encrypted.items()}
    findings = [_about(secret, scope, sizes, _day(document))]
    if keys and document.get("apiVersion") != SEALED_VERSION:
        findings.append(_api_version(document.get("apiVersion")))
    findings += controller_finding(document, "Synced", "the controller has not opened it")
    findings += _scope_findings(document, template)
    findings += _name_findings(secret, template, scope)
    findings += _value_findings(spec, sizes)
    if keys:
        findings += made_findings(secret)
    for key, text in written.items():
        if key in PULL_KEYS and key not in encrypted:
            given: dict[str, str | None] = {**written, **dict.fromkeys(encrypted)}
            place = f"{_TEMPLATE}.data"
            legacy = "cfg" in key
            findings += judge_template(
                text, given, inspector, place, legacy=legacy, is_strict=False
            ).findings
    about = f"A SealedSecret for {secret.called}."
    return Inspection("SealedSecret", about, (), tuple(dict.fromkeys(findings)), secret.shown)


def size_inside(value: str) -> int | None:
    """Return how many bytes are sealed in a value, None where it is none that can be opened."""
    try:
        sealed = b64decode(value.replace("\r", "").replace("\n", ""), validate=True)
    except ValueError:
        return None
    rest = len(sealed) - 2 - int.from_bytes(sealed[:2], "big") - _TAG
    return rest if rest >= 0 and int.from_bytes(sealed[:2], "big") in _RSA else None


def _day(document: Object) -> str:
    """Return the day since which the object is in its cluster, "" where that is not in it."""
    moment = text_at(document, "metadata", "creationTimestamp")
    return moment[:10] if _DAY.match(moment) else ""


def _about(secret: Made, scope: Scope, sizes: Mapping[str, int | None], day: str) -> Finding:
    """Return what it is: what comes of it, since when, and where it can be opened."""
    inside = ", ".join(
        f"`{shown_key(key, 60)[1:-1]}` ({size:,} bytes)"
        for key, size in list(sizes.items())[:4]
        if size is not None
    )
    bound = {
        "strict": "only under this name in this namespace",
        "namespace-wide": "under any name, only in this namespace",
        "cluster-wide": "under any name in any namespace",
    }[scope]
    kept = f"Sealed in it: {inside}. " if inside else "Nothing is sealed in it. " * (not sizes)
    message = (
        f"A SealedSecret{f' of {day}' if day else ''} for {secret.called} of type "
        f"{excerpt(secret.type, 60)}. {kept}Its scope is {scope}: it can be opened {bound}, and "
        "only by the controller whose certificate sealed it, which is not named in it."
    )
    fix = "For what is inside, read the Secret: `kubectl get secret NAME -o yaml`."
    return Finding("sealed-secret", "info", message, fix)


def _api_version(found: Json) -> Finding:
    shown = excerpt(found, 60) if isinstance(found, str) and found else "missing"
    message = (
        f"The apiVersion is {shown}, and a SealedSecret's is `{SEALED_VERSION}`: the API server "
        "does not take it, and no Secret is made of it."
    )
    fix = f"Write `apiVersion: {SEALED_VERSION}`."
    return Finding("sealed-api-version", "error", message, fix, Where("apiVersion"))


def _scope_findings(document: Object, template: Object) -> Iterator[Finding]:
    own = mapping_at(document, "metadata", "annotations")
    inner = mapping_at(template, "metadata", "annotations")
    for where, annotations in (("metadata", own), (f"{_TEMPLATE}.metadata", inner)):
        for name, value in annotations.items():
            if name in (CLUSTER_WIDE, NAMESPACE_WIDE) and value not in ("true", "false"):
                yield _odd_scope(f"its value is {_shown(value)}, and only `true` counts", where)
            elif name.startswith(_DOMAIN) and name not in _KNOWN:
                yield _odd_scope(f"there is no annotation {_shown(name)}", where)
    outside, inside = scope_of(own), scope_of(inner)
    if outside != inside:
        message = (
            f"Its own annotations say that the scope is {outside}, those of its template that it "
            f"is {inside}. The controller goes by its own: if the values were sealed {inside}, it "
            "cannot open them."
        )
        fix = f"Annotate both alike; if in doubt, {_SEAL[0].lower()}{_SEAL[1:]}"
        where_both = Where("metadata.annotations")
        yield Finding("sealed-scope-disagrees", "warning", message, fix, where_both)


def _odd_scope(what: str, where: str) -> Finding:
    message = (
        f"An annotation about the scope counts for nothing: {what}. Values that were sealed with "
        "another scope cannot be opened."
    )
    fix = f'Write `{CLUSTER_WIDE}: "true"` or `{NAMESPACE_WIDE}: "true"`, or remove it.'
    return Finding("sealed-scope-odd", "warning", message, fix, Where(f"{where}.annotations"))


def _name_findings(secret: Made, template: Object, scope: Scope) -> Iterator[Finding]:
    """Yield where the template has other names: the controller passes over them."""
    inner = mapping_at(template, "metadata")
    own = secret.document
    for field, found, bound in (
        ("name", own.name, scope == "strict"),
        ("namespace", own.namespace, scope != "cluster-wide"),
    ):
        other = inner.get(field)
        if not isinstance(other, str) or not other or not found or other == found:
            continue
        then = (
            f"It was most likely sealed for {excerpt(other, 80)}, and with the scope {scope} it "
            "can be opened nowhere else"
            if bound
            else "The controller takes the SealedSecret's own"
        )
        message = (
            f"Its {field} is {excerpt(found, 80)}, in the template {excerpt(other, 80)}. {then}."
        )
        severity: Severity = "warning" if bound else "info"
        where = Where(f"{_TEMPLATE}.metadata.{field}")
        yield Finding("sealed-renamed", severity, message, _SEAL if bound else "", where)


def _value_findings(spec: Object, sizes: Mapping[str, int | None]) -> Iterator[Finding]:
    if isinstance(spec.get("data"), str):
        message = (
            "Its values are one text under `spec.data`, as the first SealedSecrets had them: "
            "controllers read it only with --accept-deprecated-v1-data, and none of it can be seen "
            "from outside."
        )
        yield Finding("sealed-old-form", "warning", message, _SEAL, Where("spec.data"))
    for key, size in sizes.items():
        where = Where(f'{_VALUES}["{shown_key(key, 60)[1:-1]}"]')
        if size is None:
            message = (
                "The value is not one that was sealed, or not whole: the controller cannot open "
                "it, and makes no Secret."
            )
            yield Finding("sealed-value-broken", "error", message, _SEAL, where)
        elif size == 0:
            message = "What is sealed is an empty text: there is no payload in it."
            yield Finding("sealed-value-empty", "error", message, _SEAL, where)


def _texts(values: Mapping[str, Json]) -> dict[str, str]:
    return {key: value if isinstance(value, str) else "" for key, value in values.items()}


def _shown(value: Json) -> str:
    return shown_key(value, 80) if isinstance(value, str) else "no text"
