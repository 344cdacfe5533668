"""`ghcr-tui lookup`: which credential the kubelet would use for an image, and why."""

import argparse
import sys
from collections.abc import Iterator, Sequence

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import ANSWER_STYLES, Paint, cells, padded, paint_for, shown
from ghcr_tui.cli.parser import add_identity_option, add_output_option
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.credential.redaction import (
    hidden_registry,
    hidden_username,
    shown_registry,
    shown_username,
)
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.keyring.lookup import Skip
from ghcr_tui.core.registry.image import ImageError, ImageReference, parse_image
from ghcr_tui.core.text.plural import counted
from ghcr_tui.core.verdict.verdict import Tried, Verdict, will_it_pull

_MOST_SKIPPED = 50
_EPILOG = """\
The Secrets are taken in the order given, as a pod's imagePullSecrets are. What is printed first
is what the kubelet tries first.

examples:
  ghcr-tui lookup ghcr.io/owner/app:1.0 secret.yaml
  kubectl get secrets -n shop -o json | ghcr-tui lookup nginx
  ghcr-tui lookup quay.io/org/app secret.yaml ~/.docker/config.json -o json

exit status: 0 a credential matches, 1 none does, or what matches is empty or would be refused,
2 the image or a file cannot be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `lookup`."""
    parser.description = "Say which credential the kubelet would use for an image, and why."
    parser.epilog = _EPILOG
    parser.add_argument(
        "image", nargs="?", metavar="IMAGE", help="the image reference, as a pod has it"
    )
    parser.add_argument(
        "files",
        nargs="*",
        default=[],  # else argparse calls it required, and says so
        metavar="FILE",
        help="the pull secrets; - or none: standard input",
    )
    add_identity_option(parser)
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Answer for one image; return the exit status."""
    if arguments.image is None:
        complain("which image? Name one, such as ghcr.io/owner/app:1.0.")
        return exit_status.USAGE
    try:
        image = parse_image(arguments.image)
    except ImageError as problem:
        complain(f"this is no image reference: {problem}")
        return exit_status.USAGE
    inputs = Inputs(arguments.files)
    secrets = inputs.pull_secrets(arguments.identity)
    if inputs.failed:
        return exit_status.USAGE
    verdict = will_it_pull(image, secrets)
    if arguments.output == "json":
        _write_json(arguments.image, image, verdict)
    else:
        _write_text(arguments.image, image, verdict)
    return exit_status.GOOD if verdict.is_worth_trying else exit_status.NO


def _write_text(typed: str, image: ImageReference, verdict: Verdict) -> None:
    lines = _lines(typed, image.repository, verdict, paint_for(sys.stdout))
    write_text("".join(f"{line}\n" for line in lines))


def _lines(image: str, repository: str, verdict: Verdict, paint: Paint) -> Iterator[str]:
    """Yield the lines that say what comes of `image`: the verdict, what is tried, what is not."""
    yield paint("title", f"{shown(image)}  ({shown(repository)})")
    yield ""
    word = style = ANSWER_STYLES[verdict.answer]
    indent = " " * (len(word) + 2)
    yield f"{paint(style, word)}  {paint.wrapped(verdict.sentence, indent)}"
    if verdict.tried:
        yield f"The kubelet tries {counted(len(verdict.tried), 'credential')}, in this order:"
        yield from _matches(verdict.tried, paint)
    if verdict.skipped:
        yield ""
        yield paint("dim", "Not tried:")
        yield from _skipped(verdict.skipped, paint)


def _matches(tried: Sequence[Tried], paint: Paint) -> Iterator[str]:
    numbers = [f"{number}." for number in range(1, len(tried) + 1)]
    matches = [each.match for each in tried]
    columns = [
        [shown(match.secret) for match in matches],
        [shown_registry(match.registry) for match in matches],
        [
            shown_username(match.username, match.credential.token) or "(no username)"
            for match in matches
        ],
    ]
    rows = zip(numbers, *columns, strict=True)
    widths = [len(numbers[-1]), *(max(map(cells, column)) for column in columns)]
    for row, each in zip(rows, tried, strict=True):
        yield "  " + "  ".join(map(padded, row, widths)).rstrip()
        indent = " " * (widths[0] + 4)
        yield f"{indent}{paint('dim', paint.wrapped(shown(each.match.why, 2000), indent))}"
        if (against := each.objection) and each.standing != "empty":
            said = paint.wrapped(f"{against.message} [{against.code}]", indent)
            yield f"{indent}{paint(against.severity, said)}"


def _skipped(skipped: Sequence[Skip], paint: Paint) -> Iterator[str]:
    named = skipped[:_MOST_SKIPPED]
    names = [f"{shown(skip.secret)}  {shown_registry(skip.registry)}".rstrip() for skip in named]
    for name, skip in zip(names, named, strict=True):
        yield f"  {name}"
        yield f"    {paint('dim', paint.wrapped(shown(skip.why, 2000), '    '))}"
    if len(skipped) > len(named):
        yield f"  and {len(skipped) - len(named):,} more (all of them with -o json)"


def _write_json(typed: str, image: ImageReference, verdict: Verdict) -> None:
    if verdict.keyring_lost:
        complain(verdict.keyring_lost)
    document: Json = {
        "image": typed,
        "repository": image.repository,
        "verdict": {
            "answer": verdict.answer,
            "sentence": verdict.sentence,
            "unknown": list(verdict.unknown),
        },
        "matches": [
            {
                "secret": tried.match.secret,
                "registry": hidden_registry(tried.match.registry),
                "username": hidden_username(tried.match.username, tried.match.credential.token),
                "why": tried.match.why,
                "standing": tried.standing,
                "findings": [finding.code for finding in tried.findings],
            }
            for tried in verdict.tried
        ],
        "skipped": [
            {"secret": skip.secret, "registry": hidden_registry(skip.registry), "why": skip.why}
            for skip in verdict.skipped
        ],
    }
    write_result(dumps_indented(document) + "\n")
