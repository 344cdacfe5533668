"""A credential without its secret: which of its halves are there, and what a runtime does then."""

from typing import Literal, NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.verification.runtimes import StoppedError
from ghcr_tui.core.verification.verification import Cause, Stop


class Login(NamedTuple):
    """Whether a credential has a username and a token."""

    username: bool
    token: bool

    @property
    def missing(self) -> str:
        """The half that is not there, or ""."""
        return "" if self.username and self.token else "token" if self.username else "username"


def login_of(credential: Credential | None) -> Login | None:
    """Return what of a credential is there, or None without one."""
    if credential is None or not (credential.username or credential.token):
        return None
    return Login(bool(credential.username), bool(credential.token))


def check_for_containerd(login: Login, host: str, scheme: Literal["basic", "bearer"]) -> None:
    """Raise StoppedError where containerd sends nothing: half a credential is not one to it.

    Its CRI plugin refuses an entry without a username, and its authorizer Basic without a token.
    """
    if not login.username:
        message = f"The username is empty, and {host} asks for one: containerd sends nothing."
        raise StoppedError(Stop("refused", Cause("wrong-credential", message, _FIX)))
    if scheme == "basic" and not login.token:
        message = f"The token is empty, and {host} asks for one: containerd sends nothing."
        raise StoppedError(Stop("refused", Cause("wrong-credential", message, _FIX)))


_FIX = "Put both username and token into the pull secret."
