"""`ghcr-tui attach`: add a pull secret to a service account, and lose nothing of what is there."""

import argparse
import sys
from typing import ClassVar, NamedTuple

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.cluster.options import (
    add_cluster_options,
    chosen_kubectl,
    named_context,
)
from ghcr_tui.cli.paint import Paint, paint_for, shown
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.cluster.attach import Attachment, attachment, to_be_made_anew, with_their_own
from ghcr_tui.core.cluster.inventory import PULL_TYPES, Inventory
from ghcr_tui.core.cluster.objects import text_at
from ghcr_tui.core.cluster.pod_use import PodUse, pod_use
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.connect import connected_while
from ghcr_tui.system.cluster.kubectl import read_contexts
from ghcr_tui.system.cluster.paths import list_path, object_path

_TRIES = 4
_NAMED = 5
_EPILOG = """\
The account's list is read, one name is appended, and the change is made only if nobody else has
changed the account in between. Pods get their account's secrets when they are created and never
later: it says which ones have to be made anew.

examples:
  ghcr-tui attach ghcr -n shop
  ghcr-tui attach ghcr -n shop --service-account builder --dry-run

exit status: 0 it is attached, 1 it is not (no such Secret, one of another type, no right, or
somebody changes the account all the time), 2 wrong usage, 3 the cluster could not be reached
"""


class Refused(Problem):
    """The Secret cannot be attached; the message is a sentence."""

    status: ClassVar[int] = 1


class Attached(NamedTuple):
    """What was done, or would be; `pods` are None where they may not be listed."""

    plan: Attachment
    context: str
    namespace: str
    is_dry: bool
    pods: tuple[PodUse, ...] | None
    warning: str


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `attach`."""
    parser.description = "Add a pull secret to a service account's list."
    parser.epilog = _EPILOG
    parser.add_argument("secret", metavar="SECRET", help="the name of the Secret")
    parser.add_argument(
        "--service-account", metavar="NAME", default="default", help="default: default"
    )
    parser.add_argument("--dry-run", action="store_true", help="let the server check, change none")
    add_cluster_options(parser, several=False)
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Attach; return the exit status."""
    try:
        kubectl = chosen_kubectl(arguments)
        with connected_while(
            kubectl,
            arguments.context,
            lambda: named_context(arguments.context, read_contexts(kubectl)),
        ) as (api, context):
            namespace = arguments.namespace or context.namespace
            attached = _attach(arguments, api, context.name, namespace)
    except ClusterProblem as problem:  # an answer that is no is not a cluster out of reach
        complain(str(problem))
        is_no = problem.kind in ("forbidden", "missing", "conflict", "refused")
        return exit_status.NO if is_no else exit_status.OUTSIDE
    if arguments.output == "json":
        write_result(dumps_indented(_row(attached)) + "\n")
    else:
        write_text("".join(f"{line}\n" for line in _lines(attached, paint_for(sys.stdout))))
    return exit_status.GOOD


def _attach(
    arguments: argparse.Namespace, api: ClusterApi, context: str, namespace: str
) -> Attached:
    """Do it. Raises Refused, ClusterProblem."""
    warning = _check_secret(api, namespace, arguments.secret)
    path = object_path("serviceaccounts", namespace, arguments.service_account)
    plan = _patched(api, path, arguments.secret, arguments.dry_run)
    pods = _pods(api, namespace, arguments.service_account)
    return Attached(plan, context, namespace, arguments.dry_run, pods, warning)


