"""Who keeps a Secret: every sign by which it is told."""

import pytest

from ghcr_tui.core.cluster.owner import owner_of
from ghcr_tui.core.golang.json_text import Json


def _managed(*fields: tuple[str, str]) -> Json:
    return [
        {"manager": manager, "time": time, "fieldsV1": {"f:data": {}}} for manager, time in fields
    ]


@pytest.mark.parametrize(
    ("metadata", "tool", "source"),
    [
        ({"ownerReferences": [{"kind": "ExternalSecret", "name": "e"}]}, "External Secrets", "e"),
        ({"ownerReferences": [{"kind": "SealedSecret", "name": "s"}]}, "Sealed Secrets", "s"),
        ({"ownerReferences": [{"kind": "Robot", "name": "r"}]}, "Robot", "r"),
        ({"annotations": {"argocd.argoproj.io/tracking-id": "a"}}, "Argo CD", "a"),
        ({"annotations": {"meta.helm.sh/release-name": "h"}}, "Helm", "h"),
        (
            {"annotations": {"reflector.v1.k8s.emberstack.com/reflects": "a/b"}},
            "Reflector",
            "a/b",
        ),
        ({"annotations": {"replicator.v1.mittwald.de/replicate-from": "a/b"}}, "replicator", "a/b"),
        ({"labels": {"kustomize.toolkit.fluxcd.io/name": "apps"}}, "Flux", "apps"),
        ({"labels": {"generate.kyverno.io/policy-name": "copy"}}, "Kyverno", "copy"),
        ({"labels": {"app.kubernetes.io/managed-by": "Helm"}}, "Helm", ""),
        ({"managedFields": _managed(("kubectl-create", "1"))}, "by hand", ""),
        ({"managedFields": _managed(("kubectl", "1"), ("argocd-controller", "2"))}, "Argo CD", ""),
        ({"managedFields": _managed(("helm", "2"), ("kubectl-edit", "3"))}, "by hand", ""),
        ({"managedFields": _managed(("my-robot", "1"))}, "my-robot", ""),
        ({"managedFields": [{"manager": "x", "fieldsV1": {"f:metadata": {}}}]}, "unknown", ""),
        ({}, "unknown", ""),
        ({"labels": 5, "annotations": [], "ownerReferences": {"kind": "x"}}, "unknown", ""),
    ],
)
def test_a_secrets_owner_is_told_by_what_it_left(
    metadata: dict[str, Json], tool: str, source: str
) -> None:
    assert owner_of(metadata) == (tool, source)
