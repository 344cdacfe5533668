"""What a mend is: something that was changed, and the sentence that says so."""

from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding, Where


class Change(NamedTuple):
    """One thing that was changed: the `code` of the finding behind it, its place, and a sentence.

    `sentence` says what was done ("the white space around the token was removed"); it never holds
    a token.
    """

    code: str
    where: Where
    sentence: str


def change_for(finding: Finding, sentence: str) -> Change:
    """Return the change that took the cause of `finding` away."""
    return Change(finding.code, finding.where, sentence)
