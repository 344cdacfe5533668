"""The manifest's part of a walk: is it served, is it what it claims to be, what is in it?"""

import hashlib
from urllib.parse import quote

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.answers import explain_anywhere, explain_manifest
from ghcr_tui.core.verification.github_scopes import is_github
from ghcr_tui.core.verification.image_manifest import MANIFEST_TYPES, read_manifest
from ghcr_tui.core.verification.origin import Origin
from ghcr_tui.core.verification.verification import Cause, Manifest, Stop
from ghcr_tui.system.registry.authorise import Grant
from ghcr_tui.system.registry.http.answer import Exchange
from ghcr_tui.system.registry.http.errors import NoAnswerError
from ghcr_tui.system.registry.http.session import Limits, Session
from ghcr_tui.system.registry.steps import OpenStep, StoppedError

_LIMITS = Limits(4 * 1024 * 1024, cut=False)
"""As much as the distribution specification asks registries to take (4 MiB)."""
_ALGORITHMS = ("sha256", "sha384", "sha512")


class Manifests:
    """Asks one registry for the manifest of one image."""

    def __init__(self, image: ImageReference, registry: Origin, session: Session) -> None:
        self._image = image
        self._host = registry.authority
        self._github = is_github(registry.host)
        self._session = session
        reference = quote(image.digest or image.tag, safe=":")
        self.url = f"{registry}/v2/{image.path}/manifests/{reference}"

    async def find(self, grant: Grant, row: OpenStep) -> Exchange:
        """HEAD, then GET where HEAD is refused: it may be HEAD alone, and GET gives the reason."""
        head = await self._session.ask("HEAD", self.url, _headers(grant))
        if not 400 <= head.status < 500 or head.status == 429:
            return head
        try:
            exchange = await self.get(grant)
        except NoAnswerError:
            if head.status in (401, 403, 404):
                return head
            raise
        row.notes.append(f"HEAD answered {head.status}; asked again with GET")
        return exchange

    async def get(self, grant: Grant) -> Exchange:
        """GET the manifest, up to 4 MiB of it."""
        return await self._session.ask("GET", self.url, _headers(grant), _LIMITS)

    def refusal(self, exchange: Exchange, grant: Grant, with_credential: bool) -> Stop | None:
        """Return why an answer is not the manifest, or None where it is."""
        reply = exchange.reply()
        stop = explain_anywhere(reply)
        if stop is None and exchange.status != 200:
            stop = explain_manifest(reply, self._github, with_credential, grant.bearer)
        return stop

    def read(self, exchange: Exchange, row: OpenStep) -> Manifest:
        """Return what the manifest says of itself, its digest checked; fills in the row.

        Raises StoppedError where the digest is not the one asked for or announced.
        """
        announced = inert(exchange.header("docker-content-digest") or "", 150)
        manifest = Manifest(announced, exchange.media_type)
        if exchange.status != 200:
            row.outcome = "unknown"
            row.message = f"not served ({exchange.status}): platforms and size stay unknown"
            return manifest
        wanted = self._image.digest or announced
        algorithm = wanted.partition(":")[0]
        if algorithm not in _ALGORITHMS:
            algorithm, wanted = "sha256", ""
        digest = f"{algorithm}:{hashlib.new(algorithm, exchange.body).hexdigest()}"
        if wanted and digest != wanted:
            raise StoppedError(Stop("refused", self._mismatch()))
        try:
            found = read_manifest(exchange.body, digest, exchange.media_type)
        except ValueError as error:
            row.outcome, row.message = "unknown", str(error)
            return manifest._replace(digest=digest)
        row.message = _summary(found)
        return found

    def _mismatch(self) -> Cause:
        return Cause(
            "digest-mismatch",
            f"{self._host} sent a manifest that does not have the digest it was asked for or "
            "announced.",
            "A runtime refuses it: something on the way, or the registry, changes what it serves.",
        )


def _headers(grant: Grant) -> dict[str, str]:
    headers = {"Accept": ", ".join(MANIFEST_TYPES)}
    return {**headers, "Authorization": grant.header} if grant.header else headers


def _summary(manifest: Manifest) -> str:
    if manifest.platforms:
        return f"for {', '.join(manifest.platforms)}"
    if manifest.size is None:
        return manifest.media_type
    return f"{manifest.size / 1_000_000:,.1f} MB in config and layers"
