"""A token service as the Docker Registry v2 token specification describes it, with made-up users.

It signs with a certificate that the registry of the tests has in its `rootcertbundle`.
"""

import base64
import binascii
import datetime
import json
import time
from collections.abc import Mapping
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.x509.oid import NameOID

from registry_kit.server import Answer, Request, answer

ISSUER = "the tests' token service"
SERVICE = "the tests' registry"

USERS = {
    "pusher": "push-token-1",
    "reader": "right-token-1",
    "stranger": "stranger-token-1",
    "late": "late-token-1",
}
"""`stranger` is known but may read nothing private; `late` is granted tokens that have expired."""
EXPIRED_TOKEN = "expired-token-1"


class TokenService:
    """Answers GET with Basic, and POST (OAuth2); set `get_allowed` to False to demand POST."""

    def __init__(self, folder: Path) -> None:
        self._key = rsa.generate_private_key(65537, 2048)
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, ISSUER)])
        now = datetime.datetime.now(datetime.UTC)
        self._certificate = (
            x509.CertificateBuilder()
            .subject_name(name)
            .issuer_name(name)
            .public_key(self._key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - datetime.timedelta(hours=1))
            .not_valid_after(now + datetime.timedelta(days=1))
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .sign(self._key, hashes.SHA256())
        )
        self.bundle = folder / "token-service.pem"
        self.bundle.write_bytes(self._certificate.public_bytes(serialization.Encoding.PEM))
        self.get_allowed = True

    def respond(self, request: Request) -> Answer:
        if request.method == "POST":
            return self._granted(*_from_form(request))
        if not self.get_allowed:
            return answer(405)
        user = _from_basic(request.authorization) if request.authorization else ("", "")
        return self._granted(*user, request.query)

    def _granted(self, username: str, token: str, asked: Mapping[str, str]) -> Answer:
        if username and USERS.get(username) != token:
            return answer(401, b'{"errors":[{"code":"UNAUTHORIZED"}]}')
        repository, _, actions = asked.get("scope", "").removeprefix("repository:").rpartition(":")
        granted: list[dict[str, object]] = [
            {"type": "repository", "name": repository, "actions": _allowed(username, repository)}
        ]
        lifetime = -3600 if username == "late" else 300
        signed = self._sign(granted if actions else [], username, lifetime)
        return answer(
            200,
            json.dumps({"token": signed, "access_token": signed}).encode(),
            content_type="application/json",
        )

    def _sign(self, access: list[dict[str, object]], subject: str, lifetime: int) -> str:
        der = base64.b64encode(self._certificate.public_bytes(serialization.Encoding.DER)).decode()
        now = int(time.time())
        header: dict[str, object] = {
            "typ": "JWT",
            "alg": "RS256",
            "x5c": [der],
        }
        claims: dict[str, object] = {
            "iss": ISSUER,
            "sub": subject,
            "aud": SERVICE,
            "exp": now + lifetime,
            "nbf": now - 7200,
            "iat": now - 7200,
            "jti": str(now),
            "access": access,
        }
        body = f"{_part(header)}.{_part(claims)}"
        signature = self._key.sign(body.encode(), padding.PKCS1v15(), hashes.SHA256())
        return f"{body}.{_encoded(signature)}"


def _allowed(username: str, repository: str) -> list[str]:
    if username == "pusher":
        return ["pull", "push"]
    if username in ("reader", "late") or repository.startswith("public/"):
        return ["pull"]
    return []


def _from_basic(authorization: str) -> tuple[str, str]:
    try:
        text = base64.b64decode(authorization.removeprefix("Basic "), validate=True).decode()
    except (binascii.Error, UnicodeDecodeError):
        return "nobody", ""
    username, _, token = text.partition(":")
    return username, token


def _from_form(request: Request) -> tuple[str, str, Mapping[str, str]]:
    form = Request("GET", f"/?{request.body.decode()}", {}).query
    return form["username"], form["password"], form


def _part(value: dict[str, object]) -> str:
    return _encoded(json.dumps(value).encode())


def _encoded(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
