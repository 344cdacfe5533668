"""The functions of Go's templates, and of sprig, that templates of pull secrets use.

Source: text/template (funcs.go) and github.com/Masterminds/sprig. A function raises what Python
does where it cannot take what it is given.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Mapping
from typing import Final

from ghcr_tui.core.golang.json_text import Json, dumps
from ghcr_tui.core.golang.template_text import TemplateUnknown

LONGEST_VALUE: Final = 1_000_000
"""Characters that a value may have; a function multiplies what it is given by ten at most."""
NO_VALUE: Final = "<no value>"
"""What Go prints for a value that is not there."""


def text_of(value: Json) -> str:
    """Return how Go prints a value. Raises TemplateUnknown for what has fields or items."""
    if isinstance(value, str):
        return value
    if value is None:
        return NO_VALUE
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    raise TemplateUnknown("it prints what is no text")


def _printf(pattern: Json, *arguments: Json) -> str:
    rest = list(arguments)
    written: list[str] = []
    pieces = iter(str(pattern).split("%"))
    written.append(next(pieces))
    for piece in pieces:
        verb, text = piece[:1], piece[1:]
        if not verb:  # `%%`, which the split has made into an empty piece
            written.append("%" + next(pieces))
        elif verb in "sv" and rest:
            written.append(text_of(rest.pop(0)) + text)
        elif verb == "q" and rest:
            written.append(_quoted(rest.pop(0)) + text)
        elif verb == "d" and rest and isinstance(rest[0], int):
            written.append(str(rest.pop(0)) + text)
        else:
            raise ValueError
    if rest:
        raise ValueError
    return "".join(written)


def _quoted(value: Json) -> str:
    """Return a text in quotation marks as Go's `%q` does: JSON, for all that can be printed."""
    text = text_of(value)
    if not text.replace("\n", "").replace("\t", "").isprintable():
        raise ValueError
    return json.dumps(text, ensure_ascii=False)


def _base64(value: Json) -> str:
    return b64encode(text_of(value).encode("utf-8", "surrogateescape")).decode()


def _from_base64(value: Json) -> str:
    return b64decode(text_of(value), validate=True).decode("utf-8", "surrogateescape")


def _default(fallback: Json, *given: Json) -> Json:
    return given[0] if given and given[0] else fallback


def _mapping(*pairs: Json) -> Json:
    return {text_of(key): value for key, value in zip(pairs[::2], pairs[1::2], strict=True)}


def _set(mapping: Json, key: Json, value: Json) -> Json:
    if not isinstance(mapping, dict):
        raise TypeError
    return {**mapping, text_of(key): value}


def _at(value: Json, *keys: Json) -> Json:
    for key in keys:
        if isinstance(value, dict):
            value = value[text_of(key)]
        elif isinstance(value, list) and isinstance(key, int):
            value = value[key]
        else:
            raise TypeError
    return value


def _replace(old: Json, new: Json, value: Json) -> str:
    text, before, after = text_of(value), text_of(old), text_of(new)
    _bound(text.count(before) * len(after))
    return text.replace(before, after)


def _join(by: Json, values: Json) -> str:
    if not isinstance(values, list):
        raise TypeError
    _bound(len(text_of(by)) * len(values))
    return text_of(by).join(text_of(value) for value in values)


def _bound(length: int) -> None:
    if length > LONGEST_VALUE:
        raise ValueError


def _first_empty(*values: Json) -> Json:
    return next((value for value in values if not value), values[-1])


def _first_full(*values: Json) -> Json:
    return next((value for value in values if value), values[-1])


FUNCTIONS: Final[Mapping[str, Callable[..., Json]]] = {
    "printf": _printf,
    "print": lambda *values: "".join(text_of(value) for value in values),
    "quote": lambda *values: " ".join(_quoted(value) for value in values),
    "squote": lambda *values: " ".join(f"'{text_of(value)}'" for value in values),
    "toString": lambda value: text_of(value),
    "toJson": lambda value: dumps(value),
    "toRawJson": lambda value: json.dumps(value, ensure_ascii=False, separators=(",", ":")),
    "b64enc": _base64,
    "b64dec": _from_base64,
    "trim": lambda value: text_of(value).strip(),
    "trimAll": lambda cut, value: text_of(value).strip(text_of(cut)),
    "trimSuffix": lambda end, value: text_of(value).removesuffix(text_of(end)),
    "trimPrefix": lambda start, value: text_of(value).removeprefix(text_of(start)),
    "nospace": lambda value: "".join(text_of(value).split()),
    "upper": lambda value: text_of(value).upper(),
    "lower": lambda value: text_of(value).lower(),
    "replace": _replace,
    "default": _default,
    "dict": _mapping,
    "set": _set,
    "list": lambda *values: list(values),
    "join": _join,
    "index": _at,
    "eq": lambda first, *others: any(first == other for other in others),
    "ne": lambda first, other: first != other,
    "not": lambda value: not value,
    "and": _first_empty,
    "or": _first_full,
    "empty": lambda value: not value,
    "len": lambda value: len(value),
}
