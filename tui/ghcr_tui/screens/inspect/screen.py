"""Inspect: paste, open or pipe anything, and see what it is, what it holds and what is wrong."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Paste, Resize
from textual.message import Message
from textual.reactive import reactive

from ghcr_tui.core.inspection.conversions import draft_of
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection
from ghcr_tui.core.keyring.lookup import PullSecret
from ghcr_tui.screens.copy_text import CopyOutcome, copy_aside
from ghcr_tui.screens.inspect.delivery import left_behind, packed_decoded, packed_token
from ghcr_tui.screens.inspect.mending import MendsText
from ghcr_tui.screens.inspect.result import InspectedView
from ghcr_tui.screens.inspect.source import SecretSource
from ghcr_tui.screens.messages import EditInComposer, WorkKept
from ghcr_tui.screens.parcel import Parcel
from ghcr_tui.screens.remembering import folder_of, last_folder
from ghcr_tui.system.clipboard import copy_paste as clipboard
from ghcr_tui.widgets.chosen_key import chosen_key
from ghcr_tui.widgets.key_bar import KeyBar
from ghcr_tui.widgets.pasted_text import PastedText
from ghcr_tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ghcr_tui.screens.dialogs.save import Saved
    from ghcr_tui.screens.inspect.open_file_dialog import OpenedFile

_SHORT = 22
"""Lines below which a list leaves no room for the text that it was read from."""
_WIDE, _TALL = 100, 32
"""Columns and lines from which all sections are in sight at once."""
_OF_A_SECRET: Final = frozenset(
    ("edit", "copy_token", "copy_decoded", "save", "reveal", "next_section")
)
"""Actions that need a Secret to act on."""


class InspectScreen(MendsText):
    """Recognises whatever is put into its field, and shows it masked.

    `text` is inspected at once; `source` is called in a thread for a text that has to be fetched
    (a file, a pipe), `label` naming where it comes from; `path` is the file of `text`.
    """

    AUTO_FOCUS = "#pasted"
    DEFAULT_CSS = """
    InspectScreen {
        & > #body { height: 1fr; layout: horizontal; }
        & > #body > #source { width: 2fr; }
        & > #body > #result { width: 3fr; }
        &.-narrow > #body { layout: vertical; }
        &.-narrow > #body > #source { width: 1fr; height: 2fr; max-height: 5; }
        &.-narrow > #body > #result { width: 1fr; height: 3fr; }
        &.-narrow > #body > #source.-several { max-height: 100%; }
        &.-narrow > #body > #source.-several > PastedText { max-height: 3; }
        &.-narrow > #body > #source.-several:focus-within { height: 5fr; }
        &.-short > #body > #source.-several > PastedText { display: none; }
        & > #body > #source.-empty { max-height: 100%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        chosen_key("copy", "copy_decoded", "Copy", "Copy what the Secret holds"),
        chosen_key("copy_token", "copy_token", "Token", "Copy the token of the chosen registry"),
        chosen_key("save", "save", "Save", "Save what the Secret holds", show=False),
        chosen_key("reveal", "reveal", "Reveal", "Show the tokens, or hide them again"),
        chosen_key("edit", "edit", "Edit", "Go on in the composer with this Secret"),
        chosen_key("open_file", "open_file", "Open", "Inspect a file"),
        chosen_key(
            "from_clipboard", "from_clipboard", "Clipboard", "Inspect what is on the clipboard"
        ),
        chosen_key("change_side", "change_side", "Text/Secret", "Go to the other side", show=False),
        chosen_key(
            "next_view", "next_section(1)", "Next section", "Go to what is next", show=False
        ),
        chosen_key("previous_view", "next_section(-1)", "Previous section", show=False),
        Binding("ctrl+l", "clear", "Clear", show=False, tooltip="Empty the field"),
        Binding("escape", "stop_or_leave", "Back", tooltip="Stop reading, or go back to Compose"),
    ]

    class BackRequested(Message):
        """The person wants back to where they came from."""

    masked: reactive[bool] = reactive(True, init=False)

    def __init__(
        self,
        text: str = "",
        source: Callable[[], str] | None = None,
        label: str = "",
        path: str = "",
    ) -> None:
        super().__init__()
        self._first: tuple[str, Callable[[], str] | None, str, str] = (text, source, label, path)
        self._is_show_due = False
        self._are_secrets_new = False
        self._shown: tuple[Inspection, InspectedSecret | None, bool] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the source, what was found in it, and the keys."""
        yield TitleBar("Inspect")
        with Container(id="body"):
            yield SecretSource(id="source")
            result = InspectedView(id="result")
            result.display = False
            yield result
        yield KeyBar()

    def on_mount(self) -> None:
        """Inspect what the screen was opened with."""
        (text, source, label, path), self._first = self._first, ("", None, "", "")
        if source:
            self.take_from(source, label)
        elif text:
            self.inspect(text, label, path)

    @property
    def source(self) -> SecretSource:
        """Where the text comes from."""
        return self.query_one(SecretSource)

    @property
    def result(self) -> InspectedView:
        """What was found."""
        return self.query_one(InspectedView)

    def inspect(self, text: str, label: str = "", path: str = "") -> None:
        """Inspect `text` in place of what is there; `label` names where it comes from.

        `path` is its file, which is offered when it is saved.
        """
        self.masked = True
        self.source.inspect(text, label, path)

    def take_from(self, source: Callable[[], str], label: str) -> None:
        """Inspect what `source` returns; it is called in a thread, where it may take its time."""
        self.masked = True
        self.source.take_from(source, label)

    def pull_secrets(self) -> Sequence[PullSecret]:
        """Return the Secrets that are listed, as the kubelet sees them."""
        return [judged.secret for judged in self.source.pull_secrets]

    @property
    def asked_image(self) -> str:
        """The image that is asked about."""
        return self.result.image

    def hide_secrets(self) -> bool:
        """Mask what is revealed; return whether anything was."""
        was_masked, self.masked = self.masked, True
        return not was_masked

    @on(SecretSource.SelectionChanged)
    def _selection_changed(self, event: SecretSource.SelectionChanged) -> None:
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
            self.refresh_bindings()
        if self._are_secrets_new:
            self._are_secrets_new = False
            self.result.ask_about(None if source.is_reading else source.pull_secrets)

    @on(SecretSource.Problem)
    def _source_problem(self, event: SecretSource.Problem) -> None:
        event.stop()
        self.notify(event.sentence, severity="error", markup=False, timeout=8)

    def on_paste(self, event: Paste) -> None:
        """Inspect what is pasted while another part of the screen has the focus."""
        event.stop()
        self.inspect(event.text)

    def on_resize(self, event: Resize) -> None:
        """Arrange the parts for the room there is."""
        wide = event.size.width >= _WIDE
        self.set_class(not wide, "-narrow")
        self.set_class(not wide and event.size.height < _SHORT, "-short")
        self.result.set_class(not wide or event.size.height < _TALL, "-tabbed")

    def watch_masked(self) -> None:
        """Show or hide the tokens."""
        if self.is_mounted:
            self._show()

    def action_reveal(self) -> None:
        """Reveal the tokens, or hide them again."""
        self.masked = not self.masked

    def action_copy_decoded(self) -> None:
        """Copy what the Secret holds, or the text that was mended; the tokens unmasked."""
        if parcel := self._packed():
            self._copy(parcel)

    def action_copy_token(self) -> None:
        """Copy the token of the registry that the cursor is on."""
        entry = self.result.entry
        if entry and (parcel := packed_token(entry)):
            self._copy(parcel)
        else:
            self.notify("There is no token in this entry.", timeout=8)

    def action_save(self) -> None:
        """Save what the Secret holds, or the text that was mended; the tokens unmasked."""
        if parcel := self._packed():
            self._save(parcel)

    def _packed(self) -> Parcel | None:
        """Return what is to leave: what was mended, else what the chosen Secret holds."""
        secret = self.source.chosen
        return self.mended or (packed_decoded(secret, self.masked) if secret else None)

    def action_edit(self) -> None:
        """Hand the Secret over to the composer, and say what stays behind."""
        if secret := self.source.chosen:
            self.post_message(EditInComposer(draft_of(secret)))
            if sentence := left_behind(secret):
                self.app.notify(sentence, timeout=8)  # the composer is in sight by then

    def _copy(self, parcel: Parcel) -> None:
        copy_aside(self, parcel.text, lambda outcome: self._copied(parcel, outcome))

    def _copied(self, parcel: Parcel, outcome: CopyOutcome) -> None:
        if outcome.how == "failed":
            self._save(parcel, f"{outcome.reason} Save it instead?")
        else:
            self.notify(outcome.sentence(parcel.noun, parcel.caution), timeout=8)

    def _save(self, parcel: Parcel, reason: str = "") -> None:
        from ghcr_tui.screens.dialogs.save import SaveDialog  # most runs never open it

        def saved(done: "Saved | None") -> None:
            if done:
                self.post_message(WorkKept(folder=done.folder))
                self.notify(done.sentence, timeout=8)

        self.app.push_screen(SaveDialog(parcel, reason), saved)

    def action_open_file(self) -> None:
        """Ask for a file and inspect it."""
        from ghcr_tui.screens.inspect.open_file_dialog import OpenFile  # most runs never open it

        self.app.push_screen(OpenFile(last_folder(self.app)), self._opened)

    def _opened(self, file: "OpenedFile | None") -> None:
        if file:
            self.post_message(WorkKept(folder=folder_of(file.path)))
            self.inspect(file.text, file.name, file.path)

    def action_from_clipboard(self) -> None:
        """Inspect what is on the clipboard."""
        self.take_from(clipboard.paste, "the clipboard")

    def action_change_side(self) -> None:
        """Go from the text to what was found in it, or back."""
        if self.source.has_focus_within:
            self.result.focus_section()
        else:
            self.source.focus_first()

    def action_next_section(self, step: int) -> None:
        """Go to the next section, or the one before."""
        self.result.next_section(step)

    def action_clear(self) -> None:
        """Empty the field; a short text comes back with undo."""
        field = self.query_one(PastedText)
        field.focus()
        field.action_clear_pasted()

    def action_stop_or_leave(self) -> None:
        """Stop reading; where nothing is read, go back."""
        if self.source.is_reading:
            self.source.stop()
        else:
            self.post_message(self.BackRequested())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is something for."""
        if action in ("fix", "undo_fix"):
            return bool(self.source.text) or None
        if action in _OF_A_SECRET and (self._shown is None or self._shown[1] is None):
            return None
        return True
