"""The screenshot: a picture that people share, so the secrets in it are hidden first."""

from collections.abc import Callable
from typing import Final, Protocol, runtime_checkable

from textual.app import App

_TIME_TO_REPAINT: Final = 0.1


@runtime_checkable
class HidesSecrets(Protocol):
    """A screen that can show tokens in clear."""

    def hide_secrets(self) -> bool:
        """Mask what is revealed; return whether anything was."""
        ...


def take_screenshot(app: App[None], take: Callable[[], object]) -> None:
    """Hide what is revealed on the open screens, call `take`, and say what was done.

    Base64 stays: it is what a Secret consists of, and the picture would be of nothing without it.
    """
    keepers = [screen for screen in app.screen_stack if isinstance(screen, HidesSecrets)]
    hidden = [keeper.hide_secrets() for keeper in keepers]
    done = "The revealed token was hidden first. " if any(hidden) else ""
    app.notify(
        f"{done}Base64 in the picture can still be decoded to the token.",
        title="Before you share the screenshot",
        severity="warning",
        timeout=8,
    )
    app.set_timer(_TIME_TO_REPAINT, take)
