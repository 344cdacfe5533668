"""The words of a failed pull, taken out of a pod's status and events, one for each credential.

Source: Kubernetes, pkg/kubelet/images/image_manager.go and kuberuntime/kuberuntime_image.go (one
error a credential, joined by apimachinery's Aggregate: several in brackets, equal ones once).
"""

import re
from typing import NamedTuple

from ghcr_tui.core.cluster.harmless import without_tokens
from ghcr_tui.core.cluster.wordings import Stage, stage_of

PULL_REASONS = frozenset(
    (
        *("ErrImagePull", "ImagePullBackOff", "InvalidImageName", "ErrImageNeverPull"),
        *("RegistryUnavailable", "SignatureValidationFailed", "ImageInspectError"),
    )
)
"""The reasons of a waiting container that are about its image."""
_BACK_OFF = r'Back-off pulling image "[^"]*"(?:: (?:ErrImagePull|[A-Za-z]+): (?P<cause>.+))?'
_FAILED = r'Failed to pull image "[^"]*": (?P<cause>.+)'
_UNAVAILABLE = (
    r"image pull failed for \S+ because the (?:registry is unavailable|signature validation failed)"
    r"(?:: (?P<cause>.+))?"
)
_NEXT_ERROR = ", rpc error: code = "
_GRPC = r"^rpc error: code = (?P<code>\w+) desc = "
_AROUND = (
    r"failed to pull and unpack image \"[^\"]*\": ",
    r"failed to resolve (?:reference|image) \"[^\"]*\": ",
    r"(?:initializing source|Error initializing source) \S+: ",
)
_LONGEST = 8192


class PullError(NamedTuple):
    """One error of a runtime: its `words` (tokens in them hidden), their heart, and the stage."""

    words: str
    heart: str
    stage: Stage
    source: str
    is_sent: bool = False


def cause_in(message: str) -> str:
    """Return the runtime's words in a message of a status or an event, "" where there are none."""
    message = message[:_LONGEST]
    for pattern in (_BACK_OFF, _FAILED, _UNAVAILABLE):
        if match := re.fullmatch(pattern, message, re.DOTALL):
            cause = match["cause"] or ""
            return cause_in(cause) if re.match("image pull failed for", cause) else cause
    return message


def errors_in(cause: str) -> tuple[PullError, ...]:
    """Return the errors that `cause` holds, in order; one for each credential, equal ones once."""
    if not cause:
        return ()
    parts = [cause]
    if cause.startswith("[") and cause.endswith("]") and _NEXT_ERROR in cause:
        first, *others = cause[1:-1].split(_NEXT_ERROR)
        parts = [first, *(f"{_NEXT_ERROR[2:]}{other}" for other in others)]
    return tuple(_error(part) for part in parts)


def _error(words: str) -> PullError:
    words = without_tokens(words)
    stage, row = stage_of(words)
    heart = re.sub(_GRPC, "", words)
    for around in _AROUND:
        heart = re.sub(around, "", heart)
    return PullError(words, heart, stage, *(row[2:] if row else ("",)))
