"""Revoking an old token at GitHub: which can be, what GitHub's answer means, what nobody sees.

Source: GitHub REST API, "Revocation" (`POST /credentials/revoke`): it takes no login, kills tokens
of these kinds for good, and tells their owners.
"""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from ghcr_tui.core.text.inert import inert

PREFIXES = ("ghp_", "github_pat_", "gho_", "ghu_", "ghr_")
"""How tokens begin that GitHub revokes so."""
NOT_SEEN = (
    "What cannot be seen from here: files on nodes (the kubelet's, containerd's), CI systems, "
    "other clusters, build caches, and people's own machines."
)
Answer = Literal["offered", "revoked", "held", "not seen", "refused", "unknown", "not GitHub's"]


class Revocation(NamedTuple):
    """What became of the old token, in a sentence."""

    answer: Answer
    sentence: str

    @property
    def is_good(self) -> bool:
        """Whether it is as it was asked for."""
        return self.answer in ("offered", "revoked", "not GitHub's")


def revocable(tokens: Iterable[str]) -> tuple[str, ...]:
    """Return those of `tokens` that GitHub takes."""
    return tuple(sorted(token for token in tokens if token.startswith(PREFIXES)))


def read_revocation(status: int) -> Revocation:
    """Return what GitHub's answer means."""
    if status == 202:
        return Revocation("revoked", "GitHub has accepted it: the old token is revoked for good.")
    if status == 422:
        why = "it does not know tokens of this form, or was asked too often"
    elif status == 403:
        why = "it takes this without a login only"
    elif status == 404:
        why = "there is no such API here"
    else:
        why = "it did not say why"
    return Revocation("refused", f"GitHub did not revoke it ({status}): {why}.")


def still_held(places: Iterable[str]) -> Revocation:
    """Return that the token is not revoked because it is still in `places`."""
    named = list(places)
    more = f" and {len(named) - 5:,} more" if len(named) > 5 else ""
    shown = ", ".join(inert(each, 300) for each in named[:5])
    return Revocation("held", f"The old token is not revoked: it is still in {shown}{more}.")
