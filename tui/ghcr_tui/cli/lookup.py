"""`ghcr-tui lookup`: which credential the kubelet would use for an image, and why."""

import argparse
import sys

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.pull_secrets import pull_secrets_in
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.keyring.lookup import Lookup, lookup
from ghcr_tui.core.registry.image import ImageError, parse_image

_EPILOG = """\
The Secrets are taken in the order given, as a pod's imagePullSecrets are. What is printed first
is what the kubelet tries first.

examples:
  ghcr-tui lookup ghcr.io/owner/app:1.0 secret.yaml
  kubectl get secrets -n shop -o json | ghcr-tui lookup nginx
  ghcr-tui lookup quay.io/org/app secret.yaml ~/.docker/config.json -o json

exit status: 0 a credential matches, 1 none does, 2 the image or a file cannot be read
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
    found = lookup(image, secrets)
    if arguments.output == "json":
        _write_json(arguments.image, found)
    else:
        _write_text(arguments.image, found)
    return exit_status.GOOD if found.matches else exit_status.NO


def _write_text(image: str, found: Lookup) -> None:
    from ghcr_tui.cli.lookup_text import lookup_lines

    write_text("".join(f"{line}\n" for line in lookup_lines(image, found, paint_for(sys.stdout))))


def _write_json(image: str, found: Lookup) -> None:
    if found.keyring_lost:
        complain(found.keyring_lost)
    document: Json = {
        "image": image,
        "repository": found.image.repository,
        "matches": [
            {
                "secret": match.secret,
                "registry": match.registry,
                "username": match.username,
                "why": match.why,
            }
            for match in found.matches
        ],
        "skipped": [
            {"secret": skip.secret, "registry": skip.registry, "why": skip.why}
            for skip in found.skipped
        ],
    }
    write_result(dumps_indented(document) + "\n")
