"""What the tests of the cluster verbs share."""

from cli.headless import ghcr_tui
from kube_kit.fixtures import fake, the_kubectl
from registry_kit.fixtures import authority

__all__ = ["authority", "fake", "ghcr_tui", "the_kubectl"]
