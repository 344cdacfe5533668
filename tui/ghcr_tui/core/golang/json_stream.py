"""JSON documents, read piece by piece.

`json.loads` holds the interpreter for the whole length of a text. A list of Secrets is read one
item at a time instead, so that a screen can go on living and memory holds one item, not all.
"""

import json
import re
from collections.abc import Generator, Iterable
from typing import Final, TypeVar

from ghcr_tui.core.golang.json_text import (
    BeyondLimits,
    Duplicates,
    Json,
    JsonError,
    as_go_reads,
    finite,
    integer,
    place,
    refuse_constant,
    sentence,
)

_SPACE = re.compile(r"[ \t\n\r]*")
_COMMA = re.compile(r"[ \t\n\r]*,[ \t\n\r]*")
_ITEMS = "items"
_DEPTH_LIMIT: Final = 100
_TOO_DEEP = f"it is nested more than {_DEPTH_LIMIT} deep"

_Result = TypeVar("_Result")
Piece = tuple[bool, Json, int]
"""Whether it is an item of a list, the value, and up to where the text has been read."""
_Pieces = Generator[Piece, None, _Result]


class JsonReader:
    """Reads JSON, remembering the keys that occur twice; made once, used for many texts.

    What is no text (bytes that are not UTF-8, half surrogates) is read as U+FFFD, as Go does.
    """

    def __init__(self) -> None:
        self._duplicates = Duplicates()
        self._decoder = json.JSONDecoder(
            object_pairs_hook=self._duplicates.pairs,
            parse_constant=refuse_constant,
            parse_int=integer,
            parse_float=finite,
        )

    def take_duplicates(self) -> tuple[str, ...]:
        """Return the keys that occurred twice in one object since the last call."""
        keys = self._duplicates.keys
        if not keys:
            return ()
        self._duplicates.keys = {}
        return tuple(keys)

    def read(self, text: str) -> Json:
        """Return the one value of `text`.

        Raises `JsonError`: `BeyondLimits` where `json_skim` may still read it.
        """
        text = as_go_reads(text)
        value, end = self._value(text, 0 if text.startswith("{") else space(text, 0))
        if end != len(text):
            nothing_behind(text, end)
        return value

    def read_pieces(self, text: str) -> _Pieces[None]:
        """Yield each item of a list as a piece, then the document without them as the last one.

        A list is an array, or what is under `items` in an object, as kubectl prints it.
        Raises `JsonError` where the text stops being JSON; the items before it have been yielded.
        """
        text = as_go_reads(text)
        end = yield from self.read_pieces_from(text, 0)
        nothing_behind(text, end)

    def read_pieces_from(self, text: str, start: int) -> _Pieces[int]:
        """Yield the pieces of the document that starts at `start`, and return where it ends.

        `text` is as Go reads it.
        """
        start = space(text, start)
        if text.startswith("[", start):
            end = yield from self._items(text, start)
            document: Json = []
        elif text.startswith("{", start):
            document, end = yield from self._members(text, start)
        else:
            document, end = self._value(text, start)
        yield False, document, end
        return end

    def _members(self, text: str, start: int) -> _Pieces[tuple[dict[str, Json], int]]:
        """Yield the items under `items` and return the object's other members, and its end."""
        members: list[tuple[str, Json]] = []
        position = space(text, start + 1)
        while not text.startswith("}", position):
            if members:
                position = expect(text, position, ",")
            key, position = self._key(text, position)
            position = expect(text, position, ":")
            if key == _ITEMS and text.startswith("[", position):
                position = yield from self._items(text, position)
                value: Json = []
            else:
                value, position = self._value(text, position)
            members.append((key, value))
            position = space(text, position)
        return self._duplicates.pairs(members), position + 1

    def _key(self, text: str, position: int) -> tuple[str, int]:
        if text.startswith('"', position):
            key, end = self._value(text, position)
            if isinstance(key, str):
                return key, end
        raise JsonError(f"a key in double quotes is missing ({place(text, position)})")

    def _items(self, text: str, start: int) -> _Pieces[int]:
        """Yield the items of the array that starts at `start`, and return its end."""
        position = space(text, start + 1)
        if text.startswith("]", position):
            return position + 1
        while True:
            item, position = self._value(text, position)
            yield True, item, position
            if comma := _COMMA.match(text, position):
                position = comma.end()
                continue
            position = space(text, position)
            if text.startswith("]", position):
                return position + 1
            position = expect(text, position, ",")

    def _value(self, text: str, start: int) -> tuple[Json, int]:
        try:
            value: Json
            value, end = self._decoder.raw_decode(text, start)
        except json.JSONDecodeError as problem:
            raise JsonError(sentence(problem)) from None
        except RecursionError:
            raise BeyondLimits(_TOO_DEEP) from None
        if _has_many_brackets(text, start, end) and _is_deep(value):
            raise BeyondLimits(_TOO_DEEP)
        return value, end


def space(text: str, position: int) -> int:
    """Return where what is no white space starts, from `position` on."""
    match = _SPACE.match(text, position)
    return match.end() if match else position  # it always matches, if only nothing


def expect(text: str, position: int, character: str) -> int:
    """Return where the next value starts behind `character`, which must be here."""
    position = space(text, position)
    if position == len(text):
        raise JsonError(f"it ends before it is complete ({place(text, position)})")
    if not text.startswith(character, position):
        names = {",": "a comma", ":": "a colon"}
        raise JsonError(f"{names[character]} is missing ({place(text, position)})")
    return space(text, position + 1)


def _has_many_brackets(text: str, start: int, end: int) -> bool:
    """Return whether there are more brackets than levels may be: fewer are proof enough.

    They are looked for at the speed of memchr, of which counting has but a tenth.
    """
    left = _DEPTH_LIMIT
    for bracket in "{[":
        position = text.find(bracket, start, end)
        while position >= 0:
            left -= 1
            if left < 0:
                return True
            position = text.find(bracket, position + 1, end)
    return False


def _is_deep(value: Json) -> bool:
    """Return whether `value` is nested beyond the limit, going down level by level."""
    level: list[Json] = [value]
    for _ in range(_DEPTH_LIMIT + 1):
        level = [child for parent in level for child in _children(parent)]
        if not level:
            return False
    return True


def _children(value: Json) -> Iterable[Json]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


def nothing_behind(text: str, position: int) -> None:
    """Raise `JsonError` where there is more than white space from `position` on."""
    position = space(text, position)
    if position < len(text):
        raise JsonError(f"something stands behind the end of it ({place(text, position)})")
