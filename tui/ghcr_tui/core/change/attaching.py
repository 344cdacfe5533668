"""Attaching, as an edit of a service account: one name more in its list, and who has to be remade.

The list is atomic in the API: whoever writes it writes it whole, so the edit holds to the very
version of the account that was read (`core/cluster/attach`).
"""

from collections.abc import Iterable
from typing import NamedTuple

from ghcr_tui.core.change.plan import Edit, Place, Reason, uid_of, version_of
from ghcr_tui.core.cluster.attach import Attachment, attachment, to_be_made_anew, with_their_own
from ghcr_tui.core.cluster.inventory import PULL_TYPES, Inventory
from ghcr_tui.core.cluster.owner import BY_HAND, UNKNOWN, owner_of
from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.text.inert import excerpt, inert

ACCOUNTS = "serviceaccounts"
IMAGE_PULL_SECRETS = "/imagePullSecrets"
"""The pointer to an account's list."""
_NAMED = 5


def attaching(
    account: Object, context: str, secret: str, pods: Iterable[PodUse] | None = ()
) -> Edit | None:
    """Return the edit that attaches `secret` to an account as it was read; None: it has it.

    `pods` are the account's, None where they may not be listed.
    """
    wanted = attachment(account, secret)
    if not wanted.operations:
        return None
    there = account.get("imagePullSecrets")
    before: Json = there if isinstance(there, list) else None
    after: list[Json] = [*(there if isinstance(there, list) else ()), {"name": secret}]
    metadata = mapping_at(account, "metadata")
    place = Place(context, text_at(metadata, "namespace"), wanted.account, ACCOUNTS)
    names = ", ".join(inert(name, 80) for name in wanted.after)
    return Edit(
        place,
        uid_of(account),
        version_of(account),
        {IMAGE_PULL_SECRETS: before},
        {IMAGE_PULL_SECRETS: after},
        notes=(f"its list is then: {names}", *pod_notes(wanted, pods)),
        warning=_may_be_taken_away(metadata),
    )


class Unfit(NamedTuple):
    """Why a Secret should not be attached; without a `reason` it may be all the same."""

    sentence: str
    reason: Reason | None = None


def unfit_secret(secret: Object | None, name: str, namespace: str) -> Unfit | None:
    """Return what speaks against attaching a Secret as it was read, None being no Secret."""
    if secret is None:
        where = f"Secret {excerpt(name, 80)} in namespace {excerpt(namespace, 63)}"
        return Unfit(f"There is no {where}: nothing is attached.", "missing")
    kind = text_at(secret, "type") or "Opaque"
    if kind not in PULL_TYPES:
        return Unfit(
            f"The Secret {excerpt(name, 80)} is of type {excerpt(kind, 60)}, and the kubelet takes "
            f"credentials only out of {PULL_TYPES[0]} and {PULL_TYPES[1]}: nothing is attached.",
            "other type",
        )
    inventory = Inventory("")
    inventory.add_secrets((secret,))
    verdict = next(iter(inventory.secrets.values())).verdict
    return Unfit(verdict.sentence) if verdict.answer != "pulls" else None


def pod_notes(wanted: Attachment, pods: Iterable[PodUse] | None) -> tuple[str, ...]:
    """Return who has to be made anew to get the secret, with the commands, and who never does."""
    if pods is None:
        return ("its pods may not be listed: those that exist have to be made anew",)
    known = list(pods)
    remakes = to_be_made_anew(wanted, known)
    notes = []
    if remakes:
        count = sum(each.pods for each in remakes)
        what = "1 pod was" if count == 1 else f"{count:,} pods were"
        commands = "; ".join(inert(each.command, 600) for each in remakes)
        notes.append(f"{what} created without it, and get it only when made anew: {commands}")
    if own := with_their_own(wanted, known):
        names = ", ".join(inert(use.name, 80) for use in own[:_NAMED])
        more = f" and {len(own) - _NAMED:,} more" if len(own) > _NAMED else ""
        notes.append(f"with a list of their own, which takes the account's place: {names}{more}")
    return tuple(notes)


def _may_be_taken_away(metadata: Object) -> str:
    owner = owner_of(metadata)
    if owner.tool in (BY_HAND, UNKNOWN):
        return ""
    return f"{excerpt(owner.tool, 60)} keeps this account, and may take the name away again."
