"""`ghcr-tui apply`: put one Secret into many namespaces and contexts, and lose no entry there."""

import argparse
import sys
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import carry_out
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.options import EXIT_STATUS, add_change_options
from ghcr_tui.cli.change.places import add_place_options, places_of
from ghcr_tui.cli.change.wanted_secrets import wanted_secrets
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.cluster.options import add_cluster_options
from ghcr_tui.cli.cluster.progress import ReadingProgress
from ghcr_tui.cli.encode.command import add_credential_options, add_metadata_options
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.change.delivery import Delivery
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.delivering import Attaching, Wishes, plan_wishes
from ghcr_tui.system.change.proving import verified_pulls
from ghcr_tui.system.change.read import not_read, read_uses
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterProblem

_EPILOG = f"""\
The Secret is made of a username and a token, as `encode` makes it, or read from FILE. It is
applied by the server (field manager ghcr-tui): a conflict names who else manages the fields, and
nothing is taken over without --take-over. Where a Secret of this name is there already, the
difference is shown registry by registry; entries that would be lost are a reason to leave it alone,
and --merge keeps them, as OpenShift's global pull secret needs it.

Without --yes nothing is changed: the plan is shown, and the server tries it (dry run).

examples:
  ghcr-tui apply -u octocat --token-file t --to shop billing --attach
  ghcr-tui apply secret.yaml --selector team=shop --context prod --context stage --yes
  gh auth token | ghcr-tui apply -u octocat --token-stdin -A --wave 5 --yes
  ghcr-tui apply -u robot --token-file t --merge --name pull-secret --to openshift-config

{EXIT_STATUS}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `apply`."""
    parser.description = "Put a pull Secret into many namespaces and contexts."
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("file", nargs="?", metavar="FILE", help="the Secret; - is a pipe; none: the options below")
    add_credential_options(parser)
    add_metadata_options(parser)
    add("--merge", action="store_true",
        help="add or replace its entries in a Secret that is there; keep all others")  # fmt: skip
    add("--attach", nargs="?", const="default", metavar="ACCOUNT",
        help="add it to this service account's list, too; default default")  # fmt: skip
    add("--take-over", "--force-conflicts", action="store_true",
        help="make fields ours that other managers have")  # fmt: skip
    add("--no-verify", action="store_true", help="do not ask the registries")
    add_place_options(parser)
    add_cluster_options(parser, several=True)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Apply; return the exit status."""
    deliveries, namespace = wanted_secrets(arguments)
    names = token_names("")
    try:
        with clusters_of(arguments) as clusters:
            return carry_out(run_of(arguments, clusters, deliveries, namespace, names), arguments)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE


def run_of(
    arguments: argparse.Namespace,
    clusters: Clusters,
    deliveries: list[Delivery],
    namespace: str,
    names: TokenNames,
) -> Run:
    """Return the run that brings `deliveries` to where the options say. Raises NoPlace."""
    attached = arguments.attach
    wishes = Wishes(
        deliveries, [Attaching(each.secret.name, attached) for each in deliveries if attached]
    )
    places = places_of(arguments, clusters, deliveries[0].secret.name, namespace)
    progress = ReadingProgress(sys.stderr)
    told = progress.told if progress.is_shown else None
    try:
        inventories = read_uses(clusters.apis, places.targets, time.time(), told)
    finally:
        progress.clear()
    found = plan_wishes(wishes, clusters.apis, places.namespaces, inventories)
    plan = Plan(
        "apply",
        found.edits,
        (*places.left, *found.left),
        (*clusters.unseen, *places.unseen, *not_read(inventories)),
        clusters.servers,
        found.already,
    )
    return Run(
        plan,
        clusters.apis,
        places.scopes,
        Actor(clusters.apis, wishes.planned_anew, take_over=arguments.take_over),
        names,
        new=names("\n".join(each.payload for each in deliveries)),
        verify=(lambda: ()) if arguments.no_verify
        else lambda: verified_pulls(inventories, plan.edits, wishes.entries, wishes.images),
    )  # fmt: skip
