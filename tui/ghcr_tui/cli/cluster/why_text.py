"""Why a pod does not pull, for people: on one screen, the cause first and the fix last."""

from collections.abc import Iterator, Sequence

from ghcr_tui.cli.findings_text import finding_lines
from ghcr_tui.cli.paint import Paint, shown
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.why import WhyImage, WhyPod, by_cause
from ghcr_tui.core.cluster.wordings import STAGES
from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.credential.token_expiry import utc_text

_INDENT = "  "
_DEEP = " " * 5
_NAMED = 5
_LONGEST_WORDS = 900


def pod_lines(answer: WhyPod, now: float, paint: Paint) -> list[str]:
    """Return the report on one pod."""
    return list(_pod_lines(answer, now, paint))


def all_lines(
    answers: Sequence[WhyPod], inventory: Inventory, seen: int, paint: Paint
) -> list[str]:
    """Return the list of all pods that do not pull, grouped by cause."""
    return list(_all_lines(answers, inventory, seen, paint))


def _pod_lines(answer: WhyPod, now: float, paint: Paint) -> Iterator[str]:
    use = answer.use
    of = f", of {shown(use.owner, 120)}" if use.owner else ""
    node = f", on node {shown(answer.node, 80)}" if answer.node else ", on no node yet"
    yield paint("title", f"{shown(use.namespace)}/{shown(use.name)}") + of + node
    for image in answer.images:
        yield ""
        yield from _image_lines(image, now, paint)
    for finding in answer.findings:
        yield ""
        yield from finding_lines(finding, paint)
    for lead in answer.leads:
        yield ""
        yield paint.wrapped(lead, "")
    yield ""
    for unknown in answer.unknown:
        yield paint("dim", f"Not known from here: {paint.wrapped(shown(unknown, 400), _DEEP)}")


def _image_lines(image: WhyImage, now: float, paint: Paint) -> Iterator[str]:
    state = image.state
    reason = f"  {paint('error', shown(state.reason, 60))}" if state.is_failing else ""
    yield f"{state.used.place} {shown(state.used.name, 80)}: {shown(state.used.image, 200)}{reason}"
    style = "error" if image.will_fail else "good" if state.has_image else "info"
    yield f"{_INDENT}{paint(style, paint.wrapped(image.sentence, _INDENT))}"
    for error in image.errors:
        words = shown(error.heart if error.stage != "unknown" else error.words, _LONGEST_WORDS)
        yield f"{_INDENT}{paint('dim', 'The runtime says:')} {paint.wrapped(words, _DEEP)}"
    if state.is_failing and image.attempts:
        yield f"{_INDENT}Credentials of the pod, as the kubelet tries them:"
        for number, attempt in enumerate(image.attempts, 1):
            match = attempt.tried.match
            username = shown_username(match.username, match.credential.token)
            as_whom = f" as {username}" if username else ""
            got = f": {STAGES[attempt.error.stage]}" if attempt.error else ""
            line = f"{shown(match.secret, 80)}, for {shown_registry(match.registry)}{as_whom}{got}"
            yield f"{_DEEP}{number}. {paint.wrapped(line, _DEEP + '   ')}"
    elif state.is_failing:
        yield f"{_INDENT}{paint.wrapped(image.verdict.sentence, _INDENT)}"
    if image.note:
        yield f"{_INDENT}{paint.wrapped(image.note, _INDENT)}"
    if image.proof:
        said = f"The registry says: {shown(image.proof.sentence, 600)}"
        yield f"{_INDENT}{paint.wrapped(said, _INDENT)}"
    yield from _tries(image, now)
    if image.fix:
        yield from _fix_lines(image.fix, paint)


def _tries(image: WhyImage, now: float) -> Iterator[str]:
    if image.tries is None:
        return
    last, latest = image.tries
    yield f"{_INDENT}Tried last on {utc_text(last)}; {_again(latest, now)}."


def _again(latest: float, now: float) -> str:
    if latest > now:
        return f"the kubelet tries again within {int(latest - now) + 1} seconds"
    return "the kubelet should have tried again by now, or is about to"


def _fix_lines(fix: str, paint: Paint) -> Iterator[str]:
    first, *commands = fix.split("\n")
    yield f"{_INDENT}{paint('title', 'Fix:')} {paint.wrapped(first, _DEEP)}"
    for command in commands:  # never wrapped: it is to be pasted
        yield f"{_DEEP}{shown(command, 2000)}"


def _all_lines(
    answers: Sequence[WhyPod], inventory: Inventory, seen: int, paint: Paint
) -> Iterator[str]:
    for each in inventory.not_read:
        yield f"{paint('warning', 'Not read:')} {paint.wrapped(shown(each.text, 600), _INDENT)}"
    if not answers:
        pods = "pod" if seen == 1 else "pods"
        yield f"Of {seen:,} {pods} none waits for an image."
        return
    yield paint("title", f"{len(answers):,} of {seen:,} pods wait for an image")
    for cause in by_cause(answers):
        yield ""
        registry = f" at {shown(cause.registry, 80)}" if cause.registry else ""
        count = f"{len(cause.pods):,} {'pod' if len(cause.pods) == 1 else 'pods'}{registry}"
        yield f"{paint('error', count)}: {paint.wrapped(cause.sentence, _INDENT)}"
        if cause.words:
            words = paint.wrapped(shown(cause.words, 300), _DEEP)
            yield f"{_INDENT}{paint('dim', 'The runtime says:')} {words}"
        names = ", ".join(shown(each, 120) for each in cause.pods[:_NAMED])
        more = f" and {len(cause.pods) - _NAMED:,} more" if len(cause.pods) > _NAMED else ""
        yield f"{_INDENT}{paint.wrapped(names + more, _INDENT)}"
        namespace, _, name = cause.pods[0].partition("/")
        yield f"{_INDENT}ghcr-tui why {shown(name, 253)} -n {shown(namespace, 63)}"
