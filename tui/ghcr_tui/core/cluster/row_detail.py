"""What is beside the row that the cursor is on: who uses it, what is wrong, when it expires."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from ghcr_tui.core.cluster.credentials import CredentialRow
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.live_rows import (
    ClusterRow,
    Key,
    PodRow,
    SecretRow,
    Status,
    TokenRow,
    by_gravity,
)
from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.cluster.references import top_of
from ghcr_tui.core.cluster.time_line import Moment
from ghcr_tui.core.credential.redaction import hidden_registry, shown_registry, shown_username
from ghcr_tui.core.credential.token_expiry import stated_expiry, utc_text
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret, lookup
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.secret.objects import seconds_of
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.plural import counted, plural

_NAMED = 12
"""Names that are listed; more are counted."""
_FINDINGS = 40
SECRETS = 100
"""Secrets of one credential that are opened or verified at once."""


class Fact(NamedTuple):
    """Something that is known: what it is called, and what it is; inert."""

    label: str
    text: str


class Detail(NamedTuple):
    """All about one row. `secrets` are what its pods list, `places` their namespaces and names.

    `image` is one that is pulled with them, "" where none is known; `pod` is the namespace and
    name of a pod that does not pull because of it, None where none is.
    """

    key: Key
    title: str
    status: Status
    sentence: str
    facts: tuple[Fact, ...] = ()
    findings: tuple[Finding, ...] = ()
    moments: tuple[Moment, ...] = ()
    secrets: tuple[PullSecret, ...] = ()
    places: tuple[tuple[str, str], ...] = ()
    image: str = ""
    pod: tuple[str, str] | None = None


def detail_of(
    row: ClusterRow,
    inventory: Inventory,
    failing: Mapping[tuple[str, str], object],
    name_of: Callable[[str], str],
) -> Detail:
    """Return all about `row`; `failing` are the pods that do not pull, by namespace and name."""
    if isinstance(row, SecretRow):
        return _of_secret(row, inventory, failing)
    if isinstance(row, TokenRow):
        return _of_token(row, inventory, failing, name_of)
    if isinstance(row, PodRow):
        return _of_pod(row, inventory)
    raise TypeError("a row of another face")


def _of_secret(
    row: SecretRow, inventory: Inventory, failing: Mapping[tuple[str, str], object]
) -> Detail:
    secret = row.secret
    place = (secret.namespace, secret.name)
    uses = list(_uses(inventory, {place}))
    source = f", from {inert(secret.owner.source, 80)}" if secret.owner.source else ""
    pull = secret.judged.secret._replace(name=secret.title)
    return Detail(
        row.key,
        inert(secret.title, 200),
        row.status,
        secret.verdict.sentence,
        (
            Fact("Type", inert(secret.type, 80)),
            *_entries(secret.judged.secret.entries),
            Fact("Kept by", f"{inert(secret.owner.tool, 60)}{source}"),
            *_created(secret.created),
            Fact("Used by", _listed(_titles(inventory, uses)) or "nobody that was read"),
            *_brought_by(inventory, place),
        ),
        row.findings[:_FINDINGS],
        tuple(_moments(secret.judged.secret.entries)),
        (pull,),
        (place,),
        _image(uses, (pull,)),
        _failing_pod(uses, failing),
    )


def _of_token(
    row: TokenRow,
    inventory: Inventory,
    failing: Mapping[tuple[str, str], object],
    name_of: Callable[[str], str],
) -> Detail:
    credential = row.row
    places = [(namespace, name) for _, namespace, name in credential.secrets]
    found = [each for place in places[:SECRETS] if (each := inventory.secrets.get(place))]
    findings = dict.fromkeys(
        finding
        for each in found
        for entry in each.judged.secret.entries
        if entry.token and name_of(entry.token) == credential.name
        for finding in each.judged.of_entry(entry.registry)
    )
    uses = list(_uses(inventory, set(places)))
    pulls = tuple(each.judged.secret._replace(name=each.title) for each in found)
    expires = credential.expires
    workloads = f"{credential.workloads:,}" if credential.workloads else "no"
    sentence = (
        f"It is in {counted(len(places), 'Secret')}, and {workloads} "
        f"{plural('workload', credential.workloads or 1)} "
        f"{'pull' if credential.workloads > 1 else 'pulls'} with it."
    )
    return Detail(
        row.key,
        credential.name,
        row.status,
        sentence,
        (
            Fact("Kind", credential.vendor),
            Fact("Registries", _listed(_standings(credential))),
            Fact("Usernames", _listed(credential.usernames) or "none"),
            Fact("In", _listed(f"{namespace}/{name}" for namespace, name in places)),
            Fact("Used by", _listed(_titles(inventory, uses)) or "nobody that was read"),
        ),
        by_gravity(findings)[:_FINDINGS],
        () if expires is None else (Moment(credential.name, expires),),
        pulls,
        tuple(places[:SECRETS]),
        _image(uses, pulls),
        _failing_pod(uses, failing),
    )


def _standings(credential: CredentialRow) -> tuple[str, ...]:
    """Return the registries, each with what the token comes to there where that differs."""
    if not credential.is_of_two_minds:
        return credential.registries
    return tuple(f"{registry} ({standing})" for registry, standing in credential.standings)


def _of_pod(row: PodRow, inventory: Inventory) -> Detail:
    why = row.why
    use = why.use
    names = inventory.secrets_of(use)
    found = [each for name in names if (each := inventory.secrets.get((use.namespace, name)))]
    failing = [image for image in why.images if image.state.is_failing]
    facts = [
        Fact("Image", inert(row.image, 300)),
        Fact("Of", inert(use.owner, 160) or "nothing: it was made by itself"),
        Fact("On node", inert(why.node, 100) or "none yet"),
        Fact("Lists", _listed(names) or "no pull secret"),
        *(Fact("The runtime says", inert(error.heart, 900))
          for image in failing for error in image.errors[:4]),
    ]  # fmt: skip
    if failing and failing[0].fix:
        facts.append(Fact("Fix", inert(failing[0].fix.replace("\n", "  "), 900)))
    return Detail(
        row.key,
        f"{inert(use.namespace, 80)}/{inert(use.name, 160)}",
        row.status,
        failing[0].sentence if failing else "The kubelet does not say why.",
        tuple(facts),
        why.findings[:_FINDINGS],
        tuple(moment for each in found for moment in _moments(each.judged.secret.entries)),
        tuple(each.judged.secret._replace(name=each.title) for each in found),
        tuple((each.namespace, each.name) for each in found),
        row.image,
        (use.namespace, use.name),
    )


def _uses(inventory: Inventory, places: set[tuple[str, str]]) -> Iterator[PodUse]:
    """Yield the pods and templates that pull with one of the Secrets, those that are over not."""
    namespaces = {namespace for namespace, _ in places}
    for use in inventory.uses.values():
        if use.namespace not in namespaces or use.is_over or (use.is_idle and use.owner):
            continue
        if any((use.namespace, name) in places for name in inventory.secrets_of(use)):
            yield use


def _titles(inventory: Inventory, uses: Iterable[PodUse]) -> tuple[str, ...]:
    return tuple(sorted({top_of(inventory, use) for use in uses}))


def _brought_by(inventory: Inventory, place: tuple[str, str]) -> Iterator[Fact]:
    accounts = [
        account.name
        for account in inventory.accounts.values()
        if account.namespace == place[0] and place[1] in account.secrets
    ]
    if accounts:
        yield Fact("Brought by", f"service account {_listed(sorted(accounts))}")


def _failing_pod(
    uses: Iterable[PodUse], failing: Mapping[tuple[str, str], object]
) -> tuple[str, str] | None:
    """Return the newest pod among `uses` that does not pull."""
    pods = [use for use in uses if use.kind == "Pod" and (use.namespace, use.name) in failing]
    newest = max(pods, key=lambda use: (use.created, use.name), default=None)
    return (newest.namespace, newest.name) if newest else None


def _image(uses: Iterable[PodUse], pulls: tuple[PullSecret, ...]) -> str:
    """Return an image that one of the Secrets has a credential for, else any, else ""."""
    images = dict.fromkeys(used.image for use in uses for used in use.images if used.image)
    for image in list(images)[:_NAMED]:
        try:
            if lookup(parse_image(image), pulls).matches:
                return image
        except ImageError:
            continue
    return next(iter(images), "")


def _moments(entries: Iterable[KeyringEntry]) -> Iterator[Moment]:
    for entry in entries:
        expires = stated_expiry(entry.token)
        if expires is not None:
            yield Moment(inert(hidden_registry(entry.registry), 80), expires)


def _entries(entries: tuple[KeyringEntry, ...]) -> Iterator[Fact]:
    shown = []
    for entry in entries[:_NAMED]:
        username = shown_username(entry.username, entry.token)
        shown.append(f"{shown_registry(entry.registry)}{f' as {username}' if username else ''}")
    if len(entries) > _NAMED:
        shown.append(f"{len(entries) - _NAMED:,} more")
    yield Fact("Credentials for", ", ".join(shown) or "no registry")


def _created(timestamp: str) -> Iterator[Fact]:
    seconds = seconds_of(timestamp)
    if seconds is not None:
        yield Fact("Created", utc_text(seconds))


def _listed(names: Iterable[str]) -> str:
    every = list(names)
    shown = ", ".join(inert(name, 160) for name in every[:_NAMED])
    rest = len(every) - _NAMED
    return f"{shown} and {rest:,} more" if rest > 0 else shown
