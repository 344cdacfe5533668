"""`ghcr-tui attach`: add a pull secret to service accounts, and lose nothing of their lists."""

import argparse
import sys
import time
from collections.abc import Mapping

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import carry_out
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.options import EXIT_STATUS, add_change_options
from ghcr_tui.cli.change.places import add_place_options, places_of
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.cluster.options import add_cluster_options
from ghcr_tui.cli.cluster.progress import ReadingProgress
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.change.attaching import unfit_secret
from ghcr_tui.core.change.plan import LeftAlone, Place, Plan
from ghcr_tui.core.secret.objects import Object
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.delivering import Attaching, Wishes, plan_wishes
from ghcr_tui.system.change.find import objects_at
from ghcr_tui.system.change.read import not_read, read_uses
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterProblem

_EPILOG = f"""\
The account's list is read, one name is appended, and the change is made only if nobody else has
changed the account in between. Pods get their account's secrets when they are created and never
later: it says which ones have to be made anew. A Secret that is not there, or that no node takes
credentials from, is not attached.

Without --yes nothing is changed: the plan is shown, and the server tries it (dry run).

examples:
  ghcr-tui attach ghcr -n shop
  ghcr-tui attach ghcr --selector team=shop --service-account builder --yes

{EXIT_STATUS}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `attach`."""
    parser.description = "Add a pull secret to service accounts' lists."
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("secret", metavar="SECRET", help="the name of the Secret")
    add("--service-account", metavar="NAME", default="default", help="default: default")
    add("--dry-run", action="store_true", help="change nothing, as without --yes")
    add_place_options(parser)
    add_cluster_options(parser, several=True)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Attach; return the exit status."""
    arguments.yes = arguments.yes and not arguments.dry_run
    try:
        with clusters_of(arguments) as clusters:
            return carry_out(_run_of(arguments, clusters), arguments)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE


def _run_of(arguments: argparse.Namespace, clusters: Clusters) -> Run:
    secret, account = arguments.secret, arguments.service_account
    wishes = Wishes((), [Attaching(secret, account)])
    places = places_of(arguments, clusters, secret)
    progress = ReadingProgress(sys.stderr)
    told = progress.told if progress.is_shown else None
    try:
        inventories = read_uses(clusters.apis, places.targets, time.time(), told)
    finally:
        progress.clear()
    secrets = objects_at(
        clusters.apis,
        (
            Place(context, namespace, secret)
            for context, names in places.namespaces.items()
            for namespace in names
        ),
    )
    found = plan_wishes(
        wishes, clusters.apis, places.namespaces, inventories,
        lambda place, item: _unfit(secrets, place, secret),
    )  # fmt: skip
    edits = tuple(
        edit._replace(warning=_warning(secrets, edit.place, secret) or edit.warning)
        for edit in found.edits
    )
    plan = Plan(
        "attach",
        edits,
        (*places.left, *found.left),
        (*clusters.unseen, *places.unseen, *not_read(inventories)),
        clusters.servers,
        found.already,
    )
    actor = Actor(clusters.apis, wishes.planned_anew)
    return Run(plan, clusters.apis, places.scopes, actor, token_names(""), new=secret)


_Found = Mapping[Place, Object | ClusterProblem | None]


def _unfit(secrets: _Found, account: Place, name: str) -> LeftAlone | None:
    """Return why the Secret is not attached to the account; None where it may be."""
    there = secrets[account._replace(name=name, resource="secrets")]
    if isinstance(there, ClusterProblem):
        return None
    unfit = unfit_secret(there, name, account.namespace)
    return LeftAlone(account, unfit.reason, unfit.sentence) if unfit and unfit.reason else None


def _warning(secrets: _Found, account: Place, name: str) -> str:
    """Return what speaks against the Secret without forbidding it."""
    there = secrets[account._replace(name=name, resource="secrets")]
    if isinstance(there, ClusterProblem):
        return f"Whether the Secret is there could not be seen: {there}"
    unfit = unfit_secret(there, name, account.namespace)
    return unfit.sentence if unfit else ""
