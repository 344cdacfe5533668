"""Rules about one registry's entry in a payload: its shape, and the encoding of its `auth`."""

from collections.abc import Callable

from ghcr_tui.core.credential.credential import AuthError, decode_auth
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.base64_lenient import Base64, looks_like_base64, read_base64
from ghcr_tui.core.golang.base64_strict import decode_optionally_padded
from ghcr_tui.core.secret.entry_reader import KNOWN_FIELDS, TOKEN_FIELDS, Entry
from ghcr_tui.core.text.inert import excerpt

SPOILS = (
    "The kubelet then gives up every credential of every pull secret the pod lists, for any image."
)
_PLAIN_FIELDS = {"username", "password", "auth"}
_ENCODE = "Encode `username:token`: `printf %s 'username:token' | base64 -w0`."


def entry_findings(entry: Entry, keychain: bool = False) -> list[Finding]:
    """Return what is wrong with `entry`; `keychain` says that a `credsStore` stands beside it."""
    if entry.unreadable:
        found = [_auth_unreadable(entry) if entry.auth else _field_not_text(entry)]
    elif not entry.usable:
        found = [_identity_token_only(entry) or _nothing_inside(entry, keychain)]
    else:
        found = [finding for rule in _RULES if (finding := rule(entry))]
    return [finding.of(entry.registry) for finding in found] if found else []


def is_plain(entry: Entry) -> bool:
    """Return whether `entry` is what kubectl writes, which no rule here has anything against.

    Most entries of a long list are; asking every rule about them takes five times as long.
    """
    return (
        entry.usable
        and entry.fields.keys() == _PLAIN_FIELDS
        and entry.fields["username"] == entry.username
        and entry.fields["password"] == entry.token
        and (entry.username + entry.token + entry.auth).isprintable()
        and bool(entry.username)
        and not entry.username.startswith("{")
        and bool(entry.auth)
    )


def _field_not_text(entry: Entry) -> Finding:
    message = f"The entry cannot be read: {entry.why}. {SPOILS}"
    fix = "Write it as text, in double quotes." if entry.fields else "Give it a username and token."
    return Finding("entry-not-readable", "error", message, fix)


def _auth_unreadable(entry: Entry) -> Finding:
    """Say what stands where the base64 of `username:token` belongs."""
    try:
        decoded = decode_optionally_padded(entry.auth)
    except ValueError:
        code, what, fix = _not_base64(entry.auth, read_base64(entry.auth))
    else:
        code, what, fix = _no_colon(decoded)
    return Finding(code, "error", f"{what} {SPOILS}", fix, Where("auth"))


def _not_base64(auth: str, reading: Base64) -> tuple[str, str, str]:
    if reading.data is None and not reading.stray:
        what = "`auth` has a length that base64 never has: a part of it is missing."
        return "auth-cut-off", what, "Copy the whole value again. " + _ENCODE
    if reading.data is None and ":" in auth:
        what = "`auth` is not base64: it is text with a colon, as if `username:token` itself."
        return "auth-in-clear", what, _ENCODE
    if reading.data is None:
        stray = excerpt(reading.stray)
        what = f"`auth` is not base64 but a sentence or other text: base64 has no {stray}."
        return "auth-not-base64", what, _ENCODE
    if reading.url_safe:
        what = "`auth` is in the URL-safe alphabet (`-` and `_`), which the kubelet cannot decode."
        return "auth-url-safe", what, "Replace `-` by `+` and `_` by `/`."
    if reading.quoted:
        what = "`auth` has quotes inside its value."
        return "auth-quoted", what, "Remove the inner quotes."
    what = "`auth` is base64 broken by spaces, as when a wrapped value was put on one line."
    return "auth-broken-by-spaces", what, "Remove the spaces. GNU `base64` needs `-w0`."


def _no_colon(decoded: bytes) -> tuple[str, str, str]:
    text = decoded.decode("utf-8", "replace")
    if looks_like_base64(text) and _decodes_to_credential(text):
        what = "`auth` was encoded twice: decoded once, it is base64 again."
        return "auth-encoded-twice", what, "Decode it once, and use that."
    what = (
        "`auth` decodes to text without a colon: only the token or only the username was encoded."
    )
    return "auth-no-colon", what, _ENCODE


def _decodes_to_credential(text: str) -> bool:
    try:
        decode_auth(text)
    except AuthError:
        return False
    return True


def _identity_token_only(entry: Entry) -> Finding | None:
    present = [name for name in TOKEN_FIELDS if entry.fields.get(name)]
    if not present:
        return None
    message = (
        f"The entry holds only `{present[0]}`, which the kubelet does not read: a pull is "
        "anonymous, and is denied where the image is not public."
    )
    return Finding("identity-token", "error", message, "Use a username and a token.")


