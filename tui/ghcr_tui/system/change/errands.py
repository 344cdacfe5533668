"""Errands of the app in one cluster: each opens a connection, and makes a run to be asked about."""

import time
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import NamedTuple

from ghcr_tui.core.change.delivery import Delivery
from ghcr_tui.core.change.old_token import ByValue
from ghcr_tui.core.change.plan import Plan, Verb
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.system.change.act import Actor
from ghcr_tui.system.change.delivering import Attaching, Wishes, plan_wishes
from ghcr_tui.system.change.find import namespaces_of
from ghcr_tui.system.change.proving import verified_pulls
from ghcr_tui.system.change.read import not_read, read_for_plan, read_uses
from ghcr_tui.system.change.rotating import Reached, rotation_run
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.kubectl import Kubectl, read_contexts
from ghcr_tui.system.cluster.scope import Scope, Target
from ghcr_tui.system.cluster.token_name_key import token_name_key


class Errand(NamedTuple):
    """Something to be done: `open` makes its run, in a thread. It may raise Problem."""

    title: str
    open: Callable[[], AbstractContextManager[Run]]


class Where(NamedTuple):
    """A context and its namespaces: those named, those with a `label`, or all."""

    context: str
    namespaces: tuple[str, ...] = ()
    label: str = ""


def rotating(
    kubectl: Kubectl,
    target: Target,
    old: Collection[str],
    new: NewToken,
    only: Collection[tuple[str, str]] | None = None,
) -> Errand:
    """Return the errand that puts `new` in the place of `old`; `only` in these Secrets."""

    @contextmanager
    def opened() -> Iterator[Run]:
        known = ByValue(old)
        with _reached(kubectl, target) as reached:
            inventories = read_for_plan(
                reached.apis, [target], time.time(),
                lambda item: rotation(item, "", known, new) is not None,
            )  # fmt: skip
            yield rotation_run(reached, inventories, known, new, _names(), only=only)

    return Errand("Rotate a token", opened)


def attaching(kubectl: Kubectl, where: Where, secret: str, account: str) -> Errand:
    """Return the errand that adds `secret` to an account of each namespace."""
    wishes = Wishes((), [Attaching(secret, account)])
    return Errand("Attach a Secret", lambda: _wished(kubectl, where, wishes, "attach", secret))


def delivering(
    kubectl: Kubectl, where: Where, deliveries: Sequence[Delivery], account: str = ""
) -> Errand:
    """Return the errand that brings Secrets to namespaces, and to an account where one is named."""
    wanted = [Attaching(each.secret.name, account) for each in deliveries if account]
    wishes = Wishes(deliveries, wanted)
    new = "\n".join(each.payload for each in deliveries)
    return Errand("Deliver a Secret", lambda: _wished(kubectl, where, wishes, "apply", new))


@contextmanager
def _wished(kubectl: Kubectl, where: Where, wishes: Wishes, verb: Verb, new: str) -> Iterator[Run]:
    with _reached(kubectl, Target(where.context, where.context)) as reached:
        api = reached.apis[where.context]
        names = where.namespaces or _namespaces(api, where.label)
        target = Target(where.context, where.context, Scope(names))
        inventories = read_uses(reached.apis, [target], time.time())
        found = plan_wishes(wishes, reached.apis, {where.context: names}, inventories)
        plan = Plan(
            verb, found.edits, found.left, not_read(inventories), reached.servers, found.already
        )
        namer = _names()
        yield Run(
            plan,
            reached.apis,
            {where.context: target.scope},
            Actor(reached.apis, wishes.planned_anew),
            namer,
            new=namer(new) if verb == "apply" else new,
            verify=lambda: verified_pulls(inventories, plan.edits, wishes.entries, wishes.images),
        )


def _namespaces(api: ClusterApi, label: str) -> tuple[str, ...]:
    return namespaces_of(api, label).names


@contextmanager
def _reached(kubectl: Kubectl, target: Target) -> Iterator[Reached]:
    known = read_contexts(kubectl).named(target.context)
    server = known.server if known else ""
    with connected(kubectl, target.context) as api:
        yield Reached(
            {target.context: api}, {target.context: target.scope}, ((target.context, server),)
        )


def _names() -> TokenNames:
    return TokenNames(token_name_key()[0])
