"""Mends of an `auth` value: what it was meant to be, where that can be known."""

from binascii import b2a_base64
from collections.abc import Callable
from contextlib import suppress

from ghcr_tui.core.credential.credential import AuthError, decode_auth, encode_auth
from ghcr_tui.core.findings.placeholder_value import is_value_placeholder
from ghcr_tui.core.findings.unfilled import unfilled_in
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.golang.base64_strict import decode_optionally_padded, go_text
from ghcr_tui.core.mending.credential import entry_for
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.decoding import utf16_text
from ghcr_tui.core.text.frames import without_frame

_ANEW = "`auth` was made anew of the username and the password beside it"
_Mend = Callable[[Entry], tuple[str, str] | None]


def mended_auth(code: str, entry: Entry) -> tuple[str, str] | None:
    """Return the `auth` that `entry` was to have, and what was done; None where nobody knows.

    The bytes inside stay what they are wherever only their encoding was wrong.
    """
    mend = _MENDS.get(code)
    mended = mend(entry) if mend and entry.auth else None
    return mended if mended and mended[0] != entry.auth else None


def _encoded(data: bytes) -> str:
    return b2a_base64(data, newline=False).decode("ascii")


def _again(what: str) -> _Mend:
    """Return the mend that reads the base64 leniently and writes the same bytes on one line."""

    def mend(entry: Entry) -> tuple[str, str] | None:
        data = read_base64(entry.auth).data
        return None if data is None else (_encoded(data), f"`auth` was encoded again {what}")

    return mend


def _without_frame(entry: Entry) -> tuple[str, str] | None:
    data = read_base64(without_frame(entry.auth)).data
    sentence = "the lines of a certificate around `auth` were removed"
    return (_encoded(data), sentence) if data else None


def _without_mark(entry: Entry) -> tuple[str, str] | None:
    data = read_base64(entry.auth.strip()[:-1]).data
    return (_encoded(data), "the shell's mark behind `auth` was removed") if data else None


def _without_newline(entry: Entry) -> tuple[str, str] | None:
    data = decode_optionally_padded(entry.auth).rstrip(b"\r\n")
    return _encoded(data), "the line break at the end of what `auth` holds was removed"


def _without_byte_order_mark(entry: Entry) -> tuple[str, str] | None:
    data = decode_optionally_padded(entry.auth).removeprefix(b"\xef\xbb\xbf")
    return _encoded(data), "the byte order mark in what `auth` holds was removed"


def _decoded_once(entry: Entry) -> tuple[str, str] | None:
    inner = read_base64(go_text(decode_optionally_padded(entry.auth)).strip()).data
    return (_encoded(inner), "`auth` was decoded once") if inner else None


def _in_utf8(entry: Entry) -> tuple[str, str] | None:
    text = utf16_text(decode_optionally_padded(entry.auth)).removeprefix("\ufeff").rstrip("\r\n")
    name, colon, token = text.partition(":")
    return (encode_auth(name, token), "what `auth` holds was written in UTF-8") if colon else None


def _from_clear(entry: Entry) -> tuple[str, str] | None:
    name, colon, token = entry.auth.strip().strip("\"'").partition(":")
    if not (colon and name and token):
        return None
    return encode_auth(name, token), "`username:token` in `auth` was encoded"


def _from_token(entry: Entry) -> tuple[str, str] | None:
    """Put the username beside it before a token that is where `auth` belongs."""
    username, password = entry.text("username"), entry.text("password")
    token = entry.auth.strip()
    if not username or password not in ("", token):
        return _from_fields(entry)
    return encode_auth(username, token), "the token in `auth` was encoded behind its username"


def _from_half(entry: Entry) -> tuple[str, str] | None:
    """Complete an `auth` in which only one half of `username:token` was encoded."""
    username, password = entry.text("username"), entry.text("password")
    half = ""
    with suppress(ValueError):
        half = go_text(decode_optionally_padded(entry.auth)).strip()
    if not half or half not in (username, password):
        if username and not password and half:
            return encode_auth(username, half), "the username beside it was put before the token"
        return None
    return _from_fields(entry)


def _from_fields(entry: Entry) -> tuple[str, str] | None:
    """Make `auth` of the fields beside it, where they are what a person would write."""
    username, password = entry.text("username"), entry.text("password")
    for text in (username, password):
        if not text.strip() or unfilled_in(text) or is_value_placeholder(text):
            return None
    return encode_auth(username, password), _ANEW


def _from_payload(entry: Entry) -> tuple[str, str] | None:
    with suppress(ValueError, AuthError):
        text = go_text(decode_optionally_padded(entry.auth))
        inner = entry_for(entry.registry, text)
        if inner and decode_auth(encode_auth(inner.username, inner.token)):
            pair = encode_auth(inner.username, inner.token)
            return pair, "`auth` was made of the entry in the payload that stood there"
    return None


_MENDS: dict[str, _Mend] = {
    "auth-wrapped": _again("on one line"),
    "auth-broken-by-spaces": _again("without the spaces"),
    "auth-quoted": _again("without the quotes"),
    "auth-url-safe": _again("in the standard alphabet"),
    "auth-framed": _without_frame,
    "auth-shell-mark": _without_mark,
    "auth-trailing-newline": _without_newline,
    "auth-byte-order-mark": _without_byte_order_mark,
    "auth-encoded-twice": _decoded_once,
    "auth-utf-16": _in_utf8,
    "auth-in-clear": _from_clear,
    "auth-is-token": _from_token,
    "auth-no-colon": _from_half,
    "auth-not-base64": _from_fields,
    "auth-placeholder": _from_fields,
    "auth-unfilled": _from_fields,
    "auth-cut-off": _from_fields,
    "auth-empty": _from_fields,
    "auth-stray-sign": _from_fields,
    "auth-holds-payload": _from_payload,
}
AUTH_CODES = frozenset(_MENDS)
"""Codes of findings about an `auth` that may be mended."""
