"""`--output-file`: the result in a file that its owner alone can read."""

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.text.inert import inert
from ghcr_tui.system.files import FileProblem, expand, write_private
from ghcr_tui.system.git import is_unignored_in_work_tree


def save(name: str, text: str) -> int:
    """Write `text` to the file `name`, whole or not at all; return the exit status."""
    try:
        path = expand(name)
        write_private(path, text)
    except FileProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE
    if is_unignored_in_work_tree(path):
        complain(
            f"`{inert(name)}` holds a live token, and git does not ignore it here: take care not "
            "to commit it."
        )
    return exit_status.GOOD
