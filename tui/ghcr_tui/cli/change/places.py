"""Where a verb puts something: namespaces that are named, that have labels, or all."""

import argparse
from typing import NamedTuple

from ghcr_tui.cli.change.clusters import Clusters
from ghcr_tui.core.change.plan import LeftAlone, Place, Unseen
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.find import Namespaces, namespaces_of
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.scope import Scope, Target

_MOST_ONE_BY_ONE = 20
"""Namespaces that are read one by one; of more the whole cluster is read, where that may be."""


class NoPlace(Problem):
    """The options name no namespace that can be; the message is a sentence."""


class Places(NamedTuple):
    """The namespaces of each context, in order, and what is to be told of others."""

    namespaces: dict[str, tuple[str, ...]]
    left: tuple[LeftAlone, ...]
    unseen: tuple[Unseen, ...]

    @property
    def targets(self) -> list[Target]:
        """What of each context is to be read, so that who uses a Secret there is known."""
        return [
            Target(context, context, Scope(names) if _is_few(names) else Scope((), names))
            for context, names in self.namespaces.items()
            if names
        ]

    @property
    def scopes(self) -> dict[str, Scope]:
        """What of each context is meant."""
        return {context: Scope(names) for context, names in self.namespaces.items()}


def add_place_options(parser: argparse.ArgumentParser) -> None:
    """Add `--to` and `--selector`."""
    add = parser.add_argument
    add("--to", nargs="+", action="extend", dest="namespace", metavar="NS", default=[],
        help="these namespaces")  # fmt: skip
    add("-l", "--selector", metavar="LABEL=VALUE", default="",
        help="every namespace that has this label, as team=shop")  # fmt: skip


def places_of(
    arguments: argparse.Namespace, clusters: Clusters, name: str, default: str = ""
) -> Places:
    """Return the namespaces that are meant for the Secret `name`. Raises NoPlace.

    `default` is meant where none is named; where that is "" too, the context's own.
    """
    named = [part for each in arguments.namespace for part in each.split(",") if part]
    for each in named:
        if "." in each or "/" in each:
            raise NoPlace(f"{excerpt(each, 80)} is no namespace. A file goes before --to.")
    if named and (arguments.selector or arguments.all_namespaces):
        raise NoPlace("Name namespaces, or take all (-A), or those of a --selector.")
    found: dict[str, tuple[str, ...]] = {}
    left: list[LeftAlone] = []
    unseen: list[Unseen] = []
    for target in clusters.targets:
        if target.context not in clusters.apis:
            continue
        if not (arguments.selector or arguments.all_namespaces):
            own = target.scope.namespaces if not named else tuple(dict.fromkeys(named))
            found[target.context] = (default,) if default and not named else own
            continue
        try:
            each = namespaces_of(clusters.apis[target.context], arguments.selector)
        except ClusterProblem as problem:
            unseen.append(Unseen(target.context, f"namespaces: {problem}"))
            continue
        found[target.context] = each.names
        left.extend(_ending(target.context, each, name))
    return Places(found, tuple(left), tuple(unseen))


def _ending(context: str, namespaces: Namespaces, name: str) -> list[LeftAlone]:
    sentence = "The namespace is being deleted."
    return [
        LeftAlone(Place(context, each, name), "missing", sentence) for each in namespaces.ending
    ]


def _is_few(names: tuple[str, ...]) -> bool:
    return len(names) <= _MOST_ONE_BY_ONE
