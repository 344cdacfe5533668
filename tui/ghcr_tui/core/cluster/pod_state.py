"""What a pod's status and its events say about its images: which do not come, and since when."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ghcr_tui.core.cluster.pod_use import UsedImage, images_of
from ghcr_tui.core.cluster.pull_error import PULL_REASONS, cause_in
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import (
    Object,
    mapping_at,
    mappings_at,
    number_at,
    seconds_of,
    text_at,
)

_STATUSES = ("initContainerStatuses", "containerStatuses", "ephemeralContainerStatuses")
_IN_KEYRING = ("illegal base64 data", "invalid character", "json: cannot", "unexpected end of JSON")
"""How reasons begin that the kubelet took from decoding a pull secret: they are no words."""
_FIRST_DELAY, _LONGEST_DELAY = 10.0, 300.0
"""Seconds of the kubelet's back-off (kubelet.go, imageBackOffPeriod, MaxImageBackOff)."""


class Event(NamedTuple):
    """An event about a pod, and how many times it came; `last` is in seconds since the epoch."""

    reason: str
    message: str
    times: int
    last: float | None


class ContainerState(NamedTuple):
    """An image of a pod: what the kubelet says of it. `cause` are the runtime's own words."""

    used: UsedImage
    reason: str = ""
    message: str = ""
    cause: str = ""
    has_image: bool = False

    @property
    def is_failing(self) -> bool:
        """Whether the container waits for its image in vain."""
        return self.reason in PULL_REASONS or self.reason.startswith(_IN_KEYRING)


def container_states(pod: Object, events: Iterable[Event]) -> tuple[ContainerState, ...]:
    """Return the state of each image of `pod`, in the order of its spec."""
    told = list(events)
    statuses = {
        text_at(status, "name"): status
        for field in _STATUSES
        for status in mappings_at(pod, "status", field)
    }
    return tuple(
        _state(used, statuses.get(used.name, {}), told)
        for used in images_of(mapping_at(pod, "spec"))
    )


def is_failing(pod: Object) -> bool:
    """Return whether a container of `pod` waits in vain for its image."""
    for field in _STATUSES:
        for status in mappings_at(pod, "status", field):
            reason = text_at(status, "state", "waiting", "reason")
            if reason in PULL_REASONS or reason.startswith(_IN_KEYRING):
                return True
    return False


def read_events(items: Iterable[Json]) -> tuple[Event, ...]:
    """Return the events in `items`, the oldest first."""
    events = [_event(item) for item in items if isinstance(item, dict)]
    return tuple(sorted(events, key=lambda event: event.last or 0.0))


def events_of(items: Iterable[Json], namespace: str, pod: str, uid: str) -> Iterator[Json]:
    """Yield those of `items` that are about the pod; one of an older pod of its name is not."""
    for item in items:
        about = mapping_at(item, "involvedObject")
        same = (text_at(about, "namespace") or "default", text_at(about, "name"))
        if same == (namespace, pod) and text_at(about, "uid") in ("", uid):
            yield item


def next_try(events: Iterable[Event], image: str) -> tuple[float, float] | None:
    """Return when the kubelet last failed to pull `image` and when it tries again at the latest.

    Both in seconds since the epoch; None where no event tells.
    """
    failed = [
        event
        for event in events
        if event.reason == "Failed" and event.last and f'"{image}' in event.message
    ]
    if not failed:
        return None
    last = max(event.last or 0.0 for event in failed)
    count = max(event.times for event in failed)
    delay = min(_FIRST_DELAY * 2 ** min(max(count - 1, 0), 10), _LONGEST_DELAY)
    return last, last + delay


def retrieval_failures(events: Iterable[Event]) -> tuple[str, ...]:
    """Return the names of the secrets that the kubelet said it could not retrieve.

    The event comes while pulls succeed, too, so it is a lead and no verdict.
    """
    names: dict[str, None] = {}
    for event in events:
        if event.reason == "FailedToRetrieveImagePullSecret":
            inside = event.message.partition("(")[2].partition(")")[0]
            names.update((name.strip(), None) for name in inside.split(",") if name.strip())
    return tuple(names)


def _state(used: UsedImage, status: Object, events: list[Event]) -> ContainerState:
    waiting = mapping_at(status, "state", "waiting")
    reason, message = text_at(waiting, "reason"), text_at(waiting, "message")
    has_image = bool(text_at(status, "imageID"))
    is_about_image = reason in PULL_REASONS or reason.startswith(_IN_KEYRING)
    if not is_about_image:
        return ContainerState(used, reason, message, "", has_image)
    cause = cause_in(message) if message else ""
    if not cause or cause.startswith("Back-off"):
        cause = _cause_of_events(used, events)
    return ContainerState(used, reason, message, cause or reason, has_image)


def _cause_of_events(used: UsedImage, events: list[Event]) -> str:
    """Return the words of the last failed pull of this image, which older kubelets tell there."""
    for event in reversed(events):
        if event.reason == "Failed" and event.message.startswith("Failed to pull image"):
            quoted = event.message.partition('"')[2].partition('"')[0]
            if quoted.removesuffix(":latest") == used.image.removesuffix(":latest"):
                return cause_in(event.message)
    return ""


def _event(item: Object) -> Event:
    last = (
        seconds_of(text_at(item, "lastTimestamp"))
        or seconds_of(text_at(item, "series", "lastObservedTime"))
        or seconds_of(text_at(item, "eventTime"))
        or seconds_of(text_at(item, "firstTimestamp"))
    )
    count = number_at(item, "count") or number_at(item, "series", "count") or 1
    return Event(text_at(item, "reason"), text_at(item, "message"), count, last)
