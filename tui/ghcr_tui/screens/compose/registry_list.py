"""The list of registries, when a Secret has more than one: which is edited, and their order."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.tokens_in_text import without_tokens
from ghcr_tui.core.findings.finding import Severity
from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.findings_panel import MARKS, STYLES


class RegistryList(OptionList):
    """Shows one line a registry; the highlighted one is edited below."""

    DEFAULT_CSS = """
    RegistryList { height: auto; max-height: 6; border: round $border-blurred;
        background: $background; padding: 0 1; border-title-color: $foreground 70%;
        border-subtitle-color: $foreground 70%; overflow-x: hidden; scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", "Edit this registry", show=False),
        Binding("delete", "screen.remove_registry", "Remove", show=False),
        Binding("shift+up", "screen.move_up", "Move up", show=False),
        Binding("shift+down", "screen.move_down", "Move down", show=False),
    ]
    """
    | Key | What it does |
    | --- | --- |
    | enter | Goes to its fields. |
    | delete | Removes the registry. |
    | shift+up, shift+down | Moves it up or down. |
    """
    HELP: ClassVar[str] = (
        "The registries of this Secret, in their order. The highlighted one is edited below; "
        "delete removes it, shift+up and shift+down move it, ctrl+n adds another."
    )

    class Picked(Message):
        """Another registry is to be edited."""

        def __init__(self, position: int) -> None:
            super().__init__()
            self.position = position

    class Chosen(Message):
        """The highlighted registry is to be typed into."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self.border_title = "Registries"
        self.border_subtitle = (
            "[@click=screen.add_registry]add[/] [@click=screen.remove_registry]remove[/] "
            "[@click=screen.move_up]up[/] [@click=screen.move_down]down[/]"
        )
        self._listed: list[Content] = []

    def show(
        self, credentials: tuple[Credential, ...], marks: Mapping[int, Severity], current: int
    ) -> None:
        """List `credentials`, with the gravest severity found in each, `current` highlighted."""
        lines = [_line(number, each, marks.get(number)) for number, each in enumerate(credentials)]
        with self.prevent(OptionList.OptionHighlighted):
            if len(lines) == len(self._listed):
                for number, line in enumerate(lines):
                    if line != self._listed[number]:
                        self.replace_option_prompt_at_index(number, line)
            else:
                self.set_options([Option(line) for line in lines])
            self._listed = lines
            self.highlighted = current

    def action_edit(self) -> None:
        """Go to the fields of the registry that is highlighted."""
        self.post_message(self.Chosen())

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Tell which registry is to be edited."""
        event.stop()
        self.post_message(self.Picked(event.option_index))


def _line(number: int, credential: Credential, mark: Severity | None) -> Content:
    return Content.assemble(
        (f"{MARKS[mark]} ", STYLES[mark]) if mark else "  ",
        f"{number + 1}. ",
        inert(without_tokens(credential.registry), 60) or "no registry yet",
        (f"  {inert(without_tokens(credential.username), 60)}", "$foreground 65%"),
    )
