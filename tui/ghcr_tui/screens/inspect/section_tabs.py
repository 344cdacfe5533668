"""The tabs of an inspected Secret, where there is no room to show all its sections at once."""

from typing import ClassVar, Final

from textual.content import Content

from ghcr_tui.widgets.choice import Choice

SECTIONS: Final = ("credentials", "findings", "decoded", "question")
"""The ids of the sections, in the order of the tabs."""
_TITLES: Final = ("Credentials", "Findings", "Decoded", "Pulls?")


class SectionTabs(Choice):
    """The sections in a row; the one that is shown is reversed."""

    GAP: ClassVar[str] = ""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(
            *_TITLES,
            help_text="Left and right choose what is shown; f3 does so from anywhere.",
            id=id,
        )
        self._titles = list(_TITLES)
        self._styles = ["" for _ in _TITLES]

    @property
    def section(self) -> str:
        """The id of the section that is chosen."""
        return SECTIONS[self.chosen]

    def name_section(self, section: str, title: str, style: str = "") -> None:
        """Write `title` on the tab of a section, in `style`; "" is the plain one."""
        number, title = SECTIONS.index(section), " ".join(title.split())
        if (self._titles[number], self._styles[number]) != (title, style):
            self._titles[number], self._styles[number] = title, style
            self.refresh()

    def bring(self, section: str) -> None:
        """Choose `section`."""
        self.chosen = SECTIONS.index(section)

    def label(self, number: int) -> Content:
        """Return a tab as it is drawn."""
        colour = self._styles[number]
        style = f"bold reverse {colour}" if number == self.chosen else colour or "$foreground 75%"
        return Content.styled(f" {self._titles[number]} ", style.rstrip())
