"""The faces of the table: Secrets, credentials, pods that do not pull, each with its number."""

from typing import ClassVar, Final

from textual.content import Content

from ghcr_tui.core.cluster.live_rows import FaceName
from ghcr_tui.core.cluster.live_table import Counts
from ghcr_tui.widgets.choice import Choice

FACES: Final[tuple[FaceName, ...]] = ("secrets", "credentials", "pods")
TITLES: Final[dict[FaceName, str]] = {
    "secrets": "Secrets",
    "credentials": "Credentials",
    "pods": "Pods that do not pull",
}
_HELP = (
    "What the table has a row for: each pull secret, each token however many Secrets it is in, "
    "or each pod that waits for an image. f3 takes the next."
)


class FaceTabs(Choice):
    """The choice between the faces."""

    DEFAULT_CSS = "FaceTabs { padding: 0 1; }"
    HELP: ClassVar[str] = _HELP

    def __init__(self, id: str) -> None:
        super().__init__(*TITLES.values(), id=id)
        self._counts = Counts()

    @property
    def face(self) -> FaceName:
        """The face that is in front."""
        return FACES[self.chosen]

    def count(self, counts: Counts) -> None:
        """Show how many rows each face has."""
        if counts != self._counts:
            self._counts = counts
            self.refresh()

    def label(self, number: int) -> Content:
        """Return a tab with its number of rows."""
        count = self._counts.of(FACES[number])
        style = "bold $text-error" if FACES[number] == "pods" and count else "$foreground 75%"
        return Content.assemble(super().label(number), " ", (f"{count:,}", style))
