"""What the formats that are safe for git need besides a draft, from the options of `encode`."""

import argparse
from collections.abc import Callable
from pathlib import Path

from ghcr_tui.cli.streams import complain
from ghcr_tui.core.formats.format import FormatOptions, FormatProblem, Store, store_named
from ghcr_tui.system.files import FileProblem, expand, read_text
from ghcr_tui.system.sealing.certificate import read_certificate
from ghcr_tui.system.sealing.edit_sops import in_layout
from ghcr_tui.system.sealing.for_whom import encryptor
from ghcr_tui.system.sealing.sealed_secrets import seal


def options_of(arguments: argparse.Namespace, now: float) -> FormatOptions:
    """Return what the chosen format needs; `now` is in seconds since the epoch. Raises Problem."""
    if arguments.output == "sealed-secret":
        return FormatOptions(
            seal=sealer_of(arguments, arguments.context, now), scope=arguments.scope
        )
    if arguments.output == "sops":
        return FormatOptions(
            encrypt_file=encryptor(arguments.age, Path(arguments.output_file or "secret.yaml"), now)
        )
    if arguments.output == "external-secret":
        return FormatOptions(store=store_of(arguments), project=arguments.google_project)
    return FormatOptions(as_stored=True)


def sealer_of(
    arguments: argparse.Namespace, context: str, now: float
) -> Callable[[bytes, bytes], str]:
    """Return what encrypts for the controller of `context`, "" being the current one.

    Says so where its certificate is old. Raises Problem where there is none.
    """
    certificate = read_certificate(_certificate_text(arguments, context))
    if warning := certificate.warning(now):
        complain(warning)
    return lambda value, label: seal(value, certificate, label)


def _certificate_text(arguments: argparse.Namespace, context: str) -> str:
    if arguments.certificate is not None:
        return read_text(expand(arguments.certificate), pipe_too=True)
    from ghcr_tui.system.sealing.controller import (
        CONTROLLER,
        fetch_certificate,
        kept_certificate,
    )

    if arguments.controller is not None:
        return fetch_certificate(context, arguments.controller or CONTROLLER)
    kept = kept_certificate(context)
    if not kept:
        raise FormatProblem(
            "A SealedSecret needs the controller's certificate: --certificate FILE, or "
            "--controller to fetch it through kubectl."
        )
    return kept


def in_the_layout_of(name: str, text: str) -> str:
    """Return the SOPS file `text` with the comments of the one that is called `name` already."""
    path = expand(name)
    try:
        old = read_text(path) if path.exists() else ""
    except FileProblem:  # saving says what is in the way
        return text
    return in_layout(old, text)


def store_of(arguments: argparse.Namespace) -> Store | None:
    """Return the store that the options name, None where they name none."""
    if arguments.store is None:
        return None
    return store_named(
        arguments.store, arguments.store_key, arguments.token_property, arguments.username_property
    )
