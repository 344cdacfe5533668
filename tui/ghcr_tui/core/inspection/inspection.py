"""What an inspection finds: the Secrets in a text, their credentials, and what is wrong."""

from collections.abc import Generator
from typing import NamedTuple

from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import shown_registry
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.draft.draft import Draft, Style
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang import json_text as gojson
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.core.secret.entry_reader import TOKEN_FIELDS, Entry
from ghcr_tui.core.text.inert import inert_lines

_SECRET_FIELDS = frozenset(("auth", "password", "token", "httpheaders", *TOKEN_FIELDS))


class OtherValue(NamedTuple):
    """A value of a Secret that is no pull credential: `text` is "" where it is binary."""

    key: str
    text: str
    size: int
    binary: bool = False

    def __repr__(self) -> str:
        """Leave the text out: it is somebody's secret too."""
        return f"OtherValue({self.key!r}, {self.size} bytes)"


class InspectedSecret(NamedTuple):
    """One Secret, or a payload without one: then name, namespace and type are "".

    `payload` is the decoded payload as it stands, "" where there is none. `not_counted` says why
    the kubelet does not look at the Secret, `rotten` why it gives up its whole keyring over it
    (`rotten_entry` being the registry key of the culprit). `dropped` names what a draft made of it
    leaves behind.
    """

    name: str = ""
    namespace: str = ""
    type: str = ""
    labels: dict[str, str] = {}  # noqa: RUF012 - never written to
    annotations: dict[str, str] = {}  # noqa: RUF012 - never written to
    immutable: bool = False
    string_data: bool = False
    payload: str = ""
    entries: tuple[Entry, ...] = ()
    other: tuple[OtherValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_counted: str = ""
    rotten: str = ""
    rotten_entry: str = ""
    dropped: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How people refer to it: `namespace/name`, or "" for a bare payload."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name

    def __repr__(self) -> str:
        """Leave out whatever may hold a token."""
        return f"InspectedSecret({self.title!r}, {self.type!r}, {len(self.entries)} entries)"


class Inspection(NamedTuple):
    """The answer to a text. `kind` is a short stable word, `summary` one plain sentence."""

    kind: str
    summary: str
    secrets: tuple[InspectedSecret, ...] = ()
    findings: tuple[Finding, ...] = ()


Steps = Generator[tuple[InspectedSecret, float], None, Inspection]
"""Secrets as they are found, each with the share of the text read so far; at last the whole."""


def decoded_view(secret: InspectedSecret, masked: bool = True) -> str:
    """Return what `secret` holds, for people: the payload indented, then every other value.

    With `masked`, bullets stand in place of every token, and of every other value. Nothing in the
    result can act on a terminal.
    """
    parts = []
    if secret.payload:
        parts.append(_payload_view(secret.payload, masked))
    parts.extend(_other_view(value, masked) for value in secret.other)
    return inert_lines("\n".join(parts))


def draft_of(secret: InspectedSecret) -> Draft:
    """Return `secret` as a draft; what it leaves behind is named in `secret.dropped`."""
    defaults = Draft()
    in_clear = any(entry.text("username") or entry.text("password") for entry in secret.entries)
    style: Style = "kubectl" if in_clear else "auth"
    return Draft(
        credentials=tuple(entry.credential for entry in secret.entries) or defaults.credentials,
        name=secret.name or defaults.name,
        namespace=secret.namespace,
        labels=tuple(secret.labels.items()),
        annotations=tuple(secret.annotations.items()),
        immutable=secret.immutable,
        style=style,
        string_data=secret.string_data,
    )


def pull_secret(secret: InspectedSecret, fallback_name: str = "") -> PullSecret:
    """Return `secret` as the kubelet sees it, named `fallback_name` where it has no name."""
    return PullSecret(
        name=secret.title or fallback_name,
        entries=tuple(
            KeyringEntry(entry.registry, entry.username, entry.token)
            for entry in secret.entries
            if not entry.rotten  # an empty one counts: the kubelet tries it as an anonymous pull
        ),
        not_counted=secret.not_counted,
        rotten=secret.rotten,
        rotten_entry=secret.rotten_entry,
    )


def _payload_view(payload: str, masked: bool) -> str:
    try:
        value = JsonReader().read(payload)
        return gojson.dumps_indented(_masked(value) if masked else value)
    except (gojson.JsonError, RecursionError):  # not JSON, or nested beyond what can be shown
        return mask(payload) if masked else payload


def _masked(value: Json, hidden: bool = False) -> Json:
    """Return `value` with bullets for all that is `hidden`, or a token wherever it stands."""
    if isinstance(value, dict):
        return {
            _shown_key(key): _masked(child, hidden or key.casefold() in _SECRET_FIELDS)
            for key, child in value.items()
        }
    if isinstance(value, list):
        return [_masked(child, hidden) for child in value]
    if isinstance(value, str):
        return mask(value) if hidden or holds_token(value) else value
    return mask(str(value)) if hidden and value is not None else value


def _shown_key(key: str) -> str:
    """Return a key as it stands, unless a token or a login does in its place."""
    return shown_registry(key, len(key) + 1) if "@" in key or holds_token(key) else key


def _other_view(value: OtherValue, masked: bool) -> str:
    size = f"{value.size:,} {'byte' if value.size == 1 else 'bytes'}"
    if value.binary:
        return f"{value.key}: binary, {size}"
    return f"{value.key}: {mask(value.text) if masked else value.text} ({size})"
