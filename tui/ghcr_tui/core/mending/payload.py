"""Mends of a payload as a whole: its JSON, and where its entries are."""

import re
from collections.abc import Callable, Iterator

from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, dumps, folded_name
from ghcr_tui.core.golang.splice import spliced_json
from ghcr_tui.core.secret.nested_payload import payload_inside
from ghcr_tui.core.secret.payload_reader import is_payload, looks_legacy
from ghcr_tui.core.text.env_line import env_value
from ghcr_tui.core.text.frames import without_shell_end

_LONGEST_YAML = 300_000
_ODD_SPACES = dict.fromkeys(map(ord, "\xa0\u2009\u202f\u3000"), " ") | {0x200B: "", 0xFEFF: ""}
_ODD_QUOTES = dict.fromkeys(map(ord, "“”„«»"), '"')
_COMMENTS = r"(?m)^[ \t]*(?://|#)[^\n]*\n?"
_Mend = Callable[[str], tuple[str, str] | None]


def mended_payload(code: str, text: str) -> tuple[str, str] | None:
    """Return the text of a payload without the cause of the finding `code`, and what was done."""
    mend = _MENDS.get(code)
    return mend(text) if mend else None


def _without_byte_order_mark(text: str) -> tuple[str, str] | None:
    return text.lstrip("\ufeff"), "the byte order mark before the payload was removed"


def _as_json(text: str) -> tuple[str, str] | None:
    """Read what is nearly JSON, and write it as JSON; nothing is guessed but its signs."""
    if assigned := env_value(text):
        name = "what stands before the `=` of an env file was removed"
        return (assigned[1], name) if _is_whole(_read(assigned[1])) else None
    for sound in _without_surplus(text):
        if sound != text and _is_whole(_read(sound)):
            return sound, "what JSON does not have was taken out of the payload"
    value = _read_yaml(text)
    if not _is_whole(value):
        return None
    return dumps(value), "the payload was written as JSON"


def _without_surplus(text: str) -> Iterator[str]:
    """Yield `text` without what editors, shells and people add to JSON, one after the other."""
    yield (text := without_shell_end(text.strip()).strip())
    yield (text := text.translate(_ODD_SPACES))
    yield re.sub(_COMMENTS, "", text).strip()
    yield text.translate(_ODD_QUOTES)
    yield text.removesuffix("}")
    yield text.removesuffix(";").removesuffix(",")


def _lifted(text: str) -> tuple[str, str] | None:
    """Make the payload that is one level too deep the payload itself."""
    value = _read(text)
    if value is None and _is_whole(value := _read_yaml(text)):
        return dumps(value), "the payload was written as JSON, not YAML"
    found = payload_inside(value)
    if found is None:
        return None
    return dumps({"auths": found.root["auths"]}), "the payload inside was made the payload itself"


def _wrapped(text: str) -> tuple[str, str] | None:
    value = _read(text)
    if not looks_legacy(value):
        return None
    return f'{{"auths":{text.strip()}}}', "`auths` was written around the entries"


def _without_repeated(text: str) -> tuple[str, str] | None:
    """Keep one of members that are written twice and are the same; of others a person chooses."""
    reader = JsonReader()
    try:
        value = reader.read(text)
    except JsonError:
        return None
    if not reader.take_duplicates() or not _same_throughout(value):
        return None
    return dumps(value), "of what was written twice, and the same, one was removed"


def _same_throughout(value: Json) -> bool:
    if isinstance(value, list):
        return all(map(_same_throughout, value))
    if not isinstance(value, dict):
        return True
    written = getattr(value, "written", None)
    if written is not None and any(value[name] != child for name, child in written):
        return False
    names = [folded_name(name) for name in value]
    return len(set(names)) == len(names) and all(map(_same_throughout, value.values()))


def _without_helpers(text: str) -> tuple[str, str] | None:
    """Take out of a payload the names of credential helpers, which the kubelet does not read."""
    value = _read(text)
    if not isinstance(value, dict):
        return None
    helpers = ("credsstore", "credhelpers")
    kept: dict[str, Json] = {
        name: child for name, child in value.items() if folded_name(name) not in helpers
    }
    return spliced_json(
        text, value, kept
    ), "the credential helpers, which the kubelet ignores, were removed"


def _is_whole(value: Json) -> bool:
    return is_payload(value) or looks_legacy(value)


def _read(text: str) -> Json:
    try:
        return JsonReader().read(text)
    except JsonError:
        return None


def _read_yaml(text: str) -> Json:
    if len(text) > _LONGEST_YAML:
        return None
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    reader = YamlReader()
    try:
        documents = [value for is_item, value, _ in reader.read_pieces(text) if not is_item]
    except YamlError:
        return None
    return documents[0] if len(documents) == 1 and not reader.duplicates else None


_MENDS: dict[str, _Mend] = {
    "payload-byte-order-mark": _without_byte_order_mark,
    "payload-not-json": _as_json,
    "payload-too-deep": _lifted,
    "auths-missing": _wrapped,
    "payload-duplicate-keys": _without_repeated,
    "credential-helper-ignored": _without_helpers,
}
PAYLOAD_CODES = frozenset(_MENDS)
"""Codes of findings about a payload as a whole that may be mended."""
