"""For whom a SOPS file is encrypted: for whom one says, else for whom the repository says."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from ghcr_tui.core.formats.format import FormatProblem
from ghcr_tui.core.formats.sops_file import ONLY_DATA
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.sealing.sops import sops_encrypted
from ghcr_tui.system.sealing.sops_rules import rule_of_repository


def encryptor(
    recipients: Sequence[str], file: Path, now: float
) -> Callable[[dict[str, Json]], dict[str, Json]]:
    """Return what makes a SOPS file of a manifest that goes to `file`; `now` is in seconds.

    Without `recipients` the repository's rule says for whom. Raises FormatProblem where nothing
    does, SopsRulesProblem and FileProblem.
    """
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    selection = ONLY_DATA
    rule = rule_of_repository(file)
    if rule is not None and not recipients:
        if rule.beyond:
            raise FormatProblem(
                f"The rule in .sops.yaml asks for {rule.beyond}, which only SOPS itself can do: "
                "save the manifest and run `sops encrypt --in-place` on it, or name an age "
                "recipient."
            )
        recipients, selection = rule.recipients, rule.selection
    elif rule is not None:
        selection = rule.selection
    if not recipients:
        raise FormatProblem(
            "A SOPS file needs an age recipient (`age1…`), or a rule in .sops.yaml."
        )
    return lambda manifest: sops_encrypted(manifest, selection, recipients, moment)
