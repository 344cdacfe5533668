"""What a token says of itself. Nothing is verified: the claims are only read.

Sources: RFC 7519 (JSON Web Token); GitHub, changelog of 2026-04-24 (stateless `ghs_` tokens); the
JSON inside what `aws ecr get-login-password` prints; Kubernetes, "Service account tokens".
"""

import re
from binascii import a2b_base64
from json import loads

from ghcr_tui.core.golang.json_text import Json

_JWT = r"eyJ[A-Za-z0-9_-]{1,8192}\.([A-Za-z0-9_-]{1,16384})\.[A-Za-z0-9_-]*"
_ECR = "eyJwYXlsb2FkIjoi[A-Za-z0-9+/=]{1,16384}"
_SERVICE_ACCOUNT = "system:serviceaccount:"


def claims_of(token: str) -> dict[str, Json]:
    """Return what `token` says of itself, nothing where it is not one that says anything.

    Read are JSON Web Tokens, GitHub's `ghs_` tokens that hold one, and Amazon ECR's passwords.
    """
    if not token.startswith(("eyJ", "ghs_")):
        return {}
    if match := re.fullmatch(_JWT, token[max(token.find("eyJ"), 0) :]):
        return _read(match[1])
    return _read(token) if re.fullmatch(_ECR, token) else {}


def is_service_account_token(token: str) -> bool:
    """Return whether a cluster made `token` for one of its service accounts, as it says itself."""
    subject = claims_of(token).get("sub")
    return isinstance(subject, str) and subject.startswith(_SERVICE_ACCOUNT)


def _read(encoded: str) -> dict[str, Json]:
    standard = encoded.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        claims = loads(a2b_base64(standard + "=" * (-len(standard) % 4)))
    except (ValueError, RecursionError):
        return {}
    return claims if isinstance(claims, dict) else {}
