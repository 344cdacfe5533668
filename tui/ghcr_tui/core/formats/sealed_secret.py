"""The SealedSecret: a Secret that only one cluster's controller can open, so that git may hold it.

What is encrypted comes from `system.sealing`; this is the shape around it. Source:
github.com/bitnami-labs/sealed-secrets, pkg/apis/sealedsecrets/v1alpha1 (NewSealedSecret, labelFor).
"""

from base64 import b64decode
from collections.abc import Mapping

from ghcr_tui.core.formats.format import FormatOptions, FormatProblem
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.controllers import (
    CLUSTER_WIDE,
    NAMESPACE_WIDE,
    SEALED_VERSION,
    Scope,
)
from ghcr_tui.core.secret.secret import Secret
from ghcr_tui.core.text.inert import without_surrogates

_ANNOTATION: dict[Scope, dict[str, str]] = {
    "strict": {},
    "namespace-wide": {NAMESPACE_WIDE: "true"},
    "cluster-wide": {CLUSTER_WIDE: "true"},
}
_OF_SCOPE = frozenset((NAMESPACE_WIDE, CLUSTER_WIDE))


def sealing_label(scope: Scope, namespace: str, name: str) -> bytes:
    """Return what a value is bound to: it can be opened with this label and no other."""
    if scope == "cluster-wide":
        return b""
    bound_to = namespace if scope == "namespace-wide" else f"{namespace}/{name}"
    return without_surrogates(bound_to).encode()


def sealed_secret(secret: Secret, encrypted: Mapping[str, str], scope: Scope) -> dict[str, Json]:
    """Return the manifest that holds `encrypted`, base64 by data key, in place of `secret`'s data.

    The scope is annotated twice: on the SealedSecret, where the controller reads it, and in the
    template, where `kubeseal` does when it seals again. Labels and annotations become the Secret's.
    """
    kept = {key: value for key, value in secret.annotations.items() if key not in _OF_SCOPE}
    annotations = {**kept, **_ANNOTATION[scope]}
    template_metadata = _metadata(secret)
    if secret.labels:
        template_metadata["labels"] = dict(secret.labels)
    if annotations:
        template_metadata["annotations"] = dict(annotations)
    template: dict[str, Json] = {"metadata": template_metadata, "type": secret.type}
    if secret.immutable:
        template["immutable"] = True
    metadata = _metadata(secret)
    if scope != "strict":
        metadata["annotations"] = dict(_ANNOTATION[scope])
    return {
        "apiVersion": SEALED_VERSION,
        "kind": "SealedSecret",
        "metadata": metadata,
        "spec": {"encryptedData": dict(encrypted), "template": template},
    }


def sealed_from(secret: Secret, options: FormatOptions) -> dict[str, Json]:
    """Return the SealedSecret of `secret`. Raises FormatProblem for what is missing."""
    if options.seal is None:
        raise FormatProblem("A SealedSecret needs the certificate of the controller.")
    if options.scope != "cluster-wide" and not secret.namespace:
        raise FormatProblem(
            f"A SealedSecret of the scope {options.scope} is bound to its namespace: name it."
        )
    label = sealing_label(options.scope, secret.namespace, secret.name)
    clear = {key: text.encode() for key, text in secret.string_data.items()}
    clear |= {key: b64decode(text) for key, text in secret.data.items()}
    encrypted = {key: options.seal(value, label) for key, value in clear.items()}
    return sealed_secret(secret, encrypted, options.scope)


def _metadata(secret: Secret) -> dict[str, Json]:
    namespace: dict[str, Json] = {"namespace": secret.namespace} if secret.namespace else {}
    return {"name": secret.name, **namespace}
