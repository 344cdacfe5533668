"""One Secret, read before anybody judges it: its manifest, its payload, its other values."""

from collections.abc import Callable
from typing import NamedTuple

from ghcr_tui.core.findings.secret_shape import KEY_OF_TYPE
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.encoding import Encoding, read_encoding
from ghcr_tui.core.inspection.secret_values import OtherValues, payload_key, read_other_values
from ghcr_tui.core.secret.nested_payload import with_nested_entries
from ghcr_tui.core.secret.payload_reader import Payload, read_payload
from ghcr_tui.core.secret.secret import DOCKERCFG
from ghcr_tui.core.secret.secret_reader import SecretDocument, read_manifest


class ReadValues(NamedTuple):
    """What the values of a Secret are: how the payload's is written, the payload, the others.

    `payload` is None where there is none, or where what is in its place is not one.
    """

    encoding: Encoding | None = None
    payload: Payload | None = None
    other: OtherValues = OtherValues()


ValuesReader = Callable[[SecretDocument, str], ReadValues]
"""Reads the values of a Secret whose payload is under a key, "" under none."""


class ReadSecret(NamedTuple):
    """A Secret as it was read; `key` is where its payload is or should be, "" nowhere."""

    document: SecretDocument
    key: str
    values: ReadValues

    def __repr__(self) -> str:
        """Leave the values out."""
        return f"ReadSecret({self.document!r}, {self.key!r})"


def read_secret(document: dict[str, Json], values_of: ValuesReader) -> ReadSecret:
    """Return what `document`, an object of kind Secret, holds. Raises nothing.

    `values_of` reads the values: `read_values`, or who remembers what that has read.
    """
    manifest = read_manifest(document)
    key = payload_key(manifest)
    return ReadSecret(manifest, key, values_of(manifest, key))


def read_values(document: SecretDocument, key: str, reader: JsonReader) -> ReadValues:
    """Return what the values of a Secret are, the payload's being under `key`."""
    encoding = read_encoding(document, key) if key else None
    payload = None
    if encoding and encoding.may_hold_payload:
        payload = read_whole_payload(encoding.text, _is_legacy(document, encoding), reader)
    kept = key if payload else ""  # what is no payload is shown as any other value
    return ReadValues(encoding, payload, read_other_values(document, kept))


def read_whole_payload(text: str, legacy: bool, reader: JsonReader) -> Payload:
    """Return the payload that `text` is, with entries that are one level too deep in it."""
    return with_nested_entries(read_payload(text, legacy, reader))


def is_of_legacy_type(document: SecretDocument, key: str) -> bool:
    """Return whether the kubelet reads the value under `key` as the form without `auths`."""
    return document.type == DOCKERCFG and KEY_OF_TYPE[DOCKERCFG] == key


def _is_legacy(document: SecretDocument, encoding: Encoding) -> bool:
    """Return whether the form without `auths` belongs there, by the type or by the key."""
    return document.type == DOCKERCFG or (
        encoding.key.endswith("dockercfg") and '"auths"' not in encoding.text
    )
