"""For whom a SOPS file is encrypted: for whom one says, else for whom the repository says."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

from ghcr_tui.core.formats.format import FormatProblem
from ghcr_tui.core.formats.sops_file import ONLY_DATA
from ghcr_tui.core.formats.sops_rules import SopsRule, rule_of_file
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.mending.text_documents import read_documents
from ghcr_tui.core.secret.controllers import ENCRYPTED
from ghcr_tui.core.secret.objects import mapping_at
from ghcr_tui.system.files import read_text
from ghcr_tui.system.sealing.own_sops import encrypted_by_sops, has_sops
from ghcr_tui.system.sealing.sops import sops_encrypted
from ghcr_tui.system.sealing.sops_rules import rule_of_repository


def encryptor(
    recipients: Sequence[str], file: Path, now: float, *, at_once: bool = False
) -> Callable[[dict[str, Json]], dict[str, Json]]:
    """Return what makes a SOPS file of a manifest that goes to `file`; `now` is in seconds.

    Without `recipients` it is for whom the file that is there is, else the repository's rule says
    for whom. What asks for other keys than age's is encrypted by the person's own `sops`, unless
    it is to be done `at_once`. Raises FormatProblem where nothing says for whom, SopsRulesProblem
    and FileProblem.
    """
    moment = datetime.datetime.fromtimestamp(now, datetime.UTC)
    if not recipients and (there := _there_already(file)):
        return lambda manifest: sops_encrypted(manifest, there.selection, there.recipients, moment)
    selection = ONLY_DATA
    rule = rule_of_repository(file)
    if rule is not None and not recipients:
        if rule.beyond and at_once:
            raise FormatProblem(
                f"The rule in .sops.yaml asks for {rule.beyond}, for which `sops` itself may ask a "
                "key service: that is too slow for a view that changes with every key. "
                "`ghcr-tui encode -o sops` does it; or choose an age recipient."
            )
        if rule.beyond and has_sops():
            return lambda manifest: encrypted_by_sops(manifest, file)
        if rule.beyond:
            raise FormatProblem(
                f"The rule in .sops.yaml asks for {rule.beyond}, which only `sops` itself can do, "
                "and it is not installed: install it, or name an age recipient."
            )
        recipients, selection = rule.recipients, rule.selection
    elif rule is not None:
        selection = rule.selection
    if not recipients:
        raise FormatProblem(
            "A SOPS file needs an age recipient (`age1…`), or a rule in .sops.yaml."
        )
    return lambda manifest: sops_encrypted(manifest, selection, recipients, moment)


def _there_already(file: Path) -> SopsRule | None:
    """Return for whom the SOPS file that is there is encrypted, and what of it; None for none.

    Raises FormatProblem where others than age's recipients open it: its key cannot be made anew
    for them here.
    """
    if not file.is_file() or ENCRYPTED not in (text := read_text(file)):
        return None
    read = read_documents(text)
    block = mapping_at(read.documents[0], "sops") if read and read.documents else {}
    rule = rule_of_file(block)
    if rule.beyond:
        raise FormatProblem(
            f"The SOPS file that is there is encrypted for others than age's recipients, too "
            f"({rule.beyond}). `encode --from FILE --in-place` changes its token and keeps them; "
            "--age says for whom it is to be instead."
        )
    return rule if rule.recipients else None
