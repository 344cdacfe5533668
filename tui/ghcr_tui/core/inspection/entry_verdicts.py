"""What comes of a pull with each entry of a Secret: the verdict's words for the rows of a table."""

from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.keyring.lookup import KeyringEntry
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verdict.verdict import (
    Answer,
    Standing,
    answer_of_one_alone,
    by_entry,
    objection_of,
    standing_of,
)

_ANSWERS: dict[Standing, Answer] = {
    "sound": "pulls",
    "doubtful": "unsure",
    "refused": "fails",
    "empty": "anonymous",
}
_WORDS: dict[Answer, str] = {
    "pulls": "sound",
    "unsure": "may fail",
    "fails": "fails",
    "anonymous": "anonymous",
}
_LONGEST_WHY = 300


class EntryVerdict(NamedTuple):
    """What comes of a pull with one entry: the answer, its word, and why.

    `why` is "" where nothing speaks against it, and where the reason is the whole Secret's, which
    the verdict on that tells.
    """

    answer: Answer
    why: str = ""

    @property
    def word(self) -> str:
        """The answer in a word or three, for a narrow column."""
        return _WORDS[self.answer]

    @property
    def sentence(self) -> str:
        """The word and the reason behind it."""
        return f"{self.word}: {self.why}" if self.why else self.word


def verdicts_of_entries(secret: InspectedSecret) -> tuple[EntryVerdict, ...]:
    """Return what comes of a pull with each entry of `secret`, in their order. Never raises.

    It agrees with `what_comes_of` the whole Secret: one entry that `fails` makes that `fails`.
    """
    judged = judged_secret(secret)
    if secret.is_alone:
        objection = objection_of(secret.findings)
        why = objection.message if objection else secret.ignored_because
        verdict = EntryVerdict(answer_of_one_alone(secret.findings), inert(why, _LONGEST_WHY))
        return (verdict,) * len(secret.entries)
    findings = by_entry(secret.findings)
    return tuple(
        _verdict(entry, secret, judged.refused, findings.get(entry.registry, ()))
        for entry in secret.entries
    )


def _verdict(
    entry: Entry, secret: InspectedSecret, refused: str, findings: tuple[Finding, ...]
) -> EntryVerdict:
    if refused:
        return EntryVerdict("fails")
    if secret.ignored_because:
        return EntryVerdict("anonymous")
    if entry.unreadable:
        return EntryVerdict("fails", inert(entry.why, _LONGEST_WHY))
    if secret.unreadable:
        return EntryVerdict("fails", "another entry costs the pod every credential")
    kubelets = KeyringEntry(entry.registry, entry.username, entry.token)
    answer = _ANSWERS[standing_of(kubelets, findings)]
    objection = objection_of(findings)
    why = objection.message if objection else entry.why
    return EntryVerdict(answer, "" if answer == "pulls" else inert(why, _LONGEST_WHY))
