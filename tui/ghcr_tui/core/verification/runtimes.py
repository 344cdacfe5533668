"""How a pull is judged: a runtime's own way of asking, held against the facts that are there.

A runtime's way is a generator of requests that is sent what was heard. It is run from its start
over the facts known so far; where it wants to know more, the judgement is what has to be asked.
"""

from collections.abc import Generator, Mapping
from typing import NamedTuple, TypeVar

from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.failures import Failure, explain_failure
from ghcr_tui.core.verification.image_manifest import Document
from ghcr_tui.core.verification.refusals import Asked
from ghcr_tui.core.verification.replies import Heard, Reply, Withheld
from ghcr_tui.core.verification.requests import NO_PROOF, Ask, Proof, TokenRequest
from ghcr_tui.core.verification.verification import Stop
from ghcr_tui.core.verification.withheld import explain_withheld


class StoppedError(Problem):
    """The way ends here; `stop` says with what ending and why."""

    status = 3

    def __init__(self, stop: Stop) -> None:
        super().__init__(f"The walk ended: {stop.cause.code}.")
        self.stop = stop


class Reached(NamedTuple):
    """The manifest of the image, as one runtime came to it.

    `sent`: the registry asked for the credential on the way.
    """

    digest: str
    media_type: str
    document: Document
    proof: Proof = NO_PROOF
    sent: bool = False


class Pulled(NamedTuple):
    """A pull that goes through: `stores` are the other hosts that layers come from, and `notes`
    what is worth knowing all the same.
    """

    stores: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()


Way = Generator[tuple[Ask, ...], tuple[Heard, ...], "Reached"]
PullWay = Generator[tuple[Ask, ...], tuple[Heard, ...], Pulled]


class Needs(NamedTuple):
    """What has to be asked before there can be a judgement."""

    asks: tuple[Ask, ...]


_Found = TypeVar("_Found")


def judge(
    way: Generator[tuple[Ask, ...], tuple[Heard, ...], _Found], facts: Mapping[Ask, Heard]
) -> _Found | Stop | Needs:
    """Return where `way` ends over `facts`, or what has to be asked first."""
    try:
        asks = next(way)
        while True:
            missing = tuple(dict.fromkeys(ask for ask in asks if ask not in facts))
            if missing:
                return Needs(missing)
            asks = way.send(tuple(facts[ask] for ask in asks))
    except StopIteration as end:
        result: _Found = end.value
        return result
    except StoppedError as end:
        return end.stop


def asked(ask: Ask) -> Generator[tuple[Ask, ...], tuple[Heard, ...], Reply]:
    """Ask one question, and return what a server answered. Raises StoppedError for all else."""
    (heard,) = yield (ask,)
    if isinstance(heard, Failure) and heard.kind == "too-large" and ask.kind == "manifest":
        raise StoppedError(Stop("refused", explain_failure(heard)))  # no runtime reads more
    return answered(heard)


def granted(request: TokenRequest, reply: Reply, about: Asked) -> tuple[Proof, Asked]:
    """Return what the token in a reply proves, and what is known of the question then."""
    known = about._replace(granted=True, opens_nothing=reply.opens_nothing)
    return Proof(token=request), known


def answered(heard: Heard) -> Reply:
    """Return the reply in what was heard. Raises StoppedError where there is none."""
    if isinstance(heard, Failure):
        raise StoppedError(Stop("unknown", explain_failure(heard)))
    if isinstance(heard, Withheld):
        raise StoppedError(explain_withheld(heard))
    return heard
