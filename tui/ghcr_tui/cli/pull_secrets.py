"""The pull secrets in what a verb was given, each with what is wrong with it."""

import time

from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.verdict.verdict import JudgedSecret


def pull_secrets_in(name: str, text: str) -> list[JudgedSecret]:
    """Return the pull secrets in `text`, and complain where there are none.

    `name` is the file's, `-` for standard input; it names the secrets that have no name.
    """
    fallback = "standard input" if name == "-" else name
    inspection = inspect_whole(text, time.time())
    if not inspection.secrets:
        complain(f"{shown(fallback)}: {inspection.summary}")
    return [judged_secret(secret, fallback) for secret in inspection.secrets]
