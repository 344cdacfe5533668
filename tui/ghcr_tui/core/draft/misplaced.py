"""Tokens that stand where they do not belong: found in any field, hidden, and moved."""

from collections.abc import Iterator
from typing import Final

from ghcr_tui.core.credential.credential import Credential, mask
from ghcr_tui.core.credential.tokens import kind_of
from ghcr_tui.core.credential.tokens_in_text import token_spans, without_tokens
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.findings.finding import Where

_OF_CREDENTIAL: Final = ("username", "registry", "email")
_OF_METADATA: Final = ("name", "namespace", "labels", "annotations")
_AROUND: Final = " \t\r\n,;:=\"'"
"""What stands between a token and the name beside it, when both were pasted together."""


def with_tokens_hidden(draft: Draft) -> Draft:
    """Return `draft` as it may be shown: bullets for what stands where no token belongs."""
    credentials = tuple(
        Credential(
            without_tokens(each.registry),
            mask(each.username) if _is_token_of(each) else without_tokens(each.username),
            each.token,
            without_tokens(each.email),
        )
        for each in draft.credentials
    )
    return draft._replace(
        credentials=credentials,
        name=without_tokens(draft.name),
        namespace=without_tokens(draft.namespace),
        labels=_pairs_hidden(draft.labels),
        annotations=_pairs_hidden(draft.annotations),
    )


def misplaced_tokens(draft: Draft) -> Iterator[Where]:
    """Yield each field that holds a token and is not the token's, `entry` being its registry.

    A username that is the token itself is meant: DigitalOcean's registry takes it so.
    """
    for entry, credential in enumerate(draft.credentials):
        for field in _OF_CREDENTIAL:
            value: str = getattr(credential, field)
            is_meant = field == "username" and value == credential.token
            if not is_meant and token_spans(value):
                yield Where(field, entry)
    for field in _OF_METADATA:
        if any(token_spans(text) for text in _texts(draft, field)):
            yield Where(field)


def with_token_moved(draft: Draft, where: Where, entry: int) -> Draft:
    """Return `draft` with the token of the field `where` in the token of the registry `entry`.

    What stood beside it stays. A name that stood in the token's place goes where the token was.
    """
    value = next(text for text in _texts(draft, where.field, entry) if token_spans(text))
    start, end = token_spans(value)[0]
    left = (value[:start] + value[end:]).strip(_AROUND)
    before = draft.credentials[entry]
    after = before._replace(token=value[start:end].strip())
    if where.field in _OF_CREDENTIAL:
        if where.field == "username" and not left and kind_of(before.token) == "unknown":
            left = before.token
        after = after._replace(**{where.field: left})
    credentials = (*draft.credentials[:entry], after, *draft.credentials[entry + 1 :])
    return _without_pair_or_name(draft._replace(credentials=credentials), where.field, left)


def _without_pair_or_name(draft: Draft, field: str, left: str) -> Draft:
    if field == "name":
        return draft._replace(name=left)
    if field == "namespace":
        return draft._replace(namespace=left)
    if field == "labels":
        return draft._replace(labels=_without_first(draft.labels))
    if field == "annotations":
        return draft._replace(annotations=_without_first(draft.annotations))
    return draft


def _without_first(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    first = next(n for n, pair in enumerate(pairs) if any(token_spans(part or "") for part in pair))
    return (*pairs[:first], *pairs[first + 1 :])


def _texts(draft: Draft, field: str, entry: int = 0) -> Iterator[str]:
    """Yield the texts of a field: of labels and annotations each key and value by itself."""
    if field in _OF_CREDENTIAL:
        yield getattr(draft.credentials[entry], field)
    elif field in ("name", "namespace"):
        yield getattr(draft, field)
    else:
        pairs: tuple[Pair, ...] = getattr(draft, field)
        yield from (part for pair in pairs for part in pair if part)


def _is_token_of(credential: Credential) -> bool:
    return bool(credential.token) and credential.username == credential.token


def _pairs_hidden(pairs: tuple[Pair, ...]) -> tuple[Pair, ...]:
    return tuple(
        (without_tokens(key), value if value is None else without_tokens(value))
        for key, value in pairs
    )
