"""Which server an address names: the authority on hosts, ports, loopback and forbidden addresses.

URLs are read by one strict grammar, so that no second parser can see another host in them.
"""

import ipaddress
import re
from typing import NamedTuple

_URL = re.compile(
    r"(?i:(?P<scheme>https?))://"
    r"(?P<host>[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9.])?|\[[0-9A-Fa-f:.]+\])"
    r"(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<rest>/[A-Za-z0-9\-._~!$&'()*+,;=:@%/]*)?(?P<query>\?[A-Za-z0-9\-._~!$&'()*+,;=:@%/?]*)?"
)
_DEFAULT_PORTS = {"http": 80, "https": 443}
_NUMERIC = re.compile(r"(?:[0-9]+|0[xX][0-9A-Fa-f]*)")
_METADATA = frozenset({"fd00:ec2::254", "100.100.100.200", "168.63.129.16"})
"""Cloud metadata services outside the link-local ranges (AWS over IPv6, Alibaba, Azure)."""
_API_HOSTS = {"docker.io": "registry-1.docker.io", "index.docker.io": "registry-1.docker.io"}

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address


class Origin(NamedTuple):
    """Scheme, host in lower case without a final dot (IPv6 without brackets), and port."""

    scheme: str
    host: str
    port: int

    @property
    def authority(self) -> str:
        """The host, with its port where that is not the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS[self.scheme] else f"{host}:{self.port}"

    def __str__(self) -> str:
        return f"{self.scheme}://{self.authority}"


def parse_origin(url: str) -> Origin | None:
    """Return the origin of an absolute `http` or `https` URL, or None for anything else.

    None too for a URL with userinfo, a fragment, a character that URLs write in percent form, or
    a host that some resolvers would read as a number (`0x7f.1`, `2130706433`).
    """
    match = _URL.fullmatch(url)
    if match is None:
        return None
    host = _canonical_host(match["host"])
    scheme = match["scheme"].lower()
    port = int(match["port"]) if match["port"] else _DEFAULT_PORTS[scheme]
    return Origin(scheme, host, port) if host and 0 < port < 65536 else None


def api_authority(domain: str) -> str:
    """Return where the registry of an image's `domain` (host or host:port) answers its API."""
    return _API_HOSTS.get(domain.lower(), domain)


def is_address(host: str) -> bool:
    """Tell whether `host` is an IP address and not a name."""
    return _address(host) is not None


def is_loopback(host: str) -> bool:
    """Tell whether `host` names this machine: `localhost`, 127.0.0.0/8 or ::1."""
    address = _address(host)
    return host == "localhost" if address is None else _plain(address).is_loopback


def forbidden_address(host: str) -> str:
    """Return why nothing may ever be asked of the address `host`, or an empty text.

    A name is answered with an empty text: it has to be resolved first.
    """
    address = _address(host)
    if address is None:
        return ""
    plain = _plain(address)
    if plain.is_link_local:
        return "a link-local address, where clouds keep their metadata service"
    if str(plain) in _METADATA:
        return "the address of a cloud's metadata service"
    if plain.is_unspecified or plain.is_multicast:
        return "an address that is no single server's"
    return ""


def _canonical_host(text: str) -> str:
    if text.startswith("["):
        address = _address(text[1:-1])
        return "" if address is None else str(address)
    host = text.lower().removesuffix(".")
    labels = host.split(".")
    if not all(labels):
        return ""
    if _NUMERIC.fullmatch(labels[-1]):
        address = _address(host)
        return "" if address is None else str(address)
    return host


def _address(text: str) -> _Address | None:
    try:
        return ipaddress.ip_address(text)
    except ValueError:
        return None


def _plain(address: _Address) -> _Address:
    """Return the IPv4 address that an IPv6 one carries (mapped, NAT64, 6to4), or itself."""
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in ipaddress.IPv6Network("64:ff9b::/96"):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address.sixtofour or address
