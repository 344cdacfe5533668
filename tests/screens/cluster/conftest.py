"""What the tests of Cluster share: a fake cluster, and a kubectl and a kubeconfig that reach it."""

import pytest

from kube_kit.fixtures import fake, the_kubectl
from kube_kit.server import FakeCluster
from registry_kit.fixtures import authority, basic_registry
from screens.clustering import shop

__all__ = ["authority", "basic_registry", "fake", "shop_cluster", "the_kubectl"]


@pytest.fixture
def shop_cluster(
    fake: FakeCluster, monkeypatch: pytest.MonkeyPatch, the_kubectl: object
) -> FakeCluster:
    """Return a fake with the shop in it, the current context of the kubeconfig being there."""
    fake.create(*shop())
    fake.api.asked.clear()
    logins = (fake.login(namespace="shop"), fake.login("stranger")._replace(context="other"))
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(*logins)))
    return fake
