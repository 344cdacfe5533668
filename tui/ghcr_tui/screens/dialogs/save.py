"""The dialog that saves a text: where to, what is in the way, and what git would make of it."""

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from ghcr_tui.core.credential.redacted_diff import difference
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.dialogs.dialog import Dialog
from ghcr_tui.screens.parcel import Parcel
from ghcr_tui.screens.remembering import offered_path
from ghcr_tui.system.files import FileProblem, make_folders, write_private
from ghcr_tui.system.save_target import SaveTarget, examine
from ghcr_tui.widgets.text_field import TextField

_PAUSE = 0.2
"""Seconds without a key after which the place is looked at; git takes a few milliseconds."""
_HELP = (
    "Where the file goes; ~ is your home. It is written whole or not at all, and only you can "
    "read it. An old file is replaced after you have seen what changes."
)


class Saved(NamedTuple):
    """What was saved: the sentence that says so, and the folder that it is in."""

    sentence: str
    folder: str


class SaveDialog(Dialog[Saved]):
    """Asks for a path and saves what leaves there; returns what says so.

    What goes wrong is said here, and neither the path nor an old file is lost. `reason` says why
    the dialog has opened, where that was not asked for.
    """

    DEFAULT_CSS = """
    SaveDialog {
        & Static { height: auto; }
        & TextField { background: $boost; }
        & #reason { margin: 0 0 1 0; color: $text-warning; }
        & #target, & #problem { margin: 1 0 0 0; }
        & #problem { display: none; color: $text-error; max-height: 5; }
    }
    """

    def __init__(self, parcel: Parcel, reason: str = "") -> None:
        super().__init__()
        self._parcel = parcel
        self._reason = reason
        self._offered: SaveTarget | None = None
        self._is_busy = False
        self._timer: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay out the path, what is to be known about it, and what went wrong."""
        with Vertical() as dialog:
            dialog.border_title = f"Save the {self._parcel.noun}"
            dialog.border_subtitle = "enter saves · esc cancels"
            if self._reason:
                yield Static(self._reason, id="reason", markup=False)
            yield TextField(
                offered_path(self.app, self._parcel.file_name), help_text=_HELP, id="path"
            )
            yield Static(id="target", markup=False)
            yield Static(id="problem", markup=False)

    def on_mount(self) -> None:
        """Look at the place that is offered."""
        self._look_soon(0)

    @on(TextField.Changed, "#path")
    def _path_changed(self, event: TextField.Changed) -> None:
        event.stop()
        self._offered = None
        self._show_problem("")
        self._look_soon(_PAUSE)

    @on(TextField.Submitted, "#path")
    def _path_given(self, event: TextField.Submitted) -> None:
        event.stop()
        if not self._is_busy:
            self._is_busy = True
            typed = event.value
            self.run_worker(lambda: self._try(typed), thread=True, group="save")

    def _look_soon(self, pause: float) -> None:
        if self._timer:
            self._timer.stop()
        self._timer = self.set_timer(pause, self._look)

    def _look(self) -> None:
        typed = self.query_one("#path", TextField).value
        self.run_worker(lambda: self._look_at(typed), thread=True, exclusive=True, group="look")

    def _look_at(self, typed: str) -> None:
        try:
            target = examine(typed)
        except FileProblem as problem:
            self.app.call_from_thread(self._describe, typed, Content(str(problem)))
        else:
            self.app.call_from_thread(self._describe, typed, self._described(target))

    def _describe(self, typed: str, content: Content) -> None:
        if self.is_mounted and self.query_one("#path", TextField).value == typed:
            self.query_one("#target", Static).update(content)

    def _described(self, target: SaveTarget) -> Content:
        lines = [Content.styled(inert(str(target.path.absolute()), 300), "$foreground 65%")]
        if target.is_taken:
            lines.append(Content("A file is there: you see what changes before it is replaced."))
        if target.missing:
            lines.append(Content(f"{_folders(target)} missing."))
        if target.is_unignored and self._parcel.is_secret:
            lines.append(
                Content.assemble(
                    ("▲ ", "bold $text-warning"),
                    "git would take this file, and this is a live token: whoever gets the "
                    "repository gets it. Save it elsewhere, or name it in .gitignore.",
                )
            )
        return Content("\n").join(lines)

    def _try(self, typed: str) -> None:
        """Save, unless something has to be asked first. Runs in a thread."""
        call = self.app.call_from_thread
        try:
            target = examine(typed)
            if target.missing and not self._is_agreed(target):
                call(self._offer_folders, target)
            elif target.is_taken and target.old != self._parcel.text:
                name = inert(target.path.name, 80)
                changes = (
                    "" if target.old is None else difference(target.old, self._parcel.text, name)
                )
                call(self._ask_to_replace, target, changes)
            else:
                self._write(target)
        except FileProblem as problem:
            call(self._fail, str(problem))

    def _is_agreed(self, target: SaveTarget) -> bool:
        return self._offered is not None and self._offered.path == target.path

    def _write(self, target: SaveTarget) -> None:
        """Write the file. Runs in a thread."""
        call = self.app.call_from_thread
        try:
            make_folders(target.path)
            write_private(target.path, self._parcel.text)
        except FileProblem as problem:
            call(self._fail, str(problem))
        else:
            call(self._finish, target)

    def _offer_folders(self, target: SaveTarget) -> None:
        self._is_busy = False
        self._offered = target
        self._show_problem(f"{_folders(target)} missing. Enter again makes it, open to you alone.")

    def _ask_to_replace(self, target: SaveTarget, changes: str) -> None:
        from ghcr_tui.screens.dialogs.overwrite import OverwriteDialog

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.run_worker(lambda: self._write(target), thread=True, group="save")
            else:
                self._is_busy = False

        if self.is_current:
            self.app.push_screen(OverwriteDialog(str(target.path), changes), answered)

    def _fail(self, sentence: str) -> None:
        self._is_busy = False
        self._show_problem(sentence)

    def _finish(self, target: SaveTarget) -> None:
        path = inert(str(target.path.absolute()), 300)
        sentence = f"Saved the {self._parcel.noun} in {path}; only you can read it."
        if target.is_unignored and self._parcel.is_secret:
            sentence += " git would take this file: do not commit the token."
        if self.is_current:
            self.dismiss(Saved(sentence, str(target.path.absolute().parent)))
        else:  # closed while a slow disk was still writing
            self.app.notify(sentence, markup=False)

    def _show_problem(self, sentence: str) -> None:
        if self.is_mounted:
            problem = self.query_one("#problem", Static)
            problem.update(f"✖ {sentence}" if sentence else "")
            problem.display = bool(sentence)


def _folders(target: SaveTarget) -> str:
    folder = inert(str(target.missing[-1]), 200)
    return f"The folder {folder} is" if len(target.missing) == 1 else f"Folders up to {folder} are"
