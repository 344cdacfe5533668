"""What a person names: a pod, or a workload whose newest failing pod is meant."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ghcr_tui.core.cluster.pod_state import is_failing
from ghcr_tui.core.cluster.pod_use import owner_name
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, text_at
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem

_KINDS = {
    "Pod": ("pod", "pods", "po"),
    "Deployment": ("deployment", "deployments", "deploy"),
    "StatefulSet": ("statefulset", "statefulsets", "sts"),
    "DaemonSet": ("daemonset", "daemonsets", "ds"),
    "ReplicaSet": ("replicaset", "replicasets", "rs"),
    "Job": ("job", "jobs"),
    "CronJob": ("cronjob", "cronjobs", "cj"),
}
"""Each kind with the names that kubectl knows it by."""


class TargetError(Problem):
    """What was named is nothing that has pods; the message is a sentence."""


class Target(NamedTuple):
    """A kind and a name."""

    kind: str
    name: str

    @property
    def resource(self) -> str:
        """The API's word for the kind."""
        return f"{self.kind.lower()}s"


def parse_target(text: str) -> Target:
    """Return what `text` names: a pod's name, or `KIND/NAME` as kubectl takes it.

    Raises TargetError.
    """
    kind, slash, name = text.rpartition("/")
    if not slash:
        kind, name = "pod", text
    for known, names in _KINDS.items():
        if kind.casefold().partition(".")[0] in names and name:
            return Target(known, name)
    expected = "a pod's name, or deploy/NAME, sts/NAME, ds/NAME, rs/NAME, job/NAME, cronjob/NAME"
    raise TargetError(f"{excerpt(text, 80)} names nothing that has pods: expected {expected}.")


def label_selector(workload: Object) -> str:
    """Return the selector of a workload's pods as the API takes it, "" where it has none."""
    selector = mapping_at(workload, "spec", "selector")
    labels = mapping_at(selector, "matchLabels")
    parts = [f"{name}={value}" for name, value in labels.items() if isinstance(value, str)]
    parts.extend(_expressions(selector))
    return ",".join(parts)


def newest_failing(pods: Iterable[Object]) -> Object | None:
    """Return the newest pod that fails to pull, else the newest; None where there is none."""
    newest = sorted(pods, key=lambda pod: text_at(pod, "metadata", "creationTimestamp"))
    failing = [pod for pod in newest if is_failing(pod)]
    found = failing or newest
    return found[-1] if found else None


def pods_of(
    target: Target, pods: Iterable[Object], others: Iterable[tuple[str, Object]]
) -> list[Object]:
    """Return those of `pods` that `target` made, by owners; `others` are objects between them."""
    owners = {
        (kind, text_at(item, "metadata", "namespace"), text_at(item, "metadata", "name")):
        owner_name(mapping_at(item, "metadata")) for kind, item in others
    }  # fmt: skip
    found = []
    for pod in pods:
        namespace = text_at(pod, "metadata", "namespace")
        if target.kind == "Pod":
            if text_at(pod, "metadata", "name") == target.name:
                found.append(pod)
            continue
        owner = owner_name(mapping_at(pod, "metadata"))
        for _ in range(5):
            kind, _, name = owner.partition("/")
            if (kind, name) == target:
                found.append(pod)
                break
            # A ReplicaSet's name is its Deployment's and a hash.
            if kind == "ReplicaSet" and target == ("Deployment", name.rpartition("-")[0]):
                found.append(pod)
                break
            owner = owners.get((kind, namespace, name), "")
    return found


def _expressions(selector: Object) -> Iterator[str]:
    for each in mappings_at(selector, "matchExpressions"):
        key, operator = text_at(each, "key"), text_at(each, "operator")
        values = each.get("values")
        texts = [value for value in _list(values) if isinstance(value, str)]
        if operator in ("In", "NotIn"):
            yield f"{key} {operator.lower()} ({','.join(texts)})"
        elif operator == "Exists":
            yield key
        elif operator == "DoesNotExist":
            yield f"!{key}"


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else []
