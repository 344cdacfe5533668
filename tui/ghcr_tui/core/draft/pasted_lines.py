"""A paste of several lines: each goes to a field of its own, as if Enter stood for the break."""

from typing import Final

from ghcr_tui.core.credential.tokens_in_text import token_spans

_ORDER: Final = ("registry", "username", "token")
"""The fields in which a login is written down, one below the other."""


def lines_by_field(field: str, text: str) -> dict[str, str]:
    """Return what of `text`, pasted into `field`, goes to which field; nothing where it is one.

    Of several lines the one that is a token goes to the token, wherever it stands among them.
    """
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    if field not in _ORDER[:-1] or len(lines) < 2:
        return {}
    fields = _ORDER[_ORDER.index(field) :]
    if len(lines) > len(fields):
        return {}
    tokens = [line for line in lines if token_spans(line)]
    if len(tokens) == 1 and token_spans(tokens[0]) == ((0, len(tokens[0])),):
        lines.remove(tokens[0])
        return dict(zip(fields, lines, strict=False)) | {"token": tokens[0]}
    return dict(zip(fields, lines, strict=False))
