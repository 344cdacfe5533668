"""A payload that is there, but one level too deep: inside a field, as text, as a whole Secret.

Tools that fill in templates put it there; the kubelet looks at the top level alone.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Final, NamedTuple

from ghcr_tui.core.golang.base64_strict import decode_standard
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, dumps_indented, folded_name
from ghcr_tui.core.secret.payload_reader import (
    Detour,
    Payload,
    is_payload,
    looks_legacy,
    payload_of,
)
from ghcr_tui.core.text.env_line import env_value

_MOST_NODES: Final = 2000
_DEEPEST: Final = 12
_SHORTEST: Final = 10
_LONGEST_YAML: Final = 300_000
_YAML_START = r"\s*(?:#[^\n]*\n|---[ \t]*\n|\s)*[A-Za-z\"'.][\w.\"'/:-]{0,100}:(?:\s|$)"
_LONGEST_NAME: Final = 100
_NOT_FOUND = "it is one level too deep, where the kubelet does not look"
_LONGEST: Final = 1_500_000
"""Characters of texts that are opened, all together: a Secret holds no more than a MiB."""
_JSON_IN_BASE64 = ("ey", "ew", "IH", "Cn", "e3", "Ci")


def with_nested_entries(payload: Payload) -> Payload:
    """Return `payload` with the entries that are one level too deep in it, and the way to them.

    None of them is usable: the kubelet does not find them. Where it finds entries of its own, or
    none are hidden, the payload comes back as it is.
    """
    for entry in payload.entries:
        is_wrapper = folded_name(entry.registry) == "auths"
        if entry.usable or not (entry.unreadable or is_wrapper):
            return payload
    if payload.keychain or (payload.legacy and "auths" in payload.root):
        return payload
    if payload.not_json:
        return _from_yaml(payload)
    auths = payload.root.get("auths")
    if isinstance(auths, dict) and (not auths or looks_legacy(auths)):
        return payload
    try:
        value = JsonReader().read(payload.text)
    except JsonError:
        return payload
    return _with(payload, _find(value))


def _from_yaml(payload: Payload) -> Payload:
    """Return a payload that is YAML with its entries; a Secret's manifest may be around them."""
    text = payload.text
    if len(text) > _LONGEST_YAML or not re.match(_YAML_START, text):
        return payload
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        documents = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except YamlError:
        return payload
    found = _find(documents[0], itself=True) if len(documents) == 1 else None
    return _with(payload, found and found._replace(detour=found.detour._replace(in_yaml=True)))


def _with(payload: Payload, found: "_Node | None") -> Payload:
    if found is None or not isinstance(found.value, dict):
        return payload
    entries = payload_of(found.value, "", legacy=False).entries
    hidden = tuple(
        entry._replace(why=entry.why or _NOT_FOUND, unreadable=False) for entry in entries
    )
    spoilt = next((entry.why for entry in payload.entries if entry.unreadable), "")
    return payload._replace(entries=hidden, detour=found.detour, broken=payload.broken or spoilt)


class _Node(NamedTuple):
    value: Json
    detour: Detour = Detour()

    def __repr__(self) -> str:
        """Leave the value out: it holds tokens."""
        return f"_Node({self.detour!r})"


class _Budget:
    """What a search may still open; hostile text is told by it and not by the clock."""

    def __init__(self) -> None:
        self.nodes = _MOST_NODES
        self.characters = _LONGEST


def payload_inside(value: Json) -> Payload | None:
    """Return the payload that is somewhere inside `value`, with the way to it as its detour.

    Its entries are as they are: whoever asks knows what reads it there.
    """
    found = _find(value)
    if found is None or not isinstance(found.value, dict):
        return None
    payload = payload_of(found.value, dumps_indented(found.value), legacy=False)
    return payload._replace(detour=found.detour)


def has_payload(value: Json) -> bool:
    """Return whether `value` is a payload with entries, or holds one deeper down."""
    return _find(value, itself=True) is not None


def _find(value: Json, *, itself: bool = False) -> _Node | None:
    """Return the payload that is inside `value`, nearest first; None where there is none.

    With `itself`, `value` may be the payload. It comes back as an object with `auths`.
    """
    budget = _Budget()
    level = [_Node(value)]
    for depth in range(_DEEPEST):
        for node in level:
            if (depth or itself) and (auths := _auths_of(node.value)):
                return node._replace(value={"auths": auths})
        level = [child for node in level for child in _children(node, budget)]
        if not level:
            return None
    return None


def _auths_of(value: Json) -> Json:
    """Return the entries of a payload, with `auths` around them or without; None of others."""
    if not isinstance(value, dict):
        return None
    if is_payload(value):
        auths = next((value[name] for name in value if folded_name(name) == "auths"), None)
        return auths if looks_legacy(auths) else None
    return value if looks_legacy(value) else None


def _children(node: _Node, budget: _Budget) -> Iterator[_Node]:
    """Yield what is one level deeper, texts opened, as far as the budget goes."""
    value, detour = node
    if isinstance(value, dict):
        if value.get("kind") == "Secret":
            detour = detour._replace(whole=True)
        named: Iterable[tuple[Json, Detour]] = (
            (child, detour._replace(path=(*detour.path, key))) for key, child in value.items()
        )
    elif isinstance(value, list):
        named = ((child, detour) for child in value)
    else:
        named = ((value, detour),)
    for child, way in named:
        budget.nodes -= 1
        if budget.nodes < 0:
            return
        if isinstance(child, str):
            yield from _opened(child, way, budget)
        elif isinstance(child, dict | list):
            yield _Node(child, way)


def _opened(text: str, detour: Detour, budget: _Budget) -> Iterator[_Node]:
    """Yield what is inside a text: JSON as it is, or JSON in base64."""
    budget.characters -= len(text)
    if budget.characters < 0:
        return
    inner = text.strip()
    if "={" in inner[:_LONGEST_NAME] and (assigned := env_value(inner)):
        inner = assigned[1]
    in_base64 = inner.startswith(_JSON_IN_BASE64)
    if in_base64:
        try:
            inner = decode_standard(inner).decode("utf-8").strip()
        except ValueError:
            return
    if inner[:1] not in ("{", "[", '"') or len(inner) < _SHORTEST:
        return
    with suppress(JsonError):
        value = JsonReader().read(inner)
        in_base64 = in_base64 or detour.in_base64
        yield _Node(value, detour._replace(as_text=True, in_base64=in_base64))
