"""The judges' own tests use the judges' fixtures."""

from judges.fixtures import cluster

__all__ = ["cluster"]
