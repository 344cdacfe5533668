"""Base64 as Go's encoder writes and its strict decoder reads it."""

from binascii import Error as Base64Error
from binascii import a2b_base64, b2a_base64

from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import without_surrogates


def go_text(data: bytes) -> str:
    """Return bytes as the text that Go's JSON decoder reads: one U+FFFD a byte that is no UTF-8."""
    return without_surrogates(data.decode("utf-8", "surrogateescape"))


def base64_text(text: str) -> str:
    """Return the base64 of `text` in UTF-8, on one line, padded, in the standard alphabet."""
    return b2a_base64(utf8(text), newline=False).decode("ascii")


def decode_standard(text: str) -> bytes:
    """Return the bytes of padded standard base64 in which only CR and LF are passed over.

    This is Go's `base64.StdEncoding`, which the API server uses for every value under `data`.
    Raises `binascii.Error` (or another `ValueError` for text outside ASCII).
    """
    try:
        return _padded(text)
    except ValueError:
        return _padded(_without_line_breaks(text))


def decode_optionally_padded(text: str) -> bytes:
    """Return the bytes of standard base64 with whole padding or none; CR and LF are passed over.

    The choice between the two is the kubelet's: padded when the text ends in `=`.
    Raises `ValueError`, of which `binascii.Error` is a kind.
    """
    try:
        return _padded(text)
    except ValueError:
        text = _without_line_breaks(text)
    if "=" in text:
        return _padded(text)
    if len(text) % 4 == 1:
        raise Base64Error("one character too many")
    return _padded(text + "=" * (-len(text) % 4))


def _padded(text: str) -> bytes:
    """Decode base64 without line breaks; Python's strict mode alone lets excess padding through."""
    if len(text) % 4 or text.endswith("==="):
        raise Base64Error("the padding is not what the length calls for")
    return a2b_base64(text, strict_mode=True)


def _without_line_breaks(text: str) -> str:
    return text.replace("\n", "").replace("\r", "")
