"""What came back to one question: the answer's status, headers and body, and the facts in them."""

import email.utils
import json
import time
from typing import cast

import httpx

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.answers import Reply
from ghcr_tui.core.verification.challenge import Challenge, parse_challenges
from ghcr_tui.core.verification.origin import Origin

_CODES = frozenset(
    {
        "BLOB_UNKNOWN",
        "DENIED",
        "MANIFEST_INVALID",
        "MANIFEST_UNKNOWN",
        "NAME_INVALID",
        "NAME_UNKNOWN",
        "TAG_INVALID",
        "TOOMANYREQUESTS",
        "UNAUTHORIZED",
        "UNKNOWN",
        "UNSUPPORTED",
    }
)
"""The error codes of the distribution specification; nothing else of an error body is kept."""


class Exchange:
    """What came back. `repr` shows the status alone: headers and body may hold a token.

    `origin` is where the answer came from after redirects; `notes` are for the step.
    """

    def __init__(
        self, origin: Origin, response: httpx.Response, body: bytes, notes: tuple[str, ...]
    ) -> None:
        self.origin = origin
        self.status = response.status_code
        self.body = body
        self.notes = notes
        self._headers = response.headers

    def __repr__(self) -> str:
        return f"Exchange({str(self.origin)!r}, {self.status})"

    def header(self, name: str) -> str | None:
        """Return the (first) value of a header, or None."""
        return next(iter(self._headers.get_list(name)), None)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return inert((self.header("content-type") or "").partition(";")[0].strip().lower(), 100)

    @property
    def challenges(self) -> tuple[Challenge, ...]:
        """What `WWW-Authenticate` asks for."""
        return parse_challenges(self._headers.get_list("www-authenticate"))

    def reply(self) -> Reply:
        """Return the facts that a cause is told from."""
        errors = (challenge.parameter("error") for challenge in self.challenges)
        return Reply(
            host=self.origin.authority,
            status=self.status,
            html=self.media_type in ("text/html", "application/xhtml+xml"),
            codes=_error_codes(self.body),
            challenge_error=next((error for error in errors if error), ""),
            retry_after=_retry_after(self.header("retry-after")),
            skew=self.skew,
        )

    @property
    def skew(self) -> int:
        """The server's clock minus this machine's, in seconds; 0 where it sent no date."""
        moment = _http_date(self.header("date"))
        return 0 if moment is None else round(moment - time.time())


def _error_codes(body: bytes) -> tuple[str, ...]:
    if not body.lstrip().startswith(b"{"):
        return ()
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    errors = cast(dict[str, object], document).get("errors")
    if not isinstance(errors, list):
        return ()
    codes = [error.get("code") for error in errors if isinstance(error, dict)]
    return tuple(code for code in codes if isinstance(code, str) and code in _CODES)


def _retry_after(value: str | None) -> int | None:
    if value is None:
        return None
    if value.strip().isdecimal() and len(value) < 10:
        return int(value)
    moment = _http_date(value)
    return None if moment is None else max(0, round(moment - time.time()))


def _http_date(value: str | None) -> float | None:
    if value is None:
        return None
    try:
        return email.utils.parsedate_to_datetime(value).timestamp()
    except (ValueError, OverflowError, IndexError, TypeError):
        return None
