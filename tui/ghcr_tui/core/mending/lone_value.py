"""A value that was pasted on its own, mended: base64 around a payload, or an `auth`."""

from ghcr_tui.core.credential.credential import encode_auth
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.golang.base64_strict import base64_text, go_text
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import JsonError
from ghcr_tui.core.inspection.lone_value import find_token, is_credential
from ghcr_tui.core.mending.auth import mended_auth
from ghcr_tui.core.mending.change import Change, change_for
from ghcr_tui.core.mending.credential import mended_credential
from ghcr_tui.core.mending.documents import DocumentMender, MendedPart
from ghcr_tui.core.mending.secret import is_better
from ghcr_tui.core.secret.entry_reader import read_entry
from ghcr_tui.core.secret.payload_reader import is_payload, looks_legacy
from ghcr_tui.core.text.decoding import utf16_text
from ghcr_tui.core.text.frames import without_frame

_LAYERS = 3
_MOST_STEPS = 8


def mended_lone_value(text: str, mender: DocumentMender) -> str | None:
    """Return base64 that holds a payload as base64 on one line, once, the payload mended.

    An `auth` comes back as an `auth`. None where `text` is something else: a token, binary.
    """
    if find_token(text):
        return None
    whole = read_base64(without_frame(text) or text).data
    plain = "" if whole is None else utf16_text(whole) or go_text(whole)
    if is_credential(plain) and plain.lstrip("\ufeff \t\r\n")[:1] != "{":
        return _auth(text, mender)
    inner = without_frame(text) or text
    for _ in range(_LAYERS):
        data = read_base64(inner).data
        if data is None:
            return None
        inner = (utf16_text(data) or go_text(data)).removeprefix("\ufeff")
        if inner.lstrip().startswith("{"):
            return _payload(inner, mender)
    return None


def _auth(text: str, mender: DocumentMender) -> str:
    """Return an `auth` that is alone, mended step by step as long as each makes it better."""
    entry = read_entry("", {"auth": text})
    secret = mender.inspector.lone_entry(entry)
    changes: list[Change] = []
    for _ in range(_MOST_STEPS):
        for finding in secret.findings:
            mended = mended_auth(finding.code, entry)
            if mended is None and (found := mended_credential(finding.code, entry.credential)):
                pair = encode_auth(found.credential.username, found.credential.token)
                mended = pair, found.sentence
            if mended is None:
                continue
            better = read_entry("", {"auth": mended[0]})
            after = mender.inspector.lone_entry(better)
            if is_better(secret, after, [finding]):
                entry, secret = better, after
                changes.append(change_for(finding, mended[1]))
                break
        else:
            break
    mender.parts.append(MendedPart("", tuple(changes), secret))
    return entry.auth


def _payload(text: str, mender: DocumentMender) -> str | None:
    try:
        value = JsonReader().read(text)
    except JsonError:
        return base64_text(mender.payload(text, legacy=False))
    if not (is_payload(value) or looks_legacy(value)):
        return None
    return base64_text(mender.payload(text, legacy=not is_payload(value)))
