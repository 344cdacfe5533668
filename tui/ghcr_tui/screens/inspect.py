"""Inspect: paste, open or pipe anything, and see what it is, what it holds and what is wrong."""

from collections.abc import Callable
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Paste, Resize
from textual.message import Message
from textual.reactive import reactive
from textual.screen import Screen
from textual.widgets import Footer

from ghcr_tui.core.inspection import InspectedSecret, Inspection, draft_of
from ghcr_tui.core.text import inert
from ghcr_tui.screens.open_file import OpenedFile, OpenFile
from ghcr_tui.system import clipboard
from ghcr_tui.widgets.inspected import InspectedView
from ghcr_tui.widgets.messages import EditInComposer
from ghcr_tui.widgets.pasted import PastedText
from ghcr_tui.widgets.secret_source import SecretSource

_WIDE, _TALL = 100, 32
"""Columns and lines from which all sections are in sight at once."""


class InspectScreen(Screen[None]):
    """Recognises whatever is put into its field, and shows it masked.

    `text` is inspected at once; `source` is called in a thread for a text that has to be fetched
    (a file, a pipe), `label` naming where it comes from.
    """

    DEFAULT_CSS = """
    InspectScreen {
        & > #body { height: 1fr; layout: horizontal; }
        & > #body > #source { width: 2fr; }
        & > #body > #result { width: 3fr; }
        &.-narrow > #body { layout: vertical; }
        &.-narrow > #body > #source { width: 1fr; height: 2fr; max-height: 8; }
        &.-narrow > #body > #result { width: 1fr; height: 3fr; }
        &.-narrow > #body > #source.-several { max-height: 100%; }
        &.-narrow > #body > #source.-several > PastedText { max-height: 3; }
        &.-narrow > #body > #source.-several:focus-within { height: 5fr; }
        & > #body > #source.-empty { max-height: 100%; }
    }
    """
    TITLE = "Inspect"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+r", "reveal", "Reveal", tooltip="Show or hide the tokens"),
        Binding("f2", "open_file", "Open", tooltip="Inspect a file"),
        Binding("f3", "from_clipboard", "Clipboard", tooltip="Inspect what is on the clipboard"),
        Binding("f4", "edit", "Edit", tooltip="Go on in the composer with this Secret"),
        Binding("ctrl+l", "clear", "Clear", tooltip="Empty the field", show=False),
        Binding("ctrl+t", "copy_token", "Copy token", show=False),
        Binding("ctrl+y", "copy_decoded", "Copy decoded", show=False),
        Binding("escape", "stop_or_leave", "Back"),
    ]

    class Left(Message):
        """The person wants back to where they came from."""

    masked = reactive(True, init=False)

    def __init__(
        self, text: str = "", source: Callable[[], str] | None = None, label: str = ""
    ) -> None:
        super().__init__()
        self._first = text
        self._source = source
        self._label = label
        self._is_show_due = False
        self._are_secrets_new = False
        self._shown: tuple[Inspection, InspectedSecret | None, bool] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the source, what was found in it, and the keys."""
        with Container(id="body"):
            yield SecretSource(id="source")
            yield InspectedView(id="result")
        yield Footer()

    def on_mount(self) -> None:
        """Inspect what the screen was opened with."""
        self.result.display = False
        self.query_one(PastedText).focus()
        if self._source:
            self.take_from(self._source, self._label)
        elif self._first:
            self.inspect(self._first, self._label)
        self._source, self._first = None, ""

    @property
    def source(self) -> SecretSource:
        """Where the text comes from."""
        return self.query_one(SecretSource)

    @property
    def result(self) -> InspectedView:
        """What was found."""
        return self.query_one(InspectedView)

    def inspect(self, text: str, label: str = "") -> None:
        """Inspect `text` in place of what is there; `label` names where it comes from."""
        self.masked = True
        self.source.put(text, label)

    def take_from(self, source: Callable[[], str], label: str) -> None:
        """Inspect what `source` returns; it is called in a thread, where it may take its time."""
        self.masked = True
        self.source.take_from(source, label)

    @on(SecretSource.Shown)
    def _source_changed(self, event: SecretSource.Shown) -> None:
        event.stop()
        self._are_secrets_new |= event.secrets_changed
        if not self._is_show_due:  # several changes come at once: show what they add up to
            self._is_show_due = True
            # while reading, the list is painted first and this in the next frame: not both in one
            later = self.call_after_refresh if self.source.is_reading else self.call_later
            later(self._show)

    def _show(self) -> None:
        self._is_show_due = False
        source = self.source
        self.result.display = source.inspection.kind != "empty"
        shown = (source.inspection, source.chosen, self.masked)
        if shown != self._shown:
            self._shown = shown
            self.result.show(*shown)
        if self._are_secrets_new:
            self._are_secrets_new = False
            self.result.ask_about(source.pull_secrets)
        self.refresh_bindings()

    @on(SecretSource.Problem)
    def _source_problem(self, event: SecretSource.Problem) -> None:
        event.stop()
        self.notify(event.sentence, severity="error", markup=False)

    def on_paste(self, event: Paste) -> None:
        """Inspect what is pasted while another part of the screen has the focus."""
        event.stop()
        self.inspect(event.text)

    def on_resize(self, event: Resize) -> None:
        """Arrange the parts for the room there is."""
        wide = event.size.width >= _WIDE
        self.set_class(not wide, "-narrow")
        self.result.set_class(not wide or event.size.height < _TALL, "-tabbed")

    def watch_masked(self) -> None:
        """Show or hide the tokens."""
        if self.is_mounted:
            self._show()

    def action_reveal(self) -> None:
        """Reveal the tokens, or hide them again."""
        self.masked = not self.masked

    def action_open_file(self) -> None:
        """Ask for a file and inspect it."""

        def opened(file: OpenedFile | None) -> None:
            if file:
                self.inspect(file.text, file.name)

        self.app.push_screen(OpenFile(), opened)

    def action_from_clipboard(self) -> None:
        """Inspect what is on the clipboard."""
        self.take_from(clipboard.paste, "the clipboard")

    def action_clear(self) -> None:
        """Empty the field; a short text comes back with undo."""
        field = self.query_one(PastedText)
        field.focus()
        field.action_clear_pasted()

    def action_edit(self) -> None:
        """Hand the Secret over to the composer."""
        secret = self.source.chosen
        if secret:
            self.post_message(EditInComposer(draft_of(secret)))
            if secret.dropped:
                names = ", ".join(inert(name, 80) for name in secret.dropped[:12])
                more = f" and {len(secret.dropped) - 12} more" if len(secret.dropped) > 12 else ""
                self.notify(f"Left behind: {names}{more}.", markup=False, timeout=10)

    def action_stop_or_leave(self) -> None:
        """Stop reading; where nothing is read, go back."""
        if self.source.is_reading:
            self.source.stop()
        else:
            self.post_message(self.Left())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something for."""
        if action in ("edit", "copy_token", "copy_decoded", "reveal"):
            return bool(self.source.chosen) or None
        return True
