"""Reads what is needed to say why pods do not pull: no more than that, and only by name."""

from collections.abc import Iterable
from typing import NamedTuple

from ghcr_tui.core.cluster.inventory import Inventory, NotRead
from ghcr_tui.core.cluster.pod_state import is_failing
from ghcr_tui.core.cluster.pod_use import pod_use
from ghcr_tui.core.cluster.server_answer import ServerAnswer
from ghcr_tui.core.cluster.target import Target, label_selector, newest_failing
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, names_at, text_at
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import list_path, object_path
from ghcr_tui.system.cluster.read_inventory import WANTED, read_inventory
from ghcr_tui.system.cluster.scope import Scope

_OF_SECRETS = tuple(each for each in WANTED if each.kind in ("Secret", "ServiceAccount"))
_EVENTS = "involvedObject.kind=Pod,reason=Failed"


class ReadPods(NamedTuple):
    """Pods as the API has them, their events, and the secrets and accounts around them."""

    pods: list[Object]
    events: list[Json]
    inventory: Inventory
    seen: int = 0


def read_pod(api: ClusterApi, inventory: Inventory, namespace: str, target: Target) -> ReadPods:
    """Read one pod, or a workload's newest failing one, with all that it refers to.

    Raises ClusterProblem where the pod itself cannot be read.
    """
    pod = _pod(api, namespace, target)
    _read_around(api, inventory, pod)
    return ReadPods([pod], _events(api, inventory, pod), inventory, 1)


def read_failing_pods(api: ClusterApi, inventory: Inventory, scope: Scope) -> ReadPods:
    """Read every pod that waits in vain for an image, and the secrets of their namespaces."""
    failing = _Failing(inventory.name)
    read_inventory(api, failing, scope, [each for each in WANTED if each.kind == "Pod"])
    inventory.not_read.extend(failing.not_read)
    events: list[Json] = []
    if failing.pods:
        namespaces = dict.fromkeys(text_at(pod, "metadata", "namespace") for pod in failing.pods)
        read_inventory(api, inventory, Scope(tuple(namespaces)), _OF_SECRETS)
        inventory.add_pods(failing.pods)
        for namespace in namespaces:
            events.extend(_failed_events(api, inventory, namespace))
    return ReadPods(failing.pods, events, inventory, failing.seen)


class _Failing(Inventory):
    """Keeps the failing pods whole, and of the others only how many they are."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.pods: list[Object] = []
        self.seen = 0

    def add_pods(self, items: Iterable[Json]) -> None:
        for item in items:
            self.seen += 1
            if isinstance(item, dict) and is_failing(item):
                self.pods.append(item)

    def forget(self, kind: str, namespace: str = "", of_type: str = "") -> None:
        self.pods, self.seen = [], 0


def _pod(api: ClusterApi, namespace: str, target: Target) -> Object:
    if target.kind == "Pod":
        return api.get(object_path("pods", namespace, target.name))
    workload = api.get(object_path(target.resource, namespace, target.name))
    selectors = [label_selector(workload)]
    if target.kind == "CronJob":
        selectors = _of_cron_job(api, namespace, target.name)
    pods: list[Object] = []
    for selector in filter(None, selectors):
        for page in api.list(list_path("pods", namespace), labels=selector):
            pods.extend(item for item in page.items if isinstance(item, dict))
    newest = newest_failing(pods)
    if newest is None:
        sentence = f"{target.kind} {excerpt(target.name, 80)} has no pod: nothing has been pulled."
        raise ClusterProblem(ServerAnswer("missing", sentence))
    return newest


def _of_cron_job(api: ClusterApi, namespace: str, name: str) -> list[str]:
    """Return the selectors of the pods of a CronJob's jobs."""
    selectors = []
    for page in api.list(list_path("jobs", namespace)):
        for job in page.items:
            for reference in _owners(job):
                if reference == ("CronJob", name):
                    selectors.append(f"job-name={text_at(job, 'metadata', 'name')}")
    return selectors


def _owners(item: Json) -> list[tuple[str, str]]:
    owners = mapping_at(item, "metadata").get("ownerReferences")
    found = owners if isinstance(owners, list) else []
    return [(text_at(each, "kind"), text_at(each, "name")) for each in found]


def _read_around(api: ClusterApi, inventory: Inventory, pod: Object) -> None:
    """Read the pod's account, and each secret that the pod or the account names."""
    inventory.add_pods((pod,))
    use = pod_use(pod)
    names = dict.fromkeys(use.secrets)
    try:
        account = api.get(object_path("serviceaccounts", use.namespace, use.account))
        inventory.add_accounts((account,))
        names.update(dict.fromkeys(names_at(account, "imagePullSecrets")))
    except ClusterProblem as problem:
        if problem.kind != "missing":
            _note(inventory, "serviceaccounts", use.namespace, problem)
    inventory.add_secrets(())
    for name in names:
        try:
            inventory.add_secrets((api.get(object_path("secrets", use.namespace, name)),))
        except ClusterProblem as problem:
            if problem.kind != "missing":
                _note(inventory, "secrets", use.namespace, problem)


def _events(api: ClusterApi, inventory: Inventory, pod: Object) -> list[Json]:
    namespace, name = text_at(pod, "metadata", "namespace"), text_at(pod, "metadata", "name")
    return _listed_events(api, inventory, namespace, f"involvedObject.name={name}")


def _failed_events(api: ClusterApi, inventory: Inventory, namespace: str) -> list[Json]:
    return _listed_events(api, inventory, namespace, _EVENTS)


def _listed_events(
    api: ClusterApi, inventory: Inventory, namespace: str, fields: str
) -> list[Json]:
    events: list[Json] = []
    try:
        for page in api.list(list_path("events", namespace), fields):
            events = [*([] if page.starts_over else events), *page.items]
    except ClusterProblem as problem:
        _note(inventory, "events", namespace, problem)
    return events


def _note(inventory: Inventory, what: str, namespace: str, problem: ClusterProblem) -> None:
    note = NotRead(what, str(problem), (namespace,), problem.kind == "forbidden")
    if note not in inventory.not_read:
        inventory.not_read.append(note)
