"""What every verb that changes clusters is told: which are meant, and how to go about it."""

import argparse
import re

from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.core.change.safety import Safety
from ghcr_tui.system.change.permission import safety_here
from ghcr_tui.system.change.run import Manner

_UNITS = {"s": 1, "m": 60, "h": 3600}
_LONGEST = 24 * 3600
EXIT_STATUS = """\
exit status: 0 all is as it was to be (or, without --yes, all of it could be done), 1 something was
not done or could not be, 2 wrong usage, 3 a cluster could not be read
"""


def add_change_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that every verb here has, but for those that say which clusters."""
    add = parser.add_argument
    add("--yes", action="store_true", help="do it; without this the plan is proved and shown")
    add("--force", action="store_true", help="do it though a proof fails; it says which")
    add("--wave", type=_count, default=0, metavar="N",
        help="N objects at first, then N more, each wave checked; default all at once")  # fmt: skip
    add("--keep-going", action="store_true", help="go on with the others where one fails")
    add("--watch", type=seconds, default=0.0, metavar="TIME",
        help="watch the pods afterwards, such as 2m: new failures to pull are named")  # fmt: skip
    add("--rollback-file", metavar="FILE", default="",
        help="write what was there before: `ghcr-tui resume --back FILE` puts it back")  # fmt: skip
    add("--back-on-failure", action="store_true",
        help="where a change fails, or pods fail to pull, take back what was done")  # fmt: skip
    add("--age", action="append", default=[], metavar="RECIPIENT",
        help="encrypt the rollback file for this age recipient; may be repeated")  # fmt: skip
    add("--save-plan", metavar="FILE", default="",
        help="write the plan, without a token, for a review; nothing is done")  # fmt: skip
    add("--plan", metavar="FILE", default="",
        help="do only what this saved plan says, and nothing where anything has moved")  # fmt: skip
    add_safety_options(parser)
    add_output_option(parser, ("text", "json"))


def add_safety_options(parser: argparse.ArgumentParser) -> None:
    """Add what holds back, and what confirms."""
    add = parser.add_argument
    add("--read-only", action="store_true", help="change nothing, whatever else is said")
    add("--confirm-context", action="append", default=[], metavar="NAME",
        help="say the name of a context that the configuration protects")  # fmt: skip


def manner_of(arguments: argparse.Namespace) -> Manner:
    """Return how the options say to go about it."""
    return Manner(
        arguments.wave,
        arguments.keep_going,
        arguments.watch,
        arguments.rollback_file,
        tuple(arguments.age),
        arguments.back_on_failure,
    )


def safety_of(arguments: argparse.Namespace) -> Safety:
    """Return what may be written, by the options and config.toml."""
    return safety_here(read_only=arguments.read_only)


def seconds(text: str) -> float:
    """Return a time such as `90`, `90s`, `2m` in seconds. Raises ArgumentTypeError."""
    match = re.fullmatch(r"([0-9]{1,6})([smh]?)", text)
    found = int(match[1]) * _UNITS[match[2] or "s"] if match else 0
    if not 0 < found <= _LONGEST:
        raise argparse.ArgumentTypeError("a time such as 90s, 2m or 1h is expected")
    return float(found)


def _count(text: str) -> int:
    if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
        raise argparse.ArgumentTypeError("a number from 1 on is expected")
    return int(text)
