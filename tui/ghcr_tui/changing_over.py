"""How the app changes over between its screens: no screen knows of another."""

from textual.app import App
from textual.worker import get_current_worker

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.messages import EditInComposer, InspectText


class ChangesOver(App[None]):
    """An app whose lowest screen is Compose, and which opens the others above it."""

    @property
    def composer(self) -> ComposeScreen:
        """The screen that is always there, below whatever is open."""
        composer = self.screen_stack[0]
        assert isinstance(composer, ComposeScreen)  # noqa: S101 - the default screen
        return composer

    def _open_inspect(self, text: str = "", source: str = "", pipe: int | None = None) -> None:
        from ghcr_tui.screens.inspect.screen import InspectScreen  # most runs never need it

        fetch = None if pipe is None else lambda: _come_through(pipe)
        path = source if text and pipe is None else ""
        self.install_screen(InspectScreen(text, fetch, source, path), "inspect")
        self.push_screen("inspect")

    def action_switch(self) -> None:
        """Change over from Compose to Inspect, or back."""
        if self.screen is not self.composer:
            if not self.screen.is_modal:
                self.pop_screen()
        elif self.is_screen_installed("inspect"):
            self.push_screen("inspect")
        else:
            self._open_inspect()

    def action_cluster(self) -> None:
        """Change over to Cluster, or back to Compose; nothing is asked of a cluster before."""
        if self.screen.is_modal:
            return
        is_open = self.is_screen_installed("cluster") and self.screen is self.get_screen("cluster")
        self._close_until_composer()
        if not is_open:
            self._push_cluster()

    def _push_cluster(self) -> None:
        if not self.is_screen_installed("cluster"):
            from ghcr_tui.screens.cluster.screen import ClusterScreen  # most runs never need it

            self.install_screen(ClusterScreen(), "cluster")
        self.push_screen("cluster")

    def action_go_to(self, name: str) -> None:
        """Go to the screen of this name, from whichever is open."""
        open_now = self.screen
        if open_now.is_modal or (name == "compose" and open_now is self.composer):
            return
        if self.is_screen_installed(name) and open_now is self.get_screen(name):
            return
        self._close_until_composer()
        if name == "cluster":
            self._push_cluster()
        elif name == "inspect":
            self.action_switch()

    def on_inspect_text(self, event: InspectText) -> None:
        """Open Inspect above what is open, on what the message brings."""
        from ghcr_tui.screens.inspect.screen import InspectScreen

        self._close_until_composer()
        self._push_cluster()
        if self.is_screen_installed("inspect"):
            self.push_screen("inspect")
            inspect = self.get_screen("inspect")
            assert isinstance(inspect, InspectScreen)  # noqa: S101 - installed under its name
            inspect.take_from(event.source, event.label)
        else:
            self.install_screen(InspectScreen("", event.source, event.label), "inspect")
            self.push_screen("inspect")

    def on_inspect_screen_back_requested(self) -> None:
        """Go back to what is below."""
        self.action_switch()

    def on_cluster_screen_back_requested(self) -> None:
        """Go back to Compose."""
        self.action_switch()

    def on_edit_in_composer(self, event: EditInComposer) -> None:
        """Go on with an inspected Secret in Compose; where work would be lost, ask first."""
        if not self.composer.has_unsaved_work:
            self._edit_draft(event.draft)
            return
        from ghcr_tui.screens.dialogs.question import ReplaceDialog

        def answered(is_replaced: bool | None) -> None:
            if is_replaced:
                self._edit_draft(event.draft)

        self.push_screen(ReplaceDialog(), answered)

    def _edit_draft(self, draft: Draft) -> None:
        self._close_until_composer()
        self.composer.compose_draft(draft)

    def _close_until_composer(self) -> None:
        for _ in self.screen_stack[1:]:
            self.pop_screen()

    def action_verify(self) -> None:
        """Ask the registry whether the credentials of the open screen pull an image."""
        from ghcr_tui.screens.verify.screen import VerifyScreen  # brings the HTTP client along
        from ghcr_tui.screens.verify.verifiable import AsksRegistry

        if isinstance(self.screen, AsksRegistry):
            self.push_screen(VerifyScreen(self.screen.pull_secrets(), self.screen.asked_image))


def _come_through(pipe: int) -> str:
    """Return what comes through a pipe, in a worker's thread; a silent one ends with the worker."""
    from ghcr_tui.system.stdin import read_piped

    worker = get_current_worker()
    return read_piped(pipe, lambda: worker.is_cancelled)
