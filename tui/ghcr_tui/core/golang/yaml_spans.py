"""Where in a YAML text each value is, told by PyYAML's events."""

from collections.abc import Iterator
from typing import Final

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from ghcr_tui.core.golang.json_spans import Member, NoSpans, Span

_DEPTH_LIMIT: Final = 100
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def yaml_spans(text: str) -> list[Span]:
    """Return the spans of each document of a `text` that is known to be sound.

    Raises `NoSpans` for anchors, aliases and merged keys: what one place says then holds in others.
    """
    try:
        events = iter(list(yaml.parse(text, Loader=_LOADER)))
    except (yaml.YAMLError, ValueError):
        raise NoSpans from None
    return [_node(next(events), events, 0) for event in events if type(event) is DocumentStartEvent]


def _node(event: Event, events: Iterator[Event], depth: int) -> Span:
    if depth > _DEPTH_LIMIT or type(event) is AliasEvent:
        raise NoSpans
    if not isinstance(event, NodeEvent) or event.anchor is not None or event.start_mark is None:
        raise NoSpans
    start = event.start_mark.index
    if isinstance(event, ScalarEvent):
        return Span(start, _end(event))
    if isinstance(event, SequenceStartEvent):
        items = []
        while not isinstance(event_in := next(events), SequenceEndEvent):
            items.append(_node(event_in, events, depth + 1))
        end = items[-1].end if items and not event.flow_style else _end(event_in)
        return Span(start, end, items=tuple(items), block=not event.flow_style)
    if not isinstance(event, MappingStartEvent):
        raise NoSpans
    return _mapping(event, start, events, depth)


def _mapping(event: MappingStartEvent, start: int, events: Iterator[Event], depth: int) -> Span:
    members = []
    while not isinstance(key_event := next(events), MappingEndEvent):
        if not isinstance(key_event, ScalarEvent) or key_event.value == "<<":
            raise NoSpans
        key = _node(key_event, events, depth + 1)
        value = _node(next(events), events, depth + 1)
        members.append(Member(key_event.value, key, value))
    end = members[-1].value.end if members and not event.flow_style else _end(key_event)
    return Span(start, end, members=tuple(members), block=not event.flow_style)


def _end(event: Event) -> int:
    if event.end_mark is None:
        raise NoSpans
    return int(event.end_mark.index)
