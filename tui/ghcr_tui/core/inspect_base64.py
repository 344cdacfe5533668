"""Base64 that was pasted on its own: a payload, an `auth` value, a manifest, or something else."""

import re

from ghcr_tui.core.base64_reading import Base64, looks_like_base64, read_base64
from ghcr_tui.core.dockerconfig import looks_legacy
from ghcr_tui.core.encoding import encode_auth
from ghcr_tui.core.entries import Entry, read_entry
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.findings.payload import legacy_finding
from ghcr_tui.core.findings.value import data_finding, not_utf8_finding, twice_encoded_finding
from ghcr_tui.core.gojson import Json, JsonError
from ghcr_tui.core.inspect_secret import SecretInspector
from ghcr_tui.core.inspection import InspectedSecret, Inspection, Steps
from ghcr_tui.core.json_reader import JsonReader
from ghcr_tui.core.recognise import payload_summary, recognise
from ghcr_tui.core.text import excerpt

_BARE_TOKEN = re.compile(r"(?:gh[opusr]_|github_pat_|glpat-|gldt-|dckr_pat_)[A-Za-z0-9_.-]+")
_CREDENTIAL = re.compile(r"[^\s:]{0,256}:[^:\n]\S*\s*")
_MANIFEST = re.compile(r"\s*(?:---\s)?\s*(?:apiVersion|kind|metadata|data)\s*:")
_LAYERS = 3


def is_bare_token(text: str) -> bool:
    """Return whether `text` is a registry token itself, by its prefix."""
    return bool(_BARE_TOKEN.fullmatch(text))


def inspect_scalar(text: str, inspector: SecretInspector) -> Steps:
    """Inspect text that YAML or JSON took for one string: base64, `username:token`, or neither."""
    text = text.strip()
    if is_bare_token(text) or looks_like_base64(text):
        return (yield from inspect_base64(text, inspector))
    if _CREDENTIAL.fullmatch(text):
        message = "This is `username:token` in clear, where `auth` would be its base64"
        finding = Finding("credential-in-clear", "info", f"{message}.", "Edit it in the composer.")
        username, _, token = text.partition(":")
        return (yield from _auth(encode_auth(username, token), message, (finding,), inspector))
    return _unknown(f"This is text, and no Secret or payload: it starts with {excerpt(text, 12)}.")


def inspect_base64(text: str, inspector: SecretInspector, layer: int = 1) -> Steps:
    """Inspect `text`, which looks like base64, and say what is inside or how far it got."""
    if is_bare_token(text):
        message = "This is a token on its own, without a username and a registry."
        return Inspection("token", message, (), (Finding("bare-token", "info", message),))
    reading = read_base64(text)
    if reading.data is None:
        return _unknown("This looks like base64, but its length is impossible: a part is missing.")
    try:
        inner = reading.data.decode("utf-8")
        extra = _as_pasted(text, reading)
    except UnicodeDecodeError:
        inner = reading.data.decode("utf-8", "replace")
        if not inner.lstrip().startswith("{"):
            return _unknown(_not_text(text, reading.data))
        extra = (*_as_pasted(text, reading), not_utf8_finding())
    if inner.lstrip("\ufeff \t\r\n").startswith("{"):
        return (yield from _json_inside(inner, extra, inspector))
    if _MANIFEST.match(inner) and layer < _LAYERS:
        return (yield from _manifest_inside(inner, inspector))
    if _CREDENTIAL.fullmatch(inner):
        return (yield from _auth(text, "An `auth` value (username:token)", extra, inspector))
    if layer < _LAYERS and _is_wrapped_base64(inner):
        return (yield from _encoded_twice(inner, inspector, layer))
    return _unknown(
        f"Base64, but what is inside is not JSON: it starts with {excerpt(inner.lstrip(), 12)}."
    )


