"""Objects that nobody outside of a cluster or a key store can open, taken apart all the same."""

from collections.abc import Callable, Mapping
from typing import Final

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.external_secret import inspect_external_secret
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.inspection.sealed_secret import inspect_sealed_secret
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.sops_file import inspect_sops
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at

_OPENED: Final[Mapping[str, Callable[[Object, SecretInspector], Inspection]]] = {
    "SealedSecret": inspect_sealed_secret,
    "ExternalSecret": inspect_external_secret,
}
_SHUT: Final = {
    "ClusterExternalSecret": "it names a secret that an external store holds",
    "PushSecret": "it names a secret that goes to an external store",
}


def inspect_sealed(document: Object, inspector: SecretInspector) -> Inspection:
    """Return what a document that `is_sealed` says of itself."""
    kind = document.get("kind")
    if "sops" in document or not isinstance(kind, str):
        return inspect_sops(document)
    inner = mapping_at(document, "spec", "externalSecretSpec")
    if kind == "ClusterExternalSecret" and inner:
        whole: Object = {**document, "spec": inner, "metadata": _named(document)}
        return inspect_external_secret(whole, inspector)._replace(kind=kind)
    return _OPENED[kind](document, inspector) if kind in _OPENED else _shut(kind)


def _named(document: Object) -> Object:
    """Return the metadata that the ExternalSecrets of a cluster's one have."""
    own = mapping_at(document, "metadata")
    name = text_at(document, "spec", "externalSecretName")
    return {**own, "name": name} if name else own


def _shut(kind: str) -> Inspection:
    message = f"A {kind}: {_SHUT[kind]}. What is inside cannot be judged here."
    fix = "Inspect the Secret that comes out of it: `kubectl get secret NAME -o yaml`."
    return Inspection(kind, message, (), (Finding("external-secret", "info", message, fix),))
