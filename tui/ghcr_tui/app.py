"""The app: its screens, its look and its commands; what they do is theirs."""

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, Final

from rich.segment import Segments
from textual import constants
from textual.app import SystemCommand
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.events import DeliveryComplete, DeliveryFailed
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.screen import Screen

from ghcr_tui.changing_over import ChangesOver
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.memory import Memory, memory_of
from ghcr_tui.core.settings.settings import ClipboardUse, Settings
from ghcr_tui.core.text.inert import inert, inert_lines
from ghcr_tui.moving_by_letters import MovesByLetters
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.messages import WorkKept
from ghcr_tui.screens.remembering import Remembering
from ghcr_tui.terminal.lifecycle import collect_garbage_again, end_on_signals
from ghcr_tui.terminal.readable import ReadableText
from ghcr_tui.widgets.chosen_key import chosen_key

if TYPE_CHECKING:
    from textual.driver import Driver

    from ghcr_tui.screens.copy_text import CopyOutcome

_FRAME = 0.28
"""How much of the foreground there is in a frame; Textual's own is hard to see."""
_UNSET: Final = Settings()
_NEW: Final = Memory()


class GhcrTui(ChangesOver, MovesByLetters):
    """From a registry token to a pod that can pull, in one terminal window.

    Opens on Compose with `draft`; with `text`, or with the descriptor of a `pipe`, on Inspect,
    `source` naming where that is from. `settings` hold, `memory` is what was remembered, and
    `complaint` says what of the settings does not hold; the draft's token is from `token_from`.
    """

    TITLE = "ghcr-tui"
    CSS_PATH = Path(__file__).with_name("app.tcss")
    BINDINGS: ClassVar[list[BindingType]] = [
        chosen_key("switch", "switch", "Compose", "Change over between Compose and Inspect"),
        chosen_key("verify", "verify", "Verify", "Ask the registry whether it pulls an image"),
        chosen_key("cluster", "cluster", "Cluster", "See a cluster's pull secrets; or go back"),
        chosen_key("help", "help", "Help", "Explain the field and list the keys"),
        chosen_key("palette", "command_palette", "Palette", show=False, priority=True),
        chosen_key("quit", "quit", "Quit", "Leave; unkept work asks first", priority=True),
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
        settings: Settings = _UNSET,
        memory: Memory = _NEW,
        token_from: str = "",
        complaint: str = "",
    ) -> None:
        super().__init__()
        self.settings = settings
        self.remembering = Remembering(self, memory, settings.remembered)
        self._token_from = token_from
        self._complaint = complaint
        if (theme := settings.theme or memory.theme) in self.available_themes:
            self.theme = theme
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
        return ComposeScreen(self._draft, self._token_from)

    def on_mount(self) -> None:
        """Open Inspect where there is something to inspect."""
        end_on_signals(self)
        self.set_keymap(dict(self.settings.keys))
        self.theme_changed_signal.subscribe(self, lambda theme: self._theme_chosen(theme.name))
        if self._complaint:
            self.notify(self._complaint, title="config.toml", severity="warning", timeout=12)
        self.call_after_refresh(collect_garbage_again)
        if self._text is not None or self._pipe is not None:
            self._open_inspect(self._text or "", self._source, self._pipe)
            self._text = self._pipe = None

    @property
    def clipboard_use(self) -> ClipboardUse:
        """Which ways a copy may take."""
        return self.settings.clipboard

    def _theme_chosen(self, name: str) -> None:
        self.remembering.keep(Memory(theme=name))

    def on_work_kept(self, event: WorkKept) -> None:
        """Remember the names in a draft that was copied or saved, and the folder."""
        memory = memory_of(event.draft) if event.draft else Memory()
        self.remembering.keep(memory._replace(folder=event.folder))

    def action_forget(self) -> None:
        """Forget what was remembered from earlier runs, and remember nothing of this one."""
        self.remembering.forget()

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
        said = (inert_lines(message), inert(title))
        if any((each.message, each.title) == said for each in self._notifications):
            return  # it is in sight already
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
