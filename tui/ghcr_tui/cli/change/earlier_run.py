"""What taking up an earlier run has to be sure of, and how its journal ends."""

from pathlib import Path

from ghcr_tui.cli.change.clusters import Clusters
from ghcr_tui.cli.paint import shown
from ghcr_tui.core.change.progress import Ending, Event
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.journal_file import JournalFile


class CannotResume(Problem):
    """There is nothing to take up, or not with what was given; the message is a sentence."""


def check_servers(then: tuple[tuple[str, str], ...], clusters: Clusters) -> None:
    """Raise CannotResume where a context is behind another server than it was then."""
    now = dict(clusters.servers)
    for name, server in then:
        if now.get(name) != server:
            raise CannotResume(
                f"The context {shown(name)} led to {shown(server)} then, and leads to "
                f"{shown(now.get(name, 'nowhere'))} now: nothing is changed there."
            )


def end_journal(path: Path, how: Ending) -> None:
    """Note that a run is over, which removes its journal. Raises FileProblem."""
    if not path.exists():
        return  # the run that went on with it has ended it already
    journal = JournalFile.go_on(path)
    try:
        journal.note(Event("end", how=how))
    finally:
        journal.close()
