"""Mends inside a payload's entries: the JSON of all others stays what it is.

A payload comes as its JSON value with the names as they are written; what is changed is copied.
"""

from collections.abc import Callable

from ghcr_tui.core.credential.credential import AuthError, Credential, decode_auth, encode_auth
from ghcr_tui.core.credential.redaction import shown_field, shown_registry
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_text import Json, RepeatedKeys, folded_name
from ghcr_tui.core.mending.auth import AUTH_CODES, mended_auth
from ghcr_tui.core.mending.credential import CREDENTIAL_CODES, mended_credential
from ghcr_tui.core.secret.entry_reader import KNOWN_FIELDS, TOKEN_FIELDS, Entry, read_entry

Payload = dict[str, Json]
Mended = tuple[Payload, str]
"""The payload with one entry mended, and what was done."""


def mended_entries(payload: Payload, finding: Finding, *, legacy: bool) -> Mended | None:
    """Return `payload` without the cause of a `finding` about one entry, None where nobody knows.

    `legacy` tells the form without `auths`.
    """
    registry = finding.where.entry
    entries = entries_of(payload, legacy=legacy)
    if not isinstance(registry, str) or entries is None or registry not in entries:
        return None
    mend = _MENDS.get(finding.code)
    if mend is None:
        return None
    mended = mend(finding.code, registry, entries)
    if mended is None:
        return None
    changed, sentence = mended
    return (changed, sentence) if legacy else (_with_entries(payload, changed), sentence)


def entries_of(payload: Payload, *, legacy: bool) -> dict[str, Json] | None:
    """Return the entries of a payload as they are written, None where Go merges several of them."""
    if legacy:
        return None if isinstance(payload, RepeatedKeys) else payload
    names = [name for name in payload if folded_name(name) == "auths"]
    entries = payload[names[0]] if len(names) == 1 else None
    if isinstance(payload, RepeatedKeys) or isinstance(entries, RepeatedKeys):
        return None
    return entries if isinstance(entries, dict) else None


def with_credential(entry: Entry, raw: dict[str, Json], wanted: Credential) -> dict[str, Json]:
    """Return `raw`, the JSON of `entry`, with the username, token and email of `wanted`.

    A field that says something else than what the kubelet sends is let be: it was not mended.
    """
    names = {folded_name(name): name for name in raw}
    changed = dict(raw)
    has_auth = bool(entry.auth)
    if has_auth and wanted[1:3] != entry.credential[1:3]:
        changed[names["auth"]] = encode_auth(wanted.username, wanted.token)
    pairs = {
        "username": (entry.username, wanted.username),
        "password": (entry.token, wanted.token),
        "email": (entry.email, wanted.email),
    }
    for field, (was, becomes) in pairs.items():
        name = names.get(field, field)
        if was == becomes or (name not in raw and (has_auth or not becomes)):
            continue
        if raw.get(name, was) == was or not raw.get(name):
            changed[name] = becomes
    if not wanted.email and entry.email and "email" in names:
        del changed[names["email"]]
    return changed


def _with_entries(payload: Payload, entries: dict[str, Json]) -> Payload:
    return {name: entries if folded_name(name) == "auths" else payload[name] for name in payload}


_Change = tuple[dict[str, Json], str] | None
_Mend = Callable[[str, str, dict[str, Json]], _Change]


def _credential(code: str, registry: str, entries: dict[str, Json]) -> _Change:
    raw = entries[registry]
    entry = read_entry(registry, raw)
    if not isinstance(raw, dict) or isinstance(raw, RepeatedKeys) or not entry.usable:
        return None
    mended = mended_credential(code, entry.credential)
    if mended is None:
        return None
    wanted, sentence = mended
    if wanted.registry == registry:
        return {**entries, registry: with_credential(entry, raw, wanted)}, sentence
    if wanted.registry not in entries:
        return _renamed(entries, registry, wanted.registry), sentence
    if read_entry(wanted.registry, entries[wanted.registry]).credential == wanted:
        sentence += ", which has the same credential already: one of the two was removed"
        return _without(entries, registry), sentence
    return None  # which of two credentials is meant, only a person knows


def _auth(code: str, registry: str, entries: dict[str, Json]) -> _Change:
    raw = entries[registry]
    if not isinstance(raw, dict) or isinstance(raw, RepeatedKeys):
        return None
    names = [name for name in raw if folded_name(name) == "auth"]
    mended = mended_auth(code, read_entry(registry, raw)) if len(names) == 1 else None
    if mended is None:
        return None
    return {**entries, registry: {**raw, names[0]: mended[0]}}, mended[1]


def _dead(code: str, registry: str, entries: dict[str, Json]) -> _Change:
    """Remove an entry that holds no credential, where another one does."""
    others = (read_entry(name, raw) for name, raw in entries.items() if name != registry)
    if not any(entry.usable and entry.token for entry in others):
        return None
    return _without(entries, registry), f"the entry `{shown_registry(registry)}` was removed"


def _not_text(code: str, registry: str, entries: dict[str, Json]) -> _Change:
    """Write as text what is a whole number, and leave out what counts for nothing."""
    raw = entries[registry]
    if isinstance(raw, str):
        return _lone_auth(registry, raw, entries)
    if not isinstance(raw, dict) or isinstance(raw, RepeatedKeys):
        return None
    changed, said = dict(raw), []
    for name, value in raw.items():
        field = folded_name(name)
        if field not in KNOWN_FIELDS or isinstance(value, str | None):
            continue
        if isinstance(value, int) and not isinstance(value, bool) and field != "auth":
            changed[name] = str(value)
            said.append(f"the number under {shown_field(name)} was written as text")
        elif field == "email" or (field == "auth" and _has_pair(raw)):
            del changed[name]
            said.append(f"{shown_field(name)}, which is not text, was left out")
    return ({**entries, registry: changed}, ", ".join(said)) if said else None


def _lone_auth(registry: str, text: str, entries: dict[str, Json]) -> _Change:
    try:
        decode_auth(text)
    except AuthError:
        return None
    return {**entries, registry: {"auth": text}}, "the text was put into an object, as its `auth`"


def _has_pair(raw: dict[str, Json]) -> bool:
    fields = {folded_name(name): value for name, value in raw.items()}
    return all(isinstance(fields.get(each), str) and fields[each] for each in _PAIR)


def _without_identity_token(code: str, registry: str, entries: dict[str, Json]) -> _Change:
    raw = entries[registry]
    if not isinstance(raw, dict) or isinstance(raw, RepeatedKeys):
        return None
    kept = {name: value for name, value in raw.items() if folded_name(name) not in TOKEN_FIELDS}
    return {**entries, registry: kept}, "the identity token, which the kubelet ignores, was removed"


def _renamed(entries: dict[str, Json], old: str, new: str) -> dict[str, Json]:
    return {new if name == old else name: value for name, value in entries.items()}


def _without(entries: dict[str, Json], registry: str) -> dict[str, Json]:
    return {name: value for name, value in entries.items() if name != registry}


_PAIR = ("username", "password")
_MENDS: dict[str, _Mend] = {
    **dict.fromkeys(CREDENTIAL_CODES, _credential),
    **dict.fromkeys(AUTH_CODES, _auth),
    "entry-empty": _dead,
    "docker-hub-desktop-key": _dead,
    "entry-not-readable": _not_text,
    "identity-token-ignored": _without_identity_token,
}
ENTRY_CODES = frozenset(_MENDS)
"""Codes of findings about one entry that may be mended."""
