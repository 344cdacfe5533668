"""ghcr-tui: from a registry token to a Kubernetes pod that can pull its image."""

__version__ = "0.1.0"
