"""What the tests of the verbs share: the program to run, and registries to ask."""

from cli.headless import ghcr_tui
from registry_kit.fixtures import authority, basic_registry, bearer_registry

__all__ = ["authority", "basic_registry", "bearer_registry", "ghcr_tui"]