def _nothing_inside(entry: Entry, keychain: bool) -> Finding:
    if keychain:
        message = (
            "The entry is empty because `docker login` put the token into the desktop's keychain "
            "(`credsStore`, `credHelpers`): the file holds nothing that a node could use."
        )
        fix = (
            "Compose the credential from username and token, or let `ghcr-tui encode "
            "--from-docker-config` ask the keychain."
        )
        return Finding("credentials-in-keychain", "error", message, fix)
    what = "only an email" if entry.email else "neither a username nor a token"
    message = f"The entry holds {what}: a pull is anonymous, and denied if the image is not public."
    return Finding("entry-empty", "error", message, "Add a username and a token.")


def _trailing_newline(entry: Entry) -> Finding | None:
    if not entry.token.endswith("\n") or not entry.auth or entry.token.startswith("{"):
        return None  # a JSON key is read as JSON, and may end as its file does
    message = (
        "`auth` was made from text that ends in a line break (`echo` without `-n`): the line break "
        "is sent as a part of the token, and the registry refuses it."
    )
    return Finding("auth-trailing-newline", "error", message, _ENCODE, Where("auth"))


def _byte_order_mark(entry: Entry) -> Finding | None:
    if not entry.username.startswith("\ufeff"):
        return None
    message = (
        "The username begins with a byte order mark, left by an editor: it is sent along, and the "
        "registry refuses it."
    )
    fix = "Save the text as UTF-8 without BOM. " + _ENCODE
    return Finding("auth-byte-order-mark", "error", message, fix, Where("auth"))


def _invalid_utf8(entry: Entry) -> Finding | None:
    text = entry.username + entry.token
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return None
    message = (
        "`auth` decodes to bytes that are not UTF-8 text. They are sent as they are, and "
        "the registry will hardly know such a credential."
    )
    return Finding("auth-invalid-utf8", "warning", message, _ENCODE, Where("auth"))


def _wrapped(entry: Entry) -> Finding | None:
    if "\n" not in entry.auth and "\r" not in entry.auth:
        return None
    message = "`auth` has line breaks in it. Go's decoder passes over them, others may not."
    return Finding(
        "auth-wrapped", "info", message, "Put it on one line: `base64 -w0`.", Where("auth")
    )


def _disagrees(entry: Entry) -> Finding | None:
    username, password = entry.text("username"), entry.text("password")
    wrong_username = username and username != entry.username
    wrong_password = password and password != entry.token
    if not (wrong_username or wrong_password):
        return None
    different = ["username"] * bool(wrong_username) + ["password"] * bool(wrong_password)
    message = (
        f"`auth` and `{'` and `'.join(different)}` disagree. The kubelet uses `auth`; a program "
        "that reads the other fields logs in with something else."
    )
    return Finding(
        "auth-disagrees", "warning", message, "Keep the one that is meant.", Where("auth")
    )


def _auth_only(entry: Entry) -> Finding | None:
    if not entry.auth or entry.text("username") or entry.text("password"):
        return None
    message = "Only `auth` is there. The kubelet needs no more; some consumers read only `username`"
    fix = "Choose the kubectl style where such a consumer shares the Secret."
    return Finding("auth-only", "info", f"{message} and `password`.", fix)


def _password_only(entry: Entry) -> Finding | None:
    if entry.auth:
        return None
    message = "Only `username` and `password` are there. The kubelet takes them; some consumers"
    fix = "Add `auth`, the base64 of `username:token`."
    return Finding("password-only", "info", f"{message} read only `auth`.", fix)


def _identity_token_beside(entry: Entry) -> Finding | None:
    if entry.fields.keys() <= KNOWN_FIELDS:
        return None
    present = [name for name in TOKEN_FIELDS if entry.fields.get(name)]
    if not present:
        return None
    message = f"`{present[0]}` is there too; the kubelet does not read it and uses the rest."
    return Finding("identity-token-ignored", "info", message, f"Remove `{present[0]}`.")


def _holds_payload(entry: Entry) -> Finding | None:
    if not entry.auth or not entry.username.startswith("{"):
        return None
    message = (
        "`auth` holds a whole payload in base64, where only `username:token` belongs. The kubelet "
        "takes it apart at its first colon, and the registry refuses what comes of it."
    )
    return Finding("auth-holds-payload", "error", message, _ENCODE, Where("auth"))


_RULES: tuple[Callable[[Entry], Finding | None], ...] = (
    _holds_payload,
    _trailing_newline,
    _byte_order_mark,
    _invalid_utf8,
    _wrapped,
    _disagrees,
    _auth_only,
    _password_only,
    _identity_token_beside,
)
