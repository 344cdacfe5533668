"""`ghcr-tui scan`: what the files of a repository give away, before it is committed."""

import argparse
import sys
from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.inspection.exposed import Exposed, exposed, may_expose
from ghcr_tui.core.text.decoding import text_of
from ghcr_tui.system.tree import FoundFile, files_staged, files_under

_EPILOG = """\
Of a git work tree it reads what git knows or would take, so files that .gitignore names are left
out; of another folder everything. What a person has still to fill in is no credential. Tokens are
never printed.

examples:
  ghcr-tui scan
  ghcr-tui scan deploy/ clusters/prod.yaml
  ghcr-tui scan --staged                  what the next commit would give away

As a hook of pre-commit: docs/git.md.

exit status: 0 nothing is given away, 1 something is, 2 a file cannot be read
"""


class Exposure(NamedTuple):
    """What a file gives away."""

    path: str
    what: Exposed


class Result(NamedTuple):
    """What came of a scan: how many files were read, what they give away, and what was not read."""

    files: int
    exposures: tuple[Exposure, ...]
    unread: tuple[FoundFile, ...]


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `scan`."""
    parser.description = "Name every pull credential in clear, and every sealed one with a fault."
    parser.epilog = _EPILOG
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders; none: here")
    parser.add_argument(
        "--staged", action="store_true", help="what is staged for the next commit, as it is staged"
    )
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Scan; return the exit status. Raises `ProgramError` where git is asked and cannot say."""
    if arguments.staged and arguments.paths:
        complain("--staged asks git for the files: name none.")
        return exit_status.USAGE
    files = files_staged(".") if arguments.staged else files_under(arguments.paths or ["."])
    result = scanned(files)
    if arguments.output == "json":
        write_result(dumps_indented(_document(result)) + "\n")
    else:
        write_text(_text(result))
    for file in result.unread:
        complain(f"{file.path}: {file.problem}")
    if result.exposures:
        return exit_status.NO
    return exit_status.USAGE if result.unread else exit_status.GOOD


def scanned(files: Iterator[FoundFile]) -> Result:
    """Return what `files` give away, read one after the other."""
    count, exposures, unread = 0, list[Exposure](), list[FoundFile]()
    for file in files:
        if file.problem:
            unread.append(file)
            continue
        count += 1
        is_wide = file.data[:2] in (b"\xff\xfe", b"\xfe\xff")  # UTF-16, in which no sign is found
        if is_wide or may_expose(file.data):
            exposures += [Exposure(file.path, what) for what in exposed(text_of(file.data))]
    return Result(count, tuple(exposures), tuple(unread))


def _text(result: Result) -> str:
    paint = paint_for(sys.stdout)
    lines = []
    for path, what in result.exposures:
        place = paint("error", shown(path) + (f":{what.line}" if what.line else ""))
        secret = f", in the Secret {shown(what.secret)}" if what.secret else ""
        if what.finding:
            said = f"{what.finding.message} {what.finding.fix}".strip() + f" [{what.finding.code}]"
        else:
            login = f" as {shown(what.username)}" if what.username else ""
            said = f"a credential in clear, for {shown(what.registry) or 'no registry'}{login}"
        lines.append(f"{place}{secret}: {said}\n")
    files = f"{result.files:,} {'file' if result.files == 1 else 'files'}"
    count = len({exposure.path for exposure in result.exposures})
    if not count:
        return f"Nothing is given away in {files}.\n"
    give = "gives" if count == 1 else "give"
    return "".join(lines) + (
        f"\nOf {files} {count:,} {give} something away. A token that was committed is known to "
        "whoever has the repository: revoke it, and take it out.\n"
    )


def _document(result: Result) -> Json:
    exposures: list[Json] = []
    for path, what in result.exposures:
        row: dict[str, Json] = {
            "file": path,
            "line": what.line or None,
            "secret": what.secret,
            "registry": what.registry,
            "username": what.username,
            "code": what.finding.code if what.finding else "credential-in-clear",
            "message": what.finding.message if what.finding else "",
            "fix": what.finding.fix if what.finding else "",
        }
        exposures.append(row)
    unread: list[Json] = [{"file": file.path, "why": file.problem} for file in result.unread]
    return {"files": result.files, "exposures": exposures, "unread": unread}
