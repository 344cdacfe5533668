"""`encode --from FILE`: one registry's token replaced in a Secret that there is already."""

import argparse
import datetime
import sys
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.encode.credentials import CredentialsError
from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.saving import save, warn_of_git
from ghcr_tui.cli.streams import complain, say, write_result
from ghcr_tui.cli.tokens import chosen_token
from ghcr_tui.core.credential.registry_changes import registry_changes
from ghcr_tui.core.findings.finding import gravest
from ghcr_tui.core.mending.rotation import Rotated, Wanted, rotate_token
from ghcr_tui.core.secret.controllers import ENCRYPTED
from ghcr_tui.system.files import expand, write_private

_OTHERS = ("email", "credential", "from_docker_config", "label", "annotation", "immutable",
           "string_data")  # fmt: skip
_GITHUB = "ghcr.io"


def rotate(arguments: argparse.Namespace) -> int:
    """Replace a token in a file's Secret, say what changed, and return the exit status.

    Raises `CredentialsError`, `NotRotated`, and what reading and saving raise.
    """
    _check(arguments)
    inputs = Inputs([arguments.source])
    for _, text in inputs.texts():
        rotated, is_secret = _rotated(text, arguments)
        if _tell_findings(rotated):
            complain("nothing was written because of the errors above.")
            return exit_status.NO
        _deliver(arguments, rotated, is_secret=is_secret)
        _tell(rotated)
        return exit_status.GOOD
    return exit_status.USAGE


def _rotated(text: str, arguments: argparse.Namespace) -> tuple[Rotated, bool]:
    """Return the text with its new token, and whether that can be read in it."""
    wanted, now = _wanted(arguments), time.time()
    if ENCRYPTED not in text:  # most files are in clear, and need no cryptography
        return rotate_token(text, wanted, now), True
    from ghcr_tui.system.sealing.edit_sops import sops_to_edit

    edit = sops_to_edit(text, arguments.identity)
    if edit is None:
        return rotate_token(text, wanted, now), True
    rotated = rotate_token(edit.clear, wanted, now)
    sealed, in_place = edit.sealed(rotated.text, datetime.datetime.fromtimestamp(now, datetime.UTC))
    return rotated._replace(text=sealed, in_place=in_place), False


def _check(arguments: argparse.Namespace) -> None:
    for option in _OTHERS:
        if getattr(arguments, option) not in ("", None, False, []):
            name = option.replace("_", "-")
            raise CredentialsError(f"--{name} does not go with --from, which changes a token.")
    if arguments.output != "yaml":
        raise CredentialsError("-o does not go with --from: the file stays in its own format.")
    if not arguments.registry:
        raise CredentialsError("--from takes --registry: whose token is it?")
    if arguments.in_place and arguments.source == "-":
        raise CredentialsError("--in-place goes with a file, not with standard input.")
    if arguments.in_place and arguments.output_file is not None:
        raise CredentialsError("--in-place and --output-file exclude each other.")
    if len(arguments.namespace) > 1:
        raise CredentialsError("--from is for one Secret: name one --namespace.")
    if arguments.source == "-" and arguments.token_stdin:
        raise CredentialsError("standard input is either the Secret or the token, not both.")


def _wanted(arguments: argparse.Namespace) -> Wanted:
    token = chosen_token(
        arguments.token_file,
        arguments.token_stdin,
        use_variables=arguments.registry.casefold() == _GITHUB,
    )
    username = arguments.username or ""
    namespace = next(iter(arguments.namespace), "")
    return Wanted(arguments.registry, token, username, arguments.name or "", namespace)


def _tell_findings(rotated: Rotated) -> bool:
    """Say what is wrong with the new credential; return whether an error is among it."""
    paint = paint_for(sys.stderr)
    findings = [each for each in rotated.findings if each.severity != "info"]
    for finding in findings:
        for line in finding_lines(finding, paint):
            say(line)
    return gravest(findings) == "error"


def _deliver(arguments: argparse.Namespace, rotated: Rotated, *, is_secret: bool) -> None:
    if arguments.in_place:
        path = expand(arguments.source)
        write_private(path, rotated.text)
        warn_of_git(path, arguments.source, is_secret=is_secret)
    elif arguments.output_file is not None:
        save(rotated.text, arguments.output_file, is_secret=is_secret, force=arguments.force)
    else:
        write_result(rotated.text)


def _tell(rotated: Rotated) -> None:
    before, after = rotated.before, rotated.after
    changes = registry_changes(
        [entry.credential for entry in before.entries],
        [entry.credential for entry in after.entries],
    )
    for line in changes:
        say(line)
    if not rotated.in_place:
        complain("the text was written anew: its comments and its layout are not kept.")
    if after.immutable:
        complain("the Secret is immutable: a cluster takes it only once the old one is deleted.")
