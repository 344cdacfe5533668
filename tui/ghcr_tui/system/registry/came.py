"""What a walk came to: the conclusion, and all else that is told of it, clean of every secret."""

from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.redaction import shown_username
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.conclusion import Case, conclude
from ghcr_tui.core.verification.login import login_of
from ghcr_tui.core.verification.origin import Origin
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.runtimes import Reached
from ghcr_tui.core.verification.unseen import Circumstances, unseen
from ghcr_tui.core.verification.verification import (
    Manifest,
    RuntimeEnding,
    Scopes,
    Verification,
)
from ghcr_tui.system.registry.scrubber import Scrubber
from ghcr_tui.system.registry.settings import Settings


class Came(NamedTuple):
    """What was found: the manifest as runtimes reached it, and the ending for each of them.

    `public`: what a stranger would come to, None where that is not known; `scopes` is what GitHub
    said, `stores` are the other hosts that layers come from.
    """

    reached: tuple[Reached, ...]
    endings: tuple[RuntimeEnding, ...]
    public: bool | None
    scopes: Scopes | None
    stores: tuple[str, ...]


def verification_of(
    question: Question, settings: Settings, registry: Origin, came: Came, scrubber: Scrubber
) -> Verification:
    """Return the whole answer to `question`, as asked at `registry`; its steps are left out."""
    image, credential = question.image, question.credential
    signed_in = login_of(credential) is not None
    case = Case(
        str(image),
        registry.authority,
        with_credential=signed_in,
        sent=not came.reached or any(each.sent for each in came.reached),
        insisted=bool(settings.platforms),
        public=came.public,
    )
    conclusion = conclude(case, came.endings)
    asked = Circumstances(
        settings.runtimes,
        settings.plain_http and registry.scheme == "http",
        bool(settings.ca_file),
        question.short_name,
        signed_in,
        came.stores,
        settings.layers,
    )
    notes = (*conclusion.notes, *unseen(image, conclusion.ending, asked))
    return Verification(
        image=str(image),
        registry=inert(credential.registry) if credential else "",
        username=username_of(credential),
        secret=inert(question.secret),
        steps=(),
        conclusion=conclusion._replace(notes=scrubber.clean_all(notes)),
        manifest=_manifest(came.reached[0], scrubber) if came.reached else None,
        scopes=_clean_scopes(came.scopes, scrubber),
        runtimes=came.endings,
        insisted=bool(settings.platforms),
    )


def username_of(credential: Credential | None) -> str:
    """Return the username of a credential, fit to be shown."""
    return shown_username(credential.username, credential.token) if credential else ""


def _manifest(reached: Reached, scrubber: Scrubber) -> Manifest:
    document = reached.document
    return Manifest(
        digest=scrubber.clean(reached.digest),
        media_type=scrubber.clean(reached.media_type or document.media_type),
        platforms=scrubber.clean_all(document.platforms),
        size=document.size,
    )


def _clean_scopes(scopes: Scopes | None, scrubber: Scrubber) -> Scopes | None:
    if scopes is None:
        return None
    names = None if scopes.scopes is None else scrubber.clean_all(scopes.scopes)
    return Scopes(names, scrubber.clean(scopes.expires))
