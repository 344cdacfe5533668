"""`ghcr-tui verify`: does this credential pull this image? Asked of the registry itself.

docs/json.md has the shape of what `-o json` and `-o jsonl` print.
"""

import argparse
import math
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.parser import add_identity_option, add_output_option, one_of
from ghcr_tui.cli.verify.questions import questions_of
from ghcr_tui.cli.verify.telling import OneAnswer, teller_for
from ghcr_tui.core.verification.platforms import (
    RUNTIMES,
    Platform,
    PlatformError,
    Runtime,
    parse_platform,
)

if TYPE_CHECKING:
    from ghcr_tui.core.verification.question import Question, RealmQuestion
    from ghcr_tui.core.verification.verification import Verification
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

A pull is judged as nodes make it: with containerd (EKS, GKE, AKS, k3s) and with CRI-O
(OpenShift), each in its own way, down to the last layer. At Docker Hub it counts as a pull.

exit status: 0 every image pulls with every runtime asked for, 1 one is refused, 2 wrong usage or
unreadable input, 3 it could not be found out (the network, or a token service on another site)
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `verify`."""
    parser.description = "Ask the registry, step by step, whether a credential pulls an image."
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("words", nargs="*", metavar="IMAGE|FILE", help="images, and pull secrets; - is a pipe")
    add("--image", action="append", default=[], metavar="IMAGE", help="may be repeated")
    add_identity_option(parser)
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
    add("--platform", action="append", default=[], type=_platform, metavar="OS/ARCH",
        help="must pull on all of these; default: linux/amd64 or linux/arm64")  # fmt: skip
    add("--runtime", action="append", default=[], type=one_of(*RUNTIMES), metavar="NAME",
        help="containerd or cri-o; may be repeated; default: both")  # fmt: skip
    add("--no-layers", action="store_true", help="do not look whether every layer can be had")
    add_output_option(parser, ("text", "json", "jsonl"))


def run(arguments: argparse.Namespace) -> int:
    """Ask everything that was asked for; return the exit status."""
    from ghcr_tui.system.registry import Settings

    questions = questions_of(arguments)
    settings = Settings(
        timeout=arguments.timeout,
        ca_file=arguments.ca_file,
        plain_http=arguments.plain_http,
        github_scopes=arguments.github_scopes,
        platforms=tuple(dict.fromkeys(arguments.platform)),
        runtimes=tuple(dict.fromkeys(arguments.runtime)) or RUNTIMES,
        layers=not arguments.no_layers,
    )
    results = _ask(questions, settings, _allowing(arguments.allow_realm), arguments.output)
    return _status(results, settings.runtimes)


def _ask(
    questions: "Sequence[Question]", settings: "Settings", allow_realm: "AllowRealm", output: str
) -> "tuple[Verification, ...]":
    """Ask, and write each answer as soon as it is there."""
    import asyncio

    from ghcr_tui.system.registry import verify, verify_all

    if output == "text" and len(questions) == 1:
        tell = OneAnswer(questions[0])
        result = asyncio.run(verify(questions[0], settings, tell.step, allow_realm))
        tell.end(result)
        return (result,)
    teller = teller_for(output, questions)
    results = asyncio.run(verify_all(questions, settings, teller.add, allow_realm))
    teller.end()
    return results


def _status(results: "Sequence[Verification]", runtimes: "Sequence[Runtime]") -> int:
    """Return 0 if every image pulls with every runtime that was asked for.

    Else 1 if one is refused by all that was tried, 3 if it could not be found out.
    """
    by_image: dict[str, list[Verification]] = {}
    for result in results:
        by_image.setdefault(result.image, []).append(result)
    status = exit_status.GOOD
    for tried in by_image.values():
        for runtime in runtimes:
            if any(result.ending_with(runtime) == "pulls" for result in tried):
                continue
            if all(result.ending_with(runtime) == "refused" for result in tried):
                return exit_status.NO
            status = exit_status.OUTSIDE
    return status


def _allowing(hosts: Sequence[str]) -> "AllowRealm":
    allowed = {host.lower() for host in hosts}

    async def allow(question: "RealmQuestion") -> bool:
        return question.authority in allowed

    return allow


def _platform(text: str) -> Platform:
    try:
        return parse_platform(text)
    except PlatformError as problem:
        raise argparse.ArgumentTypeError(str(problem).rstrip(".")) from None


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = math.nan
    if not 0 < seconds <= _LONGEST_TIMEOUT:
        raise argparse.ArgumentTypeError("a number of seconds from above 0 to 3600 is expected")
    return seconds
