"""The choice between a few words on one line, taken with the arrow keys or a click."""

from typing import ClassVar, Final

from rich.cells import cell_len
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.events import Click
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


class Choice(Widget, can_focus=True):
    """Shows its options side by side, a filled dot before the one that is chosen."""

    DEFAULT_CSS = """
    Choice { height: 1; width: 1fr; padding: 0 0 0 1; pointer: pointer;
        &:focus { background: $surface; background-tint: $foreground 10%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space,enter", "choose(1)", "Next", show=False),
        Binding("left", "choose(-1)", "Previous", show=False),
    ]
    """
    | Key | What it does |
    | --- | --- |
    | right, space, enter | Takes the next option. |
    | left | Takes the option before. |
    """
    GAP: ClassVar[str] = "  "

    chosen: reactive[int] = reactive(0)

    class Changed(Message):
        """Another option was taken."""

        def __init__(self, choice: "Choice") -> None:
            super().__init__()
            self.choice = choice

        @property
        def control(self) -> "Choice":
            """The choice that was made."""
            return self.choice

    def __init__(
        self, *options: str, chosen: int = 0, help_text: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.options: Final = options
        self.help_text: Final = help_text
        self.set_reactive(Choice.chosen, chosen)

    def set_silently(self, chosen: int) -> None:
        """Take an option without telling anybody."""
        with self.prevent(Choice.Changed):
            self.chosen = chosen

    def label(self, number: int) -> Content:
        """Return how an option is drawn."""
        if number == self.chosen:
            return Content.assemble(("● ", "$text-primary"), (self.options[number], "bold"))
        return Content.styled(f"○ {self.options[number]}", "$foreground 75%")

    def render(self) -> Content:
        """Draw the options."""
        return Content(self.GAP).join(self.label(number) for number in range(len(self.options)))

    def watch_chosen(self) -> None:
        """Tell that another option was taken."""
        self.post_message(self.Changed(self))

    def action_choose(self, step: int) -> None:
        """Take the option `step` further on, and go round at the end."""
        self.chosen = (self.chosen + step) % len(self.options)

    def on_click(self, event: Click) -> None:
        """Take the option under the mouse."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        end = 0
        for number in range(len(self.options)):
            end += self.label(number).cell_length + cell_len(self.GAP)
            if offset.x < end:
                self.chosen = number
                return
