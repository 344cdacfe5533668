"""JSON beyond what anybody means: numbers of any size, and nesting as deep as Go goes.

Go's decoder does not look into fields that it was not asked for, so that what is there does no
harm. Slower than `JsonReader`, which is asked first.
"""

import json
from math import inf
from typing import Final, NamedTuple

from ghcr_tui.core.golang.json_stream import expect, nothing_behind, space
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

_DEEPEST: Final = 10_000  # encoding/json, scanner.go: maxNestingDepth
_KEPT: Final = 100


class Skimmed(NamedTuple):
    """A value as far as its shape goes: what is nested more than 100 deep is left out.

    `too_large` says that a number in it is beyond a float64, and infinite here.
    """

    value: Json
    too_large: bool


def skim(text: str, duplicates: Duplicates) -> Skimmed:
    """Return the one value of `text`; keys that occur twice are told to `duplicates`.

    Raises `JsonError`.
    """
    return _Skimmer(as_go_reads(text), duplicates).read()


class _Container:
    """An object or a list that has begun; without `keeps` its content is read and left out."""

    def __init__(self, sign: str, keeps: bool) -> None:
        self.closing = "}" if sign == "{" else "]"
        self.key = ""
        self.members: list[tuple[str, Json]] = []
        self._keeps = keeps

    def add(self, value: Json) -> None:
        """Take in the next value, in an object under the key that was read last."""
        if self._keeps:
            self.members.append((self.key, value))


class _Skimmer:
    """Reads one text with a stack of its own, so that depth costs no more than memory."""

    def __init__(self, text: str, duplicates: Duplicates) -> None:
        self._text = text
        self._duplicates = duplicates
        self._begun: list[_Container] = []
        self._too_large = False
        self._position = space(text, 0)
        self._scalars = json.JSONDecoder(
            parse_constant=refuse_constant, parse_int=self._integer, parse_float=self._float
        )

    def read(self) -> Skimmed:
        """Return what the text holds. Raises `JsonError`."""
        value = self._next()
        while self._begun:
            self._begun[-1].add(value)
            value = self._after_member()
        nothing_behind(self._text, self._position)
        return Skimmed(value, self._too_large)

    def _next(self) -> Json:
        """Go down to the next value that holds no other, and return it."""
        while (sign := self._sign()) in ("{", "["):
            if len(self._begun) == _DEEPEST:
                raise JsonError(f"it is nested more than {_DEEPEST:,} deep")
            self._begun.append(_Container(sign, keeps=len(self._begun) < _KEPT))
            self._position = space(self._text, self._position + 1)
            if self._sign() == self._begun[-1].closing:
                return self._close()
            self._key()
        return self._scalar()

    def _after_member(self) -> Json:
        """Return the object or list that ends here, or else what its next member begins with."""
        self._position = space(self._text, self._position)
        if self._sign() == self._begun[-1].closing:
            return self._close()
        self._position = expect(self._text, self._position, ",")
        self._key()
        return self._next()

    def _close(self) -> Json:
        self._position += 1
        closed = self._begun.pop()
        if closed.closing == "}":
            return self._duplicates.pairs(closed.members)
        return [value for _, value in closed.members]

    def _key(self) -> None:
        """Read a key and its colon, where the innermost value is an object."""
        if self._begun[-1].closing == "]":
            return
        if self._sign() != '"':
            where = place(self._text, self._position)
            raise JsonError(f"a key in double quotes is missing ({where})")
        self._begun[-1].key = str(self._scalar())
        self._position = expect(self._text, self._position, ":")

    def _scalar(self) -> Json:
        try:
            value: Json
            value, self._position = self._scalars.raw_decode(self._text, self._position)
        except json.JSONDecodeError as problem:
            raise JsonError(sentence(problem)) from None
        return value

    def _sign(self) -> str:
        return self._text[self._position : self._position + 1]

    def _integer(self, digits: str) -> float:
        try:
            return integer(digits)
        except BeyondLimits:
            return self._infinite()

    def _float(self, digits: str) -> float:
        try:
            return finite(digits)
        except BeyondLimits:
            return self._infinite()

    def _infinite(self) -> float:
        self._too_large = True
        return inf
