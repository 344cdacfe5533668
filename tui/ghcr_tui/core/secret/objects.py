"""Reading the API's objects: whatever a part is, it comes out as the kind that belongs there."""

from collections.abc import Iterator

from ghcr_tui.core.golang.json_text import Json

Object = dict[str, Json]
_NOTHING: Object = {}


def mapping_at(item: Json, *names: str) -> Object:
    """Return the mapping at the path `names`, an empty one where there is none."""
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    return item if isinstance(item, dict) else _NOTHING


def text_at(item: Json, *names: str) -> str:
    """Return the text at the path `names`, "" where there is none."""
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    return item if isinstance(item, str) else ""


def number_at(item: Json, *names: str) -> int | None:
    """Return the whole number at the path `names`, None where there is none."""
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    return item if isinstance(item, int) and not isinstance(item, bool) else None


def mappings_at(item: Json, *names: str) -> Iterator[Object]:
    """Yield the mappings in the list at the path `names`; what else is in it is passed over."""
    for name in names:
        item = item.get(name) if isinstance(item, dict) else None
    for each in item if isinstance(item, list) else ():
        if isinstance(each, dict):
            yield each


def names_at(item: Json, *path: str) -> tuple[str, ...]:
    """Return the `name` of each reference in a list; empty ones are no references.

    The kubelet passes over empty names in `imagePullSecrets` in silence.
    """
    return tuple(name for each in mappings_at(item, *path) if (name := text_at(each, "name")))


def seconds_of(timestamp: str) -> float | None:
    """Return a time as the API writes it in seconds since the epoch; None where it is not one."""
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(timestamp)
    except ValueError:
        return None
    return moment.timestamp() if moment.tzinfo else None


def days_between(earlier: str, now: float) -> int | None:
    """Return the whole days from a time as the API writes it until `now`; None if it is not one."""
    seconds = seconds_of(earlier)
    return None if seconds is None else max(int((now - seconds) // 86400), 0)
