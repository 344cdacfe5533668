"""Delivery: what leaves the composer, and what keeps it from leaving."""

from collections.abc import Iterable
from typing import NamedTuple

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.formats.format import Format, FormatOptions
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.parcel import Parcel, file_stem

_HIDDEN = "The copy holds the token that the view hides."


class Refusal(NamedTuple):
    """Why a draft does not leave: the first error that would be in it, and how to say so."""

    finding: Finding
    sentence: str


def packed(
    draft: Draft, chosen: Format, findings: Iterable[Finding], revealed: bool
) -> Parcel | Refusal:
    """Return `draft` in the format `chosen`, tokens unmasked, or why it may not leave.

    `findings` are those about the draft; `revealed` says that the tokens are in sight anyway.
    """
    obstacle = next(filter(chosen.blocked_by, findings), None)
    if obstacle:
        field = named(obstacle.where, len(draft.credentials))
        return Refusal(obstacle, inert(f"{field}: {obstacle.message}", 600))
    return Parcel(
        text=chosen.render(draft, FormatOptions()),
        noun=chosen.noun,
        file_name=chosen.file_name.format(file_stem(draft.name or "pull")),
        is_secret=chosen.is_secret,
        caution=_HIDDEN if chosen.shows_token(draft) and not revealed else "",
    )


def registry_number(where: Where) -> int | None:
    """Return which registry the field `where` belongs to, counted from 1; None for the others."""
    return where.entry + 1 if isinstance(where.entry, int) else None


def with_registry(finding: Finding) -> Finding:
    """Return `finding` with the number of its registry in front of what it says."""
    number = registry_number(finding.where)
    return finding._replace(message=f"{number}. {finding.message}") if number else finding


def named(where: Where, credentials: int) -> str:
    """Return how people call the field `where`, with its number where there are several."""
    field = where.field or "the Secret"
    number = registry_number(where)
    return f"{field} of registry {number}" if number and credentials > 1 else field
