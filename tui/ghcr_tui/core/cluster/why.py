"""Why a pod does not pull: what the kubelet tried, what each credential got, and what mends it."""

from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.cold_node import Proof
from ghcr_tui.core.cluster.inventory import ClusterSecret, Inventory
from ghcr_tui.core.cluster.pod_state import (
    ContainerState,
    Event,
    container_states,
    next_try,
    retrieval_failures,
)
from ghcr_tui.core.cluster.pod_use import PodUse, pod_use
from ghcr_tui.core.cluster.pull_error import PullError, errors_in
from ghcr_tui.core.cluster.references import findings_of_use
from ghcr_tui.core.cluster.why_fix import Case, fix_for
from ghcr_tui.core.cluster.wordings import STAGES, Stage
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.verdict.verdict import JudgedSecret, Tried, Verdict, will_it_pull

ORDER_UNKNOWN = (
    "Which credential got which error cannot be told: the kubelet writes equal errors once, and "
    "credentials of the node itself come behind those of the pod."
)


class Attempt(NamedTuple):
    """A credential in the kubelet's order, and what it got; None where that cannot be told."""

    tried: Tried
    error: PullError | None


class WhyImage(NamedTuple):
    """One image of a pod: what became of it."""

    state: ContainerState
    errors: tuple[PullError, ...]
    attempts: tuple[Attempt, ...]
    verdict: Verdict
    sentence: str
    note: str
    fix: str
    tries: tuple[float, float] | None
    proof: Proof | None = None

    @property
    def error(self) -> PullError | None:
        """The error that counts: the one that came furthest, or else the first."""
        order = ("no-image", "platform", "no-right", "token-refused")
        ranked = sorted(
            self.errors, key=lambda each: order.index(each.stage) if each.stage in order else 9
        )
        return ranked[0] if ranked else None

    @property
    def stage(self) -> Stage | None:
        """The stage that failed, None where nothing does.

        Many refuse a pull without a credential in the words that they have for one without a
        right: whether the pod has a credential tells the two apart.
        """
        if self.error is None:
            return "unknown" if self.state.is_failing else None
        if _is_refusal(self.error) and not self.verdict.tried:
            return "no-credential"
        return self.error.stage

    @property
    def will_fail(self) -> bool:
        """Whether it does not pull: now, or on a node that has not got the image."""
        if self.proof is not None and self.proof.answer == "refused":
            return True
        return self.state.is_failing or self.verdict.answer == "fails"


def _is_refusal(error: PullError) -> bool:
    """Return whether a pull without any credential might have got the same words."""
    return error.stage in ("no-right", "token-refused") and not error.is_sent


class WhyPod(NamedTuple):
    """A pod and all that is known of its pulls; `findings` are about its references."""

    use: PodUse
    node: str
    images: tuple[WhyImage, ...]
    findings: tuple[Finding, ...]
    leads: tuple[str, ...]
    not_seen: tuple[str, ...]

    @property
    def will_fail(self) -> bool:
        """Whether any of its images does not come."""
        return any(image.will_fail for image in self.images)

    @property
    def unknown(self) -> tuple[str, ...]:
        """What nobody can know from here, each the end of a sentence."""
        known = dict.fromkeys(what for image in self.images for what in image.verdict.unknown)
        return (*self.not_seen, *known)


def why(pod: Object, inventory: Inventory, events: Sequence[Event] = ()) -> WhyPod:
    """Return why `pod` does not pull, from its status, its `events` and what `inventory` holds."""
    use = pod_use(pod)
    secrets = [
        secret
        for name in inventory.secrets_of(use)
        if (secret := inventory.secrets.get((use.namespace, name)))
    ]
    findings = tuple(each.finding for each in findings_of_use(inventory, use))
    images = tuple(
        _why_image(state, use, secrets, findings, events) for state in container_states(pod, events)
    )
    return WhyPod(
        use,
        text_at(mapping_at(pod, "spec"), "nodeName"),
        images,
        findings,
        tuple(_leads(use, inventory, events)),
        tuple(each.text for each in inventory.not_read),
    )


