"""The values of a verification: its steps, what came of them, and the verdict they add up to."""

from typing import Literal, NamedTuple

StepName = Literal["challenge", "token", "manifest", "contents", "anonymous", "scopes"]
StepState = Literal["asking", "good", "refused", "unknown"]
Ending = Literal["pulls", "refused", "unknown"]

STEP_TITLES: dict[StepName, str] = {
    "challenge": "What the registry asks for",
    "token": "Token for this repository",
    "manifest": "The image's manifest",
    "contents": "What is in it",
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


class Conclusion(NamedTuple):
    """Whether a node pulls: the answer, one sentence, and the cause where it is not `pulls`.

    `public`: whether the image pulls without any credential, None where that is not known.
    """

    answer: Ending
    sentence: str
    cause: Cause | None = None
    public: bool | None = None


class Verification(NamedTuple):
    """All that one walk found out about one image and one credential.

    `registry` and `username` name the credential (both empty: none was used); `secret` says
    where it came from, as the caller named it.
    """

    image: str
    registry: str
    username: str
    secret: str
    steps: tuple[Step, ...]
    verdict: Conclusion
    manifest: Manifest | None = None
    scopes: Scopes | None = None


class Stop(NamedTuple):
    """Where a walk ended before the manifest: refused, or not to be found out."""

    answer: Literal["refused", "unknown"]
    cause: Cause


def conclude(
    image: str,
    registry: str,
    with_credential: bool,
    sent: bool,
    stop: Stop | None,
    public: bool | None,
) -> Conclusion:
    """Return the verdict on a walk that ended with `stop` (None: the manifest was served).

    `with_credential`: there was one to try; `sent`: the registry asked for it. `public` is what
    the same walk without a credential found.
    """
    if stop is None:
        return Conclusion(
            "pulls", _pulls(image, registry, with_credential, sent, public), None, public
        )
    if stop.answer == "unknown":
        sentence = f"It could not be found out whether {image} pulls."
        return Conclusion("unknown", sentence, stop.cause, public)
    if not with_credential:
        return Conclusion(
            "refused", f"{image} does not pull without a credential.", stop.cause, public
        )
    if not public:
        return Conclusion("refused", f"This credential does not pull {image}.", stop.cause, public)
    return Conclusion(
        "refused",
        f"{image} is public, but {registry} refuses it to whoever sends this credential: "
        "a pod with it cannot pull what it could pull with none.",
        Cause(
            "public-but-refused",
            stop.cause.message,
            "Renew the credential, or take it out of the pull secret: the image needs none.",
        ),
        public,
    )


def _pulls(
    image: str, registry: str, with_credential: bool, sent: bool, public: bool | None
) -> str:
    if not with_credential:
        return f"{image} pulls without a credential: it is public."
    if not sent:
        return f"{image} pulls, but {registry} never asked for the credential: it proves nothing."
    if public:
        return f"{image} pulls with this credential, and without one too: it is public."
    return f"{image} pulls with this credential."
