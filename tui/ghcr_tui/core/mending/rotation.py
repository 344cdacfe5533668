"""One registry's token in a text replaced, with everything else in it as it was."""

from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential, encode_auth
from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.json_text import Json, RepeatedKeys, folded_name
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.mending.change import Change
from ghcr_tui.core.mending.documents import Document, DocumentMender, holds_repeated_keys
from ghcr_tui.core.mending.entries import entries_of
from ghcr_tui.core.mending.secret import (
    HeldPayload,
    MendedSecret,
    held_payload,
    with_payload,
    written_payload,
)
from ghcr_tui.core.mending.text_documents import (
    is_bare_payload,
    json_value,
    read_documents,
    written_into,
)
from ghcr_tui.core.registry.key import normalised_key
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.payload_reader import is_payload
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem

_NAMED = 12
"""Secrets and registries that a refusal names."""
_NOT_PLACED = (
    "the entry cannot be changed without touching others: a key is there twice, or its payload "
    "cannot be read. `ghcr-tui decode` says which."
)


class NotRotated(Problem):
    """A token that could not be replaced; the message is a plain sentence without a token."""


class Wanted(NamedTuple):
    """The credential that a registry is to have, and in which Secret.

    `username` "" keeps the one that is there; `name` and `namespace` "" fit every Secret.
    """

    registry: str
    token: str
    username: str = ""
    name: str = ""
    namespace: str = ""

    def fits(self, secret: InspectedSecret) -> bool:
        """Return whether `secret` is meant by its name."""
        return self.name in ("", secret.name) and self.namespace in ("", secret.namespace)

    def __repr__(self) -> str:
        """Leave the token out."""
        return f"Wanted({self.registry!r}, {self.name!r}, {self.namespace!r})"


class Rotated(NamedTuple):
    """A text with one registry's token replaced: the Secret as it was and as it is now.

    `in_place` tells that all else is as it was, to the letter.
    """

    text: str
    registry: str
    before: InspectedSecret
    after: InspectedSecret
    in_place: bool

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the new credential."""
        return tuple(each for each in self.after.findings if each.where.entry == self.registry)

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"Rotated({self.registry!r}, {self.after.title!r})"


def rotate_token(text: str, wanted: Wanted, now: float | None = None) -> Rotated:
    """Return `text` with the credential that is `wanted` in place of the old one.

    `now`, in seconds since the epoch, lets expiry be judged. Raises `NotRotated` where no Secret,
    or more than one, is meant, and where an entry cannot be changed alone.
    """
    before, registry = _meant(inspect_whole(text, now).secrets, wanted)
    read = read_documents(text)
    if read is None or not read.documents or holds_repeated_keys(read.documents):
        raise NotRotated(_NOT_PLACED)
    rule = _NewToken(SecretInspector(now), wanted, registry)
    mender = DocumentMender(rule.inspector, by=rule)
    if is_bare_payload(read):
        legacy = not is_payload(read.documents[0])
        changed = mender.payload(read.text, legacy=legacy)
        written, in_place = f"{changed.rstrip()}\n", True
    else:
        documents = [mender.mended(document) for document in read.documents]
        written, in_place = written_into(read, documents)
    if sum(bool(part.changes) for part in mender.parts) != 1:
        raise NotRotated(_NOT_PLACED)
    after, _ = _meant(inspect_whole(written, now).secrets, wanted)
    return Rotated(written, registry, before, after, in_place)


def _meant(secrets: Sequence[InspectedSecret], wanted: Wanted) -> tuple[InspectedSecret, str]:
    """Return the one Secret that is meant, and its key for the registry. Raises `NotRotated`."""
    fitting = [secret for secret in secrets if wanted.fits(secret)]
    found = [(each, keys) for each in fitting if (keys := _keys(each, wanted.registry))]
    shown = shown_registry(wanted.registry)
    if not found:
        there = dict.fromkeys(entry.registry for each in fitting for entry in each.entries)
        held = _listed([shown_registry(registry) for registry in there])
        raise NotRotated(
            f"no Secret that is meant holds a credential for {shown}"
            + (f": there are {held}." if held else ".")
        )
    if len(found) > 1:
        names = _listed([inert(each.title, 120) or "(no name)" for each, _ in found])
        raise NotRotated(
            f"{len(found):,} Secrets hold a credential for {shown}: {names}. Choose one with "
            "--name and --namespace."
        )
    secret, keys = found[0]
    if len(keys) > 1:
        raise NotRotated(f"{_listed([shown_registry(key) for key in keys])} are all {shown}.")
    return secret, keys[0]


def _keys(secret: InspectedSecret, registry: str) -> list[str]:
    """Return the keys of `secret` that are `registry`: the one written just so, or those alike."""
    keys = [entry.registry for entry in secret.entries]
    if registry in keys:
        return [registry]
    return [key for key in keys if normalised_key(key) == normalised_key(registry)]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - _NAMED
    return ", ".join(names[:_NAMED]) + (f" and {more:,} more" if more > 0 else "")


class _NewToken:
    """Gives one registry of the Secret that is meant its new credential."""

    def __init__(self, inspector: SecretInspector, wanted: Wanted, registry: str) -> None:
        self.inspector = inspector
        self._wanted = wanted
        self._registry = registry

    def mended(self, document: Document, only: Finding | None = None) -> MendedSecret:
        """Return `document` with the new token, as it is where another Secret is meant."""
        secret = self.inspector.secret(document)
        is_meant = self._wanted.fits(secret) or secret.title == "none/none"
        held = held_payload(document) if is_meant else None
        text = self._payload(held) if held else None
        if held is None or text is None:
            return MendedSecret(document, (), secret)
        document = with_payload(document, held._replace(text=text))
        change = Change("token", Where("token", self._registry), "the token was replaced")
        return MendedSecret(document, (change,), self.inspector.secret(document))

    def _payload(self, held: HeldPayload) -> str | None:
        payload = json_value(held.text)
        entries = (
            entries_of(payload, legacy=held.legacy)
            if isinstance(payload, dict) and not isinstance(payload, RepeatedKeys)
            else None
        )
        raw = entries.get(self._registry) if entries else None
        if not isinstance(payload, dict) or entries is None or not isinstance(raw, dict):
            return None
        if isinstance(raw, RepeatedKeys):
            return None
        changed = {**entries, self._registry: self._entry(raw)}
        if held.legacy:
            return written_payload(held.text, payload, changed)
        names = {folded_name(name): name for name in payload}
        return written_payload(held.text, payload, {**payload, names["auths"]: changed})

    def _entry(self, raw: dict[str, Json]) -> dict[str, Json]:
        """Return an entry in which every field that holds username or token has the new one."""
        entry = read_entry(self._registry, raw)
        username = self._wanted.username or entry.username or entry.text("username")
        if not username:
            raise NotRotated("the entry has no username: give it with --username.")
        names = {folded_name(name): name for name in raw}
        wanted = Credential(self._registry, username, self._wanted.token)
        fields = {"username": wanted.username, "password": wanted.token}
        changed = dict(raw)
        has_pair = any(entry.text(field) for field in fields)
        for field, value in fields.items():
            if has_pair:
                changed[names.get(field, field)] = value
        if entry.auth or not has_pair:
            changed[names.get("auth", "auth")] = encode_auth(wanted.username, wanted.token)
        return changed
