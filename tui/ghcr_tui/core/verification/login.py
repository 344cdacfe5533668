"""A credential without its secret: which of its halves are there, and what a runtime does then."""

from typing import Literal, NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.verification.runtimes import StoppedError
from ghcr_tui.core.verification.verification import Cause, Stop


class Login(NamedTuple):
    """Whether a credential has a username and a token."""

    username: bool
    token: bool
    identity_token: bool = False


_IDENTITY_USERNAME = "<token>"
"""Docker's mark for an identity token (docker/cli, which no runtime of a node reads so)."""


def login_of(credential: Credential | None) -> Login | None:
    """Return what of a credential is there, or None without one."""
    if credential is None or not (credential.username or credential.token):
        return None
    return Login(
        bool(credential.username),
        bool(credential.token),
        credential.username == _IDENTITY_USERNAME,
    )


def check_for_containerd(login: Login, host: str, scheme: Literal["basic", "bearer"]) -> None:
    """Raise StoppedError where containerd sends nothing: half a credential is none to it.

    Its CRI plugin refuses an entry without a username, and its authorizer Basic without a token.
    """
    if not login.username:
        message = f"The username is empty, and {host} asks for one: containerd sends nothing."
        raise StoppedError(Stop("refused", Cause("wrong-credential", message, _FIX)))
    if scheme == "basic" and not login.token:
        message = f"The token is empty, and {host} asks for one: containerd sends nothing."
        raise StoppedError(Stop("refused", Cause("wrong-credential", message, _FIX)))


_FIX = "Put both username and token into the pull secret."
