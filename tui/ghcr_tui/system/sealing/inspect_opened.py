"""Inspection of a text, with the SOPS files in it opened where the person's identity can."""

from ghcr_tui.core.inspection.front_door import inspect
from ghcr_tui.core.inspection.inspection import Events
from ghcr_tui.core.inspection.sops_opened import not_opened_finding, opened_finding
from ghcr_tui.core.inspection.told import with_finding
from ghcr_tui.core.secret.controllers import ENCRYPTED
from ghcr_tui.core.text.problem import Problem


def inspect_opened(text: str, now: float, identity_file: str = "") -> Events:
    """Return the events of `text`, in which SOPS files are opened first.

    The identity is in `identity_file`, else in the file that SOPS_AGE_KEY_FILE names; without
    either nothing is opened. A file that the latter does not open is inspected as it is. Raises the
    Problem (of sealing, of SOPS, of files) for what `identity_file` does not open.
    """
    if not ("sops" in text and ENCRYPTED in text):
        return inspect(text, now)
    from ghcr_tui.system.sealing.age import has_identity
    from ghcr_tui.system.sealing.open_sops import opened_text

    if not has_identity(identity_file):
        return inspect(text, now)
    try:
        opened = opened_text(text, identity_file)
    except Problem as problem:
        if identity_file:
            raise
        return with_finding(inspect(text, now), not_opened_finding(str(problem)))
    if opened is None:
        return inspect(text, now)
    finding = opened_finding(is_changed=opened.is_changed, is_checked=opened.is_checked)
    return with_finding(inspect(opened.text, now), finding, "SOPS file", "A SOPS file, opened.")
