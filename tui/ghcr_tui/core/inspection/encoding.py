"""How the value that holds a payload is written, and the text that is read out of it."""

from typing import Literal, NamedTuple

from ghcr_tui.core.findings.base64_value import (
    holds_base64_in_clear,
    holds_nothing_yet,
    unwrap_twice_encoded,
)
from ghcr_tui.core.golang.base64_lenient import Base64, looks_like_base64, read_base64
from ghcr_tui.core.golang.base64_strict import decode_standard, go_text
from ghcr_tui.core.secret.object_rules import SECRET_LIMIT
from ghcr_tui.core.secret.secret_reader import SecretDocument, place_of_value
from ghcr_tui.core.text.decoding import utf8, utf16_text
from ghcr_tui.core.text.frames import SHELL_MARKS, without_frame


class Encoding(NamedTuple):
    """A value `written` under `data` or `stringData`, and the `text` that is in it.

    `reading` is the base64 as it was read, None where there is nothing to say of it: it is plain
    base64 under `data`, or clear text under `stringData`. `form` says what more was taken off: the
    text was UTF-16, or `twice` in base64. `is_utf8` is false where bytes were replaced as Go does.
    `is_unfilled` tells a placeholder, or a reference that nothing has resolved.
    """

    field: Literal["data", "stringData"]
    key: str
    written: str
    text: str
    reading: Base64 | None = None
    form: Literal["", "utf-16", "twice"] = ""
    is_utf8: bool = True
    is_unfilled: bool = False

    @property
    def place(self) -> str:
        """Where the value is, as people write it."""
        return place_of_value(self.field, self.key)

    @property
    def is_odd(self) -> bool:
        """Whether it is written in another way than tools write it."""
        if self.reading is None or self.field == "stringData":
            return self.reading is not None
        is_sound = self.written and self.reading.strict and not self.reading.newlines
        return bool(not is_sound or self.form or self.is_unfilled)

    @property
    def may_hold_payload(self) -> bool:
        """Whether to read the text as a payload: what is odd has to look like JSON inside."""
        return not self.is_odd or (not self.is_unfilled and self.text.lstrip().startswith("{"))

    def __repr__(self) -> str:
        """Leave the texts out: they hold tokens."""
        return f"Encoding({self.place}, {self.reading!r})"


def read_encoding(document: SecretDocument, key: str) -> Encoding:
    """Return how the value under `key` is written; `stringData` counts before `data`."""
    if key in document.string_data:
        return _in_clear(key, document.string_data[key])
    value = document.data[key]
    if text := plain_payload(value):
        return Encoding("data", key, value, text)
    return encoding_in_full(key, value)


def plain_payload(value: str) -> str:
    """Return the JSON in a value that no rule about encodings speaks of, "" for every other.

    Nearly all values of a long list are such; going through the rules takes five times as long.
    """
    try:
        text = decode_standard(value).decode("utf-8")
    except ValueError:
        return ""
    is_plain = (
        text.startswith("{")
        and "\n" not in value
        and len(value) <= SECRET_LIMIT
        and text[1:2] != "\x00"  # as UTF-16 has
    )
    return text if is_plain else ""


def encoding_in_full(key: str, value: str) -> Encoding:
    """Return how any `value` under `data` is written."""
    reading = read_base64(value)
    if holds_nothing_yet(value, reading):
        return Encoding("data", key, value, value, reading, is_unfilled=True)
    inside = "" if reading.strict else _inside(value)
    data = (read_base64(inside) if inside else reading).data
    if data is None:
        data = utf8(value)
    if utf16 := utf16_text(data):
        return Encoding("data", key, value, utf16.removeprefix("\ufeff"), reading, "utf-16")
    if twice := unwrap_twice_encoded(data):
        return Encoding("data", key, value, twice, reading, "twice")
    try:
        return Encoding("data", key, value, data.decode("utf-8"), reading)
    except UnicodeDecodeError:
        return Encoding("data", key, value, go_text(data), reading, is_utf8=False)


def _in_clear(key: str, text: str) -> Encoding:
    if not holds_base64_in_clear(text):
        return Encoding("stringData", key, text, text)
    reading = read_base64(text)
    return Encoding("stringData", key, text, go_text(reading.data or b""), reading)


def _inside(value: str) -> str:
    """Return the base64 inside what a program has put around it, "" where there is none."""
    if framed := without_frame(value):
        return framed
    shown = value.rstrip()
    is_marked = shown[-1:] in SHELL_MARKS and looks_like_base64(shown[:-1])
    return shown[:-1] if is_marked else ""
