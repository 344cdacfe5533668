"""The dialog that opens a file: a path to type, or a tree to choose from."""

from pathlib import Path
from typing import NamedTuple

from rich.text import Text, TextType
from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets import DirectoryTree, Input, Static

from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.dialogs.dialog import Dialog
from ghcr_tui.system.files import FileProblem, expand, read_text
from ghcr_tui.widgets.text_field import TextField


class OpenedFile(NamedTuple):
    """A file that was read: its name as people may see it, its text, and its path."""

    name: str
    text: str
    path: str = ""

    def __repr__(self) -> str:
        """Leave the text out: tokens are in it."""
        return f"OpenedFile({self.name!r})"


class InertTree(DirectoryTree):
    """A tree in which a file's name is only text, without the pictures not every terminal has."""

    ICON_NODE = "▸ "
    ICON_NODE_EXPANDED = "▾ "
    ICON_FILE = "  "

    def process_label(self, label: TextType) -> Text:
        """Return a name with nothing active in it."""
        return Text(inert(str(label)))


class OpenFile(Dialog[OpenedFile]):
    """Asks for a file and reads it; what goes wrong is said here, and the path stays."""

    DEFAULT_CSS = """
    OpenFile {
        & > Vertical { width: 76; height: 22; max-height: 90%; padding: 0 1; }
        & TextField { margin: 1 0 0 0; background: $boost; }
        & #problem { height: auto; max-height: 4; color: $text-error; margin: 0 1; }
        & InertTree { background: $surface; margin: 1 0 0 0; }
    }
    """

    def __init__(self, folder: str = "") -> None:
        """Show the files in `folder`, or of the working folder."""
        super().__init__()
        self._folder = folder

    def compose(self) -> ComposeResult:
        """Lay out the path, what is wrong with it, and the tree."""
        with Vertical() as dialog:
            dialog.border_title = "Open a file"
            dialog.border_subtitle = "enter opens · tab to the tree · esc cancels"
            yield TextField(
                placeholder="~/.docker/config.json", help_text="The file to inspect.", id="path"
            )
            yield Static(id="problem", markup=False)
            yield InertTree(self._folder or _here(), id="tree")

    @on(Input.Submitted, "#path")
    def _path_given(self, event: Input.Submitted) -> None:
        event.stop()
        if event.value.strip():
            self._open(event.value)

    @on(DirectoryTree.FileSelected)
    def _file_chosen(self, event: DirectoryTree.FileSelected) -> None:
        event.stop()
        field = self.query_one("#path", Input)
        field.value = str(event.path)
        self._open(field.value)

    @on(Input.Changed, "#path")
    def _path_changed(self) -> None:
        self._show_problem("")

    def _open(self, path_text: str) -> None:
        self._show_problem("Reading …")
        self.run_worker(lambda: self._read(path_text), thread=True, exclusive=True)

    def _read(self, path_text: str) -> None:
        try:
            path = expand(path_text)
            opened = OpenedFile(inert(path.name), read_text(path), str(path))
        except FileProblem as problem:
            self.app.call_from_thread(self._show_problem, str(problem))
        else:
            self.app.call_from_thread(self._opened, opened)

    def _opened(self, opened: OpenedFile) -> None:
        if self.is_current:
            self.dismiss(opened)

    def _show_problem(self, sentence: str) -> None:
        self.query_one("#problem", Static).update(sentence)


def _here() -> Path:
    """Return the working folder, or the root where it has been deleted meanwhile."""
    try:
        return Path.cwd()
    except OSError:
        return Path("/")
