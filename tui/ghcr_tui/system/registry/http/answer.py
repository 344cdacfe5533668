"""What came back to one question: the answer's status, headers and body, and the facts in them."""

import json
import re
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import cast

from ghcr_tui.core.text.inert import inert
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
"""The error codes of the distribution specification."""
LONGEST_SAID = 200


class Headers:
    """The headers of an answer, as text; names are told apart without regard to case."""

    def __init__(self, raw: Sequence[tuple[bytes, bytes]]) -> None:
        self._raw = [(name.decode("latin-1").lower(), value) for name, value in raw]

    def all(self, name: str) -> list[str]:
        """Return every value of the header `name` (in lower case)."""
        return [value.decode("latin-1") for each, value in self._raw if each == name]

    def first(self, name: str) -> str | None:
        """Return the first value of the header `name`, or None."""
        return next(iter(self.all(name)), None)


class Exchange:
    """What came back. `repr` shows the status alone: headers and body may hold a token.

    `origin` is where the answer came from after redirects; `whole`: all of the body was read;
    `notes` are for the step.
    """

    def __init__(
        self, origin: Origin, status: int, headers: Headers, body: bytes, whole: bool
    ) -> None:
        self.origin = origin
        self.status = status
        self.body = body
        self.whole = whole
        self.notes: tuple[str, ...] = ()
        self._headers = headers

    def __repr__(self) -> str:
        return f"Exchange({str(self.origin)!r}, {self.status})"

    def header(self, name: str) -> str | None:
        """Return the (first) value of a header, or None."""
        return self._headers.first(name)

    @property
    def media_type(self) -> str:
        """The content type without its parameters, in lower case."""
        return inert((self.header("content-type") or "").partition(";")[0].strip().lower(), 100)

    @property
    def challenges(self) -> tuple[Challenge, ...]:
        """What `WWW-Authenticate` asks for."""
        return parse_challenges(self._headers.all("www-authenticate"))

    @property
    def errors(self) -> tuple[tuple[str, ...], str]:
        """The specification's error codes in the body, and the first message there."""
        return _errors(self.body) if self.status >= 400 else ((), "")

    @property
    def retry_after(self) -> int | None:
        """Seconds until it is worth asking again, where the server says so."""
        return _retry_after(self.header("retry-after"))

    @property
    def skew(self) -> int:
        """The server's clock minus this machine's, in seconds; 0 where it sent no date."""
        moment = _http_date(self.header("date"))
        return 0 if moment is None else round(moment - time.time())


def _errors(body: bytes) -> tuple[tuple[str, ...], str]:
    if not body.lstrip().startswith(b"{"):
        return (), ""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return (), ""
    value = cast(dict[str, object], document)
    errors = value.get("errors")
    listed = errors if isinstance(errors, list) else [value]
    entries = [each for each in listed[:20] if isinstance(each, dict)]
    codes = [entry.get("code") for entry in entries]
    known = tuple(code for code in codes if isinstance(code, str) and code in _CODES)
    texts = (entry.get(key) for entry in entries for key in ("message", "details"))
    said = next((text for text in texts if isinstance(text, str) and text.strip()), "")
    return known, said


def _retry_after(value: str | None) -> int | None:
    if value is None:
        return None
    if value.strip().isdecimal() and len(value) < 10:
        return int(value)
    moment = _http_date(value)
    return None if moment is None else max(0, round(moment - time.time()))


_HTTP_DATE = re.compile(
    r"[A-Z][a-z]{2}, (\d\d) ([A-Z][a-z]{2}) (\d{4}) (\d\d):(\d\d):(\d\d) GMT", re.ASCII
)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def _http_date(value: str | None) -> float | None:
    """Return the time in an IMF-fixdate, the form that servers have to send (RFC 9110, 5.6.7)."""
    match = _HTTP_DATE.fullmatch(value.strip()) if value else None
    if match is None or match[2] not in _MONTHS:
        return None
    day, year, hour, minute, second = (int(match[group]) for group in (1, 3, 4, 5, 6))
    month = _MONTHS.index(match[2]) + 1
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp()
    except ValueError:
        return None