def _why_image(
    state: ContainerState,
    use: PodUse,
    secrets: list[ClusterSecret],
    findings: tuple[Finding, ...],
    events: Sequence[Event],
) -> WhyImage:
    verdict = _verdict(state.used.image, [secret.judged for secret in secrets])
    if state.used.policy == "Never" and not state.has_image and not state.is_failing:
        never = "The pod says `imagePullPolicy: Never`: only a node that has the image starts it."
        verdict = verdict._replace(answer="fails", sentence=never)
    errors = errors_in(state.cause) if state.is_failing else ()
    attempts, note = _attempts(errors, verdict)
    whole = WhyImage(
        state=state,
        errors=errors,
        attempts=attempts,
        verdict=verdict,
        sentence="",
        note=note,
        fix="",
        tries=next_try(events, state.used.image) if state.is_failing else None,
    )
    return whole._replace(
        sentence=_sentence(whole),
        fix=fix_for(Case(whole.stage or "unknown", use, state, verdict, findings, tuple(secrets))),
    )


def _verdict(image: str, judged: list[JudgedSecret]) -> Verdict:
    try:
        return will_it_pull(parse_image(image), judged)
    except ImageError as problem:
        return Verdict("fails", f"{excerpt(image, 80)} is no image reference: {problem}.")


def _attempts(errors: tuple[PullError, ...], verdict: Verdict) -> tuple[tuple[Attempt, ...], str]:
    """Return what each credential got. Equal errors are written once, so not all can be told."""
    tried = verdict.tried
    if not errors:
        return tuple(Attempt(each, None) for each in tried), ""
    if len(errors) == 1:  # all of them got it
        return tuple(Attempt(each, errors[0]) for each in tried), ""
    if len(errors) == len(tried):
        return tuple(map(Attempt, tried, errors)), ""
    return tuple(Attempt(each, None) for each in tried), ORDER_UNKNOWN


def _sentence(image: WhyImage) -> str:
    """Return in one sentence what became of the image."""
    state, stage = image.state, image.stage
    if not state.is_failing:
        if state.has_image:
            return "The node has the image. " + image.verdict.sentence
        return image.verdict.sentence
    if image.error is None or stage is None:
        return "The kubelet does not say why."
    said = STAGES[stage]
    if stage == "no-credential" and image.error.stage != stage:
        said += ": without one there is no right to this image, or no such repository"
    if stage == "no-credential" and image.verdict.tried:
        said += ", though one matches: it has come, or changed, since this attempt"
    return f"{said[0].upper()}{said[1:]}."


def _leads(use: PodUse, inventory: Inventory, events: Sequence[Event]) -> list[str]:
    """Return what else is worth knowing: secrets that were not there when they were needed."""
    leads = []
    for name in retrieval_failures(events):
        if (use.namespace, name) in inventory.secrets:
            leads.append(
                f"The kubelet could not retrieve the Secret {excerpt(name, 80)}, which is there "
                "now: it came later, and the next try has it."
            )
    for name in inventory.secrets_of(use):
        secret = inventory.secrets.get((use.namespace, name))
        if secret and use.created and secret.created > use.created:
            leads.append(
                f"The Secret {excerpt(name, 80)} is younger than the pod: pulls before it was "
                "made went without it."
            )
    return leads


class SharedCause(NamedTuple):
    """One cause that several pods share: the stage, the registry, and the pods by their title."""

    stage: str
    sentence: str
    registry: str
    words: str
    pods: tuple[str, ...]


def by_cause(pods: Sequence[WhyPod]) -> tuple[SharedCause, ...]:
    """Return the failing pods grouped by what they share, the most frequent cause first."""
    groups: dict[tuple[str, str], SharedCause] = {}
    for pod in pods:
        for image in pod.images:
            if not image.state.is_failing:
                continue
            error = image.error
            key = image.stage or "unknown", _registry(image.state.used.image)
            known = groups.get(key) or SharedCause(
                *key[:1], image.sentence, key[1], error.heart if error else "", ()
            )
            title = f"{pod.use.namespace}/{pod.use.name}"
            if title not in known.pods:
                known = known._replace(pods=(*known.pods, title))
            groups[key] = known
    return tuple(sorted(groups.values(), key=lambda cause: (-len(cause.pods), cause.stage)))


def _registry(image: str) -> str:
    try:
        return parse_image(image).domain
    except ImageError:
        return ""
