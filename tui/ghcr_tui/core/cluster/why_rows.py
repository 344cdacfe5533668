"""Why pods do not pull, for programs (docs/json.md)."""

from collections.abc import Sequence

from ghcr_tui.core.cluster.audit_rows import moment, proof_row
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pull_error import PullError
from ghcr_tui.core.cluster.why import Attempt, WhyImage, WhyPod, by_cause
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.golang.json_text import Json

Row = dict[str, Json]


def pod_row(answer: WhyPod) -> Row:
    """Return all that is known of one pod."""
    return {
        "namespace": answer.use.namespace,
        "pod": answer.use.name,
        "owner": answer.use.owner,
        "node": answer.node,
        "willFail": answer.will_fail,
        "images": [_image(image) for image in answer.images],
        "findings": [finding.row() for finding in answer.findings],
        "leads": list(answer.leads),
        "unknown": list(answer.unknown),
    }


def all_rows(answers: Sequence[WhyPod], inventory: Inventory, seen: int) -> Row:
    """Return every pod that does not pull, and the causes that they share."""
    return {
        "podsSeen": seen,
        "causes": [
            {
                "stage": cause.stage,
                "sentence": cause.sentence,
                "registry": cause.registry,
                "words": cause.words,
                "pods": list(cause.pods),
            }
            for cause in by_cause(answers)
        ],
        "pods": [pod_row(answer) for answer in answers],
        "notRead": [each.text for each in inventory.not_read],
    }


def _image(image: WhyImage) -> Row:
    state = image.state
    return {
        "container": state.used.name,
        "place": state.used.place,
        "image": state.used.image,
        "state": state.reason,
        "hasImage": state.has_image,
        "failing": state.is_failing,
        "stage": image.stage,
        "proof": proof_row(image.proof),
        "sentence": image.sentence,
        "errors": [_error(each) for each in image.errors],
        "credentials": [_attempt(each) for each in image.attempts],
        "note": image.note,
        "verdict": {"answer": image.verdict.answer, "sentence": image.verdict.sentence},
        "lastTry": moment(image.tries[0]) if image.tries else None,
        "nextTryBy": moment(image.tries[1]) if image.tries else None,
        "fix": image.fix,
    }


def _error(error: PullError) -> Row:
    return {"words": error.words, "stage": error.stage, "source": error.source}


def _attempt(attempt: Attempt) -> Row:
    match = attempt.tried.match
    return {
        "secret": match.secret,
        "registry": hidden_registry(match.registry),
        "username": hidden_username(match.username, match.credential.token),
        "standing": attempt.tried.standing,
        "stage": attempt.error.stage if attempt.error else None,
    }
