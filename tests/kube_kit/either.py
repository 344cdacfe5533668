"""One way to prepare a cluster, whichever it is: the fake, or the real API server."""

import json
from pathlib import Path
from typing import Protocol

import kubectl
from ghcr_tui.core.golang.json_text import Json
from judges.cluster import Cluster
from kube_kit.api import Right
from kube_kit.server import FakeCluster
from kube_kit.statuses import Object


class Prepared(Protocol):
    """A cluster that a test fills."""

    def create(self, *items: Object) -> None:
        """Create objects; their namespaces are there then."""

    def allow(self, user: str, namespace: str, verbs: list[str], resources: list[str]) -> None:
        """Give `user` rights in one namespace."""

    def kubeconfig_of(self, user: str) -> Path:
        """Return a kubeconfig in which `user` asks (impersonated by an administrator)."""


class Fake:
    """The fake."""

    def __init__(self, cluster: FakeCluster) -> None:
        self.cluster = cluster

    def create(self, *items: Object) -> None:
        self.cluster.create(*items)

    def allow(self, user: str, namespace: str, verbs: list[str], resources: list[str]) -> None:
        right = Right(frozenset(verbs), frozenset(resources), frozenset((namespace,)))
        self.cluster.api.rights.setdefault(user, []).append(right)

    def kubeconfig_of(self, user: str) -> Path:
        return self.cluster.kubeconfig(self.cluster.login()._replace(as_user=user))


class Real:
    """The real API server; every test has to use namespaces of its own."""

    def __init__(self, cluster: Cluster, folder: Path) -> None:
        self.cluster = cluster
        self._folder = folder

    def create(self, *items: Object) -> None:
        for namespace in dict.fromkeys(_namespace(item) for item in items):
            if self.cluster.try_kubectl("get", "namespace", namespace).returncode:
                self.cluster.kubectl("create", "namespace", namespace)
                self.cluster.kubectl(
                    "wait", f"--namespace={namespace}", "--for=create", "sa/default"
                )
        for item in items:
            self.cluster.kubectl("create", "--filename=-", given=json.dumps(item))

    def allow(self, user: str, namespace: str, verbs: list[str], resources: list[str]) -> None:
        inside = f"--namespace={namespace}"
        name = f"rights-{user}"
        self.cluster.kubectl(
            "create",
            "role",
            name,
            inside,
            f"--verb={','.join(verbs)}",
            f"--resource={','.join(resources)}",
        )
        self.cluster.kubectl(
            "create", "rolebinding", name, inside, f"--role={name}", f"--user={user}"
        )

    def kubeconfig_of(self, user: str) -> Path:
        shown = kubectl.run(
            f"--kubeconfig={self.cluster.kubeconfig}",
            *("config", "view", "--raw", "--flatten", "-o", "json"),
        )
        config = json.loads(shown.stdout)
        for each in config["users"]:
            each["user"]["as"] = user
        path = self._folder / f"kubeconfig-{user}"
        path.write_text(json.dumps(config))
        return path


def _namespace(item: Object) -> str:
    metadata: Json = item["metadata"]
    assert isinstance(metadata, dict)
    return str(metadata["namespace"])
