"""`ghcr-tui verify`: does this credential pull this image? Asked of the registry itself.

`-o json` prints a list with one object for each question, in the order of the text output:
`image`, `registry`, `username`, `secret` (texts), `answer` (`pulls`, `refused`, `unknown`),
`sentence`, `cause` (null or `code`, `message`, `fix`), `public` (true, false, null: not known),
`manifest` (null or `digest`, `media_type`, `platforms`, `size` in bytes or null), `scopes` (null
or `scopes`, a list or null, and `expires`), `steps` (`name`, `request`, `host`, `status` or null,
`milliseconds`, `outcome`, `message`, `notes`, `cause`).
"""

import argparse
import math
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import flush, write_result, write_text
from ghcr_tui.cli.verify.questions import questions_of

if TYPE_CHECKING:
    from ghcr_tui.core.verification.question import Question, RealmQuestion
    from ghcr_tui.core.verification.verification import Step, Verification
    from ghcr_tui.system.registry import AllowRealm, Settings

_LONGEST_TIMEOUT = 3600.0
_EPILOG = """\
The first word is an image, unless it can only be a file. A further word is a file of pull
secrets if it is -, if there is such a file, or if it looks like one (./a, /a, ~/a, a.yaml, a.yml,
a.json); any other is one more image. With --image, every word is a file.

From files come the credentials that the kubelet would try for each image, in its order; where
none matches it pulls without one, and so does verify. An image pulls if one of them pulls it.

examples:
  ghcr-tui verify ghcr.io/owner/app:1.0 secret.yaml
  kubectl get secrets -n shop -o json | ghcr-tui verify ghcr.io/owner/app:1.0
  gh auth token | ghcr-tui verify ghcr.io/owner/app:1.0 --username octocat --token-stdin
  ghcr-tui verify nginx --anonymous
  ghcr-tui verify --image nginx --image ghcr.io/owner/app:1.0 a.yaml b.yaml -o json

exit status: 0 every image pulls, 1 one is refused, 2 wrong usage or unreadable input,
3 it could not be found out (the network, or a token service on another site)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `verify`."""
    parser.description = "Ask the registry, step by step, whether a credential pulls an image."
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("words", nargs="*", metavar="IMAGE|FILE", help="images, and pull secrets; - is a pipe")
    add("--image", action="append", default=[], metavar="IMAGE", help="may be repeated")
    add("-u", "--username", metavar="NAME", help="use this username instead of pull secrets")
    token = parser.add_mutually_exclusive_group()
    token.add_argument("--token-stdin", action="store_true", help="read its token from a pipe")
    token.add_argument("--token-file", metavar="FILE", help="read its token from a file")
    add("--anonymous", action="store_true", help="use no credential at all")
    add("--ca-file", metavar="FILE", default="", help="trust these certificate authorities too")
    add("--plain-http", action="store_true", help="allow HTTP, which anybody on the way can read")
    add("--allow-realm", action="append", default=[], metavar="HOST",
        help="let the credential go to this token service on another site")  # fmt: skip
    add("--github-scopes", action="store_true",
        help="for ghcr.io, ask api.github.com for the token's scopes and expiry")  # fmt: skip
    add("--timeout", type=_seconds, default=15.0, metavar="S",
        help="deadline of each step in seconds; default 15")  # fmt: skip
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Ask everything that was asked for; return the exit status."""
    from ghcr_tui.system.registry import Settings

    questions = questions_of(arguments)
    settings = Settings(
        timeout=arguments.timeout,
        ca_file=arguments.ca_file,
        plain_http=arguments.plain_http,
        github_scopes=arguments.github_scopes,
    )
    return _status(_ask(questions, settings, _allowing(arguments.allow_realm), arguments.output))


def _ask(
    questions: "Sequence[Question]", settings: "Settings", allow_realm: "AllowRealm", output: str
) -> "tuple[Verification, ...]":
    """Ask, and write each answer as soon as it is there."""
    import asyncio

    from ghcr_tui.cli.verify.text_report import heading, result_line, step_lines, verdict_lines
    from ghcr_tui.system.registry import verify, verify_all

    paint = paint_for(sys.stdout)

    def write(lines: Sequence[str]) -> None:
        write_text("".join(f"{line}\n" for line in lines))
        flush()

    if output == "json":
        from ghcr_tui.cli.verify.json_report import results_json

        results = asyncio.run(verify_all(questions, settings, allow_realm=allow_realm))
        write_result(results_json(results))
        return results
    if len(questions) == 1:

        def write_step(step: "Step") -> None:
            first = step.number == 0 and step.outcome == "asking"
            write(heading(questions[0], paint) if first else step_lines(step, paint))

        result = asyncio.run(verify(questions[0], settings, write_step, allow_realm))
        write(verdict_lines(result, paint))
        return (result,)
    return asyncio.run(
        verify_all(
            questions,
            settings,
            lambda result: write([result_line(result, questions, paint)]),
            allow_realm,
        )
    )


def _status(results: "Sequence[Verification]") -> int:
    """Return 1 if an image is refused by all that was tried, else 3 if one remains unknown."""
    answers: dict[str, set[str]] = {}
    for result in results:
        answers.setdefault(result.image, set()).add(result.verdict.answer)
    failed = [given for given in answers.values() if "pulls" not in given]
    if any("unknown" not in given for given in failed):
        return exit_status.NO
    return exit_status.OUTSIDE if failed else exit_status.GOOD


def _allowing(hosts: Sequence[str]) -> "AllowRealm":
    allowed = {host.lower() for host in hosts}

    async def allow(question: "RealmQuestion") -> bool:
        return question.authority in allowed

    return allow


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise argparse.ArgumentTypeError("a number of seconds from above 0 to 3600 is expected")
    return seconds
