"""Which Secrets are to be delivered: made of a username and a token, or read from a file."""

import argparse
import sys
import time
from collections.abc import Sequence

from ghcr_tui.cli.encode.command import NAME, draft_of
from ghcr_tui.cli.encode.credentials import CredentialsError
from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import say
from ghcr_tui.core.change.delivery import Delivery, delivery_of
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.golang.json_text import dumps
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.secret.secret import manifest
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem


class NotDelivered(Problem):
    """What was given is nothing that can be delivered; the message is a sentence."""


def wanted_secrets(arguments: argparse.Namespace) -> tuple[list[Delivery], str]:
    """Return what the options or the file say, and the namespace that a lone Secret names.

    Says what is wrong with them. Raises NotDelivered, and what reading raises.
    """
    secrets = _from_file(arguments) if arguments.file is not None else _from_options(arguments)
    errors = _tell_errors(secrets)
    if errors and not arguments.force:
        raise NotDelivered("nothing is delivered because of the errors above.")
    deliveries = [delivery_of(each, merge=arguments.merge) for each in secrets]
    names = [each.secret.name for each in deliveries]
    if len(set(names)) < len(names):
        raise NotDelivered("two of the Secrets have one name, and would overwrite one another.")
    return deliveries, secrets[0].namespace if len(secrets) == 1 else ""


def _from_options(arguments: argparse.Namespace) -> Sequence[InspectedSecret]:
    draft = draft_of(arguments)
    return inspect_whole(dumps(manifest(secret_of(draft))), time.time()).secrets


def _from_file(arguments: argparse.Namespace) -> Sequence[InspectedSecret]:
    for option in ("username", "registry", "token_file", "from_docker_config"):
        if getattr(arguments, option) is not None:
            raise CredentialsError("A file says it all: no credential with it.")
    for name, text in Inputs([arguments.file]).texts():
        inspection = inspect_whole(text, time.time())
        source = "standard input" if name == "-" else shown(name)
        if not inspection.secrets:
            raise NotDelivered(f"{source}: {inspection.summary}")
        return [_usable(each, source, arguments.name) for each in inspection.secrets]
    raise NotDelivered("nothing was read, so nothing is delivered.")


def _usable(secret: InspectedSecret, source: str, name: str | None) -> InspectedSecret:
    """Return a Secret that has all it takes. Raises NotDelivered."""
    if not secret.entries:
        raise NotDelivered(
            f"{source}: {excerpt(secret.title, 120)} has no credential that a node could use."
        )
    if name is not None or not secret.name:
        return secret._replace(name=name or NAME)
    return secret


def _tell_errors(secrets: Sequence[InspectedSecret]) -> int:
    paint = paint_for(sys.stderr)
    errors = [each for secret in secrets for each in secret.findings if each.severity == "error"]
    for finding in errors:
        for line in finding_lines(finding, paint):
            say(line)
    return len(errors)
