"""The values of a verification: its steps, what came of them, and the conclusion they add up to."""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ghcr_tui.core.verification.platforms import Runtime

StepName = Literal[
    "challenge", "token", "manifest", "contents", "config", "layers", "anonymous", "scopes"
]
StepState = Literal["asking", "good", "refused", "unknown"]
Ending = Literal["pulls", "refused", "unknown", "differs"]
"""What a pull comes to; `differs`: one runtime pulls, another is refused."""

STEP_TITLES: dict[StepName, str] = {
    "challenge": "What the registry asks for",
    "token": "Token for this repository",
    "manifest": "The image's manifest",
    "contents": "What is in it",
    "config": "The image's configuration",
    "layers": "The image's layers",
    "anonymous": "The same without a credential",
    "scopes": "What GitHub says of the token",
}


class Cause(NamedTuple):
    """Why a step failed: a stable kebab-case `code`, what happened, and what to do about it."""

    code: str
    message: str
    fix: str = ""


class Step(NamedTuple):
    """One row of a walk. It is reported twice under one `number`: as `asking`, then answered.

    `request` is method and address with no secret in it; `host` the server that was asked;
    `milliseconds` from the first byte sent to the last one read, redirects included; `message`
    says what came of it; `notes` hold what happened on the way (a proxy, a redirect, a fallback).
    """

    number: int
    name: StepName
    request: str
    host: str
    outcome: StepState = "asking"
    status: int | None = None
    milliseconds: float | None = None
    message: str = ""
    notes: tuple[str, ...] = ()
    cause: Cause | None = None

    @property
    def title(self) -> str:
        """The step's name for people."""
        return STEP_TITLES[self.name]


class Manifest(NamedTuple):
    """What the registry holds under the reference.

    `platforms` are `os/architecture[/variant]`, empty for a single image; `size` is the sum of
    config and layers in bytes, None for an index or where it is not known.
    """

    digest: str
    media_type: str
    platforms: tuple[str, ...] = ()
    size: int | None = None


class Scopes(NamedTuple):
    """What GitHub says of a token: its scopes (None: it does not list any) and its expiry."""

    scopes: tuple[str, ...] | None
    expires: str = ""


class RuntimeEnding(NamedTuple):
    """What a pull with one runtime on one platform comes to; `notes` are sentences beside it."""

    runtime: Runtime
    platform: str
    ending: Ending
    cause: Cause | None = None
    notes: tuple[str, ...] = ()


class Conclusion(NamedTuple):
    """Whether nodes pull: one sentence, and the cause where the ending is not `pulls`.

    `public`: whether the image pulls without any credential, None where that is not known.
    `notes` are sentences on what a node needs besides, and on what cannot be seen from here.
    """

    ending: Ending
    sentence: str
    cause: Cause | None = None
    public: bool | None = None
    notes: tuple[str, ...] = ()


class Verification(NamedTuple):
    """All that one walk found out about one image and one credential.

    `registry` and `username` name the credential (both empty: none was used); `secret` says
    where it came from, as the caller named it. `runtimes` has one ending for each runtime and
    platform that was asked for; `insisted`: every platform has to pull, not one of them. `limits`
    are what hosts that count pulls say is left, in words, by host.
    """

    image: str
    registry: str
    username: str
    secret: str
    steps: tuple[Step, ...]
    conclusion: Conclusion
    manifest: Manifest | None = None
    scopes: Scopes | None = None
    runtimes: tuple[RuntimeEnding, ...] = ()
    insisted: bool = False
    limits: tuple[tuple[str, str], ...] = ()

    def ending_with(self, runtime: Runtime) -> Ending:
        """Return what a pull with one runtime comes to, all its platforms taken together."""
        mine = [each for each in self.runtimes if each.runtime == runtime]
        return ending_of(mine, self.insisted).ending


def ending_of(endings: Sequence[RuntimeEnding], insisted: bool) -> RuntimeEnding:
    """Return the ending that speaks for one runtime, out of those of its platforms.

    `insisted`: every platform has to pull; else one of them is enough.
    """
    order: tuple[Ending, ...] = ("pulls", "unknown", "refused")
    if insisted:
        order = ("refused", "unknown", "pulls")
    return min(endings, key=lambda one: order.index(one.ending))


class Stop(NamedTuple):
    """Where a pull ends before it is one: refused, or not to be found out."""

    ending: Literal["refused", "unknown"]
    cause: Cause
