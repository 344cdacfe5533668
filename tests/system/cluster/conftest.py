"""What the tests of the way to a cluster share."""

from kube_kit.fixtures import cluster, either, fake, the_kubectl
from registry_kit.fixtures import authority

__all__ = ["authority", "cluster", "either", "fake", "the_kubectl"]
