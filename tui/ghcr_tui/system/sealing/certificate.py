"""The certificate of a sealed-secrets controller: whom a SealedSecret is encrypted for."""

import hashlib
from base64 import b64decode, b64encode
from typing import TYPE_CHECKING, NamedTuple

from ghcr_tui.core.text.inert import inert
from ghcr_tui.system.sealing.problem import SealingProblem, missing_library

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

_RENEWED_AFTER_DAYS = 30
"""Source: the controller's --key-renew-period, 720 hours by default."""
_DAY = 86_400
_SMALLEST_KEY = 2048
"""Bits; controllers make 4096 by default, and what is below this is not safe in a git history."""


class Certificate(NamedTuple):
    """An RSA certificate. Times are seconds since the epoch; `fingerprint` is that of the key.

    The fingerprint is written as OpenSSH and the controller's log do: `SHA256:…`.
    """

    pem: str
    fingerprint: str
    valid_from: float
    valid_until: float

    def warning(self, now: float) -> str:
        """Return what makes it a doubtful choice at `now`, "" for nothing.

        An old one still works: the controller keeps its old keys. It renews them so that a key
        that leaks opens little.
        """
        if now > self.valid_until:
            return "The certificate has expired: fetch the controller's present one."
        days = int((now - self.valid_from) / _DAY)
        if days > _RENEWED_AFTER_DAYS:
            return (
                f"The certificate is {days} days old, and controllers make a new one every "
                f"{_RENEWED_AFTER_DAYS} days: fetch the present one."
            )
        return ""


def read_certificate(pem: str) -> Certificate:
    """Return the first certificate in `pem`. Raises SealingProblem where it is not to be used."""
    try:
        from cryptography import x509
    except ImportError as error:
        raise missing_library(error, "A SealedSecret") from None
    if "-----BEGIN CERTIFICATE-----" not in pem:
        raise SealingProblem(_instead_of_a_certificate(pem))
    try:
        certificate = x509.load_pem_x509_certificate(pem.encode())
        key = _rsa(certificate.public_key())
    except ValueError:
        raise SealingProblem("The certificate is damaged: its PEM cannot be read.") from None
    return Certificate(
        pem,
        _fingerprint(key),
        certificate.not_valid_before_utc.timestamp(),
        certificate.not_valid_after_utc.timestamp(),
    )


def public_key(certificate: Certificate) -> "RSAPublicKey":
    """Return the key of a certificate that was read."""
    from cryptography import x509

    return _rsa(x509.load_pem_x509_certificate(certificate.pem.encode()).public_key())


def _rsa(key: object) -> "RSAPublicKey":
    from cryptography.hazmat.primitives.asymmetric.rsa import RSAPublicKey

    if not isinstance(key, RSAPublicKey):
        kind = inert(type(key).__name__.removesuffix("PublicKey").removeprefix("_"))
        raise SealingProblem(
            f"The certificate's key is {kind} and not RSA: no sealed-secrets controller has one. "
            "Fetch its own with `kubeseal --fetch-cert`."
        )
    if key.key_size < _SMALLEST_KEY:
        raise SealingProblem(
            f"The certificate's key has {key.key_size} bits: below {_SMALLEST_KEY} what it seals "
            "is not safe in a git history."
        )
    return key


def _fingerprint(key: "RSAPublicKey") -> str:
    from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

    wire = key.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH).split()[1]
    digest = hashlib.sha256(b64decode(wire)).digest()
    return f"SHA256:{b64encode(digest).decode().rstrip('=')}"


def _instead_of_a_certificate(pem: str) -> str:
    if "PRIVATE KEY-----" in pem:
        return "This is a private key: sealing takes the certificate, which is public."
    if "-----BEGIN PUBLIC KEY-----" in pem:
        return "This is a bare public key: sealing takes the controller's certificate around it."
    if not pem.strip():
        return "The certificate is empty."
    return "This is no certificate: a PEM file with `-----BEGIN CERTIFICATE-----` is needed."
