"""The last step of a rotation: the old token is revoked, once nothing that is seen holds it."""

import argparse
import time
from collections.abc import Callable, Iterator

from ghcr_tui.cli.change.clusters import Clusters
from ghcr_tui.core.change.outcome import Outcomes
from ghcr_tui.core.change.revocation import (
    NOT_SEEN,
    Revocation,
    read_revocation,
    revocable,
    still_held,
)
from ghcr_tui.core.secret.objects import Object, text_at
from ghcr_tui.system.change.read import KeepingInventory, read_for_plan
from ghcr_tui.system.cluster.scope import Scope, Target

GITHUB_API = "https://api.github.com/"


def add_revoke_options(parser: argparse.ArgumentParser) -> None:
    """Add the options of revoking."""
    add = parser.add_argument
    add("--yes-revoke", action="store_true",
        help="revoke the old token at GitHub, for good, once nothing holds it")  # fmt: skip
    add("--github-api", metavar="URL", default=GITHUB_API,
        help=f"where, such as https://HOST/api/v3/; default {GITHUB_API}")  # fmt: skip


def last_step(
    arguments: argparse.Namespace,
    clusters: Clusters,
    tokens: frozenset[str],
    holds: Callable[[Object], bool],
) -> Callable[[Outcomes | None], Revocation | None]:
    """Return what a rotation ends with: the offer to revoke `tokens`, or what came of that.

    `holds` tells whether a Secret holds one of them. All namespaces are looked through, whichever
    were rotated.
    """

    def step(outcomes: Outcomes | None) -> Revocation | None:
        is_done = outcomes is None or (outcomes.ending == "done" and not outcomes.fails_since)
        if not is_done:
            return None
        theirs = revocable(tokens)
        if not theirs:
            return Revocation(
                "not GitHub's",
                "The old token is none that GitHub revokes: do it where it is from.",
            )
        targets = [
            Target(each.context, each.title, Scope((), each.scope.namespaces or each.scope.known))
            for each in clusters.targets
        ]
        found = read_for_plan(clusters.apis, targets, time.time(), holds)
        if held := list(_places(found)):
            return still_held(held)
        unread = [each.text for one in found for each in one.not_read if each.what != "pods"]
        if unread or clusters.unseen:
            what = "; ".join([*unread, *(each.sentence for each in clusters.unseen)])
            if not arguments.force:
                return Revocation(
                    "not seen", f"The old token is not revoked, since not all could be seen: {what}"
                )
        if not arguments.yes_revoke:
            return Revocation(
                "offered",
                "Nothing that was read holds the old token any more: --yes-revoke revokes it, for "
                f"good. {NOT_SEEN}",
            )
        return _revoked(theirs, arguments.github_api)

    return step


def _revoked(tokens: tuple[str, ...], api: str) -> Revocation:
    import asyncio

    from ghcr_tui.system.registry.revocation import NO_ANSWER, revoke

    status = asyncio.run(revoke(tokens, api))
    if status == NO_ANSWER:
        return Revocation(
            "unknown", f"GitHub did not answer, and the old token may live. {NOT_SEEN}"
        )
    return read_revocation(status)


def _places(inventories: list[KeepingInventory]) -> Iterator[str]:
    for inventory in inventories:
        for item in inventory.kept:
            namespace, name = (text_at(item, "metadata", each) for each in ("namespace", "name"))
            yield f"{namespace}/{name} in {inventory.name}"
