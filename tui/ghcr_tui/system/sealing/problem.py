"""What can be wrong about sealing, said in a sentence."""

from ghcr_tui.core.text.problem import Problem


class SealingProblem(Problem):
    """A Secret cannot be sealed or opened; the message is a plain sentence without a value."""


def missing_library(error: ImportError, what: str) -> SealingProblem:
    """Return what to do about a library that is not there; `what` needs it."""
    name = (error.name or "").partition(".")[0] or "a library"
    return SealingProblem(
        f"{what} needs {name}, which is not installed: "
        "`pipx install 'ghcr-tui[seal]'`, or `pip install 'ghcr-tui[seal]'`."
    )
