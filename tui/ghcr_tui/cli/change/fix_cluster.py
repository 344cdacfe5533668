"""`ghcr-tui fix --cluster`: mend a cluster's pull secrets, as far as no person is needed."""

import argparse
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import carry_out
from ghcr_tui.cli.change.clusters import clusters_of
from ghcr_tui.cli.change.options import EXIT_STATUS, add_change_options
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.cluster.options import add_cluster_options
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.change.fixing import fixing
from ghcr_tui.core.change.plan import Edit, LeftAlone, Plan
from ghcr_tui.core.secret.objects import Object
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.read import not_read
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterProblem

_EPILOG = f"""\
Every pull secret is judged as `audit` and `decode` judge it. What only one thing can be meant by is
mended in place, one part of the object by a JSON patch; what needs a person is named with why.

Without --yes nothing is changed: the plan is shown, and the server tries it (dry run).

examples:
  ghcr-tui fix --cluster -n shop
  ghcr-tui fix --cluster -A --context prod --wave 5 --rollback-file before.json --yes

{EXIT_STATUS}"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `fix --cluster`."""
    parser.description = "Mend what is wrong with a cluster's pull secrets, in place."
    parser.epilog = _EPILOG
    parser.add_argument("--cluster", action="store_true", required=True, help="not files")
    add_cluster_options(parser, several=True)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Mend; return the exit status."""
    now = time.time()

    def planned_anew(edit: Edit, item: Object) -> Edit | LeftAlone | None:
        found = fixing(item, edit.place.context, now)
        # What needs a person by now is not what this edit is about.
        return None if isinstance(found, LeftAlone) and found.reason == "needs a person" else found

    try:
        with clusters_of(arguments) as clusters:
            inventories = clusters.read(lambda item: fixing(item, "", now) is not None)
            found = [
                fixing(item, inventory.name, now)
                for inventory in inventories
                for item in inventory.kept
            ]
            plan = Plan(
                "fix",
                tuple(each for each in found if isinstance(each, Edit)),
                tuple(each for each in found if isinstance(each, LeftAlone)),
                (*clusters.unseen, *not_read(inventories)),
                clusters.servers,
            )
            actor = Actor(clusters.apis, planned_anew)
            made = Run(plan, clusters.apis, clusters.scopes, actor, token_names(""), new="fix")
            return carry_out(made, arguments)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE
