"""Registry keys as Go's net/url and net packages take them apart, errors included.

Only what decides a keyring match is kept: host, port and path. Bytes that are not UTF-8 are
as lone surrogates (Python's `surrogateescape`), so that sorting sees the same bytes as Go.
"""

import re
from typing import NamedTuple

from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem

# Left for `re` to compile on first use: this module is on the way of every composed Secret.


_CONTROL = "[\x00-\x1f\x7f]"
_NO_ESCAPE = "%(?![0-9A-Fa-f]{2})"
# Go allows a host anything else, and escapes for bytes outside ASCII and (RFC 6874) for `%` only.
_NOT_IN_HOST = r"[ \\^`{|}]|%(?!25|[89A-Fa-f][0-9A-Fa-f])"
_PORT = "(?::[0-9]*)?"
_ONCE_TAKEN = "kubelets built with Go before 1.24.8 or 1.25.2 took it"
_USER = "[A-Za-z0-9._:~!$&'()*+,;=%@-]*"
_ESCAPE = b"%([0-9A-Fa-f]{2})"


class NotAUrl(Problem, ValueError):
    """Go's url.Parse refuses a text; the message says what it met."""


class GoUrl(NamedTuple):
    """Host (with port, as written) and path (escapes decoded, with its leading slash)."""

    host: str
    path: str


def parse_url(url: str) -> GoUrl:
    """Take `url`, which begins with a scheme and `://`, apart as Go's url.Parse does.

    Everything from a `?` or a `#` on, and what is before an `@`, is checked and left out.
    Raises NotAUrl. Stricter than Go in one thing that no image can meet: an IPv6 zone.
    """
    before, _, fragment = url.partition("#")
    control = re.search(_CONTROL, before)
    if control:
        raise NotAUrl(f"it has the control character {excerpt(control[0])}")
    rest = before.partition("?")[0].partition("://")[2]
    authority, slash, path = rest.partition("/")
    user, at, host = authority.rpartition("@")
    host = _read_host(host)
    if at and not re.fullmatch(_USER, user):
        raise NotAUrl("what stands before its `@` is not a user")
    _unescape(user)
    path = _unescape(slash + path)
    _unescape(fragment)
    return GoUrl(host, path)


def split_host_port(host: str) -> tuple[str, str]:
    """Split as Go's net.SplitHostPort does; where that fails, all is host and the port is empty."""
    name, colon, port = host.rpartition(":")
    if not colon:
        return host, ""
    if host.startswith("["):
        if host.find("]") != len(name) - 1 or "[" in host[1:] or "]" in port:
            return host, ""
        return name[1:-1], port
    if any(sign in name for sign in ":[]"):
        return host, ""
    return name, port


def _read_host(host: str) -> str:
    """Return a host as net/url's parseHost does since Go 1.26: `[` is for IPv6 alone."""
    bracket = host.rfind("[")
    if bracket > 0:
        raise NotAUrl(f"its host has a `[` that begins no IPv6 address; {_ONCE_TAKEN}")
    if bracket == 0:
        return _read_address(host)
    colon = host.find(":")
    port = host[colon:] if colon >= 0 else ""
    _check_port(port)
    return _unescape_host(host)


def _read_address(host: str) -> str:
    """Return a host that begins with a bracket; `ghcr.io` in brackets is not one, nor is IPv4."""
    closing = host.rfind("]")
    if closing < 0:
        raise NotAUrl("its host has a `[` without a `]`")
    address = host[1:closing]
    if "%25" in address:
        raise NotAUrl("its address names an IPv6 zone")
    _check_port(host[closing + 1 :])
    plain = _unescape_host(address)
    from ipaddress import IPv6Address  # late: hardly any key is an address

    try:
        IPv6Address(plain)
    except ValueError:
        found = excerpt(f"[{plain}]", 60)
        raise NotAUrl(f"{found} in its host is not an IPv6 address; {_ONCE_TAKEN}") from None
    return f"[{plain}]{host[closing + 1 :]}"


def _check_port(port: str) -> None:
    if not re.fullmatch(_PORT, port):
        raise NotAUrl(f"{excerpt(port)} stands where a port belongs")


def _unescape_host(host: str) -> str:
    wrong = re.search(_NOT_IN_HOST, host)
    if wrong:
        found = host[wrong.start() :][:3] if wrong[0] == "%" else wrong[0]
        raise NotAUrl(f"its host has {'a space' if found == ' ' else excerpt(found)} in it")
    return _unescape(host)


def _unescape(text: str) -> str:
    if "%" not in text:
        return text
    broken = re.search(_NO_ESCAPE, text)
    if broken:
        raise NotAUrl(f"{excerpt(text[broken.start() :][:3])} is not an escape")
    decoded = re.sub(_ESCAPE, _byte, text.encode("utf-8", "surrogateescape"))
    return decoded.decode("utf-8", "surrogateescape")


def _byte(escape: re.Match[bytes]) -> bytes:
    return bytes([int(escape[1], 16)])
