"""Tokens within a text: where they begin and end, and the text with bullets in their place.

What is typed into a field is shown in clear, so that a token there is to be known from its first
letters on, not only when it is whole.
"""

import re
from collections.abc import Iterator
from typing import Final

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.tokens import PREFIXES, holds_token

_ANY: Final = "|".join(re.escape(prefix.text) for prefix in PREFIXES)
_SURE: Final = "|".join(re.escape(each.text) for each in PREFIXES if each.text.endswith("_"))
_BEGUN: Final = rf"\s*((?:{_SURE})[^\s,;:=\"']+)"
"""A token whose first letters no name has: Kubernetes and registries allow no underscore there."""
_WITHIN: Final = rf"(?<![A-Za-z0-9])(?:{_ANY})[A-Za-z0-9._=-]{{12,}}"
"""A token beside something else. Shorter ones may be a part of somebody's name for a thing."""


def token_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return where in `text` tokens begin and end, in their order."""
    if holds_token(text):
        return ((0, len(text)),)
    if not any(prefix.text in text for prefix in PREFIXES):
        return ()  # and the patterns need not be compiled, which costs a run too much
    begun = re.match(_BEGUN, text)
    spans = {begun.span(1)} if begun else set()
    spans.update(found.span() for found in re.finditer(_WITHIN, text))
    return tuple(_apart(sorted(spans)))


def without_tokens(text: str) -> str:
    """Return `text` with bullets in place of the tokens in it."""
    for start, end in reversed(token_spans(text)):
        text = f"{text[:start]}{mask('any')}{text[end:]}"
    return text


def _apart(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield the spans, those that overlap as one."""
    merged: list[tuple[int, int]] = []
    for start, end in spans:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    yield from merged
