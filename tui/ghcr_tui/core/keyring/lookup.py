"""The kubelet's choice: which credentials of which pull secrets it tries for an image, in order.

Source: Kubernetes, pkg/credentialprovider (keyring.go, secrets/secrets.go) and the kubelet's
image manager, which tries one credential after the other until a pull succeeds.
"""

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential, shown_login
from ghcr_tui.core.credential.redaction import hidden_registry, quoted_key
from ghcr_tui.core.keyring.match import KeyFit, matches_key
from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.inert import excerpt, inert

_NO_DEFAULT = (
    "the kubelet turns to `index.docker.io` only where no other entry of any secret matches, "
    "and one does"
)


class KeyringEntry(NamedTuple):
    """One entry of a payload as the kubelet reads it; `registry` is its key as written."""

    registry: str
    username: str
    token: str

    def __repr__(self) -> str:
        return f"KeyringEntry({shown_login(*self)})"


class PullSecret(NamedTuple):
    """One image pull secret, as far as the kubelet's keyring goes.

    `name` is what people know it by: `namespace/name`, or a file's name. `ignored_because` says
    why the kubelet does not look at it (type or key), `unreadable` why it fails on it, naming
    the entry; `unreadable_entry` is that entry's key, or "" for the payload as a whole. `is_alone`
    says that it is a credential alone, which nobody has named a registry for.
    """

    name: str
    entries: tuple[KeyringEntry, ...] = ()
    ignored_because: str = ""
    unreadable: str = ""
    unreadable_entry: str = ""
    is_alone: bool = False

    def __repr__(self) -> str:
        return f"PullSecret({self.name!r}, {self.entries!r})"


class Match(NamedTuple):
    """A credential that the kubelet tries."""

    secret: str
    registry: str
    username: str
    why: str
    credential: Credential

    def __repr__(self) -> str:
        return f"Match({self.secret!r}, {self.credential!r})"


class Skip(NamedTuple):
    """An entry (or, with an empty `registry`, a whole secret) that the kubelet does not try."""

    secret: str
    registry: str
    why: str

    def __repr__(self) -> str:
        return f"Skip({self.secret!r}, {hidden_registry(self.registry)!r}, {self.why!r})"


class Lookup(NamedTuple):
    """What the kubelet does for one image.

    `matches` are in the order tried, `skipped` in the order given. `keyring_lost` is "" or the
    sentence that one unreadable entry costs the pod every credential; there are no matches then.
    """

    image: ImageReference
    matches: tuple[Match, ...]
    skipped: tuple[Skip, ...]
    keyring_lost: str = ""


class _Candidate(NamedTuple):
    number: int  # which secret of the list: names need not be unique
    secret: PullSecret
    entry: KeyringEntry
    fit: KeyFit


def lookup(image: ImageReference, secrets: Sequence[PullSecret]) -> Lookup:
    """Return which entries of `secrets` the kubelet tries for `image`, and why not the others.

    The secrets are taken in the order in which the pod lists them. Never raises.
    """
    unreadable = [secret for secret in secrets if secret.unreadable and not secret.ignored_because]
    given_up = ""
    if unreadable:
        culprit = excerpt(unreadable[0].name, 80)
        given_up = f"the kubelet gives up the whole keyring because of the secret {culprit}"
    fits = _fits(image, secrets)
    named = any(fit.matches and not fit.as_default for fit in fits.values())
    candidates: list[_Candidate] = []
    skipped: list[Skip] = []
    for number, secret in enumerate(secrets):
        skipped.extend(_skips_of_secret(secret))
        for entry in _entries_looked_at(secret):
            fit = _harmless(fits[entry.registry], entry)
            if given_up:
                reason = "it matches, but" if fit.matches else f"{fit.why}; besides,"
                skipped.append(Skip(secret.name, entry.registry, f"{reason} {given_up}"))
            elif fit.as_default and named:
                skipped.append(Skip(secret.name, entry.registry, _NO_DEFAULT))
            elif fit.matches:
                candidates.append(_Candidate(number, secret, entry, fit))
            else:
                skipped.append(Skip(secret.name, entry.registry, fit.why))
    return Lookup(image, _tried(candidates), tuple(skipped), _keyring_lost(unreadable))


def _harmless(fit: KeyFit, entry: KeyringEntry) -> KeyFit:
    """Return `fit` without words of a key that is no registry's: it may be a secret."""
    if hidden_registry(entry.registry) == entry.registry:
        return fit
    why = "the key is hidden, because it does not look like a registry's or holds a login"
    return fit._replace(why=why)


def _fits(image: ImageReference, secrets: Sequence[PullSecret]) -> dict[str, KeyFit]:
    """Return what the kubelet makes of each key; thousands of secrets share a handful of keys."""
    keys = {entry.registry for secret in secrets for entry in _entries_looked_at(secret)}
    return {key: matches_key(key, image) for key in keys}


def _skips_of_secret(secret: PullSecret) -> list[Skip]:
    """Return the skips that the secret as such explains, whatever the image is."""
    if secret.ignored_because:
        keys = [entry.registry for entry in secret.entries] or [""]
        return [Skip(secret.name, key, inert(secret.ignored_because, 400)) for key in keys]
    if secret.unreadable:
        return [Skip(secret.name, secret.unreadable_entry, inert(secret.unreadable, 400))]
    if not secret.entries:
        return [Skip(secret.name, "", "its payload holds no entry")]
    return []


def _entries_looked_at(secret: PullSecret) -> list[KeyringEntry]:
    if secret.ignored_because:
        return []
    if not secret.unreadable:
        return list(secret.entries)
    return [entry for entry in secret.entries if entry.registry != secret.unreadable_entry]


def _tried(candidates: list[_Candidate]) -> tuple[Match, ...]:
    """Put what is tried in the kubelet's order: backwards by key."""
    filed_together = Counter(_filed_under(candidate) for candidate in candidates)
    ordered = sorted(candidates, key=_rank, reverse=True)  # stable: equal keys stay as given
    return tuple(_match(each, filed_together[_filed_under(each)] > 1) for each in ordered)


def _rank(candidate: _Candidate) -> bytes:
    return candidate.fit.normalised.encode("utf-8", "surrogateescape")


def _filed_under(candidate: _Candidate) -> tuple[int, str]:
    return candidate.number, candidate.fit.normalised


def _match(candidate: _Candidate, shares_its_key: bool) -> Match:
    _, secret, entry, fit = candidate
    why = fit.why
    if shares_its_key:
        why += (
            "; another entry of this secret has the same key to the kubelet, "
            "which tries the two in no fixed order"
        )
    if not entry.username and not entry.token:
        why += "; it holds neither username nor token, so this pull is anonymous"
    credential = Credential(entry.registry, entry.username, entry.token)
    return Match(secret.name, entry.registry, entry.username, why, credential)


def _keyring_lost(unreadable: list[PullSecret]) -> str:
    if not unreadable:
        return ""
    first = unreadable[0]
    entry = f", entry {quoted_key(first.unreadable_entry)}" if first.unreadable_entry else ""
    others = f" ({len(unreadable) - 1} more like it)" if len(unreadable) > 1 else ""
    return (
        f"In the secret {excerpt(first.name, 80)}{entry}{others}: "
        f"{inert(first.unreadable, 400).rstrip('.')}. The kubelet then gives up the whole keyring: "
        "no credential of any secret the pod lists is used, for any image."
    )
