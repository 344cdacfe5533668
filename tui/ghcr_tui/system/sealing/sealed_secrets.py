"""The encryption of a SealedSecret's values.

Source: github.com/bitnami-labs/sealed-secrets, pkg/crypto (HybridEncrypt).
"""

import secrets
from base64 import b64encode

from ghcr_tui.system.sealing.certificate import Certificate, public_key

_KEY_BYTES = 32
_NONCE = bytes(12)
"""All zero: each key encrypts one value only."""


def seal(value: bytes, certificate: Certificate, label: bytes) -> str:
    """Return `value` as the controller opens it, in base64, bound to `label`.

    Two bytes big-endian length of the RSA part; a random key in RSA-OAEP with SHA-256 and the
    label; the value in AES-256-GCM with that key.
    """
    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import padding
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

    key = secrets.token_bytes(_KEY_BYTES)
    oaep = padding.OAEP(padding.MGF1(hashes.SHA256()), hashes.SHA256(), label)
    wrapped = public_key(certificate).encrypt(key, oaep)
    sealed = AESGCM(key).encrypt(_NONCE, value, None)
    return b64encode(len(wrapped).to_bytes(2, "big") + wrapped + sealed).decode()
