"""The read-only view of YAML, JSON and shell text: highlighted, scrollable, selectable, inert."""

from functools import cache
from typing import ClassVar, Final

from rich.style import Style
from rich.text import Text
from textual._text_area_theme import TextAreaTheme
from textual.binding import Binding, BindingType
from textual.color import Color
from textual.events import Resize
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Selection

from ghcr_tui.core.formats.format import Language
from ghcr_tui.core.text.inert import inert_lines
from ghcr_tui.widgets.finding_text import next_place

LONGEST_LINE: Final = 1600
"""Characters of one line that are laid out within a frame; what is beyond is counted in it."""
_LINE_END: Final = 100
LONGEST_TEXT: Final = 96 * 1024
"""Characters that are laid out in all."""
_EDITS: Final = frozenset(("undo", "redo", "cut", "paste"))
_QUERIES: Final[dict[Language, str]] = {  # Textual's own for YAML takes 6 ms to compile
    "yaml": "(block_mapping_pair key: (_) @key) (comment) @comment (double_quote_scalar) @string",
    "json": "(pair key: (string) @key) (pair value: (string) @string) (array (string) @string)"
    " [(true) (false) (null) (number)] @constant",
}


class CodeView(TextArea):
    """Shows a text that can be read, selected and scrolled, but not changed.

    What is too long for the screen is shortened in the view, which says by how much; whoever
    copies or saves takes the whole from where it came from.
    """

    DEFAULT_CSS = """
    CodeView {
        border: round $border-blurred; background: $background; padding: 0 1;
        border-title-color: $foreground 70%; border-subtitle-color: $foreground 70%;
        border-title-background: $background; border-subtitle-background: $background;
        scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $foreground; }
        & .text-area--cursor-line { background: $background; }
        &:focus .text-area--cursor-line { background: $boost; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+w", "toggle_wrap", "Wrap lines", show=False, tooltip="Wrap long lines"),
    ]
    """
    | Key | What it does |
    | --- | --- |
    | ctrl+w | Wraps long lines, or lets them run out of the view. |
    """
    HELP: ClassVar[str] = (
        "Arrow keys and the page keys move, with shift they select, f7 selects all and ctrl+c "
        "copies the selection. j, k, g and G move as well, slash finds a text, n and N find it "
        "again. ctrl+w wraps long lines or lets them run out of the view."
    )

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, read_only=True)
        self._shown: tuple[str, Language] = ("", "")
        self._language: Language = ""
        self._height = 0

    def show(self, text: str, language: Language = "") -> None:
        """Show `text`; where only a part of it has changed, the rest stays as it is and where."""
        if (text, language) == self._shown:
            return
        self._shown = (text, language)
        view = shortened(inert_lines(text))
        if language != self._language:
            self._language = language
            self._use(language)
            self.load_text(view)
        elif view != self.document.text:
            self._replace_changed_lines(view)

    def on_mount(self) -> None:
        """Take the colours of the app's theme, and those of every later one."""
        self._colour()
        self.app.theme_changed_signal.subscribe(self, lambda _: self._colour())

    def on_resize(self, event: Resize) -> None:
        """Paint what is wrapped anew, and keep the cursor in sight where it was in sight."""
        height, self._height = self._height, event.size.height
        row = self.wrapped_document.location_to_offset(self.cursor_location).y
        self.refresh()
        if self.has_focus and 0 <= row - self.scroll_offset.y < height:
            self.call_after_refresh(self.scroll_cursor_visible)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave the keys that edit to whoever is next: there is nothing to edit here."""
        return action not in _EDITS and not action.startswith("delete_")

    def action_toggle_wrap(self) -> None:
        """Wrap long lines, or let them run out of the view."""
        self.soft_wrap = not self.soft_wrap

    def action_first(self) -> None:
        """Go to the beginning of the text."""
        self.move_cursor((0, 0))

    def action_last(self) -> None:
        """Go to the end of the text."""
        self.move_cursor(self.document.end)

    def find(self, sought: str, step: int) -> bool:
        """Select the next `sought`, or the one before; return whether there is one."""
        row, column = min(self.selection)
        lines = self.document.lines
        before = sum(len(line) + 1 for line in lines[:row]) + column
        if self.selection.is_empty and step > 0:
            before -= 1  # what begins at the cursor was not found yet
        text = "\n".join(lines)
        place = next_place(text, sought, before, step)
        if place is None:
            return False
        row = text.count("\n", 0, place)
        column = place - (text.rfind("\n", 0, place) + 1)
        self.selection = Selection((row, column), (row, column + len(sought)))
        self.scroll_cursor_visible(center=True)
        return True

    def render_line(self, y: int) -> Strip:
        """Return a line; below the text, where most lines of a view are, there is nothing to do."""
        if y + self.scroll_offset.y < self.wrapped_document.height:
            return super().render_line(y)
        return Strip.blank(self.size.width, self._theme.base_style)

    def get_line(self, line_index: int) -> Text:
        """Return a line; comments of a shell script are told apart without a grammar."""
        line = super().get_line(line_index)
        if self._language == "shell" and line.plain.startswith("#") and self._theme:
            line.stylize(self._theme.syntax_styles.get("comment", Style()))
        return line

    def _use(self, language: Language) -> None:
        if language not in _QUERIES or language in self._languages:
            self.set_reactive(TextArea.language, language if language in _QUERIES else None)
            return
        self.set_reactive(TextArea.language, None)  # plain for one frame: a grammar takes another
        self.call_after_refresh(self._load_grammar, language)

    def _load_grammar(self, language: Language) -> None:
        from textual._tree_sitter import get_language

        grammar = get_language(language)
        if grammar is None:  # a machine that cannot load it
            return
        self.register_language(language, grammar, _QUERIES[language])
        if language == self._language:
            self.set_reactive(TextArea.language, language)
            top = self.scroll_offset.y
            self.load_text(self.document.text)
            self.scroll_to(y=top, animate=False, immediate=True)

    def _replace_changed_lines(self, view: str) -> None:
        old, new = self.document.lines, view.split("\n")
        same = min(len(old), len(new))
        first = next((row for row in range(same) if old[row] != new[row]), same)
        behind = 0
        while behind < same - first and old[-1 - behind] == new[-1 - behind]:
            behind += 1
        if first > min(len(old), len(new)) - 1 - behind:  # lines only came, or only went
            first, behind = (first, behind - 1) if behind else (first - 1, behind)
        start, end = (first, 0), (len(old) - 1 - behind, len(old[-1 - behind]))
        top = self.scroll_offset.y
        self.replace("\n".join(new[first : len(new) - behind]), start, end)
        self.history.clear()  # nothing is ever undone here, and it would keep every token typed
        if self.scroll_offset.y != top:
            self.scroll_to(y=top, animate=False, immediate=True)

    def _colour(self) -> None:
        self.register_theme(_theme(tuple(self.app.theme_variables.items())))
        self.theme = "ghcr-tui"


@cache
def _theme(variables: tuple[tuple[str, str], ...]) -> TextAreaTheme:
    """Return the colours of code, made of the variables of the app's theme alone."""
    named = dict(variables)
    background = Color.parse(named["background"])

    def style(variable: str) -> Style:
        name, _, share = named[variable].partition(" ")
        if name.startswith("ansi_"):  # the terminal's own, which cannot be blended, only dimmed
            return Style(color=Color.parse(name).rich_color, dim=bool(share))
        colour = Color.parse(named[variable])
        opaque = colour if colour.ansi is not None or colour.a == 1 else background + colour
        return Style(color=None if colour.auto else opaque.rich_color)

    return TextAreaTheme(
        name="ghcr-tui",
        syntax_styles={
            "key": style("text-primary"),
            "string": style("text-success"),
            "constant": style("text-accent"),
            "comment": style("foreground-muted"),
        },
    )


def shortened(text: str) -> str:
    """Return `text` with the middle of very long lines, and the end of a long text, counted."""
    if len(text) <= LONGEST_LINE:
        return text
    lines: list[str] = []
    room = LONGEST_TEXT
    start = 0
    while start <= len(text):
        if room <= 0:
            lines.append(f"… {text.count(chr(10), start) + 1:,} more lines …")
            break
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        lines.append(_shortened_line(text[start:end]))
        room -= len(lines[-1]) + 1
        start = end + 1
    return "\n".join(lines)


def _shortened_line(line: str) -> str:
    if len(line) <= LONGEST_LINE:
        return line
    left_out = len(line) - LONGEST_LINE
    head = LONGEST_LINE - _LINE_END
    return f"{line[:head]} … {left_out:,} more characters … {line[-_LINE_END:]}"
