"""`ghcr-tui handover`: give a fleet of pull secrets to a controller that keeps it from then on."""

import argparse
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import carry_out
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.options import EXIT_STATUS, add_change_options
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.cluster.options import add_cluster_options
from ghcr_tui.cli.encode.command import add_seal_options, add_store_options
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.parser import one_of
from ghcr_tui.cli.streams import complain, say
from ghcr_tui.core.change.plan import Edit, LeftAlone, Place, Plan, Unseen
from ghcr_tui.core.handover.files import files_of
from ghcr_tui.core.handover.fleet import (
    CONTROLLERS,
    OWNERS,
    Fleet,
    NoFleet,
    fleet_of,
    tokens_of,
)
from ghcr_tui.core.handover.plan import Means, handover_of, parts_at, planned
from ghcr_tui.core.handover.steps import Handover, Made, Mark
from ghcr_tui.core.secret.objects import Object, mappings_at, text_at
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.find import objects_at
from ghcr_tui.system.change.read import not_read
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.paths import list_path, object_path
from ghcr_tui.system.files import expand, make_folders, write_readable

_EPILOG = f"""\
The copies are the pull secrets that hold a token of the source, whatever they are called. For each
step a manifest is written into DIR, without a token in it, and a README with the order, how to see
that a step worked, and the way back. What cannot be handed over as it is is named with why.

Nothing in the cluster is changed. With --apply the steps are planned and proved here as well, and
--yes takes them.

examples:
  ghcr-tui handover --to reflector --from-secret shop/ghcr -A handover/
  ghcr-tui handover --to external-secrets --store cluster:vault --from-secret shop/ghcr -A out/
  ghcr-tui handover --to sealed-secrets --controller --from-secret shop/ghcr -A out/ --apply --yes

{EXIT_STATUS}"""


class CannotHandOver(Problem):
    """The options do not fit together, or a folder is in the way; the message is a sentence."""


class _OfContext(NamedTuple):
    """What is handed over in one context."""

    fleet: Fleet
    handover: Handover


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `handover`."""
    parser.description = "Give a fleet of pull secrets to a controller that keeps it."
    parser.epilog = _EPILOG
    add = parser.add_argument
    add("folder", metavar="DIR", help="where the files go; it is made, or empty")
    add("--to", required=True, type=one_of(*CONTROLLERS), choices=CONTROLLERS,
        metavar="CONTROLLER", help=", ".join(CONTROLLERS))  # fmt: skip
    add("--from-secret", required=True, metavar="NS/NAME", help="the source of the copies")
    add("--apply", action="store_true", help="plan the steps here, too; --yes takes them")
    add_seal_options(add)
    add_store_options(add)
    add_cluster_options(parser, several=True)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Write the files, and hand over where that is asked for; return the exit status."""
    namespace, slash, name = arguments.from_secret.partition("/")
    if not (namespace and slash and name):
        raise CannotHandOver("--from-secret takes NS/NAME.")
    if not arguments.apply and (arguments.yes or arguments.save_plan or arguments.plan):
        raise CannotHandOver("--yes, --save-plan and --plan need --apply.")
    folder = _free(arguments.folder)
    try:
        with clusters_of(arguments) as clusters:
            return _run(arguments, clusters, Place("", namespace, name), folder)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE


def _run(arguments: argparse.Namespace, clusters: Clusters, named: Place, folder: Path) -> int:
    sources, unseen = _sources(clusters, named)
    tokens = {context: tokens_of(item) for context, item in sources.items()}
    wanted = frozenset(token for each in tokens.values() for token in each)
    inventories = clusters.read(lambda item: bool(tokens_of(item) & wanted))
    found: list[_OfContext] = []
    nothing: list[NoFleet] = []
    for inventory in inventories:
        if inventory.name not in sources:
            continue
        try:
            fleet = fleet_of(arguments.to, sources[inventory.name], inventory.kept, inventory)
        except NoFleet as problem:
            nothing.append(problem)
            unseen.append(Unseen(inventory.name, str(problem), matters=False))
            continue
        found.append(_OfContext(fleet, handover_of(fleet, _means(arguments, clusters, fleet))))
    if not found:
        if nothing:
            raise nothing[0]
        for each in unseen:
            complain(f"{shown(each.context)}: {each.sentence}")
        return exit_status.OUTSIDE
    _write(found, folder)
    unseen.extend(not_read(inventories))
    if not arguments.apply:
        return _told(found, unseen)
    for one in found:
        _check_served(clusters.apis[one.fleet.source.place.context], one)
    return carry_out(_run_of(clusters, found, unseen), arguments)


def _sources(clusters: Clusters, named: Place) -> tuple[dict[str, Object], list[Unseen]]:
    """Return the source in each context. Raises NoFleet where no context has it."""
    found: dict[str, Object] = {}
    unseen = list(clusters.unseen)
    missing = []
    for context, api in clusters.apis.items():
        try:
            found[context] = api.get(object_path("secrets", named.namespace, named.name))
        except ClusterProblem as problem:
            if problem.kind == "missing":
                missing.append(context)
                sentence = f"There is no Secret {excerpt(named.title, 320)}."
                unseen.append(Unseen(context, sentence, matters=False))
            else:
                unseen.append(Unseen(context, f"{named.title}: {problem}"))
    if not found and len(missing) == len(clusters.apis) and missing:
        where = ", ".join(excerpt(each, 80) for each in missing[:3])
        raise NoFleet(f"There is no Secret {excerpt(named.title, 320)} in {where}.")
    return found, unseen