def _as_pasted(text: str, reading: Base64) -> tuple[Finding, ...]:
    """Judge the pasted form mildly: white space and quotes are what pasting adds."""
    if reading.spaces or reading.quoted:
        reading = reading._replace(spaces=False, quoted=False, newlines=True)
    finding = data_finding(text, reading)
    return (finding,) if finding else ()


def _json_inside(inner: str, extra: tuple[Finding, ...], inspector: SecretInspector) -> Steps:
    reader = JsonReader()
    try:
        value = reader.read(inner)
    except JsonError as problem:
        secret = inspector.payload(inspector.read_payload(inner), extra)
        yield secret, 1.0
        start = excerpt(inner.lstrip(), 12)
        message = f"Base64, but what is inside is not JSON: it starts with {start}, and {problem}."
        return Inspection("payload", message)
    if isinstance(value, dict) and "kind" in value:
        return (yield from _documents(value, inspector))
    legacy = looks_legacy(value)
    findings = (*extra, legacy_finding()) if legacy else extra
    secret = inspector.payload(inspector.read_payload(inner, legacy), findings)
    yield secret, 1.0
    form = "A legacy .dockercfg" if legacy else "A .dockerconfigjson value"
    what = f"{form}: base64 around sound JSON"
    return Inspection("dockercfg" if legacy else "payload", payload_summary(what, secret))


def _documents(value: Json, inspector: SecretInspector) -> Steps:
    whole = Inspection("unknown", "Base64 of an object.")
    for found in recognise(value, inspector):
        if isinstance(found, Inspection):
            whole = found
        else:
            yield found, 1.0
    return whole._replace(summary=f"Base64 around a manifest. {whole.summary}")


def _manifest_inside(inner: str, inspector: SecretInspector) -> Steps:
    from ghcr_tui.core.yaml_reader import YamlError, YamlReader

    try:
        documents = [value for _, value, _ in YamlReader().read_pieces(inner)]
    except YamlError:
        return _unknown("Base64 around what begins as a manifest and is not YAML.")
    return (yield from _documents(documents[0] if len(documents) == 1 else documents, inspector))


def _encoded_twice(inner: str, inspector: SecretInspector, layer: int) -> Steps:
    findings: tuple[Finding, ...] = (twice_encoded_finding(),)
    steps = inspect_base64(inner.strip(), inspector, layer + 1)
    found: list[InspectedSecret] = []
    while True:
        try:
            secret, _ = next(steps)
        except StopIteration as end:
            whole: Inspection = end.value
            break
        found.append(secret._replace(findings=(*findings, *secret.findings)))
        findings = ()
    if not found:
        return _unknown(f"Base64 of base64, but: {whole.summary}")
    yield from ((secret, 1.0) for secret in found)
    return whole._replace(summary=f"Encoded twice. {whole.summary}")


def _auth(auth: str, what: str, extra: tuple[Finding, ...], inspector: SecretInspector) -> Steps:
    """Inspect a lone `auth` value: a credential whose registry nobody has named."""
    entry: Entry = read_entry("", {"auth": "".join(auth.split())})
    secret = inspector.lone_entry(entry, extra)
    yield secret, 1.0
    return Inspection("auth", f"{what.rstrip('.')}; it does not say for which registry.")


def _not_text(text: str, data: bytes) -> str:
    if " " in text.strip():  # words have the letters of base64, too
        return f"This is text, and no Secret or payload: it starts with {excerpt(text, 12)}."
    return f"Base64 of {len(data):,} bytes that are not text."


def _is_wrapped_base64(text: str) -> bool:
    """Return whether `text` is base64 of a payload or a credential, line breaks allowed."""
    data = read_base64(text).data if " " not in text else None
    return data is not None and data.isascii() and (b":" in data or data[:4] == b"eyJh")


def _unknown(message: str) -> Inspection:
    finding = Finding("not-recognised", "error", message, "Paste the whole value.")
    return Inspection("unknown", message, (), (finding,))
