"""What a walk to a registry is told: the question, the settings, and who is asked for consent."""

from collections.abc import Awaitable, Callable, Mapping
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.keyring.lookup import Lookup
from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.verification import Step

Resolve = Callable[[str, int], Awaitable[tuple[str, ...]]]
"""From a host name and a port to its IP addresses; raises OSError where there are none."""


class Question(NamedTuple):
    """One image and the credential to pull it with (None: anonymously).

    The credential goes to the image's registry: it is the caller's to see that it is meant for
    it. `secret` is a label for people, and comes back in the Verification.
    """

    image: ImageReference
    credential: Credential | None = None
    secret: str = ""


def questions_for(found: Lookup) -> tuple[Question, ...]:
    """Return what a node asks about an image: each credential of the kubelet's, in its order.

    Where none matches, or an entry holds neither username nor token, it asks anonymously.
    """
    questions = []
    for match in found.matches:
        held = match.credential.username or match.credential.token
        questions.append(Question(found.image, match.credential if held else None, match.secret))
    return tuple(questions) or (Question(found.image),)


class Settings(NamedTuple):
    """How to ask.

    `timeout` is the deadline of each step in seconds, from resolving the name to the last byte;
    `ca_file` a PEM file of further certificate authorities; `plain_http` allows HTTP on hosts
    that are not this machine; `compare` asks the same without a credential at the end;
    `github_scopes` is the person's leave to ask `github_api` about the token of a ghcr.io
    credential; `environment` is where proxies are looked up (None: the process's own);
    `resolve` replaces the system's name resolution.
    """

    timeout: float = 15.0
    ca_file: str = ""
    plain_http: bool = False
    compare: bool = True
    github_scopes: bool = False
    github_api: str = "https://api.github.com/"
    environment: Mapping[str, str] | None = None
    resolve: Resolve | None = None


class RealmQuestion(NamedTuple):
    """What the person has to know before a credential goes to another site.

    `registry` named `authority` (host, with a port that is not the usual one) as the place that
    would get `username` and the token; `reason` says why this is asked.
    """

    image: str
    registry: str
    authority: str
    username: str
    reason: str


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
