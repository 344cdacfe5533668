"""What the tests of the way to a cluster share."""

from kube_kit.fixtures import cluster, either, fake, the_kubectl
from registry_kit.fixtures import authority, basic_registry, bearer_registry

__all__ = [
    "authority",
    "basic_registry",
    "bearer_registry",
    "cluster",
    "either",
    "fake",
    "the_kubectl",
]
