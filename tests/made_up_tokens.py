"""Tokens that nobody ever had, built the way their makers build them."""

import json
from base64 import b64encode, urlsafe_b64encode
from zlib import crc32

BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
PUBLISHED = "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"
"""GitHub's own published example, long revoked."""


def github_token(prefix: str = "ghp_", body: str = "MadeUpForTestsOnly000000000000") -> str:
    """Return `prefix`, 30 characters and their checksum."""
    value, checksum = crc32(body.encode()), ""
    while value:
        value, digit = divmod(value, 62)
        checksum = BASE62[digit] + checksum
    return prefix + body + checksum.rjust(6, "0")


def jwt(**claims: object) -> str:
    """Return an unsigned JSON Web Token with `claims`."""
    return f"{_base64url({'alg': 'none', 'typ': 'JWT'})}.{_base64url(claims)}.c2lnbmF0dXJl"


def installation_token(app: int, **claims: object) -> str:
    """Return an installation token of GitHub in its stateless form, `ghs_APPID_JWT`."""
    return f"ghs_{app}_{jwt(**claims)}"


def digitalocean_token(beginning: str = "dop_v1_") -> str:
    """Return a token of DigitalOcean's, in its form: 64 hex digits behind a prefix."""
    return beginning + "c0ffee00" * 8


def service_account_token(**claims: object) -> str:
    """Return a token that a cluster made for a service account, in its form."""
    return jwt(iss="https://kubernetes.default.svc", sub="system:serviceaccount:shop:web", **claims)


def yandex_key() -> str:
    """Return an authorized key of Yandex Cloud, in its form."""
    key = {
        "id": "ajemadeup",
        "service_account_id": "ajemadeuptoo",
        "key_algorithm": "RSA_2048",
        "public_key": "-- none --\n",
        "private_key": "-- none --\n",
    }
    return json.dumps(key, indent=3) + "\n"


def ecr_password(expiration: int) -> str:
    """Return what `aws ecr get-login-password` prints, in its form."""
    claims = {
        "payload": "bWFkZSB1cA==",
        "datakey": "bm8ga2V5",
        "version": "2",
        "type": "DATA_KEY",
        "expiration": expiration,
    }
    return b64encode(json.dumps(claims, separators=(",", ":")).encode()).decode()


def google_key() -> str:
    """Return a service account's JSON key, in its form."""
    key = {"type": "service_account", "project_id": "made-up", "private_key": "-- none --\n"}
    return json.dumps(key, indent=2) + "\n"


def _base64url(part: dict[str, object]) -> str:
    return urlsafe_b64encode(json.dumps(part, separators=(",", ":")).encode()).decode().rstrip("=")
