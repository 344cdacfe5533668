"""The registries of the tests, for the verbs."""

from registry_kit.fixtures import authority, basic_registry, bearer_registry

__all__ = ["authority", "basic_registry", "bearer_registry"]
