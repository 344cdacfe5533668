"""Values that were pasted without their registry: a token, an `auth` value, `username:token`."""

import re

from ghcr_tui.core.credential.credential import encode_auth
from ghcr_tui.core.credential.redaction import quoted_start
from ghcr_tui.core.credential.tokens import kind_of, known_prefix
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.secret.entry_reader import Entry, read_entry

_LONGEST_TOKEN = 20_000
_TOKEN = re.compile(
    r"(?:(?:export\s+|set\s+)?[\"']?[A-Za-z_.-]{0,60}(?i:token|password|pat|secret|authorization)"
    r"[\"']?\s?[=:]\s?)?(?:(?i:bearer|token)\s+)?[\"'`]?([A-Za-z0-9_.=+/~-]{8,})[\"'`]?"
)
_TOLD_BY_BUILD = ("jwt", "github-unknown")
_IN_CLEAR = re.compile(r"[^\s:]{0,256}:(?!//)[^\s:]\S*")
_DECODED = re.compile(r"[^\s:]{0,256}:(?!//)\S[^\n]*\n?|_[a-z0-9_]{1,40}:\s*\{.*", re.DOTALL)
"""`username:token`; a pass phrase may have spaces, and Google's `_json_key` goes with JSON."""
_PASTE = "Paste a Secret (`kubectl get secret NAME -o yaml`), a payload or an `auth` value."


def find_token(text: str) -> str:
    """Return the token that `text` is, without quotes, `Bearer ` or a variable's name; "" if none.

    Only tokens that their looks tell for sure are found.
    """
    match = _TOKEN.fullmatch(text.strip()) if len(text) <= _LONGEST_TOKEN else None
    if match is None:
        return ""
    token = match[1]
    return token if known_prefix(token) or kind_of(token) in _TOLD_BY_BUILD else ""


def is_credential(decoded: str) -> bool:
    """Return whether text that stood in base64 is `username:token`."""
    return bool(_DECODED.fullmatch(decoded))


def inspect_token(token: str, form: str, inspector: SecretInspector) -> Events:
    """Inspect a token that is alone; `form` says how it was written, as in "a token"."""
    message = f"This is {form} on its own, without a username and a registry."
    fix = "Edit it in the composer, and add both."
    yield FoundSecret(inspector.lone_token(token, (Finding("bare-token", "info", message, fix),)))
    yield Inspection("token", message)


def inspect_auth(auth: str, inspector: SecretInspector) -> Events:
    """Inspect a lone `auth` value: a credential whose registry nobody has named."""
    entry: Entry = read_entry("", {"auth": "".join(auth.split()).strip("\"'`")})
    yield FoundSecret(inspector.lone_entry(entry))
    yield Inspection("auth", "An `auth` value (username:token); it names no registry.")


def inspect_text_value(text: str, inspector: SecretInspector) -> Events:
    """Inspect text that is no base64: `username:token` in clear, or something else."""
    if not _IN_CLEAR.fullmatch(text):
        yield no_secret(text)
        return
    message = "This is `username:token` in clear; it names no registry."
    finding = Finding("credential-in-clear", "info", message, "Edit it in the composer.")
    username, _, token = text.partition(":")
    entry: Entry = read_entry("", {"auth": encode_auth(username, token)})
    yield FoundSecret(inspector.lone_entry(entry, (finding,)))
    yield Inspection("auth", message)


def no_secret(text: str) -> Inspection:
    """Return the answer to text that is no Secret, no payload and nothing else known."""
    if not text:
        return unknown("This is an empty text in quotes.")
    return unknown(f"This is text, and no Secret or payload: it starts with {quoted_start(text)}.")


def unknown(message: str, fix: str = _PASTE) -> Inspection:
    """Return the answer to what was not understood; `message` says how far it got."""
    return Inspection("unknown", message, (), (Finding("not-recognised", "error", message, fix),))
