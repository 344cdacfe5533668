"""The app: its screens, its look and its commands; what they do is theirs."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from rich.segment import Segments
from textual import constants
from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.events import DeliveryComplete, DeliveryFailed
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen
from textual.worker import get_current_worker

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.text.inert import inert, inert_lines
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.messages import EditInComposer, InspectText
from ghcr_tui.terminal.lifecycle import collect_garbage_again, end_on_signals
from ghcr_tui.terminal.readable import ReadableText

if TYPE_CHECKING:
    from textual.driver import Driver

    from ghcr_tui.screens.copy_text import CopyOutcome

_FRAME = 0.28
"""How much of the foreground there is in a frame; Textual's own is hard to see."""


class GhcrTui(App[None]):
    """From a registry token to a pod that can pull, in one terminal window.

    Opens on Compose with `draft`; with `text`, or with the descriptor of a `pipe`, on Inspect,
    `source` naming where that is from.
    """

    TITLE = "ghcr-tui"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "switch", "Compose", tooltip="Change over between Compose and Inspect"),
        Binding("f5", "verify", "Verify", tooltip="Ask the registry whether it pulls an image"),
        Binding(
            "f6", "cluster", "Cluster", tooltip="See a cluster's pull secrets live; or go back"
        ),
        Binding("f1", "help", "Help", tooltip="Explain the field and list the keys"),
        Binding("ctrl+q", "quit", "Quit", priority=True, tooltip="Leave; unkept work asks first"),
        # At once, so that keys which come faster than fields take them go to the right field.
        Binding("tab", "focus_next", "Next field", priority=True, show=False),
        Binding("shift+tab", "focus_previous", "Field before", priority=True, show=False),
    ]

    def __init__(
        self,
        *,
        draft: Draft | None = None,
        text: str | None = None,
        source: str = "",
        pipe: int | None = None,
    ) -> None:
        super().__init__()
        self._draft = draft
        self._text = text
        self._source = source
        self._pipe = pipe
        self._readable_text = ReadableText()

    def get_driver_class(self) -> "type[Driver]":
        """Read the terminal so that a paste is one piece of data, where Textual's way is ours."""
        if constants.DRIVER is not None or sys.platform == "win32":
            return super().get_driver_class()
        from ghcr_tui.terminal.paste_driver import PasteDriver

        return PasteDriver

    def get_css_variables(self) -> dict[str, str]:
        """Draw the frames of what has no focus so that they can be seen."""
        variables = super().get_css_variables()
        if not self.current_theme.ansi:
            background = Color.parse(variables["background"])
            frame = background.blend(Color.parse(variables["foreground"]), _FRAME)
            variables["border-blurred"] = frame.hex
        return variables

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Draw every text so that it can be read, after all else that decides on its colours."""
        return [*super().get_line_filters(), self._readable_text]

    def get_default_screen(self) -> Screen[None]:
        """Begin with Compose: it is what Inspect hands over to."""
        return ComposeScreen(self._draft)

    def on_mount(self) -> None:
        """Open Inspect where there is something to inspect."""
        end_on_signals(self)
        self.call_after_refresh(collect_garbage_again)
        if self._text is not None or self._pipe is not None:
            self._open_inspect(self._text or "", self._source, self._pipe)
            self._text = self._pipe = None

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

    def action_help(self) -> None:
        """Explain what has the focus, and list the keys."""
        if self.screen.is_modal:
            return
        from ghcr_tui.screens.dialogs.help import HelpDialog

        self.push_screen(HelpDialog(self.screen))

    async def action_quit(self) -> None:
        """Leave; where work would be lost, ask first."""
        from ghcr_tui.screens.dialogs.question import QuitDialog

        if isinstance(self.screen, QuitDialog) or not self.composer.has_unsaved_work:
            self.exit()
        else:
            self.push_screen(QuitDialog(), self._quit_answered)

    def _quit_answered(self, answer: str | None) -> None:
        if answer == "quit":
            self.exit()
        elif answer == "save":
            self._close_until_composer()
            self.composer.action_show_view("yaml")  # the work, whatever view was looked at
            self.composer.action_save()

    def action_help_quit(self) -> None:
        """Say what ctrl+c is not: people press it out of habit, and would lose their typing."""
        self.notify("ctrl+c copies what is selected. To leave, press ctrl+q.")

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """Offer every action of the screen and the app in the palette."""
        from ghcr_tui.screens.palette import commands

        return commands(self, screen)

    def action_screenshot(self, filename: str | None = None, path: str | None = None) -> None:
        """Save a picture of the screen, the secrets hidden, and say what it still shows."""
        from ghcr_tui.screens.screenshot import take_screenshot

        take_screenshot(self, filename, path)

    def on_delivery_complete(self, event: DeliveryComplete) -> None:
        """Say that the picture is saved, now that the toast is not in it."""
        self._tell_of_picture(event)

    def on_delivery_failed(self, event: DeliveryFailed) -> None:
        """Say that the picture is not saved."""
        self._tell_of_picture(event)

    def _tell_of_picture(self, event: DeliveryComplete | DeliveryFailed) -> None:
        from ghcr_tui.screens.screenshot import tell_of_delivery

        tell_of_delivery(self, event)

    def copy_to_clipboard(self, text: str) -> None:
        """Copy a selection: to the clipboard where there is one, else through the terminal."""
        from ghcr_tui.screens.copy_text import copy_aside

        self._clipboard = text
        copy_aside(self, text, self._selection_copied)

    def _selection_copied(self, outcome: "CopyOutcome") -> None:
        severity: SeverityLevel = "warning" if outcome.how == "failed" else "information"
        self.notify(outcome.sentence("selection"), severity=severity, timeout=4)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notification, always as plain text: what it quotes may be anybody's.

        `markup` is not obeyed: every widget and screen notifies through here, and Textual's
        `Widget.notify` asks for markup unless it is told otherwise.
        """
        super().notify(
            inert_lines(message),
            title=inert(title),
            severity=severity,
            timeout=timeout,
            markup=False,
        )

    def _fatal_error(self) -> None:
        """Leave after a bug, with a traceback that shows no local variables: tokens are in them."""
        from rich.traceback import Traceback

        self.bell()
        traceback = Traceback(show_locals=False, width=None)
        self._exit_renderables.append(
            Segments(self.console.render(traceback, self.console.options))
        )
        self._close_messages_no_wait()


def _come_through(pipe: int) -> str:
    """Return what comes through a pipe, in a worker's thread; a silent one ends with the worker."""
    from ghcr_tui.system.stdin import read_piped

    worker = get_current_worker()
    return read_piped(pipe, lambda: worker.is_cancelled)
