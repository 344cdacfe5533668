"""Copying: to the clipboard where one can be reached, else through the terminal, off the screen."""

from collections.abc import Callable
from typing import Literal, NamedTuple, Protocol, runtime_checkable

from textual.app import App
from textual.dom import DOMNode

from ghcr_tui.core.settings.settings import ClipboardUse
from ghcr_tui.system.clipboard import copy_paste as clipboard

_IN_TMUX = (
    "tmux has it, as its newest buffer, and has passed it on to your terminal, which does not say "
    "whether it took it."
)


_OFF = 'config.toml says `clipboard = "off"`: nothing is copied.'


@runtime_checkable
class ChoosesClipboard(Protocol):
    """An app whose settings say which ways a copy may take."""

    @property
    def clipboard_use(self) -> ClipboardUse:
        """Which."""
        ...


class CopyOutcome(NamedTuple):
    """What became of a text: on the clipboard, sent to the terminal, or nowhere.

    `reason` says why it is not known to be on the clipboard of this machine, "" where it is.
    """

    how: Literal["copied", "sent", "failed"]
    reason: str = ""

    def sentence(self, noun: str, caution: str = "") -> str:
        """Return what became of the text called `noun`, no more than is known."""
        if self.how == "failed":
            return f"Not copied. {self.reason}"
        if self.how == "copied":
            said = f"Copied the {noun}."
        else:
            said = (
                f"Sent the {noun} to your terminal (OSC 52), which does not say whether it took it."
            )
        return " ".join(part for part in (said, caution, self.reason) if part)


def copy_aside(node: DOMNode, text: str, finished: Callable[[CopyOutcome], None]) -> None:
    """Copy `text` in a thread, because a clipboard program can hang; then call `finished`."""
    app = node.app
    use = app.clipboard_use if isinstance(app, ChoosesClipboard) else "auto"
    if use == "off":
        finished(CopyOutcome("failed", _OFF))
        return
    if use == "terminal":
        finished(_send(app, text, ""))
        return

    def work() -> None:
        try:
            copied = clipboard.copy(text)
        except clipboard.ClipboardProblem as problem:
            reason = str(problem)
            if use == "program":
                app.call_from_thread(lambda: finished(CopyOutcome("failed", reason)))
            else:
                app.call_from_thread(lambda: finished(_send(app, text, reason)))
        else:
            reason = _IN_TMUX if copied.program == "tmux" else ""
            app.call_from_thread(lambda: finished(CopyOutcome("copied", reason)))

    node.run_worker(work, thread=True, group="copy", exit_on_error=True)


def _send(app: App[object], text: str, reason: str) -> CopyOutcome:
    sequence = clipboard.osc52(text)
    driver = app._driver  # Textual's own way to the terminal, which knows nothing of tmux
    if sequence is None or driver is None:
        return CopyOutcome(
            "failed", f"{reason} It is too long to be sent through the terminal.".strip()
        )
    driver.write(sequence)
    return CopyOutcome("sent", reason)
