"""`ghcr-tui lookup`: which credential the kubelet would use for an image, and why."""

import argparse
import sys

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.pull_secrets import pull_secrets_in
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.registry.image import ImageError, ImageReference, parse_image
from ghcr_tui.core.verdict.verdict import Verdict, will_it_pull

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
    parser.add_argument("image", metavar="IMAGE", help="the image reference, as a pod has it")
    parser.add_argument(
        "files", nargs="*", metavar="FILE", help="the pull secrets; - or none: standard input"
    )
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Answer for one image; return the exit status."""
    try:
        image = parse_image(arguments.image)
    except ImageError as problem:
        complain(f"this is no image reference: {problem}")
        return exit_status.USAGE
    inputs = Inputs(arguments.files)
    secrets = [each for name, text in inputs.texts() for each in pull_secrets_in(name, text)]
    if inputs.failed:
        return exit_status.USAGE
    verdict = will_it_pull(image, secrets)
    if arguments.output == "json":
        _write_json(arguments.image, image, verdict)
    else:
        _write_text(arguments.image, image, verdict)
    return exit_status.GOOD if verdict.is_worth_trying else exit_status.NO


def _write_text(typed: str, image: ImageReference, verdict: Verdict) -> None:
    from ghcr_tui.cli.lookup_text import lookup_lines

    lines = lookup_lines(typed, image.repository, verdict, paint_for(sys.stdout))
    write_text("".join(f"{line}\n" for line in lines))


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
