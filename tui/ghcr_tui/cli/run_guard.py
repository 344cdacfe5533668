"""How a run ends: a problem in its sentence, a closed pipe not at all, a defect by its place."""

import sys
from collections.abc import Callable
from types import TracebackType

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.streams import abandon_output, complain, flush, say
from ghcr_tui.core.text.problem import Problem


def guarded(action: Callable[[], int]) -> int:
    """Return the exit status of `action`, or what its exception amounts to."""
    try:
        status = _completed(action)
        flush()
    except BrokenPipeError:
        abandon_output()
        return exit_status.PIPE_CLOSED
    except KeyboardInterrupt:
        abandon_output()
        return exit_status.INTERRUPTED
    except OSError as problem:
        abandon_output()
        complain(f"cannot write the result: {problem.strerror or problem}.")
        return exit_status.OUTSIDE
    except Exception as problem:  # the last resort: its message may hold a token
        abandon_output()
        say(_defect(problem))
        return exit_status.OUTSIDE
    return status


def _completed(action: Callable[[], int]) -> int:
    try:
        return action()
    except SystemExit as ending:  # argparse, after --help and --version
        return ending.code if isinstance(ending.code, int) else exit_status.GOOD
    except Problem as problem:
        complain(str(problem))
        return problem.status


def _defect(problem: Exception) -> str:
    """Return what a report needs: the kind of exception and the places, but no message."""
    if isinstance(problem, MemoryError):
        return "ghcr-tui: there is not enough memory for this."
    places = "".join(f"\n  {place}" for place in _places(problem.__traceback__))
    return (
        f"ghcr-tui: this is a defect of ghcr-tui ({type(problem).__name__}). Please report it with "
        f"the lines below, which hold no value of yours.{places}"
    )


def _places(traceback: TracebackType | None) -> list[str]:
    places = []
    while traceback is not None:
        code = traceback.tb_frame.f_code
        places.append(f"{_short(code.co_filename)}:{traceback.tb_lineno} in {code.co_name}")
        traceback = traceback.tb_next
    return places


def _short(path: str) -> str:
    for folder in sys.path:
        if folder and path.startswith(folder):
            return path[len(folder) :].lstrip("/\\")
    return path
