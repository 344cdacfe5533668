"""Handing over to Kyverno: a GeneratingPolicy that clones the source into each namespace.

Source: github.com/kyverno/kyverno, pkg/cel/libs/context.go: a Secret that is there is passed over
unless three labels say that this policy made it for this namespace; so that is what a copy gets.
Kyverno before 1.19 passes over any that is there. The background controller's own role has no
right to Secrets (charts/kyverno, background-controller/clusterrole.yaml).
"""

import json
from collections.abc import Mapping

from ghcr_tui.core.change.plan import LeftAlone
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.handover.copying import kept_source
from ghcr_tui.core.handover.fleet import Fleet, Member
from ghcr_tui.core.handover.steps import Handover, Made, Mark, Step, get_secret

_LONGEST_LABEL = 63


def to_kyverno(fleet: Fleet, namespaces: Mapping[str, str]) -> Handover:
    """Return the handover to Kyverno; `namespaces` has the UID of each namespace."""
    source = fleet.source.place
    name = f"pull-secret-{source.namespace}-{source.name}"[:_LONGEST_LABEL].rstrip("-.")
    copies: list[Member] = []
    left: list[LeftAlone] = []
    for each in fleet.copies:
        if obstacle := _obstacle(each, fleet.source, namespaces):
            left.append(obstacle)
        else:
            copies.append(each)
    rights = Step(
        "Let Kyverno write Secrets",
        "rights",
        "Its background controller may not, as it is installed. The role holds for all Secrets of "
        "the cluster: Kubernetes has none that is narrower for copies with changing namespaces.",
        (Made(source.context, _role(name)),),
    )
    labels = Step(
        "Label the copies as the policy's own",
        "copies",
        "Kyverno passes over a Secret that it did not make: three labels say that it did. Nothing "
        "happens yet.",
        tuple(
            Mark(
                each,
                labels={
                    "app.kubernetes.io/managed-by": "kyverno",
                    "generate.kyverno.io/policy-name": name,
                    "generate.kyverno.io/trigger-uid": namespaces[each.place.namespace],
                },
            )
            for each in copies
        ),
    )
    policy = Step(
        "Create the policy",
        "policy",
        "From then on Kyverno keeps the copies. They hold the same login already, so that no node "
        "pulls anew; their labels and annotations become the source's.",
        (Made(source.context, _policy(name, fleet.source, copies)),),
        tuple(
            get_secret(each, r"{.metadata.labels.generate\.kyverno\.io/trigger-name}")
            for each in copies[:1]
        ),
    )
    warning = kept_source(fleet.source)
    return Handover(
        (
            "Kyverno 1.19 or newer runs in the cluster. An older one passes over each Secret that "
            "is there, whatever its labels: there a copy would have to be deleted first.",
        ),
        (rights, labels, policy),
        (
            "A new token is put into the source alone; the copies follow it.",
            "**Deleting the source deletes every copy**: take the policy away first.",
            "Deleting the policy leaves the copies.",
            "A new namespace gets a copy once its name is in the policy's `matchConditions`; "
            "without that condition every namespace does.",
            *((warning,) if warning else ()),
        ),
        tuple(left),
    )


def _obstacle(member: Member, source: Member, namespaces: Mapping[str, str]) -> LeftAlone | None:
    if member.place.name != source.place.name:
        return LeftAlone(
            member.place, "needs a person", "Kyverno gives a copy the name of its source.",
            f"Rename it to {source.place.name} in the accounts and pods that name it, or keep it.",
        )  # fmt: skip
    if member.place.namespace not in namespaces:
        return LeftAlone(
            member.place, "not allowed", "Its namespace could not be read, whose UID is needed."
        )
    return None


def _role(name: str) -> dict[str, Json]:
    return {
        "apiVersion": "rbac.authorization.k8s.io/v1",
        "kind": "ClusterRole",
        "metadata": {
            "name": f"kyverno-{name}",
            "labels": {"rbac.kyverno.io/aggregate-to-background-controller": "true"},
        },
        "rules": [
            {
                "apiGroups": [""],
                "resources": ["secrets"],
                "verbs": ["get", "list", "watch", "create", "update", "patch", "delete"],
            }
        ],
    }


def _policy(name: str, source: Member, copies: list[Member]) -> dict[str, Json]:
    wanted = ", ".join(dict.fromkeys(_cel(each.place.namespace) for each in copies))
    from_there = ", ".join(_cel(each) for each in (source.place.namespace, source.place.name))
    return {
        "apiVersion": "policies.kyverno.io/v1",
        "kind": "GeneratingPolicy",
        "metadata": {"name": name},
        "spec": {
            "evaluation": {
                "generateExisting": {"enabled": True},
                "synchronize": {"enabled": True},
                "orphanDownstreamOnPolicyDelete": {"enabled": True},
            },
            "matchConstraints": {
                "resourceRules": [
                    {
                        "apiGroups": [""],
                        "apiVersions": ["v1"],
                        "operations": ["CREATE", "UPDATE"],
                        "resources": ["namespaces"],
                    }
                ]
            },
            "matchConditions": [
                {"name": "has-a-copy", "expression": f"object.metadata.name in [{wanted}]"}
            ],
            "variables": [
                {"name": "source", "expression": f'resource.Get("v1", "secrets", {from_there})'}
            ],
            "generate": [
                {"expression": "generator.Apply(object.metadata.name, [variables.source])"}
            ],
        },
    }


def _cel(text: str) -> str:
    """Return a string of CEL, whose escapes are JSON's."""
    return json.dumps(text)