def _check_secret(api: ClusterApi, namespace: str, name: str) -> str:
    """Return what speaks against the Secret without forbidding it, "" where nothing does."""
    try:
        secret = api.get(object_path("secrets", namespace, name))
    except ClusterProblem as problem:
        where = f"Secret {excerpt(name, 80)} in namespace {excerpt(namespace, 63)}"
        if problem.kind == "missing":
            raise Refused(f"There is no {where}: nothing is attached.") from None
        if problem.kind == "forbidden":
            return f"Whether there is a {where} could not be seen: {problem}"
        raise
    kind = text_at(secret, "type") or "Opaque"
    if kind not in PULL_TYPES:
        raise Refused(
            f"The Secret {excerpt(name, 80)} is of type {excerpt(kind, 60)}, and the kubelet takes "
            f"credentials only out of {PULL_TYPES[0]} and {PULL_TYPES[1]}: nothing is attached."
        )
    inventory = Inventory("")
    inventory.add_secrets((secret,))
    verdict = next(iter(inventory.secrets.values())).verdict
    return verdict.sentence if verdict.answer != "pulls" else ""


def _patched(api: ClusterApi, path: str, secret: str, is_dry: bool) -> Attachment:
    """Read the account and append; begin anew when somebody else was quicker."""
    for tries_left in reversed(range(_TRIES)):
        plan = attachment(api.get(path), secret)
        if not plan.operations:
            return plan
        try:
            api.patch(path, list(plan.operations), dry_run=is_dry)
            return plan
        except ClusterProblem as problem:
            # A `test` that fails is a 422 which says nothing; a changed version is a 409.
            if problem.kind not in ("refused", "conflict") or not tries_left:
                raise
    raise AssertionError("the last try returns or raises")


def _pods(api: ClusterApi, namespace: str, account: str) -> tuple[PodUse, ...] | None:
    uses: list[PodUse] = []
    selector = f"spec.serviceAccountName={account}"
    try:
        for page in api.list(list_path("pods", namespace), selector):
            uses = [] if page.starts_over else uses
            uses.extend(pod_use(item) for item in page.items if isinstance(item, dict))
    except ClusterProblem:
        return None
    return tuple(uses)


def _lines(attached: Attached, paint: Paint) -> list[str]:
    plan = attached.plan
    account = f"{shown(attached.namespace)}/{shown(plan.account)}"
    names = ", ".join(shown(name, 80) for name in plan.after)
    if not plan.operations:
        first = f"The service account {account} has {shown(plan.secret)} already ({names})."
    elif attached.is_dry:
        first = f"The service account {account} would have: {names}. The server agrees."
    else:
        first = f"The service account {account} has now: {names}."
    lines = [paint("good", first) + f" Context {shown(attached.context)}."]
    if attached.warning:
        lines.append(f"{paint('warning', 'But:')} {paint.wrapped(attached.warning, '  ')}")
    return [*lines, *_pod_lines(attached, paint)]


def _pod_lines(attached: Attached, paint: Paint) -> list[str]:
    if attached.pods is None:
        return ["Its pods may not be listed: those that exist have to be made anew."]
    remakes = to_be_made_anew(attached.plan, attached.pods)
    lines = []
    if remakes:
        count = sum(each.pods for each in remakes)
        what = "1 pod was" if count == 1 else f"{count:,} pods were"
        lines.append(f"{what} created without it, and get it only when made anew:")
        lines.extend(f"  {shown(each.command, 600)}" for each in remakes)
    if own := with_their_own(attached.plan, attached.pods):
        names = ", ".join(shown(use.name, 80) for use in own[:_NAMED])
        more = f" and {len(own) - _NAMED:,} more" if len(own) > _NAMED else ""
        lines.append(f"With a list of their own, which takes the account's place: {names}{more}.")
    return lines or ["No pod has to be made anew."]


def _row(attached: Attached) -> dict[str, Json]:
    plan = attached.plan
    pods = attached.pods or ()
    return {
        "context": attached.context,
        "namespace": attached.namespace,
        "serviceAccount": plan.account,
        "secret": plan.secret,
        "before": list(plan.before),
        "after": list(plan.after),
        "changed": bool(plan.operations) and not attached.is_dry,
        "dryRun": attached.is_dry,
        "warning": attached.warning,
        "podsSeen": attached.pods is not None,
        "makeAnew": [
            {"subject": each.subject, "pods": each.pods, "command": each.command}
            for each in to_be_made_anew(plan, pods)
        ],
        "ownList": [use.name for use in with_their_own(plan, pods)],
    }
