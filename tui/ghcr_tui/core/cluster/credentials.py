"""One row a credential, not a Secret: in how many Secrets a token is, and who hangs on it."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from ghcr_tui.core.cluster.inventory import ClusterSecret, Inventory
from ghcr_tui.core.cluster.references import top_of
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.credential.token_expiry import stated_expiry
from ghcr_tui.core.credential.tokens import VENDOR_NAMES, kind_of, vendor_of_kind
from ghcr_tui.core.findings.finding import SEVERITIES, Finding, Severity
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.verdict.verdict import Standing, standing_of

_WORST: tuple[Standing, ...] = ("refused", "doubtful", "sound", "empty")
_SHARED_USERNAMES = frozenset(
    (
        *("aws", "oauth2accesstoken", "_json_key", "_json_key_base64", "oauth2", "token", "_token"),
        *("00000000-0000-0000-0000-000000000000", "$oauthtoken", "iamapikey", "<token>"),
    )
)
"""Usernames that everybody has at their registry, so that other tokens are no older copies."""


class CredentialRow(NamedTuple):
    """A token wherever it is; `name` is its keyed name, `expires` seconds since the epoch."""

    name: str
    vendor: str
    standings: tuple[tuple[str, Standing], ...]
    """Each registry that it is for, and the worst of what its entries come to there."""
    usernames: tuple[str, ...]
    secrets: tuple[tuple[str, str, str], ...]
    """Context, namespace and name of each."""
    workloads: int
    contexts: tuple[str, ...]
    expires: float | None
    findings: tuple[str, ...]
    """Their codes, the gravest first."""

    @property
    def registries(self) -> tuple[str, ...]:
        """The registries that it is for."""
        return tuple(registry for registry, _ in self.standings)

    @property
    def standing(self) -> Standing:
        """The worst that it comes to anywhere."""
        return _worst(standing for _, standing in self.standings)

    @property
    def is_of_two_minds(self) -> bool:
        """Whether one registry may take it and another does not."""
        return len({standing for _, standing in self.standings}) > 1

    def days_left(self, now: float) -> int | None:
        """Return the whole days until it expires, below 0 if it has; None if it does not say."""
        return None if self.expires is None else int((self.expires - now) // 86400)


class _Gathered:
    """What is known of a token: small, because a cluster may have a hundred thousand."""

    __slots__ = ("findings", "secrets", "standings", "usernames", "workloads")

    def __init__(self) -> None:
        self.usernames: tuple[str, ...] = ()
        self.secrets: tuple[tuple[str, str, str], ...] | list[tuple[str, str, str]] = ()
        self.workloads: set[tuple[str, str]] | None = None
        self.standings: tuple[tuple[str, Standing], ...] = ()
        self.findings: tuple[tuple[int, str], ...] = ()

    def add_secret(self, title: tuple[str, str, str]) -> None:
        """Count a Secret; most tokens are in one alone, and some in thousands."""
        if not self.secrets:
            self.secrets = (title,)
            return
        if isinstance(self.secrets, tuple):
            self.secrets = list(self.secrets)
        self.secrets.append(title)

    def add_workload(self, title: tuple[str, str]) -> None:
        """Count a workload, once."""
        if self.workloads is None:
            self.workloads = set()
        self.workloads.add(title)


_Value = TypeVar("_Value")


def _with(known: tuple[_Value, ...], value: _Value) -> tuple[_Value, ...]:
    return known if value in known else (*known, value)


def _worst(standings: Iterable[Standing]) -> Standing:
    found = set(standings)
    return next(standing for standing in _WORST if standing in found)


@lru_cache(maxsize=1024)
def _at(registry: str, standing: Standing) -> tuple[str, Standing]:
    """Return a pair that a hundred thousand tokens share."""
    return registry, standing


@lru_cache(maxsize=1024)
def _ranked(severity: Severity, code: str) -> tuple[int, str]:
    """Return a pair that sorts the gravest first, and is shared."""
    return SEVERITIES.index(severity), code


def credential_rows(
    inventories: Sequence[Inventory], name_of: Callable[[str], str]
) -> tuple[CredentialRow, ...]:
    """Return a row for each token, the soonest to expire first, then the most used."""
    return tuple(sorted(each_credential(inventories, name_of), key=_rank))


def each_credential(
    inventories: Sequence[Inventory], name_of: Callable[[str], str]
) -> Iterator[CredentialRow]:
    """Yield a row for each token, in no order."""
    gathered: dict[str, _Gathered] = {}
    for inventory in inventories:
        tokens_of = _gather_secrets(inventory, gathered)
        for use in inventory.uses.values():
            if use.is_over or (use.is_idle and use.owner):
                continue
            for name in inventory.secrets_of(use):
                for token in tokens_of.get((use.namespace, name), ()):
                    gathered[token].add_workload((inventory.name, top_of(inventory, use)))
    while gathered:  # each is let go as its row is made
        yield _row(*gathered.popitem(), name_of)


def _gather_secrets(
    inventory: Inventory, gathered: dict[str, _Gathered]
) -> dict[tuple[str, str], tuple[str, ...]]:
    tokens_of: dict[tuple[str, str], tuple[str, ...]] = {}
    for key, secret in inventory.secrets.items():
        tokens = []
        for entry in secret.judged.secret.entries:
            if not entry.token:
                continue
            tokens.append(entry.token)
            row = gathered.setdefault(entry.token, _Gathered())
            row.usernames = _with(row.usernames, hidden_username(entry.username, entry.token))
            row.add_secret((inventory.name, secret.namespace, secret.name))
            findings = secret.judged.of_entry(entry.registry)
            standing = standing_of(entry, findings)
            row.standings = _with(row.standings, _at(hidden_registry(entry.registry), standing))
            for each in findings:
                row.findings = _with(row.findings, _ranked(each.severity, each.code))
        tokens_of[key] = tuple(tokens)
    return tokens_of


def _row(token: str, each: _Gathered, name_of: Callable[[str], str]) -> CredentialRow:
    return CredentialRow(
        name=name_of(token),
        vendor=VENDOR_NAMES[vendor_of_kind(kind_of(token))],
        standings=_by_registry(each.standings),
        usernames=each.usernames,
        secrets=tuple(each.secrets),
        workloads=len(each.workloads or ()),
        contexts=tuple(dict.fromkeys(context for context, _, _ in each.secrets)),
        expires=stated_expiry(token),
        findings=tuple(code for _, code in sorted(each.findings)),
    )


def _by_registry(standings: tuple[tuple[str, Standing], ...]) -> tuple[tuple[str, Standing], ...]:
    """Return one standing for each registry, the worst, in the order in which they were met."""
    if len(standings) == 1:
        return standings
    found: dict[str, list[Standing]] = {}
    for registry, standing in standings:
        found.setdefault(registry, []).append(standing)
    return tuple(_at(registry, _worst(all_there)) for registry, all_there in found.items())


def _rank(row: CredentialRow) -> tuple[float, int, int, str]:
    return (row.expires or float("inf"), -row.workloads, -len(row.secrets), row.name)


_Copies = tuple[str, str, str]
"""What copies of a Secret have in common: its name, a registry and the username there."""


def _tokens(inventories: Sequence[Inventory]) -> Iterator[tuple[_Copies, str, ClusterSecret]]:
    for inventory in inventories:
        for secret in inventory.secrets.values():
            for entry in secret.judged.secret.entries:
                if entry.token and entry.username.casefold() not in _SHARED_USERNAMES:
                    key = (secret.name, entry.registry, entry.username)
                    yield key, entry.token, secret


def drifted_copies(
    inventories: Sequence[Inventory],
) -> tuple[tuple[str, Finding], ...]:
    """Return, by the Secret's name, where copies of it hold different tokens.

    That is a rotation that has not reached every namespace: same name, registry and username.
    """
    first: dict[_Copies, str] = {}
    several = {
        key for key, token, _ in _tokens(inventories) if first.setdefault(key, token) != token
    }
    tokens: dict[_Copies, dict[str, list[ClusterSecret]]] = {}
    for key, token, secret in _tokens(inventories):
        if key in several:
            tokens.setdefault(key, {}).setdefault(token, []).append(secret)
    found = []
    for (name, registry, _), by_token in tokens.items():
        if len(by_token) < 2 or max(map(len, by_token.values())) < 2:
            continue  # as many tokens as Secrets: each namespace has its own, as is meant
        counts = sorted(by_token.values(), key=len)
        few = sum(len(copies) for copies in counts[:-1])
        places = ", ".join(
            sorted({secret.namespace for copies in counts[:-1] for secret in copies})[:3]
        )
        message = (
            f"{len(counts[-1]):,} copies of the Secret {excerpt(name, 80)} have one token for "
            f"{excerpt(hidden_registry(registry), 80)}, and {few:,} another ({places}): the "
            "rotation has not reached every namespace."
        )
        fix = "Bring the copies to the token that is meant."
        found.append((name, Finding("copies-drifted", "warning", message, fix)))
    return tuple(found)
