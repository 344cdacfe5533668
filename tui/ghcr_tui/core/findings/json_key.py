"""Whether a service account's JSON key is whole, and what shells, files and hands made of it.

Sources: Google, "Configure authentication to Artifact Registry for Docker"; Yandex Cloud,
"Authenticating in Container Registry".
"""

import re
from binascii import a2b_base64
from json import loads
from typing import NamedTuple

from ghcr_tui.core.golang.json_text import Json

LONGEST = 16384
_WHOLE = "Paste the whole content of the service account's key file, as it is."
_LOST_QUOTES = r"\{\s*(?:type|project_id|id|service_account_id)\s*:"
_FILE = r"@?[\w./~\\:-]{1,250}\.json"


class KeyFault(NamedTuple):
    """What is wrong with a JSON key: the end of a sentence about the token, and the fix."""

    what: str
    fix: str


def json_key_fault(key: str, encoded: bool = False) -> KeyFault | None:
    """Return what keeps a registry from reading a JSON key, None where it is whole.

    `encoded` says that the base64 of the key belongs there, as the username tells.
    """
    if len(key) > LONGEST:
        return KeyFault("is longer than any JSON key", _WHOLE)
    if not encoded:
        return _fault(key)
    if key.lstrip().startswith("{"):
        return KeyFault("is a plain JSON key, not its base64", "Use the username `_json_key`.")
    decoded = _decoded(key)
    if decoded is None:
        return KeyFault("is not the base64 of a JSON key", _WHOLE + " Encode it: `base64 -w0`.")
    return _fault(decoded)


def type_of_key(key: str) -> str:
    """Return what a JSON key says that it is, "" where it says nothing or is not one."""
    loaded = _loaded(key)
    kind = loaded.get("type") if loaded else None
    return kind if isinstance(kind, str) else ""


def _fault(key: str) -> KeyFault | None:
    loaded = _loaded(key)
    if loaded is None:
        return _why_not_json(key)
    private = loaded.get("private_key")
    if not isinstance(private, str):
        return KeyFault("is JSON without a `private_key`, so it is no key", _WHOLE)
    if "\\n" in private and "\n" not in private:
        return KeyFault(
            "has `\\n` as two characters inside its `private_key`, where line breaks belong: its "
            "backslashes were doubled",
            _WHOLE,
        )
    if "KEY-----n" in private and "\n" not in private:
        return KeyFault(
            "has the letter `n` inside its `private_key` where line breaks belong: a shell took "
            "the backslashes",
            f'{_WHOLE} In a shell, read the file: `"$(cat key.json)"`.',
        )
    return None


def _why_not_json(key: str) -> KeyFault:
    text = key.strip()
    if _loaded(text, strict=False) is not None:
        return KeyFault(
            "has line breaks inside its values, where JSON has `\\n`: what wrote it turned the "
            "`\\n` of `private_key` into line breaks",
            _WHOLE,
        )
    if text.startswith("{") and _loaded(text.replace('\\"', '"')) is not None:
        return KeyFault('has `\\"` in place of every quote: it was escaped once too often', _WHOLE)
    if re.match(_LOST_QUOTES, text):
        return KeyFault(
            "has lost its double quotes, which a shell took",
            f'{_WHOLE} In a shell, read the file: `"$(cat key.json)"`.',
        )
    if text.startswith("{") and not text.endswith("}"):
        return KeyFault("is cut off: it begins with `{` and has no `}` at its end", _WHOLE)
    if text.startswith("-----BEGIN"):
        return KeyFault("is the `private_key` alone, a part of a JSON key", _WHOLE)
    if re.fullmatch(_FILE, text):
        return KeyFault("is the name of a file, not what is in it", _WHOLE)
    decoded = _decoded(text)
    if decoded is not None and _loaded(decoded) is not None:
        return KeyFault(
            "is a JSON key in base64, not the key as it is",
            "Use the username `_json_key_base64` (Google alone knows it), or decode the key.",
        )
    return KeyFault("is no JSON key", _WHOLE)


def _loaded(text: str, strict: bool = True) -> dict[str, Json] | None:
    try:
        loaded = loads(text, strict=strict)
    except (ValueError, RecursionError):
        return None
    return loaded if isinstance(loaded, dict) else None


def _decoded(text: str) -> str | None:
    try:
        return a2b_base64(text).decode("utf-8")
    except ValueError:
        return None
