"""The letters that move and leave: which they are, on every screen and in every dialog."""

from typing import Final

from textual.binding import Binding

EVERYWHERE: Final = (
    Binding("j,ctrl+n", "app.motion('down')", "Down, in a list or a view", show=False),
    Binding("k", "app.motion('up')", "Up", show=False),
    Binding("g", "app.motion('first')", "To the beginning", show=False),
    Binding("G", "app.motion('last')", "To the end", show=False),
    Binding("q", "app.leave_screen", "Leave what is open over Compose", show=False),
)
"""Letters that work in dialogs, too. Where something is typed they are text."""
OVER_SCREENS: Final = (
    Binding("slash", "app.find", "Find a text", show=False),
    Binding("n", "app.find_again(1)", "Find it again", show=False),
    Binding("N", "app.find_again(-1)", "Find it before", show=False),
    Binding("question_mark", "app.letter('help')", "Help", show=False),
    Binding("colon", "app.letter('command_palette')", "Find any command by its name", show=False),
)
"""Letters that work where no dialog is open."""
