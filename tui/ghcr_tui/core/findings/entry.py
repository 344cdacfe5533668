"""Rules about one registry's entry in a payload: its shape, and the encoding of its `auth`."""

from collections.abc import Callable

from ghcr_tui.core.findings.auth_value import (
    ENCODE,
    ODD_CODES,
    AuthFault,
    odd_auth,
    unreadable_auth,
)
from ghcr_tui.core.findings.finding import Finding, Where, of_entry
from ghcr_tui.core.findings.identity_token import identity_token_alone, identity_token_beside
from ghcr_tui.core.secret.entry_reader import Entry

SPOILS = (
    "The kubelet then gives up every credential of every pull secret the pod lists, for any image."
)
_TEXTS = ("username", "password", "auth")
_PLAIN_FIELDS = {"username", "password", "auth"}
_ODD_STARTS = "${<%*[{"
"""What text begins with that nothing has filled in."""


def entry_findings(entry: Entry, keychain: bool = False) -> list[Finding]:
    """Return what is wrong with `entry`; `keychain` says that a `credsStore` is beside it."""
    if entry.unreadable:
        found = [_of_auth(unreadable_auth(entry), SPOILS) if entry.auth else _field_not_text(entry)]
    elif not entry.usable:
        found = [identity_token_alone(entry) or _nothing_inside(entry, keychain)]
    elif alone := identity_token_alone(entry):
        found = [alone]
    elif odd := odd_auth(entry):
        found = [_of_auth(odd, odd.then)]
    else:
        found = [finding for rule in _RULES if (finding := rule(entry))]
    return of_entry(found, entry.registry)


def says_all(findings: list[Finding]) -> bool:
    """Return whether one of an entry's `findings` is such that nobody asks about its credential."""
    return any(finding.code in ODD_CODES for finding in findings)


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
        and entry.username[0] not in _ODD_STARTS
    )


def _field_not_text(entry: Entry) -> Finding:
    message = f"The entry cannot be read: {entry.why}. {SPOILS}"
    fix = "Write it as text, in double quotes." if entry.fields else "Give it a username and token."
    return Finding("entry-not-readable", "error", message, fix)


def _of_auth(fault: AuthFault, then: str) -> Finding:
    return Finding(fault.code, "error", f"{fault.sentence} {then}", fault.fix, Where("auth"))


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
    if not entry.registry and any(entry.fields.get(name) == "" for name in _TEXTS):
        message = (
            "The registry, the username and the token are all empty: the variables that were to "
            "fill them in were not set. The kubelet finds no registry in it, and pulls anonymously."
        )
        fix = "Set the variables (in CI, also for this branch and job), and make it again."
        return Finding("entry-empty", "error", message, fix)
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
    return Finding("auth-trailing-newline", "error", message, ENCODE, Where("auth"))


def _byte_order_mark(entry: Entry) -> Finding | None:
    if not entry.username.startswith("\ufeff"):
        return None
    message = (
        "The username begins with a byte order mark, left by an editor: it is sent along, and the "
        "registry refuses it."
    )
    fix = "Save the text as UTF-8 without BOM. " + ENCODE
    return Finding("auth-byte-order-mark", "error", message, fix, Where("auth"))


def _invalid_utf8(entry: Entry) -> Finding | None:
    text = entry.username + entry.token
    if text.isascii() or not any("\ud800" <= character <= "\udfff" for character in text):
        return None
    message = (
        "`auth` decodes to bytes that are not UTF-8 text. They are sent as they are, and "
        "the registry will hardly know such a credential."
    )
    return Finding("auth-invalid-utf8", "warning", message, ENCODE, Where("auth"))


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


_RULES: tuple[Callable[[Entry], Finding | None], ...] = (
    _trailing_newline,
    _byte_order_mark,
    _invalid_utf8,
    _wrapped,
    _disagrees,
    _auth_only,
    _password_only,
    identity_token_beside,
)
