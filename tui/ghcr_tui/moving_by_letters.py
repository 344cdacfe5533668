"""Letters that move, find, help and leave, as in vim and less, wherever no text is typed."""

from typing import ClassVar, Final

from textual.actions import SkipAction
from textual.app import App
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import OptionList

from ghcr_tui.screens.dialogs.dialog import Dialog
from ghcr_tui.screens.dialogs.letters import EVERYWHERE, OVER_SCREENS
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.finding_text import next_option

_MOTIONS: Final = {
    "down": ("cursor_down", "move(1)", "scroll_down"),
    "up": ("cursor_up", "move(-1)", "scroll_up"),
    "first": ("first", "scroll_top", "scroll_home"),
    "last": ("last", "scroll_bottom", "scroll_end"),
}
"""What lists, tables, views and what scrolls call these, whichever of them has the focus."""


class MovesByLetters(App[None]):
    """An app in which letters act on the list or the view that has the focus."""

    BINDINGS: ClassVar[list[BindingType]] = [*EVERYWHERE, *OVER_SCREENS]
    _sought = ""

    async def action_motion(self, motion: str) -> None:
        """Move the cursor, or scroll, in what has the focus."""
        if self.focused is None:
            return
        for action in _MOTIONS[motion]:
            if hasattr(self.focused, f"action_{action.partition('(')[0]}"):
                await self.run_action(action, self.focused)
                return

    async def action_letter(self, action: str) -> None:
        """Do what a key does that is not told by its letter: the line of keys names that one."""
        await self.run_action(action)

    def action_find(self) -> None:
        """Ask for a text, and go to where it is next in what has the focus."""
        from ghcr_tui.screens.dialogs.find import FindDialog  # most runs never open it

        place = self.focused
        if not isinstance(place, CodeView | OptionList):
            raise SkipAction

        def sought(text: str | None) -> None:
            if text:
                self._sought = text
                self._find(place, 1)

        self.push_screen(FindDialog(self._sought), sought)

    def action_find_again(self, step: int) -> None:
        """Go to the next place of what was sought last, or to the one before."""
        if not self._sought or not isinstance(self.focused, CodeView | OptionList):
            raise SkipAction
        self._find(self.focused, step)

    async def action_leave_screen(self) -> None:
        """Leave what is open over Compose, as escape does."""
        if isinstance(self.screen, Dialog):
            self.screen.action_cancel()
            return
        for binding in self.screen._bindings.key_to_bindings.get("escape", ()):
            await self.run_action(binding.action, self.screen)

    def _find(self, place: Widget, step: int) -> None:
        is_found = (
            place.find(self._sought, step)
            if isinstance(place, CodeView)
            else isinstance(place, OptionList) and next_option(place, self._sought, step)
        )
        if not is_found:
            self.notify(f"“{self._sought}” is not in there.", timeout=3)
