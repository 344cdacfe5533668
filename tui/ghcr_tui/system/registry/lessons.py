"""What the first questions to a registry teach, so that the others need fewer requests.

A credential that a server refuses twice is not sent a third time: accounts get locked. Of many
questions the first ones show how the token service and the manifests behave, and that is taken
for granted on the others: they are then asked with GET alone, by tag.
"""

import asyncio
from collections import Counter, defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.requests import NO_PROOF, Ask, Proof, Request, TokenRequest

_TRIES = 2
_NO_POST = frozenset((400, 401, 404, 405))


class Taught(NamedTuple):
    """An answer that need not be asked for; `token` is the request whose token serves here."""

    reply: Reply
    token: TokenRequest | None = None


class _Record:
    """How one server has taken one credential so far."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.accepted: set[str] = set()
        self.refusals: list[Reply] = []
        self.no_post: Reply | None = None


class Lessons:
    """What one registry has taught in this run; with `presumes`, of how it behaves too."""

    def __init__(self, presumes: bool) -> None:
        self._presumes = presumes
        self._strangers: Counter[tuple[str, bool]] = Counter()
        self._records: dict[tuple[str, Credential | None], _Record] = defaultdict(_Record)
        self._granted: dict[tuple[Credential | None, TokenRequest], Reply] = {}
        self._manifests: dict[tuple[object, ...], Reply] = {}
        self._by_digest: dict[str, Reply] = {}
        self._opened: set[tuple[object, str]] = set()
        self._contents: dict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._blobs: dict[tuple[str, bool], Reply] = {}
        self._regular = False

    def regular(self) -> None:
        """Take for granted that HEAD and GET, tag and digest agree here: they did for one image."""
        self._regular = self._presumes

    def strangers_get_nothing(self) -> bool:
        """Tell whether its token service refused two strangers, and has never granted a token."""
        refused = {
            realm for (realm, good), n in self._strangers.items() if not good and n >= _TRIES
        }
        granting = any(good for _, good in self._strangers)
        return self._presumes and bool(refused) and not granting

    def sent_as(self, ask: Ask) -> Ask:
        """Return what is asked in the place of `ask`: GET, which tells all that HEAD does."""
        if not self._regular or not isinstance(ask, Request) or ask.proof == NO_PROOF:
            return ask
        return ask._replace(method="GET") if ask.method == "HEAD" else ask

    def heard_as(self, ask: Ask, reply: Reply) -> Reply:
        """Return what `ask` would have been answered, of an answer to what was asked for it."""
        if not self._regular or not reply.good or not reply.found_digest:
            return reply
        if not isinstance(ask, Request) or ask.method != "HEAD":
            return reply
        return reply._replace(digest=reply.found_digest, length=reply.found_size)

    @asynccontextmanager
    async def turn(self, ask: Ask, credential: Credential | None) -> AsyncIterator[None]:
        """Wait while another question tries the same credential for the first time.

        And while another one asks for the same part of an image.
        """
        if self._regular and isinstance(ask, Request) and ask.digest and ask.proof != NO_PROOF:
            async with self._contents[ask.target]:
                yield
            return
        checker = _checked_by(ask)
        record = self._records[checker, credential] if checker else None
        if record is None or record.accepted:
            yield
            return
        async with record.lock:
            yield

    def answer(self, ask: Ask, credential: Credential | None) -> Taught | None:
        """Return what `ask` would be answered, as far as that has been taught."""
        checker = _checked_by(ask)
        if checker:
            record = self._records[checker, credential]
            if not record.accepted and len(record.refusals) >= _TRIES:
                return Taught(record.refusals[-1])
            if isinstance(ask, TokenRequest):
                taught = self._of_token(ask, credential, record)
                if taught is not None:
                    return taught
        return self._of_content(ask, credential) if isinstance(ask, Request) else None

    def note(self, ask: Ask, credential: Credential | None, reply: Reply) -> None:
        """Learn from an answer."""
        checker = _checked_by(ask)
        if checker:
            self._note_login(ask, credential, reply, self._records[checker, credential])
        elif isinstance(ask, TokenRequest) and (reply.good or 400 <= reply.status < 429):
            self._strangers[ask.realm, reply.good] += 1
        if not isinstance(ask, Request) or not reply.good:
            return
        if ask.kind in ("config", "layer"):
            self._blobs[ask.target, ask.whole] = reply
        elif ask.kind == "manifest" and ask.method == "GET":
            owner = _owner(ask.proof, credential)
            self._manifests[owner, ask.target] = reply
            self._by_digest[_digest_target(ask, reply.found_digest)] = reply
            self._opened.add((owner, _repository(ask)))

    def _note_login(
        self, ask: Ask, credential: Credential | None, reply: Reply, record: _Record
    ) -> None:
        if reply.status == 401:
            record.refusals.append(reply)
        elif reply.good:
            record.accepted.add(ask.method)
        if isinstance(ask, TokenRequest) and self._presumes:
            if ask.method == "POST" and reply.status in _NO_POST:
                record.no_post = reply
            if reply.good:
                self._granted[credential, ask] = reply

    def _of_token(
        self, ask: TokenRequest, credential: Credential | None, record: _Record
    ) -> Taught | None:
        if ask.method == "POST" and record.no_post and "GET" in record.accepted:
            return Taught(record.no_post)
        other = ask._replace(method="GET" if ask.method == "POST" else "POST")
        granted = self._granted.get((credential, other))
        if granted is not None and {"GET", "POST"} <= record.accepted:
            return Taught(granted, other)
        return None

    def _of_content(self, ask: Request, credential: Credential | None) -> Taught | None:
        if not self._regular or ask.proof == NO_PROOF:
            return None
        if ask.kind in ("config", "layer"):
            known = self._blobs.get((ask.target, ask.whole))
            return Taught(known) if known else None
        owner = _owner(ask.proof, credential)
        reply = self._manifests.get((owner, ask.target))
        if reply is None and (owner, _repository(ask)) in self._opened:
            # Whoever may read one manifest of a repository may read what it names.
            reply = self._by_digest.get(ask.target)
        if reply is None:
            return None
        return Taught(reply._replace(digest=reply.found_digest, length=reply.found_size))


def _checked_by(ask: Ask) -> str:
    """Return who checks the credential that goes along, or "" where none does."""
    if isinstance(ask, TokenRequest):
        return ask.realm if ask.signed_in else ""
    return "the registry" if ask.proof.basic else ""


def _owner(proof: Proof, credential: Credential | None) -> tuple[object, ...]:
    """Return what a proof amounts to, by whichever method its token was got."""
    if proof.token is None:
        return (proof.basic, credential)
    signed_in = proof.token.signed_in
    return (proof.token.realm, proof.token.scopes, credential if signed_in else None)


def _repository(ask: Request) -> str:
    return ask.target.rpartition("/manifests/")[0]


def _digest_target(ask: Request, digest: str) -> str:
    return f"{ask.target.rpartition('/')[0]}/{digest}"
