"""What a screen offers to be verified: its pull secrets, and the image that is asked about."""

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

from ghcr_tui.core.keyring.lookup import PullSecret


@runtime_checkable
class AsksRegistry(Protocol):
    """A screen with credentials that a registry can be asked about."""

    def pull_secrets(self) -> Sequence[PullSecret]:
        """Return the Secrets, in the order in which a pod would list them."""
        ...

    @property
    def asked_image(self) -> str:
        """The image that is typed into the screen's image field, or ""."""
        ...
