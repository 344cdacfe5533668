"""Mends of one credential, typed in or read from a payload: values in, a credential out."""

import re
from collections.abc import Callable
from typing import NamedTuple

from ghcr_tui.core.credential.credential import AuthError, Credential, decode_auth
from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.credential.tokens import GITHUB_LENGTH, kind_of, known_prefix
from ghcr_tui.core.findings.paste_damage import INVISIBLE, without_wrapping
from ghcr_tui.core.findings.token import ASSIGNMENT, HEADER, TEXT_BEFORE
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.golang.base64_strict import go_text
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.mending.registry_key import REGISTRY_CODES, mended_registry
from ghcr_tui.core.registry.key import normalised_key
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.payload_reader import looks_legacy, read_payload

_LONGEST_PAYLOAD = 1_000_000
_ROBOT = re.compile(r"robot(?:\\+\$|\$\$+|\$?%24|\$\\)(?P<name>[^$\\%{}()]+)")
_WRAPPED_ROBOT = re.compile(r"robot\$(?:\{(?P<braces>[^{}]+)\}|\((?P<parens>[^()]+)\))")


class MendedCredential(NamedTuple):
    """A credential after a mend, and what was done, as a sentence without its full stop."""

    credential: Credential
    sentence: str


def mended_credential(code: str, credential: Credential) -> MendedCredential | None:
    """Return `credential` without the cause of the finding `code`, None where a person must choose.

    Whoever asks judges the result: a mend is kept only where the finding is gone by it.
    """
    if code in REGISTRY_CODES:
        return _registry(code, credential)
    mend = _MENDS.get(code)
    mended = mend(credential) if mend else None
    return mended if mended and mended.credential != credential else None


def _registry(code: str, credential: Credential) -> MendedCredential | None:
    registry = mended_registry(code, credential.registry)
    if registry is None:
        return None
    shown = f"`{shown_registry(credential.registry)}` was replaced by `{shown_registry(registry)}`"
    return MendedCredential(credential._replace(registry=registry), shown)


def _unwrapped(field: str) -> "_Mend":
    """Return the mend that takes white space, quotes and written line breaks off `field`."""

    def mend(credential: Credential) -> MendedCredential | None:
        text = getattr(credential, field)
        inner = without_wrapping(text)
        if field == "token" and " " in inner and not inner.startswith("{"):
            words = [word for word in inner.split() if known_prefix(word)]
            inner = words[0] if len(words) == 1 else inner
        if not inner:
            return None
        sentence = f"white space, quotes or written line breaks around the {field} were removed"
        return MendedCredential(credential._replace(**{field: inner}), sentence)

    return mend


def _visible(field: str) -> "_Mend":
    """Return the mend that takes out of `field` what cannot be seen."""

    def mend(credential: Credential) -> MendedCredential | None:
        text = re.sub(INVISIBLE, "", getattr(credential, field))
        sentence = f"invisible characters in the {field} were removed"
        return MendedCredential(credential._replace(**{field: text}), sentence) if text else None

    return mend


def _without(pattern: str, what: str) -> "_Mend":
    """Return the mend that takes `pattern` off the beginning of the token."""

    def mend(credential: Credential) -> MendedCredential | None:
        inner = without_wrapping(credential.token)
        token = without_wrapping(re.sub(rf"\A(?:{pattern})", "", inner))
        sentence = f"{what} before the token was removed"
        return MendedCredential(credential._replace(token=token), sentence) if token else None

    return mend


def _without_username(credential: Credential) -> MendedCredential | None:
    inner = without_wrapping(credential.token)
    token = inner.removeprefix(f"{credential.username}:")
    sentence = "the username and the colon before the token were removed"
    return MendedCredential(credential._replace(token=token), sentence) if token else None


def _decoded(credential: Credential) -> MendedCredential | None:
    data = read_base64(without_wrapping(credential.token)).data
    if data is None:
        return None
    text = go_text(data).strip()
    username, colon, behind = text.partition(":")
    if colon and behind:
        is_theirs = not credential.username or username == "AWS"
        name = username if is_theirs else credential.username
        sentence = "the token was decoded, and what is behind its colon was kept"
        return MendedCredential(credential._replace(username=name, token=behind), sentence)
    if not known_prefix(text):
        return None
    return MendedCredential(credential._replace(token=text), "the token was decoded from base64")


def _from_text_before(credential: Credential) -> MendedCredential | None:
    inner = without_wrapping(credential.token)
    match = re.search(TEXT_BEFORE, inner)
    if match is None:
        return None
    sentence = "what stood before the token was removed"
    return MendedCredential(credential._replace(token=inner[match.start() :]), sentence)


def _from_payload(credential: Credential) -> MendedCredential | None:
    entry = entry_for(credential.registry, without_wrapping(credential.token))
    if entry is None:
        return None
    mended = credential._replace(username=entry.username, token=entry.token)
    sentence = "username and token were taken from the payload that stood in the token's place"
    return MendedCredential(mended, sentence)


