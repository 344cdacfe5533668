"""Delivery: what leaves the composer, and what keeps it from leaving."""

from collections.abc import Iterable
from typing import NamedTuple

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.formats.format import Format
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.compose.for_git import Rendering
from ghcr_tui.screens.parcel import Parcel, file_stem

_HIDDEN = "The copy holds the token that the view hides."
_COMMENTED = "A comment in it names the errors that you mean."
_NO_COMMENT = "The errors that you mean are in it, and it has no room for a comment about them."
Place = tuple[str, Where]
"""The code of a finding, and where it is."""


class Refusal(NamedTuple):
    """Why a draft does not leave: the first error that would be in it, and how to say so."""

    finding: Finding
    sentence: str


def packed(
    draft: Draft,
    chosen: Format,
    findings: Iterable[Finding],
    revealed: bool,
    meant: frozenset[Place] = frozenset(),
    rendering: Rendering | None = None,
) -> Parcel | Refusal:
    """Return `draft` in the format `chosen`, tokens unmasked, or why it may not leave.

    `findings` are those about the draft; `revealed` says that the tokens are in sight anyway.
    `meant` are the errors that a person means: they leave, and a comment says so. Raises Problem
    for what the format lacks.
    """
    rendering = rendering or Rendering()
    errors = chosen.errors(findings, rendering.options(chosen))
    obstacle = next((each for each in errors if place_of(each) not in meant), None)
    if obstacle:
        field = named(obstacle.where, len(draft.credentials))
        return Refusal(obstacle, inert(f"{field}: {obstacle.message}", 600))
    return Parcel(
        text=_said(errors, chosen, len(draft.credentials)) + rendering.text(draft, chosen),
        noun=chosen.noun,
        file_name=chosen.file_name.format(file_stem(draft.name or "pull")),
        is_secret=chosen.is_secret,
        caution=_caution(draft, chosen, revealed, bool(errors)),
    )


def place_of(finding: Finding) -> Place:
    """Return what an error is and where, whatever is typed there."""
    return finding.code, finding.where


def _said(errors: list[Finding], chosen: Format, credentials: int) -> str:
    """Return comments that name the errors which leave all the same, "" where none can be."""
    if chosen.language != "yaml":
        return ""
    lines = (
        f"# Meant as it is: {named(each.where, credentials)}: {inert(each.message, 300)}\n"
        for each in errors
    )
    return "".join(lines)


def _caution(draft: Draft, chosen: Format, revealed: bool, has_errors: bool) -> str:
    """Return what a person cannot see of a copy."""
    hidden = _HIDDEN if chosen.shows_token(draft) and not revealed else ""
    if not has_errors:
        return hidden
    return f"{hidden} {_COMMENTED if chosen.language == 'yaml' else _NO_COMMENT}".strip()


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
