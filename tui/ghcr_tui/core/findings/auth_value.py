"""What is in `auth` where the base64 of `username:token` belongs, and how it came there."""

from typing import NamedTuple

from ghcr_tui.core.credential.credential import AuthError, decode_auth
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.findings.placeholder_value import is_value_placeholder
from ghcr_tui.core.findings.unfilled import Unfilled, may_be_unfilled, unfilled_in
from ghcr_tui.core.golang.base64_lenient import (
    Base64,
    looks_like_base64,
    looks_like_words,
    read_base64,
)
from ghcr_tui.core.golang.base64_strict import decode_optionally_padded
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.text.decoding import utf8, utf16_text
from ghcr_tui.core.text.frames import SHELL_MARKS, without_frame
from ghcr_tui.core.text.inert import excerpt

ENCODE = "Encode `username:token`: `printf %s 'username:token' | base64 -w0`."
_MOST_COLONS = 8
_MOST_STRAY = 4
_AUTH_ONLY = frozenset(("auth", "email"))
_UTF16 = (
    "`auth` is the base64 of UTF-16, as PowerShell's `Unicode` encoding makes it: every second "
    "byte is zero."
)
_UTF16_FIX = "Use UTF-8: `[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($text))`."


ODD_CODES = frozenset(
    (
        *("auth-holds-payload", "auth-utf-16", "auth-empty", "auth-unfilled", "auth-stray-sign"),
        "username-has-colon",
    )
)
"""Codes of what `odd_auth` returns."""


class AuthFault(NamedTuple):
    """What is wrong with an `auth`: the code of its finding, a sentence, the fix, and what comes.

    `then` holds where the kubelet can read the `auth`, and sends what is in it.
    """

    code: str
    sentence: str
    fix: str
    then: str = (
        "The kubelet takes it apart at its first colon, and the registry refuses what comes."
    )


def unreadable_auth(entry: Entry) -> AuthFault:
    """Return why the kubelet cannot read the `auth` of `entry`."""
    if unfilled := unfilled_in(entry.auth):
        return _unfilled(unfilled)
    try:
        decoded = decode_optionally_padded(entry.auth)
    except ValueError:
        return _as_typed(entry) or _not_base64(entry.auth, read_base64(entry.auth))
    return _no_colon(entry, decoded)


def odd_auth(entry: Entry) -> AuthFault | None:
    """Return what an `auth` that the kubelet reads holds in place of a credential, else None."""
    if not entry.auth:
        return None
    if entry.username.startswith("{") and '"' in entry.username:
        if unfilled := unfilled_in(entry.username) or unfilled_in(entry.token):
            return _unfilled(unfilled)
        what = "`auth` holds a whole payload in base64, where only `username:token` belongs."
        return AuthFault("auth-holds-payload", what, ENCODE)
    if "\x00" in entry.username or entry.username[:1] in ("\udcff", "\udcfe"):
        data = utf8(entry.username) + b":" + utf8(entry.token)
        return AuthFault("auth-utf-16", _UTF16, _UTF16_FIX) if utf16_text(data) else None
    if not (entry.username or entry.token):
        what = "`auth` is the base64 of `:` alone: the username and the token were both empty."
        fix = "Set the variables that were to fill them in, or write both."
        return AuthFault("auth-empty", what, fix, "A pull with it is anonymous.")
    unfilled = _unfilled_pair(f"{entry.username}:{entry.token}")
    return _unfilled(unfilled) if unfilled else _split_too_early(entry) or _stray_signs(entry)


def _split_too_early(entry: Entry) -> AuthFault | None:
    """Return the fault of an `auth` of username and password whose first colon is the username's.

    A template or a reference that nothing has filled in may have colons of its own.
    """
    username, password = entry.text("username"), entry.text("password")
    if ":" not in username or f"{username}:{password}" != f"{entry.username}:{entry.token}":
        return None
    if unfilled := unfilled_in(username) or unfilled_in(password):
        return _unfilled(unfilled)
    what = "The `username` of the entry has a colon, and `auth` holds it as it is."
    then = (
        "The kubelet splits `auth` at its first colon, so the rest of the username becomes a part "
        "of the token, and the registry refuses it."
    )
    return AuthFault("username-has-colon", what, "Use a username without a colon.", then)


def _stray_signs(entry: Entry) -> AuthFault | None:
    """Return the fault of an `auth` with signs beside the username and password of the entry."""
    if entry.fields.keys() <= _AUTH_ONLY:
        return None
    pairs = {"username": entry.username, "password": entry.token}
    stray = {name: _signs_beside(entry.text(name), sent) for name, sent in pairs.items()}
    fields = [name for name in stray if stray[name]]
    if not fields:
        return None
    what = (
        f"`auth` holds the {' and the '.join(fields)} of the entry with "
        f"{excerpt(stray[fields[0]])} beside it, left by a template or a shell."
    )
    then = "The kubelet sends what is in `auth`, and the registry refuses it."
    return AuthFault("auth-stray-sign", what, ENCODE, then)


