"""How a walk to a registry is made: its settings, and who is told of it and asked for consent."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.platforms import (
    DEFAULT_PLATFORMS,
    RUNTIMES,
    Platform,
    Runtime,
)
from ghcr_tui.core.verification.question import RealmQuestion
from ghcr_tui.core.verification.verification import Step

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""From a host name and a port to its IP addresses; raises OSError where there are none."""


class Settings(NamedTuple):
    """How to ask.

    `timeout` is the deadline of each question in seconds, from resolving the name to the last byte;
    `ca_file` a PEM file of further certificate authorities; `plain_http` allows HTTP on hosts
    that are not this machine; `compare` asks the same without a credential at the end;
    `github_scopes` is the person's leave to ask `github_api` about the token of a ghcr.io
    credential; `environment` is where proxies are looked up (None: the process's own);
    `resolve` replaces the system's name resolution. `platforms` are those that an image has to
    pull on, all of them; none: one of `default_platforms` is enough. `layers`: they are looked for
    too. `runtimes` are those that are judged.
    """

    timeout: float = 15.0
    ca_file: str = ""
    plain_http: bool = False
    compare: bool = True
    github_scopes: bool = False
    github_api: str = "https://api.github.com/"
    environment: Mapping[str, str] | None = None
    resolve: Resolve | None = None
    platforms: tuple[Platform, ...] = ()
    default_platforms: tuple[Platform, ...] = DEFAULT_PLATFORMS
    layers: bool = True
    runtimes: tuple[Runtime, ...] = RUNTIMES


AllowRealm = Callable[[RealmQuestion], Awaitable[bool]]
"""Whether the credential may go there. It may take as long as a person takes."""

OnStep = Callable[[Step], None]
"""Called in the event loop, twice for each step: as `asking`, then with what came of it."""


class SettingsError(Problem):
    """The settings cannot be used: the sentence names the file and what is wrong with it."""


async def refuse_realm(_question: RealmQuestion) -> bool:
    """Answer for whoever cannot be asked: no."""
    return False


def ignore_step(_step: Step) -> None:
    """Take no notice of a step: they are all in the Verification too."""
