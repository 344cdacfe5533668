"""What `why` answers, once everything has been read: of one pod, or of all that do not pull."""

import argparse
import sys
import time
from collections.abc import Sequence

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.inputs import Inputs
from ghcr_tui.cli.paint import paint_for, shown
from ghcr_tui.cli.streams import complain, write_result, write_text
from ghcr_tui.core.cluster.dump import DumpProblem, PodDump
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pod_state import events_of, is_failing, read_events
from ghcr_tui.core.cluster.target import Target, newest_failing, pods_of
from ghcr_tui.core.cluster.why import WhyPod, why
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at


def from_files(arguments: argparse.Namespace, target: Target | None) -> int:
    """Answer from what somebody saved; return the exit status."""
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
        return one(arguments, newest, dump.events, inventory)
    if not pods:
        complain("there is no pod in it; save one with `kubectl get pods,events,secrets,sa`.")
        return exit_status.USAGE
    failing = [pod for pod in pods if is_failing(pod)]
    if len(pods) == 1:
        return one(arguments, pods[0], dump.events, inventory)
    return several(arguments, failing, dump.events, inventory, len(pods))


def one(
    arguments: argparse.Namespace, pod: Object, events: Sequence[Json], inventory: Inventory
) -> int:
    """Answer for one pod; return the exit status."""
    answer = _why(pod, events, inventory)
    if arguments.verify:
        answer = _verified(answer)
    if arguments.output == "json":
        from ghcr_tui.core.cluster.why_rows import pod_row

        write_result(dumps_indented(pod_row(answer)) + "\n")
    else:
        from ghcr_tui.cli.cluster.why_text import pod_lines

        _write(pod_lines(answer, time.time(), paint_for(sys.stdout)))
    return exit_status.NO if answer.will_fail else exit_status.GOOD


def several(
    arguments: argparse.Namespace,
    pods: Sequence[Object],
    events: Sequence[Json],
    inventory: Inventory,
    seen: int,
) -> int:
    """Answer for all pods that do not pull, of `seen` ones; return the exit status."""
    answers = [_why(pod, events, inventory) for pod in pods]
    if arguments.verify:
        answers = [_verified(answer) for answer in answers]
    if arguments.output == "json":
        from ghcr_tui.core.cluster.why_rows import all_rows

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
    from ghcr_tui.core.cluster.proof import pulls_of, whole_of

    pulls = [pulls_of(image.state.used.image, image.verdict) for image in answer.images]
    proofs = proofs_of([pull for each in pulls for pull in each])
    images = [
        image._replace(proof=whole_of(proofs[pull.pair] for pull in each if pull.pair in proofs))
        for image, each in zip(answer.images, pulls, strict=True)
    ]
    return answer._replace(images=tuple(images))


def _is_in(pod: Object, namespace: str) -> bool:
    return namespace in ("", text_at(pod, "metadata", "namespace") or "default")


def _write(lines: Sequence[str]) -> None:
    write_text("".join(f"{line}\n" for line in lines))