def _signs_beside(field: str, sent: str) -> str:
    """Return the signs that `sent` has more than `field`, at either end, where it is no more."""
    if not field or not len(field) < len(sent) <= len(field) + _MOST_STRAY:
        return ""
    before, found, behind = sent.partition(field)
    stray = before + behind if found else ""
    is_signs = bool(stray) and not any(each.isalnum() or each.isspace() for each in stray)
    return stray if is_signs and "\\" not in stray else ""


def _unfilled_pair(text: str) -> Unfilled | None:
    """Return what both halves of `username:token` are that nothing has filled in, else None.

    Some of what is unfilled has colons of its own, so each colon may be the one between the two.
    """
    if not may_be_unfilled(text):
        return None
    parts = text.split(":", _MOST_COLONS)
    for number in range(1, len(parts)):
        first = unfilled_in(":".join(parts[:number]))
        if first and unfilled_in(":".join(parts[number:])):
            return first
    return None


def _unfilled(unfilled: Unfilled) -> AuthFault:
    return AuthFault("auth-unfilled", f"`auth` is {unfilled.what}.", unfilled.fix)


def _as_typed(entry: Entry) -> AuthFault | None:
    """Return what a person or a shell has put there instead of base64, else None."""
    auth = entry.auth.strip()
    if is_value_placeholder(auth):
        what = "`auth` is a placeholder that was left in."
        return AuthFault("auth-placeholder", what, ENCODE)
    if holds_token(auth) or (auth and auth == entry.text("password")):
        what = "`auth` is the bare token (password), not the base64 of `username:token`."
        return AuthFault("auth-is-token", what, ENCODE)
    if without_frame(auth):
        what = "`auth` has the lines of a certificate around its base64, as `certutil` writes them."
        return AuthFault("auth-framed", what, "Remove the lines that begin with `-----`.")
    if auth[-1:] in SHELL_MARKS and looks_like_base64(auth[:-1]):
        what = f"`auth` ends in `{auth[-1]}`, a shell's mark for a line break that is missing."
        return AuthFault("auth-shell-mark", what, "Remove it.")
    return None


def _not_base64(auth: str, reading: Base64) -> AuthFault:
    if reading.data is None and not reading.stray:
        what = "`auth` has a length that base64 never has: a part of it is missing."
        return AuthFault("auth-cut-off", what, "Copy the whole value again. " + ENCODE)
    if reading.data is None and ":" in auth:
        what = "`auth` is not base64: it is text with a colon, as if `username:token` itself."
        return AuthFault("auth-in-clear", what, ENCODE)
    if reading.data is None:
        stray = excerpt(reading.stray)
        what = f"`auth` is not base64 but a sentence or other text: base64 has no {stray}."
        return AuthFault("auth-not-base64", what, ENCODE)
    if reading.url_safe:
        what = "`auth` is in the URL-safe alphabet (`-` and `_`), which the kubelet cannot decode."
        return AuthFault("auth-url-safe", what, "Replace `-` by `+` and `_` by `/`.")
    if reading.quoted:
        what = "`auth` has quotes inside its value."
        return AuthFault("auth-quoted", what, "Remove the inner quotes.")
    if looks_like_words(auth) and b":" not in reading.data:
        what = "`auth` is words, not base64: a pass phrase or a sentence was typed there."
        return AuthFault("auth-not-base64", what, ENCODE)
    what = "`auth` is base64 broken by spaces, as when a wrapped value was put on one line."
    return AuthFault("auth-broken-by-spaces", what, "Remove the spaces. GNU `base64` needs `-w0`.")


def _no_colon(entry: Entry, decoded: bytes) -> AuthFault:
    if utf16_text(decoded):
        return AuthFault("auth-utf-16", _UTF16, _UTF16_FIX)
    text = decoded.decode("utf-8", "replace")
    if is_value_placeholder(entry.auth):
        return AuthFault("auth-placeholder", "`auth` is a placeholder that was left in.", ENCODE)
    if entry.auth == entry.text("password"):
        what = "`auth` is the bare token (password), not the base64 of `username:token`."
        return AuthFault("auth-is-token", what, ENCODE)
    if unfilled := unfilled_in(text):
        return _unfilled(unfilled)
    if looks_like_base64(text) and _decodes_to_credential(text):
        what = "`auth` was encoded twice: decoded once, it is base64 again."
        return AuthFault("auth-encoded-twice", what, "Decode it once, and use that.")
    if "�" in text and not entry.auth.endswith("="):
        what = "`auth` is a word or a password as it was typed: decoded as base64, it is no text."
        return AuthFault("auth-not-base64", what, ENCODE)
    which = "only the token or only the username was encoded"
    if text.strip() and text.strip() == entry.text("password"):
        which = "only the token (password) was encoded, without `username:` before it"
    elif text.strip() and text.strip() == entry.text("username"):
        which = "only the username was encoded, without `:` and the token behind it"
    what = f"`auth` decodes to text without a colon: {which}."
    return AuthFault("auth-no-colon", what, ENCODE)


def _decodes_to_credential(text: str) -> bool:
    try:
        decode_auth(text)
    except AuthError:
        return False
    return True
