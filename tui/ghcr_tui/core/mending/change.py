"""What a mend is: something that was changed, and the sentence that says so."""

from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.text.plural import counted


class Change(NamedTuple):
    """One thing that was changed: the `code` of the finding behind it, its place, and a sentence.

    `sentence` says what was done ("the white space around the token was removed"); it never holds
    a token.
    """

    code: str
    where: Where
    sentence: str


_NAMED = 4
"""Changes that a sentence names; more are counted."""


def told(changes: Sequence[Change]) -> str:
    """Return what was done, each kind of change once, as a sentence."""
    sentences = list(dict.fromkeys(change.sentence for change in changes))
    more = len(sentences) - _NAMED
    return f"{'; '.join(sentences[:_NAMED])}{f'; and {more:,} more' if more > 0 else ''}."


def title_of(changes: Sequence[Change]) -> str:
    """Return how much was mended, as a title."""
    return f"Mended {counted(len(changes), 'thing')}"


def change_for(finding: Finding, sentence: str) -> Change:
    """Return the change that took the cause of `finding` away."""
    return Change(finding.code, finding.where, sentence)