def entry_for(registry: str, payload: str) -> Entry | None:
    """Return the entry of `registry` in the text of a payload, or its only one; None of others."""
    if len(payload) > _LONGEST_PAYLOAD:
        return None
    read = read_payload(payload, False, JsonReader())
    if read.root and "auths" not in read.root and looks_legacy(read.root):
        read = read_payload(payload, True, JsonReader())
    usable = [entry for entry in read.entries if entry.usable and entry.token]
    wanted = normalised_key(registry)
    same = [entry for entry in usable if normalised_key(entry.registry) == wanted]
    chosen = same or usable
    return chosen[0] if len(chosen) == 1 else None


def _without_extra(credential: Credential) -> MendedCredential | None:
    token = without_wrapping(credential.token)[:GITHUB_LENGTH]
    sentence = "what followed the token's checksum was removed"
    return MendedCredential(credential._replace(token=token), sentence)


def _username(name: str) -> "_Mend":
    """Return the mend that writes the one username a vendor knows."""

    def mend(credential: Credential) -> MendedCredential | None:
        sentence = f"the username was replaced by `{name}`"
        return MendedCredential(credential._replace(username=name), sentence)

    return mend


def _google_username(credential: Credential) -> MendedCredential | None:
    names = {"google-key": "_json_key", "google-access": "oauth2accesstoken"}
    name = names.get(kind_of(without_wrapping(credential.token)))
    return _username(name)(credential) if name else None


def _robot(credential: Credential) -> MendedCredential | None:
    if match := _ROBOT.fullmatch(credential.username):
        name = match["name"]
    elif match := _WRAPPED_ROBOT.fullmatch(credential.username):
        name = match["braces"] or match["parens"]
    else:
        return None
    sentence = "the username was written as Harbor shows it, with a plain `$`"
    return MendedCredential(credential._replace(username=f"robot${name}"), sentence)


def _split_username(credential: Credential) -> MendedCredential | None:
    """Take the token out of a username that is `username:token`, where it is the token's own."""
    username, _, behind = credential.username.partition(":")
    if not username or not behind or credential.token not in ("", behind):
        return None
    sentence = "the username was cut at its colon, and the token is what stood behind it"
    return MendedCredential(credential._replace(username=username, token=behind), sentence)


def _empty_username(credential: Credential) -> MendedCredential | None:
    """Take username and token out of a token that is `username:token` or its base64."""
    token = without_wrapping(credential.token)
    try:
        pair = decode_auth(token)
    except AuthError:
        name, colon, behind = token.partition(":")
        pair = (name, behind) if colon and known_prefix(behind) else ("", "")
    if not (pair[0] and known_prefix(pair[1])):
        return None
    sentence = "the username was taken from what stood before the token's colon"
    return MendedCredential(credential._replace(username=pair[0], token=pair[1]), sentence)


def _without_email(credential: Credential) -> MendedCredential | None:
    sentence = "the email was left out: no registry looks at it"
    return MendedCredential(credential._replace(email=""), sentence)


def _without_token_in_email(credential: Credential) -> MendedCredential | None:
    if credential.email.strip() != credential.token:
        return None  # it may be the only copy of a token
    sentence = "the copy of the token in the email's place was removed"
    return MendedCredential(credential._replace(email=""), sentence)


_Mend = Callable[[Credential], MendedCredential | None]
_MENDS: dict[str, _Mend] = {
    "username-whitespace": _unwrapped("username"),
    "username-surrounding-quotes": _unwrapped("username"),
    "username-literal-escape": _unwrapped("username"),
    "username-invisible-character": _visible("username"),
    "username-has-colon": _split_username,
    "username-empty": _empty_username,
    "token-whitespace": _unwrapped("token"),
    "token-surrounding-quotes": _unwrapped("token"),
    "token-literal-escape": _unwrapped("token"),
    "token-invisible-character": _visible("token"),
    "token-bearer-prefix": _without(HEADER, "the word of an HTTP header"),
    "token-env-assignment": _without(ASSIGNMENT, "the name of a variable"),
    "token-holds-username": _without_username,
    "token-in-base64": _decoded,
    "token-text-before": _from_text_before,
    "token-is-payload": _from_payload,
    "github-token-extra-text": _without_extra,
    "aws-username": _username("AWS"),
    "nvidia-username": _username("$oauthtoken"),
    "google-key-username": _username("_json_key"),
    "google-username": _google_username,
    "yandex-key-username": _username("json_key"),
    "harbor-robot-mangled": _robot,
    "email-odd": _without_email,
    "email-is-token": _without_token_in_email,
}
CREDENTIAL_CODES = REGISTRY_CODES.union(_MENDS)
"""Codes of findings about a credential that may be mended."""
