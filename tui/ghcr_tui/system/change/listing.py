"""Reads many Secrets back at once: a list costs a server less than hundreds of single questions."""

from collections.abc import Mapping, Sequence

from ghcr_tui.core.change.plan import Place
from ghcr_tui.core.cluster.inventory import PULL_TYPES
from ghcr_tui.core.secret.objects import Object, text_at
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import list_path

MANY = 100
"""Objects of one context from which on they are listed."""
_SECRETS = "secrets"


def listed(apis: Mapping[str, ClusterApi], places: Sequence[Place]) -> Mapping[Place, Object]:
    """Return the Secrets at those of `places` whose context has many, as they are now.

    What may not be listed, or is not in a list, is not there. Raises nothing of a cluster's.
    """
    found: dict[Place, Object] = {}
    for context, api in apis.items():
        wanted = {each for each in places if (each.context, each.resource) == (context, _SECRETS)}
        if len(wanted) < MANY:
            continue
        namespaces = {each.namespace for each in wanted}
        path = list_path(_SECRETS, namespaces.pop() if len(namespaces) == 1 else "")
        try:
            for kind in PULL_TYPES:
                for page in api.list(path, f"type={kind}"):
                    for item in page.items:
                        if isinstance(item, dict):
                            place = _place(context, item)
                            if place in wanted:
                                found[place] = item
        except ClusterProblem:
            continue
    return found


def _place(context: str, item: Object) -> Place:
    names = (text_at(item, "metadata", each) for each in ("namespace", "name"))
    return Place(context, *names)
