"""What the verbs that change clusters need of them: connections, what is read, who is affected."""

import argparse
import asyncio
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Event as Stop
from typing import NamedTuple

from ghcr_tui.cli.change.carry_out import Verified
from ghcr_tui.cli.cluster.options import chosen_kubectl, targets_of
from ghcr_tui.cli.cluster.progress import ReadingProgress
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.change.plan import Edit, Unseen
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.objects import Object, text_at
from ghcr_tui.core.cluster.pod_state import is_failing
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret, lookup
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.verification.question import Question
from ghcr_tui.system.change.read import KeepingInventory, connections, read_for_plan
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.kubectl import Kubectl, read_contexts
from ghcr_tui.system.cluster.paths import list_path
from ghcr_tui.system.cluster.scope import Scope, Target

MOST_VERIFIED = 200
"""Pairs of repository and credential that a registry is asked about."""
_GLANCE = 5.0
"""Seconds between two looks at the pods while they are watched."""


class Clusters(NamedTuple):
    """The clusters that are meant: how to reach them, and what could not be reached."""

    kubectl: Kubectl
    targets: list[Target]
    apis: dict[str, ClusterApi]
    servers: tuple[tuple[str, str], ...]
    unseen: tuple[Unseen, ...]

    def read(self, keep: Callable[[Object], bool]) -> list[KeepingInventory]:
        """Return what is in them, keeping whole the Secrets for which `keep` is true."""
        progress = ReadingProgress(sys.stderr)
        told = progress.told if progress.is_shown else None
        try:
            return read_for_plan(self.apis, self.targets, time.time(), keep, told)
        finally:
            progress.clear()


@contextmanager
def clusters_of(arguments: argparse.Namespace) -> Iterator[Clusters]:
    """Connect to what the options name. Raises ClusterProblem and TargetProblem."""
    kubectl = chosen_kubectl(arguments)
    targets = targets_of(arguments, kubectl)
    known = read_contexts(kubectl)
    servers = []
    for target in targets:
        context = known.named(target.context)
        servers.append((target.context, context.server if context else ""))
    with connections(kubectl, [target.context for target in targets]) as (apis, problems):
        unseen = tuple(Unseen(name, str(problem)) for name, problem in problems.items())
        yield Clusters(kubectl, targets, apis, tuple(servers), unseen)


def not_read(inventories: Sequence[Inventory]) -> tuple[Unseen, ...]:
    """Return what could not be read of clusters that were reached."""
    return tuple(
        Unseen(inventory.name, each.text)
        for inventory in inventories
        for each in inventory.not_read
    )


def verified_pulls(
    inventories: Sequence[Inventory],
    edits: Sequence[Edit],
    entries_of: Callable[[Edit], Sequence[KeyringEntry]],
) -> tuple[Verified, ...]:
    """Ask registries whether the new credentials pull the images that these Secrets pull.

    `entries_of` returns the new entries of an edit. Each pair of repository and credential is
    asked once; at most MOST_VERIFIED are.
    """
    questions: dict[tuple[str, str, str], Question] = {}
    by_name = {inventory.name: inventory for inventory in inventories}
    for edit in edits:
        secret = PullSecret(edit.place.title, tuple(entries_of(edit)))
        for image in sorted(_images_of(by_name[edit.place.context], edit)):
            try:
                reference = parse_image(image)
            except ImageError:
                continue
            for match in lookup(reference, (secret,)).matches:
                held = match.credential
                pair = reference.repository, held.username, held.token
                questions.setdefault(pair, Question(reference, held, edit.place.title))
    chosen = list(questions.values())[:MOST_VERIFIED]
    if len(questions) > MOST_VERIFIED:
        complain(f"only {MOST_VERIFIED} of {len(questions):,} repositories are asked about.")
    return _asked(chosen) if chosen else ()


def _images_of(inventory: Inventory, edit: Edit) -> set[str]:
    return {
        used.image
        for use in inventory.uses.values()
        if use.namespace == edit.place.namespace
        and not use.is_over
        and edit.place.name in inventory.secrets_of(use)
        for used in use.images
    }


def _asked(questions: Sequence[Question]) -> tuple[Verified, ...]:
    from ghcr_tui.system.registry import SettingsError, verify_all

    try:
        results = asyncio.run(verify_all(questions))
    except SettingsError as problem:
        complain(str(problem))
        return ()
    found = []
    for question, result in zip(questions, results, strict=True):
        ended = result.conclusion
        answer = "unknown" if ended.ending == "differs" else ended.ending
        found.append(Verified(str(question.image), answer, ended.sentence))
    return tuple(found)


def watched(
    apis: Mapping[str, ClusterApi], scopes: Mapping[str, Scope], seconds: float, stop: Stop
) -> Iterator[str]:
    """Watch pods for `seconds`; yield a sentence for each that fails to pull and did not before."""
    known = {pod for pod, _ in _failing(apis, scopes)}
    end = time.monotonic() + seconds
    while time.monotonic() < end and not stop.wait(min(_GLANCE, max(end - time.monotonic(), 0))):
        for pod, reason in _failing(apis, scopes):
            if pod not in known:
                known.add(pod)
                context, namespace, name = pod
                yield f"{namespace}/{name} in {context}: {reason}"


def _failing(
    apis: Mapping[str, ClusterApi], scopes: Mapping[str, Scope]
) -> Iterator[tuple[tuple[str, str, str], str]]:
    for context, api in apis.items():
        for namespace in scopes[context].namespaces or ("",):
            try:
                for page in api.list(list_path("pods", namespace)):
                    for item in page.items:
                        if isinstance(item, dict) and is_failing(item):
                            place = (
                                context,
                                text_at(item, "metadata", "namespace"),
                                text_at(item, "metadata", "name"),
                            )
                            yield place, "it waits for its image (`ghcr-tui why` says why)"
            except ClusterProblem:
                continue  # the next look may see them
