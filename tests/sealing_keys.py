"""Keys and certificates for whatever seals: made for a run of the tests and worth nothing."""

import datetime
import functools
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

MADE = datetime.datetime.now(datetime.UTC).replace(microsecond=0) - datetime.timedelta(days=1)
"""Before it is used, and not so long before that it is worth a warning."""


class SealingPair(NamedTuple):
    """A private key and its certificate, both in PEM."""

    key: str
    certificate: str


def controller(number: int = 0, bits: int = 2048) -> SealingPair:
    """Return the pair of an imitated controller; another `number` is another controller's."""
    return _numbered(number, bits)


@functools.cache
def _numbered(_: int, bits: int) -> SealingPair:
    return _pair(rsa.generate_private_key(65537, bits))


@functools.cache
def elliptic() -> SealingPair:
    """Return a pair as no controller has: its key is no RSA key."""
    return _pair(ec.generate_private_key(ec.SECP256R1()))


def _pair(key: rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey) -> SealingPair:
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "sealed-secrets")])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(MADE)
        .not_valid_after(MADE + datetime.timedelta(days=3650))
        .sign(key, hashes.SHA256())
    )
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SealingPair(private.decode(), certificate.public_bytes(Encoding.PEM).decode())
