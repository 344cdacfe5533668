"""`ghcr-tui why`: from a pod that does not pull to the cause, and to what mends it."""

import argparse
import sys
import time
from collections.abc import Sequence

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.cluster.options import (
    TargetProblem,
    add_cluster_options,
    chosen_kubectl,
    named_context,
)
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.parser import add_output_option
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.cluster.dump import DumpProblem, PodDump
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.objects import Object, mapping_at, text_at
from ghcr_tui.core.cluster.pod_state import events_of, is_failing, read_events
from ghcr_tui.core.cluster.target import Target, TargetError, newest_failing, parse_target, pods_of
from ghcr_tui.core.cluster.why import WhyPod, why
from ghcr_tui.core.golang.json_text import Json, dumps_indented

_EPILOG = """\
Without a name it lists every pod that does not pull, grouped by cause.

examples:
  ghcr-tui why web-5d9c7f-abcde -n shop
  ghcr-tui why deploy/web -n shop
  ghcr-tui why -A
  kubectl get pods,events,secrets,serviceaccounts -n shop -o json | ghcr-tui why -

exit status: 0 every image comes, 1 one does not, 2 wrong usage or unreadable input, 3 the cluster
could not be read
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `why`."""
    parser.description = "Say why a pod does not pull, and what mends it."
    parser.epilog = _EPILOG
    parser.add_argument(
        "target", nargs="?", metavar="POD|KIND/NAME", help="as kubectl takes it; - reads a pipe"
    )
    parser.add_argument(
        "-f", "--file", action="append", default=[], metavar="FILE",
        help="what kubectl printed, instead of a cluster; - is standard input",
    )  # fmt: skip
    add_cluster_options(parser, several=False)
    parser.add_argument(
        "--verify", action="store_true", help="ask the registries, too, with the pod's credentials"
    )
    parser.add_argument("-A", "--all-namespaces", action="store_true", help="in all namespaces")
    add_output_option(parser, ("text", "json"))


def run(arguments: argparse.Namespace) -> int:
    """Say why; return the exit status."""
    if arguments.target == "-":
        arguments.target, arguments.file = None, [*arguments.file, "-"]
    try:
        target = parse_target(arguments.target) if arguments.target is not None else None
    except TargetError as problem:
        complain(str(problem))
        return exit_status.USAGE
    if target and arguments.all_namespaces:
        complain("one pod is in one namespace: name it with -n, and leave -A out.")
        return exit_status.USAGE
    if arguments.file:
        return _from_files(arguments, target)
    return _from_cluster(arguments, target)


def _from_files(arguments: argparse.Namespace, target: Target | None) -> int:
    inventory = Inventory("", time.time(), partial=True)
    dump = PodDump(inventory)
    inputs = Inputs(arguments.file)
    for name, text in inputs.texts():
        try:
            dump.add(text)
        except DumpProblem as problem:
            complain(f"{'standard input' if name == '-' else shown(name)}: {problem}")
            return exit_status.USAGE
    if inputs.failed:
        return exit_status.USAGE
    pods = [pod for pod in dump.pods if _is_in(pod, arguments.namespace)]
    if target:
        newest = newest_failing(pods_of(target, pods, ()))
        if newest is None:
            complain(f"there is no pod of {shown(target.kind)} {shown(target.name)} in it.")
            return exit_status.USAGE
        return _one(arguments, newest, dump.events, inventory)
    if not pods:
        complain("there is no pod in it; save one with `kubectl get pods,events,secrets,sa`.")
        return exit_status.USAGE
    failing = [pod for pod in pods if is_failing(pod)]
    if len(pods) == 1:
        return _one(arguments, pods[0], dump.events, inventory)
    return _several(arguments, failing, dump.events, inventory, len(pods))


def _from_cluster(arguments: argparse.Namespace, target: Target | None) -> int:
    from ghcr_tui.system.cluster.api import ClusterProblem
    from ghcr_tui.system.cluster.connect import connected_while
    from ghcr_tui.system.cluster.kubectl import read_contexts
    from ghcr_tui.system.cluster.read_inventory import Scope
    from ghcr_tui.system.cluster.read_pod import read_failing_pods, read_pod

    try:
        kubectl = chosen_kubectl(arguments)
        with connected_while(
            kubectl,
            arguments.context,
            lambda: named_context(arguments.context, read_contexts(kubectl)),
        ) as (api, context):
            inventory = Inventory(context.name, time.time())
            namespace = arguments.namespace or context.namespace
            if target:
                read = read_pod(api, inventory, namespace, target)
            else:
                everywhere = Scope((), (context.namespace,))
                scope = everywhere if arguments.all_namespaces else Scope((namespace,))
                read = read_failing_pods(api, inventory, scope)
    except TargetProblem as problem:
        complain(str(problem))
        return exit_status.USAGE
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.USAGE if problem.kind == "missing" else exit_status.OUTSIDE
    if target:
        return _one(arguments, read.pods[0], read.events, inventory)
    return _several(arguments, read.pods, read.events, inventory, read.seen)


def _one(
    arguments: argparse.Namespace, pod: Object, events: Sequence[Json], inventory: Inventory
) -> int:
    answer = _why(pod, events, inventory)
    if arguments.verify:
        answer = _verified(answer)
    if arguments.output == "json":
        from ghcr_tui.cli.cluster.why_json import pod_row

        write_result(dumps_indented(pod_row(answer)) + "\n")
    else:
        from ghcr_tui.cli.cluster.why_text import pod_lines

        _write(pod_lines(answer, time.time(), paint_for(sys.stdout)))
    return exit_status.NO if answer.will_fail else exit_status.GOOD


def _several(
    arguments: argparse.Namespace,
    pods: Sequence[Object],
    events: Sequence[Json],
    inventory: Inventory,
    seen: int,
) -> int:
    answers = [_why(pod, events, inventory) for pod in pods]
    if arguments.verify:
        answers = [_verified(answer) for answer in answers]
    if arguments.output == "json":
        from ghcr_tui.cli.cluster.why_json import all_rows

        write_result(dumps_indented(all_rows(answers, inventory, seen)) + "\n")
    else:
        from ghcr_tui.cli.cluster.why_text import all_lines

        _write(all_lines(answers, inventory, seen, paint_for(sys.stdout)))
    if answers:
        return exit_status.NO
    is_cut = any(not each.is_right for each in inventory.not_read)
    return exit_status.OUTSIDE if is_cut else exit_status.GOOD


def _why(pod: Object, events: Sequence[Json], inventory: Inventory) -> WhyPod:
    metadata = mapping_at(pod, "metadata")
    namespace = text_at(metadata, "namespace") or "default"
    about = events_of(events, namespace, text_at(metadata, "name"), text_at(metadata, "uid"))
    return why(pod, inventory, read_events(about))


def _verified(answer: WhyPod) -> WhyPod:
    """Return the answer with what the registries say of its images."""
    from ghcr_tui.cli.cluster.proving import proofs_of
    from ghcr_tui.core.cluster.proof import pulls_of, together

    pulls = [pulls_of(image.state.used.image, image.verdict) for image in answer.images]
    proofs = proofs_of([pull for each in pulls for pull in each])
    images = [
        image._replace(proof=together(proofs[pull.pair] for pull in each if pull.pair in proofs))
        for image, each in zip(answer.images, pulls, strict=True)
    ]
    return answer._replace(images=tuple(images))


def _is_in(pod: Object, namespace: str) -> bool:
    return namespace in ("", text_at(pod, "metadata", "namespace") or "default")


def _write(lines: Sequence[str]) -> None:
    write_text("".join(f"{line}\n" for line in lines))
