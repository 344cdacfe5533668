"""A private certificate authority, made anew for each run."""

import datetime
import ipaddress
import ssl
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import NameOID

ServerKey = ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey
ServerPublicKey = ec.EllipticCurvePublicKey | rsa.RSAPublicKey
_DAY = datetime.timedelta(days=1)


class Authority:
    """Signs server certificates; `ca_file` is what --ca-file takes."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "A private authority")])
        certificate = _builder(self._name, self._name, self._key.public_key(), 0).add_extension(
            x509.BasicConstraints(ca=True, path_length=None), critical=True
        )
        self.ca_file = folder / "ca.pem"
        self.ca_file.write_bytes(_pem(certificate.sign(self._key, hashes.SHA256())))

    def context(self, *names: str, starts_in_days: int = 0) -> ssl.SSLContext:
        """Return a server's TLS settings, with a certificate for `names` valid for ten days."""
        builder, key = self.builder(names[0], starts_in_days)
        extension = x509.SubjectAlternativeName([_alternative(name) for name in names])
        return self.serve(builder.add_extension(extension, critical=False), key)

    def builder(
        self, name: str, starts_in_days: int = 0, key: ServerKey | None = None
    ) -> tuple[x509.CertificateBuilder, ServerKey]:
        """Return a certificate for `name` to be finished, with its CN alone, and its key."""
        key = key or ec.generate_private_key(ec.SECP256R1())
        subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
        return _builder(subject, self._name, key.public_key(), starts_in_days), key

    def serve(self, builder: x509.CertificateBuilder, key: ServerKey) -> ssl.SSLContext:
        """Return a server's TLS settings with the certificate that `builder` makes, signed."""
        certificate = builder.sign(self._key, hashes.SHA256())
        file = self._folder / f"{certificate.serial_number}.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
            + _pem(certificate)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.set_ciphers("DEFAULT:@SECLEVEL=1")  # for keys that are short
        context.load_cert_chain(file)
        return context


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ServerPublicKey, starts_in_days: int
) -> x509.CertificateBuilder:
    start = datetime.datetime.now(datetime.UTC) + (starts_in_days * _DAY) - _DAY / 24
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(start)
        .not_valid_after(start + 10 * _DAY)
    )


def _alternative(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _pem(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(serialization.Encoding.PEM)
