"""A text with some of its values changed, and every other character as it was.

The old and the new value are compared; only what differs between them is written, in the style of
what is around it. Whoever asks reads the result again and compares: what cannot be told here
(a list that grows, a mapping in place of a text) raises `NoSpans`.
"""

from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.golang import json_text, yaml_writer
from ghcr_tui.core.golang.json_spans import Member, NoSpans, Span, json_spans
from ghcr_tui.core.golang.json_text import Json


class _Edit(NamedTuple):
    start: int
    end: int
    text: str


def spliced_json(text: str, old: Json, new: Json) -> str:
    """Return the JSON `text` of `old` as the text of `new`. Raises `NoSpans`."""
    return spliced(text, [json_spans(text)], [old], [new])


def spliced(text: str, spans: list[Span], old: list[Json], new: list[Json]) -> str:
    """Return a text of several documents with the `old` ones as they are `new`. Raises `NoSpans`.

    `spans` are those of the documents, in their order.
    """
    if not len(spans) == len(old) == len(new):
        raise NoSpans
    edits: list[_Edit] = []
    for span, was, becomes in zip(spans, old, new, strict=True):
        edits.extend(_edits(text, span, was, becomes))
    pieces, position = [], 0
    for edit in sorted(edits, key=lambda each: (each.start, each.end)):
        if edit.start < position:
            raise NoSpans
        pieces += [text[position : edit.start], edit.text]
        position = edit.end
    return "".join(pieces) + text[position:]


def _edits(text: str, span: Span, old: Json, new: Json) -> Iterator[_Edit]:
    if old is new or (type(old) is type(new) and old == new):
        return
    if isinstance(old, dict) and isinstance(new, dict) and span.members is not None:
        yield from _of_members(text, span, old, new)
    elif isinstance(old, list) and isinstance(new, list) and span.items is not None:
        if not len(old) == len(new) == len(span.items):
            raise NoSpans
        for item, was, becomes in zip(span.items, old, new, strict=True):
            yield from _edits(text, item, was, becomes)
    else:
        yield _Edit(span.start, span.end, _written(text, span, new))


def _written(text: str, span: Span, value: Json) -> str:
    """Return how `value` is written in the place of `span`."""
    if span.members is not None or span.items is not None:
        if span.block:
            raise NoSpans
        return json_text.dumps(value)
    if isinstance(value, dict | list):
        return json_text.dumps(value)
    broken = "\n" if text[span.start : span.start + 1] in ("|", ">") else ""
    plain = not _is_json(text)
    return (yaml_writer.dump(value).rstrip("\n") if plain else json_text.dumps(value)) + broken


def _is_json(text: str) -> bool:
    return text.lstrip()[:1] in ("{", "[")


def _of_members(
    text: str, span: Span, old: dict[str, Json], new: dict[str, Json]
) -> Iterator[_Edit]:
    last = {member.key: member for member in span.members or ()}  # the later one counts
    if list(last) != list(old) or len(last) != len(span.members or ()):
        raise NoSpans
    renamed = _renamed(list(old), list(new))
    for name, member in last.items():
        becomes = renamed.get(name, name)
        if becomes in new:
            if becomes != name:
                yield _Edit(*member.span[:2], _key(text, becomes))
            yield from _edits(text, member.value, old[name], new[becomes])
    gone = [member for name, member in last.items() if renamed.get(name, name) not in new]
    if gone:
        yield from _without(text, span, gone)
    kept = {renamed.get(name, name) for name in old}
    added = {name: value for name, value in new.items() if name not in kept}
    if added:
        if gone and gone[-1] is list(last.values())[-1]:
            raise NoSpans
        yield _with(text, span, added)


def _renamed(old: list[str], new: list[str]) -> dict[str, str]:
    """Return which names became which: a name that is new in the place of one that is gone."""
    if len(old) != len(new):
        return {}
    pairs = {was: becomes for was, becomes in zip(old, new, strict=True) if was != becomes}
    is_renaming = not pairs.keys() & set(new) and not set(pairs.values()) & set(old)
    return pairs if is_renaming else {}


def _key(text: str, name: str) -> str:
    return json_text.quoted(name) if _is_json(text) else yaml_writer.scalar(name)


def _without(text: str, span: Span, gone: list[Member]) -> Iterator[_Edit]:
    """Yield what takes members out, with their lines in block style and their commas in the other.

    A mapping that would be left empty cannot be told from nothing there.
    """
    members = span.members or ()
    if len(gone) == len(members):
        if span.block:
            raise NoSpans
        yield _Edit(span.start + 1, span.end - 1, "")
        return
    for member in gone:
        if span.block:
            yield _whole_lines(text, member)
    if not span.block:
        kept = [member for member in members if member not in gone]
        yield from _between(members, gone, kept[0])


def _between(
    members: tuple[Member, ...], gone: list[Member], first_kept: Member
) -> Iterator[_Edit]:
    for number, member in enumerate(members):
        if member not in gone:
            continue
        if member.span.start < first_kept.span.start:
            yield _Edit(member.span.start, members[number + 1].span.start, "")
        else:
            yield _Edit(members[number - 1].value.end, member.value.end, "")


def _whole_lines(text: str, member: Member) -> _Edit:
    start = text.rfind("\n", 0, member.span.start) + 1
    if text[start : member.span.start].strip(" "):
        raise NoSpans
    end = member.value.end
    if text[end - 1 : end] != "\n":
        line_break = text.find("\n", end)
        end = len(text) if line_break < 0 else line_break + 1
    return _Edit(start, end, "")


def _with(text: str, span: Span, added: dict[str, Json]) -> _Edit:
    """Return what writes members behind the last one, in the style of those that are there."""
    members = span.members or ()
    if not members:
        raise NoSpans
    end = members[-1].value.end
    if span.block:
        indent = " " * (members[0].span.start - text.rfind("\n", 0, members[0].span.start) - 1)
        lines = "".join(f"{indent}{line}\n" for line in yaml_writer.dump(added).splitlines())
        if text[end - 1 : end] == "\n":
            return _Edit(end, end, lines)
        line_end = text.find("\n", end)
        if line_end < 0:
            return _Edit(len(text), len(text), "\n" + lines)
        return _Edit(line_end + 1, line_end + 1, lines)
    opening = text[span.start + 1 : members[0].span.start]
    between = text[members[0].span.end : members[0].value.start]
    pieces = (
        f",{opening or ' ' * (': ' in between)}{_key(text, name)}{between}{json_text.dumps(value)}"
        for name, value in added.items()
    )
    return _Edit(end, end, "".join(pieces))
