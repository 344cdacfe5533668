"""The credential: what a registry asks of whoever pulls, and `auth`, which holds it in base64."""

from typing import NamedTuple

from ghcr_tui.core.golang.base64_strict import base64_text, decode_optionally_padded
from ghcr_tui.core.text.problem import Problem


class Credential(NamedTuple):
    """One registry with the username and the token (password) that it is asked with.

    `registry` is the key under `auths`, as written. All four are plain text, never base64.
    """

    registry: str
    username: str
    token: str
    email: str = ""

    def __repr__(self) -> str:
        """Leave the token out, so that no log, traceback or assertion can show it."""
        return f"Credential({shown_login(*self[:3])})"


def shown_login(registry: str, username: str, token: str) -> str:
    """Return how a login is written in a repr: no token, wherever in it one was put."""
    # Imported late: a repr is for logs and tracebacks, and no run that goes well needs one.
    from ghcr_tui.core.credential.redaction import shown_registry, shown_username

    shown = shown_username(username, token)
    return f"{shown_registry(registry)!r}, {shown!r}, token={mask(token)!r}"


def mask(token: str) -> str:
    """Return bullets in place of a token: a fixed number, because its length is a hint too."""
    return "••••••••" if token else ""


class AuthError(Problem, ValueError):
    """An `auth` value that the kubelet cannot use; the message is a plain sentence."""


def encode_auth(username: str, token: str) -> str:
    """Return `auth`: the base64 of `username:token`, as `printf %s username:token | base64 -w0`."""
    return base64_text(f"{username}:{token}")


def basic_authorization(credential: Credential) -> str:
    """Return the value of `Authorization` for HTTP Basic (RFC 7617): the bytes that `auth` holds.

    Bytes that are not UTF-8 go out as the Secret has them.
    """
    return f"Basic {encode_auth(credential.username, credential.token)}"


def decode_auth(auth: str) -> tuple[str, str]:
    """Return username and token of an `auth` value, decoded as the kubelet decodes it.

    Standard alphabet, padding optional, CR and LF passed over, split at the first colon
    (Kubernetes, pkg/credentialprovider/config.go, decodeDockerConfigFieldAuth). Bytes that are
    not UTF-8 come back as lone surrogates. Raises `AuthError`.
    """
    try:
        decoded = decode_optionally_padded(auth)
    except ValueError:
        raise AuthError("`auth` is not base64 in the standard alphabet") from None
    username, colon, token = decoded.partition(b":")
    if not colon:
        raise AuthError("`auth` decodes to text without a colon, where `username:token` belongs")
    return username.decode("utf-8", "surrogateescape"), token.decode("utf-8", "surrogateescape")
