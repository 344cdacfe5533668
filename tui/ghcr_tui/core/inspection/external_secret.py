"""An ExternalSecret taken apart: the Secret that it makes, and its template, rendered and judged.

Source: github.com/external-secrets/external-secrets, apis/externalsecrets/v1, apis/generators/
v1alpha1 and runtime/template/v2.
"""

from collections.abc import Iterator
from typing import Final, NamedTuple

from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.secret_shape import PULL_KEYS
from ghcr_tui.core.golang.duration import seconds_of
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.controller_word import controller_finding
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.inspection.made_secret import Made, made, made_findings
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.template_payload import Judged, is_stand_in, judge_template
from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.secret.controllers import (
    EXTERNAL_VERSION,
    GENERATORS,
    GITHUB_GENERATOR,
)
from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, text_at
from ghcr_tui.core.text.inert import excerpt

_TEMPLATE: Final = "spec.target.template"
_VALUES: Final = f"{_TEMPLATE}.data"


class _Sources(NamedTuple):
    """Where the values come from; `given` is None where their names are not known."""

    given: dict[str, str | None] | None
    generators: tuple[str, ...]
    stores: tuple[str, ...]


def inspect_external_secret(document: Object, inspector: SecretInspector) -> Inspection:
    """Return what an ExternalSecret says of itself; what the store holds, nobody here can see."""
    spec = mapping_at(document, "spec")
    target = mapping_at(spec, "target")
    template = mapping_at(target, "template")
    sources = _sources(spec)
    values = mapping_at(template, "data")
    written = {key: text for key, text in values.items() if isinstance(text, str)}
    keys = dict.fromkeys(written, "")
    if not written or template.get("mergePolicy") == "Merge":
        keys |= dict.fromkeys(sources.given or (), "")
    secret = made(_names(document, target), template, keys, (_TEMPLATE, _VALUES))
    judged = [
        judge_template(text, sources.given, inspector, f'{_VALUES}["{key}"]', legacy="cfg" in key)
        for key, text in written.items()
        if key in PULL_KEYS
    ]
    findings = [_about(secret, sources, judged), *(_served(document) if spec else ())]
    findings += controller_finding(document, "Ready", "External Secrets has not made the Secret")
    are_known = sources.given is not None or bool(written)
    if spec and not template.get("templateFrom") and not target.get("manifest") and are_known:
        findings += made_findings(secret)
    findings += [finding for each in judged for finding in each.findings]
    if secret.key or secret.type.startswith("kubernetes.io/dockerc"):
        findings += _source_findings(spec, sources, judged)
    about = f"An ExternalSecret for {secret.called}."
    return Inspection("ExternalSecret", about, (), tuple(dict.fromkeys(findings)), secret.shown)


def _names(document: Object, target: Object) -> Json:
    """Return the names that the Secret will have: its target's, else the object's own."""
    own = mapping_at(document, "metadata")
    return {**own, "name": target["name"]} if target.get("name") else own


def _sources(spec: Object) -> _Sources:
    given: dict[str, str | None] | None = dict.fromkeys(
        name for each in mappings_at(spec, "data") if (name := text_at(each, "secretKey"))
    )
    generators: list[str] = []
    stores = [text_at(spec, "secretStoreRef", "name")]
    for each in mappings_at(spec, "data"):
        stores.append(text_at(each, "sourceRef", "storeRef", "name"))
    for each in mappings_at(spec, "dataFrom"):
        kind = text_at(each, "sourceRef", "generatorRef", "kind")
        generator = GENERATORS.get(kind)
        generators.append(kind)
        if generator is None or each.get("rewrite"):
            given = None
        elif given is not None:
            given.update(dict.fromkeys(generator.names))
        stores.append(text_at(each, "sourceRef", "storeRef", "name"))
    return _Sources(
        given, tuple(filter(None, generators)), tuple(dict.fromkeys(filter(None, stores)))
    )


