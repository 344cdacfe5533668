"""What the tests of the verbs that change clusters share."""

from cli.headless import ghcr_tui
from kube_kit.fixtures import cluster, either, fake, the_kubectl
from registry_kit.fixtures import authority, basic_registry, bearer_registry

__all__ = [
    "authority",
    "basic_registry",
    "bearer_registry",
    "cluster",
    "either",
    "fake",
    "ghcr_tui",
    "the_kubectl",
]
