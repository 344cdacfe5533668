"""What a registry asks for with `WWW-Authenticate`: the grammar of RFC 9110, section 11.6.1."""

import re
from collections.abc import Iterable
from typing import NamedTuple

_NAME = r"[!#$%&'*+\-.^_`|~0-9A-Za-z]+"
_QUOTED = r'"((?:[^\x00-\x08\x0a-\x1f\x7f"\\]|\\[^\x00-\x08\x0a-\x1f])*+)"'
_END = r"(?=[ \t]|,|$)"
_SCHEME = re.compile(rf"({_NAME})(?=[ \t,]|$)")
_PARAMETER = re.compile(rf"({_NAME})[ \t]*=[ \t]*(?:({_NAME})|{_QUOTED}){_END}")
_TOKEN68 = re.compile(rf"([A-Za-z0-9\-._~+/]+=*){_END}")
_BETWEEN = re.compile(r"[ \t,]*")
_SPACES = re.compile(r"[ \t]+")
_ESCAPED = re.compile(r"\\(.)")


class Challenge(NamedTuple):
    """One way to authenticate: a scheme in lower case with its parameters, or with a token68."""

    scheme: str
    parameters: tuple[tuple[str, str], ...] = ()
    token68: str = ""

    def parameter(self, name: str) -> str:
        """Return the parameter `name` (in lower case), unquoted, or an empty text."""
        return next((value for key, value in self.parameters if key == name), "")

    @property
    def realm(self) -> str:
        """The realm, or an empty text where there is none, or more than one."""
        found = {value for key, value in self.parameters if key == "realm"}
        return found.pop() if len(found) == 1 else ""

    @property
    def realms(self) -> tuple[str, ...]:
        """All realms that are named."""
        return tuple(value for key, value in self.parameters if key == "realm")


def parse_challenges(headers: Iterable[str]) -> tuple[Challenge, ...]:
    """Return the challenges in the values of one or several `WWW-Authenticate` headers, in order.

    Registries are untidy, and runtimes read them all the same: commas between parameters may be
    missing, and of a parameter that comes twice the last one counts. What breaks the grammar ends
    its header, and what was read before it stays. The realm is where a credential goes: of two
    that differ none is `realm`, and a challenge that breaks before its realm is whole is dropped.
    """
    return tuple(challenge for header in headers for challenge in _parse(header.strip(" \t")))


def _parse(header: str) -> list[Challenge]:
    found: list[Challenge] = []
    position = _skip(header, 0)
    while position < len(header):
        parameter = _PARAMETER.match(header, position)
        if parameter and found and not found[-1].token68:
            found[-1], position = _grown(found[-1], parameter), _skip(header, parameter.end())
            continue
        scheme = _SCHEME.match(header, position)
        started = _start(header, scheme) if scheme else None
        if started is None:
            if found and not found[-1].realms:
                found.pop()
            break
        challenge, end = started
        found.append(challenge)
        position = _skip(header, end)
    return found


def _start(header: str, scheme: re.Match[str]) -> tuple[Challenge, int] | None:
    """Read what is between a scheme and the next comma: further parameters come after it."""
    bare = Challenge(scheme[1].lower())
    spaces = _SPACES.match(header, scheme.end())
    if spaces is None or spaces.end() == len(header) or header[spaces.end()] == ",":
        return bare, scheme.end()
    parameter = _PARAMETER.match(header, spaces.end())
    if parameter:
        return _grown(bare, parameter), parameter.end()
    token68 = _TOKEN68.match(header, spaces.end())
    return (bare._replace(token68=token68[1]), token68.end()) if token68 else None


def _grown(challenge: Challenge, match: re.Match[str]) -> Challenge:
    """Return the challenge with one more parameter; a second realm stays beside the first."""
    name = match[1].lower()
    value = match[2] if match[2] is not None else _ESCAPED.sub(r"\1", match[3])
    if name == "realm" and value in challenge.realms:
        return challenge
    kept = tuple(each for each in challenge.parameters if name == "realm" or each[0] != name)
    return challenge._replace(parameters=(*kept, (name, value)))


def _skip(header: str, position: int) -> int:
    match = _BETWEEN.match(header, position)
    return match.end() if match else position
