"""The payload: the JSON `{"auths": …}` that `.dockerconfigjson` holds."""

from typing import Literal

from ghcr_tui.core.credential.credential import Credential, encode_auth, mask
from ghcr_tui.core.golang import json_text as gojson
from ghcr_tui.core.golang.json_text import Json

Style = Literal["auth", "kubectl"]
"""`auth`: only `auth` per registry; `kubectl`: username, password, email and `auth`, as kubectl."""


def payload_object(
    credentials: tuple[Credential, ...], style: Style = "auth", masked: bool = False
) -> dict[str, Json]:
    """Return the payload of `credentials` in the order given, as a JSON object.

    Of two credentials for the same registry the later one stays, as with any JSON object.
    With `masked`, bullets are in place of the token that the `kubectl` style writes in clear.
    """
    auths: dict[str, Json] = {
        credential.registry: _entry(credential, style, masked) for credential in credentials
    }
    return {"auths": auths}


def payload_text(
    credentials: tuple[Credential, ...], style: Style = "auth", masked: bool = False
) -> str:
    """Return the payload as the compact JSON that goes into the Secret."""
    return gojson.dumps(payload_object(credentials, style, masked))


def _entry(credential: Credential, style: Style, masked: bool) -> dict[str, Json]:
    auth = encode_auth(credential.username, credential.token)
    email: dict[str, Json] = {"email": credential.email} if credential.email else {}
    if style == "auth":
        return {"auth": auth, **email}
    password = mask(credential.token) if masked else credential.token
    return {"username": credential.username, "password": password, **email, "auth": auth}
