"""The text of a view; those that are safe for git need something read first, off the screen."""

import time
from typing import Final, NamedTuple

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.format import Format, FormatOptions, FormatProblem, store_named
from ghcr_tui.core.secret.controllers import SCOPES
from ghcr_tui.core.settings.means import Means
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.files import expand, read_text

_MOST: Final = 64 * 1024
"""Bytes of a certificate's file, which has about two thousand."""


class NotReadYet(Problem):
    """What a view needs is still being read."""


class NotChosen(Problem):
    """What a view needs is not there, or cannot be used: another has to be chosen."""


def helps_to_choose(problem: Problem, shown: Format) -> bool:
    """Return whether another certificate, recipient or store may end `problem`."""
    if shown.asks == "store":
        return not isinstance(problem, NotReadYet)
    return isinstance(problem, NotChosen)


class Ready(NamedTuple):
    """What a view is made with, and what makes that doubtful, "" for nothing."""

    options: FormatOptions
    warning: str = ""


class Rendering:
    """Makes the text of a draft, the same text as long as nothing of it has changed.

    What is encrypted is another text each time: what is copied is to be what was shown.
    """

    def __init__(self) -> None:
        self._read: dict[str, Ready | Problem] = {}
        self._last: tuple[tuple[Draft, str], str] | None = None

    def lacks(self, shown: Format) -> bool:
        """Return whether what `shown` needs has not been read: `take` it then."""
        return bool(shown.asks) and shown.name not in self._read

    def take(self, shown: Format, read: Ready | Problem) -> None:
        """Take what `read_for` returned for `shown`, or raised."""
        self._read[shown.name] = read

    def options(self, shown: Format) -> FormatOptions:
        """Return what `shown` is made with. Raises Problem for what is missing or wrong."""
        if not shown.asks:
            return FormatOptions()
        read = self._read.get(shown.name)
        if read is None:
            raise NotReadYet(f"The {shown.asks} is being read; it takes a moment.")
        if isinstance(read, Problem):
            raise NotChosen(str(read)) from read
        return read.options

    def text(self, draft: Draft, shown: Format, *, masked: bool = False) -> str:
        """Return `draft` in the format `shown`. Raises Problem for what it lacks."""
        options = self.options(shown)._replace(masked=masked)
        if not shown.asks:
            return shown.render(draft, options)
        asked = draft, shown.name
        if self._last is None or self._last[0] != asked:
            self._last = asked, shown.render(draft, options)
        return self._last[1]


def read_for(shown: Format, means: Means, file: str, *, anew: bool = False) -> Ready:
    """Return what `shown` is made with; files, and a cluster, are read for it.

    It goes to `file`, which a repository's rule may be about. `anew` asks a controller again
    whose certificate was fetched before. Raises Problem.
    """
    if shown.name == "sealed-secret":
        return _sealing(means, anew)
    if shown.name == "sops":
        from ghcr_tui.system.sealing.for_whom import encryptor

        recipients = means.recipients.replace(",", " ").split()
        encrypt = encryptor(recipients, expand(file), time.time(), at_once=True)
        return Ready(FormatOptions(encrypt_file=encrypt))
    if not means.store:
        return Ready(FormatOptions())
    store = store_named(means.store, means.store_key, means.token_property, means.username_property)
    return Ready(FormatOptions(store=store))


def _sealing(means: Means, anew: bool) -> Ready:
    from ghcr_tui.system.sealing.certificate import read_certificate
    from ghcr_tui.system.sealing.sealed_secrets import seal

    scope = next((each for each in SCOPES if each == (means.scope or "strict")), None)
    if scope is None:
        raise FormatProblem(f"A scope is one of {', '.join(SCOPES)}.")
    certificate = read_certificate(_certificate(means, anew))
    return Ready(
        FormatOptions(seal=lambda value, label: seal(value, certificate, label), scope=scope),
        certificate.warning(time.time()),
    )


def _certificate(means: Means, anew: bool) -> str:
    if means.certificate:
        return read_text(expand(means.certificate), _MOST)
    from ghcr_tui.system.sealing.controller import fetch_certificate, kept_certificate

    kept = "" if means.controller and anew else kept_certificate("")
    if not kept and means.controller:
        return fetch_certificate("", means.controller)
    if not kept:
        raise FormatProblem("A SealedSecret needs the certificate of the cluster's controller.")
    return kept
