"""Questions that got no usable answer: what can go wrong below HTTP, and around it."""

from typing import Literal, NamedTuple

from ghcr_tui.core.verification.verification import Cause

FailureKind = Literal[
    "unknown-host",
    "connection-refused",
    "unreachable",
    "timeout",
    "disconnected",
    "tls-untrusted",
    "tls-name",
    "tls-expired",
    "tls-not-yet-valid",
    "tls",
    "tls-closed",
    "not-tls",
    "proxy",
    "proxy-refused",
    "proxy-unsupported",
    "bad-address",
    "forbidden-address",
    "plain-http",
    "insecure-redirect",
    "bad-redirect",
    "redirect-loop",
    "too-large",
    "endless",
    "compressed",
    "protocol",
]


class Failure(NamedTuple):
    """Why there was no answer that can be used; `detail` is short, and fit to be shown."""

    kind: FailureKind
    host: str
    detail: str = ""


CLOCK_FIX = "Set this machine's clock (NTP), then try again."
_FAILURES: dict[FailureKind, tuple[str, str]] = {
    "unknown-host": (
        "No address is known for {host}.",
        "Check the registry's name for a typo, and whether this network's DNS (or a VPN) knows it.",
    ),
    "connection-refused": (
        "{host} refuses the connection: nothing listens on that port.",
        "Check the port, and whether the registry is running.",
    ),
    "unreachable": (
        "{host} cannot be reached{detail}.",
        "Check the network, the VPN and the firewall; behind a proxy set HTTPS_PROXY.",
    ),
    "timeout": (
        "{host} did not answer in time.",
        "Try again, allow more with --timeout, or look for a firewall that drops packets.",
    ),
    "disconnected": (
        "{host} closed the connection before a whole answer had come{detail}.",
        "Try again; if it stays, the port may be another service's, or a firewall interferes.",
    ),
    "tls-untrusted": (
        "The certificate of {host} is not signed by an authority that this machine trusts{detail}.",
        "If the registry has a private authority, give its certificate with --ca-file; the nodes "
        "need it too.",
    ),
    "tls-name": (
        "The certificate of {host} is for another name{detail}.",
        "Use the name that the certificate carries, or give the registry the right certificate.",
    ),
    "tls-expired": (
        "The certificate of {host} has expired, or this machine's clock is ahead.",
        "Check this machine's clock; if it is right, the registry needs a new certificate.",
    ),
    "tls-not-yet-valid": (
        "The certificate of {host} is not valid yet: this machine's clock is probably behind.",
        CLOCK_FIX,
    ),
    "tls": (
        "No secure connection to {host} could be made{detail}.",
        "The registry needs another certificate, or TLS 1.2 or newer: nodes refuse it too.",
    ),
    "tls-closed": (
        "{host} closed the connection during the TLS handshake.",
        "Check the port: what listens there may not speak TLS, or a firewall stands in between.",
    ),
    "not-tls": (
        "{host} does not speak TLS on this port.",
        "If the registry speaks plain HTTP only, --plain-http allows it (the credential can be "
        "read on the way); each node needs the same permission.",
    ),
    "proxy": (
        "The proxy {host} did not let the request through{detail}.",
        "Check HTTPS_PROXY and its username, or exempt the registry with NO_PROXY.",
    ),
    "proxy-refused": (
        "The proxy {host} of HTTPS_PROXY (or HTTP_PROXY) is not running: nothing listens there.",
        "Start it, correct the variable, or exempt the registry with NO_PROXY.",
    ),
    "proxy-unsupported": (
        "The proxy {host} cannot be used from here{detail}.",
        "Set HTTPS_PROXY to an http:// or https:// proxy, or exempt the registry with NO_PROXY; "
        "container runtimes use socks5:// too, and ghcr-tui does not.",
    ),
    "bad-address": (
        "{host} is not an address that can be asked.",
        "Check the host and the port in the image reference.",
    ),
    "forbidden-address": (
        "Nothing was sent to {host}: it is {detail}.",
        "No registry lives there; whoever runs the one you named sent you there.",
    ),
    "plain-http": (
        "Nothing was sent to {host}: it would go over plain HTTP, which anybody on the way can "
        "read.",
        "Use HTTPS, or allow plain HTTP with --plain-http.",
    ),
    "insecure-redirect": (
        "{host} redirects from HTTPS to plain HTTP{detail}, which was not followed.",
        "Container runtimes follow it, and anybody on the way can read what comes: give the "
        "registry (or its store) HTTPS. A captive portal of this network does that too.",
    ),
    "bad-redirect": (
        "{host} redirects to something that cannot be followed{detail}.",
        "The registry, or something in between, is set up wrongly.",
    ),
    "redirect-loop": (
        "{host} redirects in circles.",
        "The registry, or something in between, is set up wrongly.",
    ),
    "too-large": (
        "{host} sent more than an answer to this question can be{detail}; reading stopped.",
        "Whatever answers there is not a registry, or not a sane one.",
    ),
    "endless": (
        "{host} does not stop sending: after 16 MiB{detail} nothing more was read.",
        "Whatever answers there is not a registry, or not a sane one.",
    ),
    "compressed": (
        "{host} sent a compressed answer, though none was asked for; it was not unpacked.",
        "Something between here and the registry compresses answers: try without that proxy.",
    ),
    "protocol": (
        "What {host} sent is not HTTP as it should be{detail}.",
        "Check the port: another service may be listening there.",
    ),
}


def explain_failure(failure: Failure) -> Cause:
    """Return the cause for a question that got no usable answer."""
    message, fix = _FAILURES[failure.kind]
    detail = failure.detail
    if detail and failure.kind != "forbidden-address":
        detail = f" ({detail})"
    return Cause(failure.kind, message.format(host=failure.host, detail=detail), fix)
