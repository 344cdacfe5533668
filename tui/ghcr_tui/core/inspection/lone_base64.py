"""Base64 that was pasted on its own: a payload, an `auth` value, a manifest, or something else."""

import re

from ghcr_tui.core.credential.redaction import quoted_start
from ghcr_tui.core.findings.base64_value import (
    data_finding,
    not_utf8_finding,
    twice_encoded_finding,
    utf16_finding,
)
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.payload import legacy_finding
from ghcr_tui.core.golang.base64_lenient import (
    Base64,
    looks_like_base64,
    looks_like_words,
    read_base64,
)
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError
from ghcr_tui.core.inspection.documents import recognise
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.lone_value import (
    find_token,
    inspect_auth,
    inspect_text_value,
    inspect_token,
    is_credential,
    no_secret,
    unknown,
)
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import payload_summary
from ghcr_tui.core.secret.payload_reader import is_payload, looks_legacy
from ghcr_tui.core.text.decoding import utf16_text

_MANIFEST = re.compile(r"\s*(?:---\s)?\s*(?:apiVersion|kind|metadata|data)\s*:")
_LAYERS = 3
_SHORTEST = 16  # characters; shorter words with the letters of base64 are words
_COPY_AGAIN = "Copy the whole value again."


def is_one_value(text: str) -> bool:
    """Return whether `text` is a token or base64, which no other reader need look at."""
    # A dash begins YAML; in base64 it would be a byte that no payload and no username begins with.
    return bool(find_token(text)) or (text[:1] != "-" and looks_like_base64(text))


def is_word(text: str) -> bool:
    """Return whether `text`, with nothing but letters of base64, is rather a word or a sentence."""
    return len(text) < _SHORTEST or looks_like_words(text)


def inspect_scalar(text: str, inspector: SecretInspector) -> Events:
    """Inspect one string: a token, base64, JSON, `username:token`, or something else."""
    text = text.strip()
    if token := find_token(text):
        yield from inspect_token(token, "a token", inspector)
    elif is_one_value(text):
        yield from _inspect_base64(text, inspector)
    elif text.startswith("{"):
        yield from _json_inside("A string", text, (), inspector)
    elif inner := _quoted_again(text):
        yield from _json_inside("A string in a string", inner, (), inspector)
    else:
        yield from inspect_text_value(text, inspector)


def _quoted_again(text: str) -> str:
    """Return the object in a JSON string that was itself inside a string, else ""."""
    if not text.startswith('"{'):
        return ""
    try:
        inner = JsonReader().read(text)
    except JsonError:
        return ""
    return inner if isinstance(inner, str) else ""


def _inspect_base64(text: str, inspector: SecretInspector, layer: int = 1) -> Events:
    """Inspect `text`, which looks like base64, and say what is inside or how far it got."""
    reading = read_base64(text)
    if reading.data is None:
        yield _cut_off(text)
        return
    extra = _as_pasted(text, reading)
    if utf16 := utf16_text(reading.data).removeprefix("\ufeff"):
        if is_credential(utf16):
            yield from inspect_auth(text, inspector)
        else:
            yield from _json_inside("Base64", utf16, (*extra, utf16_finding()), inspector)
        return
    try:
        inner = reading.data.decode("utf-8")
    except UnicodeDecodeError:
        inner = reading.data.decode("utf-8", "replace")
        if not inner.lstrip().startswith("{"):
            yield _not_text(text, reading.data)
            return
        extra = (*extra, not_utf8_finding())
    if inner.lstrip("\ufeff \t\r\n").startswith("{"):
        yield from _json_inside("Base64", inner, extra, inspector)
    elif _MANIFEST.match(inner) and layer < _LAYERS:
        yield from _manifest_inside(inner, inspector)
    elif token := find_token(inner):
        yield from inspect_token(token, "the base64 of a token", inspector)
    elif is_credential(inner):
        yield from inspect_auth(text, inspector)
    elif layer < _LAYERS and _is_wrapped_base64(inner):
        yield from _encoded_twice(inner, inspector, layer)
    elif is_word(text):
        yield from inspect_text_value(text, inspector)
    else:
        yield unknown(
            f"Base64, but what is inside is not JSON: it starts with {quoted_start(inner)}."
        )


def _as_pasted(text: str, reading: Base64) -> tuple[Finding, ...]:
    """Judge the pasted form mildly: white space and quotes are what pasting adds."""
    if reading.spaces or reading.quoted:
        reading = reading._replace(spaces=False, quoted=False)
    finding = data_finding(text, reading)
    return (finding,) if finding else ()


def _json_inside(
    around: str, inner: str, extra: tuple[Finding, ...], inspector: SecretInspector
) -> Events:
    """Inspect JSON; `around` says what it stood in, as in "Base64"."""
    try:
        value = JsonReader().read(inner)
    except JsonError:
        payload = inspector.read_payload(inner)
        yield FoundSecret(inspector.payload(payload, extra))
        fault = payload.broken.removeprefix("it is not JSON: ")
        yield Inspection("payload", f"{around}, but what is inside is not JSON: {fault}.")
        return
    legacy = looks_legacy(value)
    if not legacy and not is_payload(value):
        yield from _documents(around, value, inspector)
        return
    findings = (*extra, legacy_finding()) if legacy else extra
    secret = inspector.payload(inspector.read_payload(inner, legacy), findings)
    yield FoundSecret(secret)
    form = "A legacy .dockercfg" if legacy else "A .dockerconfigjson value"
    what = f"{form}: {around.lower()} around sound JSON"
    yield Inspection("dockercfg" if legacy else "payload", payload_summary(what, secret))


def _documents(around: str, value: Json, inspector: SecretInspector) -> Events:
    for event in recognise(value, inspector):
        if isinstance(event, Inspection):
            event = event._replace(summary=f"{around} around JSON or YAML. {event.summary}")
        yield event


def _manifest_inside(inner: str, inspector: SecretInspector) -> Events:
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        documents = [value for _, value, _ in YamlReader().read_pieces(inner)]
    except YamlError as problem:
        yield unknown(f"Base64 around what begins as a manifest and is not YAML: {problem}.")
        return
    value = documents[0] if len(documents) == 1 else documents
    yield from _documents("Base64", value, inspector)


def _encoded_twice(inner: str, inspector: SecretInspector, layer: int) -> Events:
    finding, is_first = twice_encoded_finding(), True
    for event in _inspect_base64(inner.strip(), inspector, layer + 1):
        if isinstance(event, Inspection):
            if is_first:
                yield unknown(f"Base64 of base64. {event.summary}")
            else:
                yield event._replace(summary=f"Encoded twice. {event.summary}")
        elif is_first:
            findings = (finding, *event.secret.findings)
            yield event._replace(secret=event.secret._replace(findings=findings))
            is_first = False
        else:
            yield event


def _cut_off(text: str) -> Inspection:
    if is_word(text):
        return no_secret(text)
    message = "This looks like base64, but its length is impossible: a part is missing."
    return unknown(message, _COPY_AGAIN)


def _not_text(text: str, data: bytes) -> Inspection:
    if is_word(text):
        return no_secret(text)
    return unknown(f"Base64 of {len(data):,} bytes that are not text.")


def _is_wrapped_base64(text: str) -> bool:
    """Return whether `text` is base64 of a payload or a credential, line breaks allowed."""
    data = read_base64(text).data if " " not in text else None
    return data is not None and data.isascii() and (b":" in data or data[:4] == b"eyJh")
