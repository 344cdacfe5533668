"""The part of the composer that makes the text of a view, and asks what that needs."""

from abc import abstractmethod
from typing import cast

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.format import Format
from ghcr_tui.core.settings.means import Means
from ghcr_tui.core.settings.memory import memory_of_means
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.screens.compose.for_git import Ready, Rendering, read_for
from ghcr_tui.screens.compose.mending import MendsDraft
from ghcr_tui.screens.parcel import file_stem
from ghcr_tui.screens.remembering import Remembers, offered_path


class RendersDraft(MendsDraft):
    """What a view needs besides the draft is read when it is shown, and kept while it is."""

    _means: Means = Means()

    def __init__(self) -> None:
        super().__init__()
        self._rendering = Rendering()

    @property
    @abstractmethod
    def draft(self) -> Draft:
        """What is typed in."""

    @property
    @abstractmethod
    def shown(self) -> Format:
        """The format in which it is shown, and leaves."""

    @abstractmethod
    def show_view(self) -> None:
        """Show the draft in the format that is chosen."""

    def recall_means(self) -> None:
        """Take what was chosen in an earlier run."""
        if isinstance(self.app, Remembers):
            self._means = self.app.remembering.memory.safe_for_git or Means()

    def text_of(self, draft: Draft, *, masked: bool) -> str:
        """Return `draft` in the format that is shown. Raises Problem for what it lacks."""
        return self._rendering.text(draft, self.shown, masked=masked)

    def show_anew(self, *, asks_again: bool = False) -> None:
        """Show the view, and read what it needs; `asks_again` also what was fetched before."""
        self._rendering = rendering = Rendering()
        shown, means = self.shown, self._means
        if rendering.lacks(shown):
            name = shown.file_name.format(file_stem(self.draft.name or "pull"))
            file = offered_path(self.app, name)
            self.run_worker(
                lambda: self._read(rendering, shown, means, file, asks_again),
                thread=True,
                group="means",
                exclusive=True,
            )
        self.show_view()

    def _read(
        self, rendering: Rendering, shown: Format, means: Means, file: str, asks_again: bool
    ) -> None:
        read: Ready | Problem
        try:
            read = read_for(shown, means, file, anew=asks_again)
        except Problem as problem:
            read = problem
        self.app.call_from_thread(self._take, rendering, shown, read)

    def _take(self, rendering: Rendering, shown: Format, read: Ready | Problem) -> None:
        rendering.take(shown, read)
        if rendering is not self._rendering:  # another view is shown by now
            return
        if isinstance(read, Ready) and read.warning:
            self.notify(read.warning, severity="warning", timeout=8)
        self.show_view()

    def action_means(self) -> None:
        """Ask what the view needs that is safe for git: a certificate, recipients, a store."""
        shown = self.shown
        if not shown.asks:
            self.notify("The views Sealed, SOPS and Store need something to be chosen.")
            return
        from ghcr_tui.screens.compose.choosing import answered, means_dialog

        def chosen(answers: object) -> None:
            if answers is None:
                return
            self._means = answered(shown, self._means, cast("tuple[str, ...]", answers))
            if isinstance(self.app, Remembers):
                self.app.remembering.keep(memory_of_means(self._means))
            self.show_anew(asks_again=True)

        self.app.push_screen(means_dialog(shown, self._means), chosen)
