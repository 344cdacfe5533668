"""A Secret as a Go template or jsonpath prints it: `map[apiVersion:v1 data:map[…]]`."""

from base64 import b64encode

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.go_map import read_go_map
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.documents import recognise
from ghcr_tui.core.inspection.inspection import Events
from ghcr_tui.core.inspection.printed import bytes_of
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.told import with_finding

_WHAT = "This is what a Go template or jsonpath prints of an object, not a manifest."
_FINDING = Finding(
    "go-map",
    "info",
    f"{_WHAT} It has no quotes, so what is in it can be mistaken.",
    "Print it with `-o yaml` in place of `--template`, `-o go-template` or `-o jsonpath`.",
)


def inspect_go_printed(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of a Go map, None where `text` does not begin as one."""
    if not text.startswith(("map[", "[map[")):
        return None
    found = read_go_map(f"map[items:{text} kind:List]" if text[0] == "[" else text)
    if found is None:
        return None
    return with_finding(recognise(_typed(found), inspector), _FINDING, "Go map", _WHAT)


def _typed(document: dict[str, Json]) -> dict[str, Json]:
    """Return `document` with booleans and empty maps, which Go prints as words and as nothing.

    Bytes, which it prints as numbers, are the base64 that a manifest has of them.
    """
    typed: dict[str, Json] = {}
    for name, value in document.items():
        if name == "items" and isinstance(value, list):
            typed[name] = [_typed(item) if isinstance(item, dict) else item for item in value]
        elif isinstance(value, dict):
            typed[name] = _typed(value)
        elif isinstance(value, list) and len(value) > 1 and (data := bytes_of(value)):
            typed[name] = b64encode(data).decode()
        elif value in ("true", "false") and name == "immutable":
            typed[name] = value == "true"
        elif value != "<nil>":
            typed[name] = value
    return typed
