"""The cryptography of SOPS files with age recipients.

Source: github.com/getsops/sops, aes/cipher.go and age/keysource.go.
"""

import datetime
import secrets
from base64 import b64encode
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ghcr_tui.core.formats.sops_file import Recipient, Selection, encrypted_manifest, sops_document
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.sealing.age import recipient_of, spelt
from ghcr_tui.system.sealing.problem import SealingProblem, missing_library

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    from pyrage import ssh, x25519

KEY_BYTES = 32
"""Bytes of the key that a file's values are encrypted with."""
_NONCE_BYTES = 32
_TAG_BYTES = 16


def sops_encrypted(
    manifest: dict[str, Json],
    selection: Selection,
    recipients: Sequence[str],
    now: datetime.datetime,
) -> dict[str, Json]:
    """Return `manifest` as a SOPS file that the holders of `recipients`' identities can open.

    Raises SealingProblem where there is no recipient, or one that is not one.
    """
    if not recipients:
        raise SealingProblem("SOPS needs at least one age recipient: `age1…`.")
    read = [(spelt(each), recipient_of(spelt(each), "A SOPS file")) for each in recipients]
    key = secrets.token_bytes(KEY_BYTES)
    moment = in_rfc3339(now)
    file = encrypted_manifest(
        manifest,
        selection,
        lambda text, kind, place: encrypted_value(text, kind, place, key),
        lambda digest: encrypted_value(digest, "str", moment, key),
    )
    sealed = tuple(Recipient(name, _sealed_key(key, recipient)) for name, recipient in read)
    return sops_document(file, selection, sealed, moment)


def cipher_of(key: bytes) -> "AESGCM":
    """Return what encrypts and opens values with a file's key. Raises SealingProblem."""
    try:
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM
    except ImportError as error:
        raise missing_library(error, "A SOPS file") from None
    return AESGCM(key)


def in_rfc3339(now: datetime.datetime) -> str:
    """Return a time as a file's `lastmodified` has it."""
    return now.astimezone(datetime.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def encrypted_value(text: str, kind: str, place: str, key: bytes) -> str:
    """Return a value of the type `kind` as it stands in a file, bound to its `place`."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    both = cipher_of(key).encrypt(nonce, text.encode("utf-8", "replace"), place.encode())
    data, tag = both[:-_TAG_BYTES], both[-_TAG_BYTES:]
    parts = (b64encode(part).decode() for part in (data, nonce, tag))
    return "ENC[AES256_GCM,data:{},iv:{},tag:{},type:{}]".format(*parts, kind)


def _sealed_key(key: bytes, recipient: "x25519.Recipient | ssh.Recipient") -> str:
    from pyrage import encrypt

    return encrypt(key, [recipient], armored=True).decode()
