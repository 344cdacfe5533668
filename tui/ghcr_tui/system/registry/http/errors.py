"""From exceptions of sockets, TLS and the HTTP client to the failure that they mean."""

import socket
import ssl
from collections.abc import Iterator

import httpcore

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.core.verification.failures import Failure, FailureKind

# X509_V_ERR_*, see x509_vfy.h of OpenSSL.
_CERTIFICATE_KINDS: dict[int, tuple[FailureKind, str]] = {
    9: ("tls-not-yet-valid", ""),
    10: ("tls-expired", ""),
    18: ("tls-untrusted", "it signed itself"),
    19: ("tls-untrusted", "a private authority is in its chain"),
    20: ("tls-untrusted", "its issuer is not known here"),
    21: ("tls-untrusted", "its issuer is not known here"),
    62: ("tls-name", ""),
    64: ("tls-name", ""),
}

HTTP_ERRORS = (
    httpcore.TimeoutException,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
    OSError,
)
"""What a request may raise, other than NoAnswerError."""


class NoAnswerError(Problem):
    """A question that got no usable answer; `failure` says why."""

    status = 3

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.kind)
        self.failure = failure


def failure_of(error: BaseException, host: str, proxy: str) -> Failure:
    """Return the failure that `error` means for `host`; `proxy` is its authority, or empty."""
    chain = list(_causes(error))
    for cause in chain:
        if isinstance(cause, NoAnswerError):
            return cause.failure
        if isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            began = isinstance(error, httpcore.ConnectError)
            return Failure("tls-closed" if began else "disconnected", host)
        if isinstance(cause, ssl.SSLError):
            return _of_tls(cause, host)
    if isinstance(error, httpcore.ProxyError):
        return Failure("proxy", proxy or host, inert(str(error), 60))
    if proxy and any(isinstance(cause, ConnectionRefusedError) for cause in chain):
        return Failure("proxy-refused", proxy)
    at = proxy or host
    if any(isinstance(cause, TimeoutError | httpcore.TimeoutException) for cause in chain):
        return Failure("timeout", at)
    if any(isinstance(cause, socket.gaierror) for cause in chain):
        return Failure("unknown-host", at)
    if any(isinstance(cause, ConnectionRefusedError) for cause in chain):
        return Failure("connection-refused", at)
    if any(isinstance(cause, httpcore.LocalProtocolError) for cause in chain):
        return Failure("protocol", host, "the request could not be written")
    if isinstance(error, httpcore.RemoteProtocolError):
        silent = "without sending" in str(error)
        return Failure("disconnected" if silent else "protocol", host)
    if isinstance(error, httpcore.ReadError | httpcore.WriteError):
        return Failure("disconnected", host)
    system = next((cause for cause in chain if isinstance(cause, OSError) and cause.strerror), None)
    if isinstance(error, httpcore.ConnectError) and system is None:
        return Failure("tls-closed", host)
    return Failure("unreachable", at, inert(str(system.strerror), 60) if system else "")


def _of_tls(error: ssl.SSLError, host: str) -> Failure:
    if isinstance(error, ssl.SSLCertVerificationError):
        kind, detail = _CERTIFICATE_KINDS.get(
            error.verify_code, ("tls", inert(str(error.verify_message), 80))
        )
        return Failure(kind, host, detail)
    if error.reason in ("WRONG_VERSION_NUMBER", "UNKNOWN_PROTOCOL", "HTTP_REQUEST"):
        return Failure("not-tls", host)
    return Failure("tls", host, inert((error.reason or "no common ground").replace("_", " "), 60))


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
