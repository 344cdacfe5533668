"""The credential: what a registry asks of whoever pulls."""

from typing import NamedTuple


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
        return f"Credential({self.registry!r}, {self.username!r}, token={mask(self.token)!r})"


def mask(token: str) -> str:
    """Return bullets in place of a token: a fixed number, because its length is a hint too."""
    return "••••••••" if token else ""
