"""What every form of `decode`'s output is: a report that takes Secrets as they are found."""

from typing import Protocol

from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection


class Report(Protocol):
    """Takes the Secrets of one text after the other, and writes what it has learnt.

    `source` is the file's name where several were given, else "".
    """

    def secret(self, secret: InspectedSecret, source: str) -> None:
        """Take one Secret."""

    def whole(self, inspection: Inspection, source: str) -> None:
        """Take what the text as a whole is, after its last Secret."""

    def finish(self) -> None:
        """Write what is left to be written."""
