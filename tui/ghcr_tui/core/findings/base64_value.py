"""Rules about the value that holds the payload: base64 under `data`, text under `stringData`."""

from ghcr_tui.core.findings.finding import Finding, refusal
from ghcr_tui.core.findings.placeholder_value import is_value_placeholder
from ghcr_tui.core.findings.unfilled import unfilled_in
from ghcr_tui.core.golang.base64_lenient import (
    Base64,
    looks_like_base64,
    looks_like_words,
    read_base64,
)
from ghcr_tui.core.golang.base64_strict import go_text
from ghcr_tui.core.text.frames import SHELL_MARKS, without_frame
from ghcr_tui.core.text.inert import excerpt

_PLACEHOLDER = refusal(
    "data-placeholder",
    "The value is a placeholder that was left in.",
    "Put the base64 of the payload there.",
)
_ENCODE = "Encode it again, on one line: `base64 -w0`."


def data_finding(text: str, reading: Base64) -> Finding | None:
    """Return what is wrong with the encoding of `text`, a value under `data`."""
    if reading.strict:
        return _sound_but_odd(text, reading)
    if found := _as_typed(text):
        return found
    if text.lstrip().startswith("{"):
        message = "Plain JSON stands under `data`, where base64 belongs."
        return refusal("data-plain-json", message, "Encode it, or use `stringData`.")
    if (reading.data is None or reading.url_safe) and looks_like_words(text):
        message = "Plain text stands under `data`, where base64 belongs."
        return refusal("data-not-base64", message, "Encode it, or use `stringData`.")
    if reading.data is None and not reading.stray:
        message = (
            "The value has a length that base64 never has: a part of it is missing, or it is plain "
            "text."
        )
        fix = "Copy the whole value again, or encode it: `base64 -w0`."
        return refusal("data-cut-off", message, fix)
    if reading.data is None:
        message = f"The value is not base64, which has no {excerpt(reading.stray)}."
        return refusal("data-not-base64", message, _ENCODE)
    if reading.url_safe:
        message = "The base64 is in the URL-safe alphabet (`-` and `_`)."
        return refusal("data-url-safe", message, "Write `+` for `-` and `/` for `_`.")
    if reading.quoted:
        message = "The base64 has quotes inside its value."
        return refusal("data-quoted", message, "Remove the inner quotes.")
    if reading.spaces:
        message = (
            "The base64 is broken by spaces, as when wrapped lines stand in a plain YAML scalar "
            "(GNU `base64` wraps at 76 columns)."
        )
        return refusal("data-broken-by-spaces", message, _ENCODE)
    message = "The base64 lacks its padding (`=` at the end), which the API server needs."
    return refusal("data-unpadded", message, "Add the `=` signs, or encode it again.")


def holds_nothing_yet(text: str, reading: Base64) -> bool:
    """Return whether `text`, a value under `data`, is what nobody and nothing has filled in.

    Then there is nothing left to be read in it.
    """
    if reading.strict and (not text or reading.newlines or text.startswith("ey")):
        return False
    return _not_filled_in(text) is not None


def _not_filled_in(text: str) -> Finding | None:
    if unfilled := unfilled_in(text):
        message = f"The value is {unfilled.what}."
        return refusal("data-unfilled", message, unfilled.fix)
    return _PLACEHOLDER if is_value_placeholder(text) else None


def _as_typed(text: str) -> Finding | None:
    """Return what a person, a tool or a shell has put there instead of base64, else None."""
    if found := _not_filled_in(text):
        return found
    if without_frame(text):
        message = "The base64 has the lines of a certificate around it, as `certutil` writes them."
        fix = "Remove the lines that begin with `-----`."
        return refusal("data-framed", message, fix)
    inner = text.rstrip()
    if inner[-1:] in SHELL_MARKS and looks_like_base64(inner[:-1]):
        message = (
            f"The base64 ends in `{inner[-1]}`, a shell's mark for a line break that is missing."
        )
        return refusal("data-shell-mark", message, "Remove it.")
    return None


def holds_base64_in_clear(text: str) -> bool:
    """Return whether `text`, a value under `stringData`, is base64 that is encoded once more.

    Of placeholders the payload's own rules speak.
    """
    if not looks_like_base64(text) or looks_like_words(text):
        return False
    return not (is_value_placeholder(text) or unfilled_in(text))


def string_data_finding(text: str) -> Finding | None:
    """Return what is wrong with the encoding of `text`, a value under `stringData`."""
    if not holds_base64_in_clear(text):
        return None
    what = "Base64 stands under `stringData`, where plain text belongs: it is encoded once more"
    message = f"{what}."
    return refusal("string-data-base64", message, "Move it to `data`, or decode it.")


def unwrap_twice_encoded(data: bytes) -> str:
    """Return the payload inside `data` where it was encoded twice, else ""."""
    text = go_text(data)
    if not text.lstrip().startswith(("eyJ", "ewog", "ewoJ", "e30", "IHs", "Cns")):  # `{` in base64
        return ""
    inner = read_base64(text).data
    if inner is None or not inner.lstrip().startswith(b"{"):
        return ""
    return go_text(inner)


def twice_encoded_finding() -> Finding:
    """Return the finding for a payload that was encoded twice."""
    message = "The value was encoded twice: decoded once, it is base64 again."
    return refusal("data-encoded-twice", message, "Encode the payload once.")


def utf16_finding() -> Finding:
    """Return the finding for a payload in UTF-16, where JSON has to be UTF-8."""
    message = (
        "What is inside is UTF-16, as PowerShell's `Unicode` encoding and its `>` write it: JSON "
        "has to be UTF-8."
    )
    fix = "`[Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes($text))`, or `-Encoding utf8`."
    return refusal("data-utf-16", message, fix)


def not_utf8_finding() -> Finding:
    """Return the finding for a payload that holds bytes which are not UTF-8."""
    message = (
        "The payload has bytes that are not UTF-8. Go replaces them as it reads, so what is sent "
        "to the registry is not what was meant."
    )
    return Finding("payload-invalid-utf8", "warning", message, "Write the payload in UTF-8.")


def _sound_but_odd(text: str, reading: Base64) -> Finding | None:
    if not text:
        message = "The value is empty, where a payload belongs."
        return refusal("data-empty", message, "Compose it again.")
    if reading.newlines:
        message = "The base64 has line breaks. The API server passes over them."
        return Finding("data-wrapped", "info", message, _ENCODE)
    return None if text.startswith("ey") else _not_filled_in(text)
