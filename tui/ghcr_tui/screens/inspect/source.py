"""Where inspected Secrets come from: the field for the text, its reading, and the list of it."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input, ProgressBar, TextArea
from textual.worker import get_current_worker

from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection
from ghcr_tui.core.inspection.whole_document import takes_the_place_of
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem as PlainProblem
from ghcr_tui.core.verdict.verdict import JudgedSecret
from ghcr_tui.screens.background import Turns
from ghcr_tui.screens.inspect.background_reading import (
    SHORT,
    Finished,
    Found,
    let_go,
    read_at_once,
    read_in_thread,
)
from ghcr_tui.screens.inspect.secret_list import ListedSecret, SecretList
from ghcr_tui.widgets.pasted_text import PastedText
from ghcr_tui.widgets.virtual_table import VirtualTable

WELCOME = """\
Paste anything here:

  · a Secret in YAML or JSON, or a list of thousands
  · a .dockerconfigjson, .dockercfg or Docker config.json
  · a single auth value, or whatever looks like base64

f9 opens a file, f8 takes what is on the clipboard.

You see what it is, what it holds, and why a pull with it
would fail. Nothing leaves this machine."""
_EMPTY = Inspection("empty", "There is nothing to inspect yet.")
_MANY = 1000
"""Secrets from which freeing them takes longer than a frame."""


class SecretSource(Vertical):
    """Takes a text, reads it in the background where it is long, and lists what it holds."""

    DEFAULT_CSS = """
    SecretSource {
        & > PastedText { height: 1fr; }
        & > ProgressBar { display: none; width: 1fr; height: 1; padding: 0 1; }
        & > ProgressBar Bar { width: 1fr; }
        &.-reading > ProgressBar { display: block; }
        & > SecretList { display: none; height: 2fr; }
        &.-several > SecretList { display: block; }
        &.-several > PastedText { height: 1fr; max-height: 8; }
    }
    """

    class SelectionChanged(Message):
        """What is to be shown has changed; `secrets_changed` where the list has, too."""

        def __init__(self, secrets_changed: bool) -> None:
            super().__init__()
            self.secrets_changed = secrets_changed

    class Problem(Message):
        """Nothing could be taken from where it should come from; `sentence` says why."""

        def __init__(self, sentence: str) -> None:
            super().__init__()
            self.sentence = sentence

    def __init__(self, id: str) -> None:
        super().__init__(id=id, classes="-empty")
        self.inspection = _EMPTY
        self._text = ""
        self._label = ""
        self.path = ""
        self._number = 0
        self._is_fresh = True

    def compose(self) -> ComposeResult:
        """Lay out the field, the progress and the list."""
        field = PastedText(placeholder=WELCOME, id="pasted", replaces=takes_the_place_of)
        field.border_title = "Paste here"
        yield field
        yield ProgressBar(total=1.0, show_eta=False, id="progress")
        yield SecretList(id="list")

    @property
    def chosen(self) -> InspectedSecret | None:
        """The Secret that is to be shown."""
        return self._list.chosen

    @property
    def pull_secrets(self) -> list[JudgedSecret]:
        """The Secrets that the filter leaves, as the verdict takes them."""
        return self._list.pull_secrets()

    @property
    def is_reading(self) -> bool:
        """Whether a text is being read."""
        return self.has_class("-reading")

    @property
    def _list(self) -> SecretList:
        return self.query_one(SecretList)

    def focus_first(self) -> None:
        """Go to the list, or where there is none, to the field."""
        several = self.has_class("-several")
        (self._list.table if several else self.query_one(PastedText)).focus()

    @property
    def text(self) -> str:
        """The text that is inspected."""
        return self._text

    def inspect(self, text: str, label: str = "", path: str = "") -> None:
        """Inspect `text` in place of what is there; `label` says where it comes from.

        `path` is the file that it was read from, "" where that is none.
        """
        field = self.query_one(PastedText)
        self._label, self.path = label, path
        field.replace_all(text)

    def replace(self, text: str) -> None:
        """Put `text` in place of what it was made from; undo brings that back."""
        self.query_one(PastedText).replace_all(text)

    def undo(self) -> None:
        """Take back what was last done to the text."""
        self.query_one(PastedText).action_undo()

    @on(PastedText.Replaced)
    def _replaced(self, event: PastedText.Replaced) -> None:
        event.stop()
        self._label = self.path = ""

    def take_from(self, source: Callable[[], str], label: str) -> None:
        """Inspect what `source` returns; it is called in a thread, where it may take its time."""
        self.query_one(PastedText).border_subtitle = f"{inert(label, 60)}: waiting …"
        self.run_worker(lambda: self._take(source, label), thread=True, group="taking")

    def _take(self, source: Callable[[], str], label: str) -> None:
        worker = get_current_worker()
        try:
            text = source()
        except PlainProblem as problem:
            self.app.call_from_thread(self._fail, str(problem))
        else:
            if worker.is_cancelled:
                return
            if text and not text.isspace():
                self.app.call_from_thread(self.inspect, text, label)
            else:  # most often a command that failed, its message hidden below the screen
                self.app.call_from_thread(self._fail, f"Nothing came from {label}.")

    def _fail(self, sentence: str) -> None:
        self._name_source(self._text)
        self.post_message(self.Problem(sentence))

    @on(TextArea.Changed, "#pasted")
    def _text_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        text = event.text_area.text
        if text != self._text:
            self._text = text
            self._name_source(text)
            self._read(text)

    def _name_source(self, text: str) -> None:
        size = f"{len(text):,} characters" if text else ""
        label = inert(self._label, 60)
        subtitle = " · ".join(part for part in (label, size) if part)
        self.query_one(PastedText).border_subtitle = subtitle if text else ""
        if not text:
            self._label = ""

    def _read(self, text: str) -> None:
        self.workers.cancel_group(self, "reading")
        self._number += 1
        self._is_fresh = True
        if len(text) <= SHORT:
            rows, inspection = read_at_once(text)
            self._add(rows)
            self._finish(inspection)
            return
        if self.query_one(PastedText).is_aside:
            self.add_class("-reading").remove_class("-empty")
            self.query_one(ProgressBar).update(progress=0.0)
            self._add([])
            self.post_message(self.SelectionChanged(secrets_changed=True))
        number, turns = self._number, Turns()
        self.run_worker(lambda: self._read_aside(number, text, turns), thread=True, group="reading")

    def _read_aside(self, number: int, text: str, turns: Turns) -> None:
        worker = get_current_worker()
        read_in_thread(number, text, self.post_message, turns, lambda: worker.is_cancelled)

    @on(Found)
    def _found(self, event: Found) -> None:
        event.stop()
        if event.number == self._number:
            self._add(event.rows)
            self.query_one(ProgressBar).update(progress=event.share)

    @on(Finished)
    def _finished(self, event: Finished) -> None:
        event.stop()
        if event.number == self._number:
            self._finish(event.inspection)

    def _add(self, rows: list[ListedSecret]) -> None:
        if self._is_fresh:
            self._is_fresh = False
            self.inspection = Inspection("reading", "Reading …")
            old = self._list.take_all()
            if len(old) > _MANY:
                # a lambda: of a partial, the worker would show every Secret in its name
                self.run_worker(lambda: let_go(old), thread=True, group="freeing")
        self._list.extend(rows)
        several = len(self._list.table.items) > 1
        if several and not self.has_class("-several") and self.query_one(PastedText).is_aside:
            self.set_timer(0.2, self._leave_field)
        self.set_class(several, "-several")

    def _leave_field(self) -> None:
        """Go on to the list from a field in which there is nothing to edit."""
        field = self.query_one(PastedText)
        is_free = self.screen.focused in (field, None)
        if is_free and field.is_aside and self.has_class("-several"):
            self._list.table.focus()

    def _finish(self, inspection: Inspection) -> None:
        self.remove_class("-reading")
        self.set_class(inspection.kind == "empty", "-empty")
        self.inspection = inspection
        self.post_message(self.SelectionChanged(secrets_changed=True))

    def stop(self) -> None:
        """Stop reading; what has been read stays."""
        self.workers.cancel_group(self, "reading")
        self._number += 1
        share = self.query_one(ProgressBar).percentage or 0.0
        sentence = f"Stopped after {share:.0%} of the text: what was read until then is shown."
        self._finish(Inspection("stopped", sentence))

    @on(VirtualTable.Highlighted)
    def _highlighted(self, event: VirtualTable.Highlighted) -> None:
        event.stop()
        self.post_message(self.SelectionChanged(secrets_changed=False))

    @on(Input.Changed, "#filter")
    def _filtered(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.SelectionChanged(secrets_changed=True))
