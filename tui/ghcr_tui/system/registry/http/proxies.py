"""Which proxy the environment names for an address, read as container runtimes read it.

The rules are those of Go's `golang.org/x/net/http/httpproxy`, which containerd and Docker use.
"""

import ipaddress
from collections.abc import Mapping

from ghcr_tui.core.verification.origin import Origin, is_address, is_loopback


def proxy_for(origin: Origin, environment: Mapping[str, str]) -> str:
    """Return the URL of the proxy for `origin`, or an empty text where it is asked directly.

    `HTTPS_PROXY` or `HTTP_PROXY` by scheme, each in upper or lower case; `NO_PROXY` exempts.
    `ALL_PROXY` is not read: Go does not. This machine is never asked through a proxy.
    """
    if is_loopback(origin.host) or _exempt(origin, _variable(environment, "NO_PROXY")):
        return ""
    proxy = _variable(environment, f"{origin.scheme.upper()}_PROXY").strip()
    return proxy if not proxy or "://" in proxy else f"http://{proxy}"


def _variable(environment: Mapping[str, str], name: str) -> str:
    return environment.get(name) or environment.get(name.lower()) or ""


def _exempt(origin: Origin, no_proxy: str) -> bool:
    return any(_matches(origin, item.strip().lower()) for item in no_proxy.split(","))


def _matches(origin: Origin, item: str) -> bool:
    if item in ("", "*"):
        return item == "*"
    if "/" in item:
        return _in_network(origin.host, item)
    host, _, port = item.rpartition(":") if _has_port(item) else (item, "", "")
    if port and port != str(origin.port):
        return False
    host = host.strip("[]")
    if is_address(host) or is_address(origin.host):
        return host == origin.host
    if host.startswith(("*.", ".")):
        return origin.host.endswith(host.removeprefix("*"))
    return origin.host == host or origin.host.endswith(f".{host}")


def _has_port(item: str) -> bool:
    head, colon, tail = item.rpartition(":")
    return bool(colon) and tail.isdigit() and (":" not in head or head.endswith("]"))


def _in_network(host: str, network: str) -> bool:
    try:
        return ipaddress.ip_address(host) in ipaddress.ip_network(network, strict=False)
    except ValueError:
        return False