def _means(arguments: argparse.Namespace, clusters: Clusters, fleet: Fleet) -> Means:
    context = fleet.source.place.context
    if fleet.controller == "kyverno":
        return Means(namespaces=_uids(clusters.apis[context]))
    if fleet.controller not in ("external-secrets", "sealed-secrets"):
        return Means()
    from ghcr_tui.cli.encode.sealing import sealer_of, store_of

    if fleet.controller == "external-secrets":
        return Means(store=store_of(arguments), project=arguments.google_project)
    return Means(seal=sealer_of(arguments, context, time.time()), scope=arguments.scope)


def _uids(api: ClusterApi) -> dict[str, str]:
    """Return the UID of each namespace that may be listed."""
    found: dict[str, str] = {}
    with suppress(ClusterProblem):
        for page in api.list(list_path("namespaces")):
            for item in page.items:
                found[text_at(item, "metadata", "name")] = text_at(item, "metadata", "uid")
    return found


def _free(named: str) -> Path:
    """Return the folder that files may go to. Raises CannotHandOver."""
    folder = expand(named)
    try:
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise CannotHandOver(
                f"{excerpt(named, 120)} is there already, and not empty: name another folder."
            )
    except OSError as problem:
        raise CannotHandOver(f"{excerpt(named, 120)} cannot be read: {problem.strerror}.") from None
    return folder


def _check_served(api: ClusterApi, each: _OfContext) -> None:
    """Raise CannotHandOver where the cluster does not know what the controller reads."""
    resources = dict.fromkeys(
        part.place.resource
        for step in each.handover.steps
        for part in step.parts
        if isinstance(part, Made)
    )
    for resource in resources:
        group = list_path(resource).rpartition("/")[0]
        try:
            known = api.get(group)
        except ClusterProblem as problem:
            if problem.kind != "missing":
                raise
            known = {}
        if resource not in (text_at(item, "name") for item in mappings_at(known, "resources")):
            named = group.removeprefix("/apis/")
            raise CannotHandOver(
                f"{excerpt(each.fleet.source.place.context, 80)} does not know {resource} of "
                f"{named}: install {OWNERS[each.fleet.controller]} first. The files are written."
            )


def _write(found: list[_OfContext], folder: Path) -> None:
    """Write the files of each context; those of several into folders of their own."""
    names: set[str] = set()
    for each in found:
        inside = folder
        if len(found) > 1:
            inside = folder / _folder_name(each.fleet.source.place.context, names)
        for name, text in files_of(each.fleet, each.handover).items():
            make_folders(inside / name)
            write_readable(inside / name, text)


def _folder_name(context: str, names: set[str]) -> str:
    plain = re.sub(r"[^A-Za-z0-9._-]+", "_", context).strip("._")[:80] or "context"
    name, number = plain, 2
    while name in names:
        name, number = f"{plain}_{number}", number + 1
    names.add(name)
    return name


def _told(found: list[_OfContext], unseen: list[Unseen]) -> int:
    """Say what was written, and what is left alone; return the exit status."""
    for each in found:
        place = each.fleet.source.place
        copies = len(each.fleet.copies) - len(each.handover.left)
        say(
            f"{shown(place.context)}: {shown(place.title, 320)} and {copies:,} "
            f"{'copy' if copies == 1 else 'copies'} for {OWNERS[each.fleet.controller]}: the files "
            "are written, begin with README.md. Nothing in the cluster was changed."
        )
        for left in _left(each):
            complain(f"left alone {shown(left.place.title, 320)}: {left.sentence} {left.remedy}")
    for missing in unseen:
        complain(f"{shown(missing.context)}: {missing.sentence}")
    if any(each.matters for each in unseen):
        return exit_status.OUTSIDE
    return exit_status.NO if any(map(_left, found)) else exit_status.GOOD


def _left(each: _OfContext) -> tuple[LeftAlone, ...]:
    return (*each.fleet.left, *each.handover.left)


def _run_of(clusters: Clusters, found: list[_OfContext], unseen: list[Unseen]) -> Run:
    parts = parts_at([each.handover for each in found])
    plans = list(_plans(clusters, parts))
    plan = Plan(
        "handover",
        tuple(each for each in plans if isinstance(each, Edit)),
        (
            *(left for each in found for left in _left(each)),
            *(each for each in plans if isinstance(each, LeftAlone)),
        ),
        tuple(unseen),
        clusters.servers,
        sum(each is None for each in plans) + sum(each.fleet.already for each in found),
    )

    def planned_anew(edit: Edit, item: Object) -> Edit | LeftAlone | None:
        return planned(parts[edit.place], item)

    actor = Actor(clusters.apis, planned_anew)
    to = found[0].fleet.controller
    return Run(plan, clusters.apis, clusters.scopes, actor, token_names(""), new=to)


def _plans(
    clusters: Clusters, parts: dict[Place, Mark | Made]
) -> Iterator[Edit | LeftAlone | None]:
    made = [place for place, part in parts.items() if isinstance(part, Made)]
    there = objects_at(clusters.apis, made)
    for place, part in parts.items():
        current = part.member.item if isinstance(part, Mark) else there[place]
        if isinstance(current, ClusterProblem):
            yield LeftAlone(place, "not allowed", str(current))
        else:
            yield planned(part, current)
