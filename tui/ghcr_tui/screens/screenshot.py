"""The screenshot: a picture that people share, so the secrets in it are hidden first."""

import io
from datetime import datetime
from pathlib import Path
from typing import Final, Protocol, runtime_checkable

from textual.app import App
from textual.events import DeliveryComplete, DeliveryFailed

_TIME_TO_REPAINT: Final = 0.1
_PLAIN: Final = "picture"
_HIDDEN: Final = "picture without the token"
"""What deliveries are called: of one named `screenshot` Textual tells itself, in markup."""


@runtime_checkable
class HidesSecrets(Protocol):
    """A screen that can show tokens in clear."""

    def hide_secrets(self) -> bool:
        """Mask what is revealed; return whether anything was."""
        ...


def take_screenshot(app: App[None], file_name: str | None, folder: str | None) -> None:
    """Hide what is revealed on the open screens, and save a picture of what is then shown.

    The app tells of it when the file is there: before, the toast would be in the picture. Base64
    stays: it is what a Secret consists of, and the picture would be of nothing without it.
    """
    keepers = [screen for screen in app.screen_stack if isinstance(screen, HidesSecrets)]
    hidden = [keeper.hide_secrets() for keeper in keepers]
    was_hidden = any(hidden)
    app.set_timer(_TIME_TO_REPAINT, lambda: _deliver(app, file_name, folder, was_hidden))


def tell_of_delivery(app: App[None], event: DeliveryComplete | DeliveryFailed) -> None:
    """Say where the picture is and what it still shows, or why it is not there."""
    if event.name not in (_PLAIN, _HIDDEN):
        return
    if isinstance(event, DeliveryFailed):
        reason = getattr(event.exception, "strerror", None) or "it could not be written"
        app.notify(f"Not saved: {reason}.", title="Screenshot", severity="error")
        return
    place = "Saved the picture." if event.path is None else f"Saved as {event.path}."
    done = " The revealed token was hidden first." if event.name == _HIDDEN else ""
    app.notify(
        f"{place}{done} Base64 in the picture can still be decoded to the token.",
        title="Before you share the screenshot",
        severity="warning",
        timeout=8,
    )


def _deliver(app: App[None], file_name: str | None, folder: str | None, was_hidden: bool) -> None:
    directory = Path(folder) if folder else Path("~/Downloads").expanduser()
    try:
        if folder:
            directory.mkdir(parents=True, exist_ok=True)
        elif not directory.is_dir():
            directory = Path.cwd()
    except OSError as problem:
        reason = problem.strerror or "the folder cannot be made"
        app.notify(f"Not saved: {directory}: {reason}.", title="Screenshot", severity="error")
        return
    app.deliver_text(
        io.StringIO(app.export_screenshot()),
        save_directory=directory,
        save_filename=file_name or f"ghcr-tui {datetime.now():%Y-%m-%d %H-%M-%S}.svg",
        open_method="browser",
        mime_type="image/svg+xml",
        name=_HIDDEN if was_hidden else _PLAIN,
    )