def _about(secret: Made, sources: _Sources, judged: list[Judged]) -> Finding:
    """Return what it is: what comes of it, and out of what."""
    origin = [f"the store {excerpt(name, 60)}" for name in sources.stores[:2]]
    origin += [f"the generator {excerpt(kind, 60)}" for kind in sources.generators[:2]]
    entries = [
        f"{shown_registry(entry.registry, 60)}{_as_whom(entry.username, entry.token)}"
        for each in judged
        for entry in each.entries[:3]
        if not is_stand_in(entry.registry)
    ]
    for_whom = f" with a credential for {', '.join(entries)}" if entries else ""
    message = (
        f"An ExternalSecret for {secret.called} of type "
        f"{excerpt(secret.type, 60)}{for_whom}, out of {' and '.join(origin) or 'nothing'}. What "
        "that holds is not seen here."
    )
    unknown = next((each.unknown for each in judged if each.unknown), "")
    if unknown:
        message += f" Nor is what its template writes: {unknown}."
    fix = "For what is inside, read the Secret: `kubectl get secret NAME -o yaml`."
    return Finding("external-secret", "info", message, fix)


def _as_whom(username: str, token: str) -> str:
    return (
        f" as {shown_username(username, token)}" if username and not is_stand_in(username) else ""
    )


def _served(document: Object) -> Iterator[Finding]:
    version = document.get("apiVersion")
    if version == EXTERNAL_VERSION:
        return
    shown = excerpt(version, 60) if isinstance(version, str) and version else "missing"
    message = (
        f"The apiVersion is {shown}, and since 0.17 External Secrets has only "
        f"`{EXTERNAL_VERSION}`: the API server does not take it, and no Secret is made of it."
    )
    fix = f"Write `apiVersion: {EXTERNAL_VERSION}`."
    yield Finding("external-api-version", "error", message, fix, Where("apiVersion"))


def _source_findings(spec: Object, sources: _Sources, judged: list[Judged]) -> Iterator[Finding]:
    if not sources.stores and not sources.generators:
        message = (
            "It names neither a store nor a generator: External Secrets has nothing to make the "
            "Secret of."
        )
        fix = "Name the store under `spec.secretStoreRef`."
        yield Finding("external-source-missing", "error", message, fix, Where("spec"))
    policy = text_at(spec, "target", "creationPolicy")
    if policy in ("Merge", "None"):
        message = (
            f"Its creationPolicy is `{policy}`, with which External Secrets never creates the "
            "Secret: where there is none, pods pull without it."
        )
        fix = "Write `Owner` or `CreateOrMerge`, unless something else creates the Secret."
        where = Where("spec.target.creationPolicy")
        yield Finding("external-never-creates", "warning", message, fix, where)
    yield from _github_finding(sources, judged)
    yield from _refresh_findings(spec, sources)


def _github_finding(sources: _Sources, judged: list[Judged]) -> Iterator[Finding]:
    registries = [entry.registry for each in judged for entry in each.entries]
    if GITHUB_GENERATOR in sources.generators and any(
        vendor_of(each) == "github" for each in registries
    ):
        message = (
            "Its token is one of a GitHub App's installation, which ghcr.io refuses for private "
            "packages: the pull is denied."
        )
        fix = "Keep a classic token with read:packages in a store, and take it from there."
        yield Finding("external-github-app", "error", message, fix, Where("spec.dataFrom"))


def _refresh_findings(spec: Object, sources: _Sources) -> Iterator[Finding]:
    """Yield where a token expires before it is fetched again."""
    lasts = min(
        (g.lasts for kind in sources.generators if (g := GENERATORS.get(kind)) and g.lasts),
        default=0,
    )
    written = spec.get("refreshInterval", "1h0m0s")
    interval = seconds_of(written) if isinstance(written, str) else None
    is_once = spec.get("refreshPolicy") in ("CreatedOnce", "OnChange") or interval == 0
    if not lasts or not (is_once or (interval or 0) >= lasts):
        return
    how = "never again" if is_once else f"every {excerpt(str(written), 20)}"
    hours = "an hour" if lasts == 3600 else f"{lasts // 3600} hours"
    message = (
        f"The generator's token lasts {hours}, and is fetched {how}: in between, every pull with "
        "it is denied."
    )
    fix = "Set a `refreshInterval` of half that time, and no other `refreshPolicy`."
    where = Where("spec.refreshInterval")
    yield Finding("external-refreshed-late", "error", message, fix, where)
