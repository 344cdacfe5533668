"""How an answer is told in its step, in a few words."""

from collections.abc import Sequence

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.answers import explain_anywhere
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.failures import Failure, explain_failure
from ghcr_tui.core.verification.origin import parse_origin
from ghcr_tui.core.verification.refusals import Asked, skew_note
from ghcr_tui.core.verification.replies import Heard, Reply, Withheld
from ghcr_tui.core.verification.requests import NO_PROOF, Ask, TokenRequest
from ghcr_tui.core.verification.verification import StepName
from ghcr_tui.core.verification.withheld import explain_withheld
from ghcr_tui.system.registry.counter import Told
from ghcr_tui.system.registry.steps import OpenStep

_GET_NEXT = frozenset((400, 401, 404, 405))


def fill(row: OpenStep, asks: tuple[Ask, ...], answers: Sequence[Told], about: Asked) -> None:
    """Write into a step what came of it; of several answers, the first that is no good."""
    bad = [n for n, told in enumerate(answers) if not is_good(asks[n], told.heard)]
    number = bad[0] if bad else 0
    ask, told = asks[number], answers[number]
    row.status = told.status
    row.notes += [note for each in answers for note in each.notes]
    if not told.anew:
        row.notes.append("known from another question to this registry")
    if clock := skew_note(told.skew):
        row.notes.append(clock)
    heard = told.heard
    if isinstance(heard, Failure):
        row.outcome, row.cause = "unknown", explain_failure(heard)
    elif isinstance(heard, Withheld):
        stop = explain_withheld(heard)
        row.outcome, row.cause = stop.ending, stop.cause
    else:
        row.message = said_of(ask, heard, len(asks))
        if heard.pulls_left:
            row.notes.append(f"{heard.pulls_left}, says {heard.host}")
        stop_ = explain_anywhere(heard, about)
        if stop_ is not None:
            row.outcome, row.cause = stop_.ending, stop_.cause
        elif heard.status >= 400 and not leads_on(ask, heard):
            row.outcome = "refused"


def step_name(ask: Ask) -> StepName:
    """Return which step a request belongs to."""
    if isinstance(ask, TokenRequest):
        return "token"
    if ask.kind == "ping":
        return "challenge"
    if ask.kind == "manifest":
        return "manifest" if ask.method == "HEAD" else "contents"
    return "config" if ask.kind == "config" else "layers"


def is_good(ask: Ask, heard: Heard) -> bool:
    """Tell whether the walk goes on from what was heard."""
    return isinstance(heard, Reply) and (heard.status < 400 or leads_on(ask, heard))


def leads_on(ask: Ask, reply: Reply) -> bool:
    """Tell whether an answer of refusal is one that a runtime goes on from."""
    if isinstance(ask, TokenRequest):
        return ask.method == "POST" and reply.status in _GET_NEXT
    if reply.status == 401 and ask.proof == NO_PROOF:
        return usable_challenge(reply) is not None
    if ask.kind == "ping":
        return False
    empty = reply.status == 416 and ask.size == 0
    return empty or (ask.method == "HEAD" and reply.status == 405)


def said_of(ask: Ask, reply: Reply, count: int) -> str:
    """Return what came of a request; `count` is how many were asked together."""
    if reply.status >= 400 and not leads_on(ask, reply):
        words = f'{reply.host} says: "{reply.said}"' if reply.said else ""
        return words or f"answered {reply.status}"
    if isinstance(ask, TokenRequest):
        return _of_token(ask, reply)
    if reply.status == 401:
        return asked_for(usable_challenge(reply))
    if ask.kind == "ping":
        return "open to everybody: no credential is asked for"
    if ask.kind == "manifest":
        return _of_manifest(ask.method, reply)
    if ask.kind == "config":
        return f"for {reply.platform}" if reply.platform else "it is there"
    where = f", from {reply.redirected_to}" if reply.redirected_to else ""
    return f"{'the layer is' if count == 1 else f'all {count} layers are'} there{where}"


def asked_for(challenge: Challenge | None) -> str:
    """Say in a few words what a challenge asks for."""
    if challenge is None:
        return "open to everybody: no credential is asked for"
    if challenge.scheme == "basic":
        return "asks for username and token (Basic)"
    origin = parse_origin(challenge.realm)
    return f"asks for a token (Bearer) from {origin.authority if origin else 'an odd address'}"


def usable_challenge(reply: Reply) -> Challenge | None:
    """Return the challenge that can be answered, Bearer before Basic, or None."""
    for challenge in reply.challenges:
        if challenge.scheme == "bearer" and challenge.realm:
            return challenge
    return next((each for each in reply.challenges if each.scheme == "basic"), None)


def _of_token(ask: TokenRequest, reply: Reply) -> str:
    if reply.status >= 400:
        return f"POST answered {reply.status}; containerd asks again with GET"
    if not reply.token_fields:
        return f"{reply.host} answered without a token"
    if reply.opens_nothing:
        return f"{reply.host} granted a token that opens nothing"
    without = "" if ask.signed_in else " without a credential"
    return f"{reply.host} granted a token{without}"


def _of_manifest(method: str, reply: Reply) -> str:
    if reply.status == 405:
        return "HEAD answered 405; GET is asked instead"
    if method == "HEAD" or reply.document is None:
        said = reply.unreadable or f"{reply.digest or 'no digest'}, {reply.media_type or 'no type'}"
        return inert(said, 300)
    document = reply.document
    if document.platforms:
        return f"for {', '.join(document.platforms)}"
    if document.size is None:
        return reply.media_type
    return f"{_sized(document.size)} in config and layers"


def _sized(size: int) -> str:
    """Return a number of bytes as people say it."""
    return f"{size:,} bytes" if size < 100_000 else f"{size / 1_000_000:,.1f} MB"
