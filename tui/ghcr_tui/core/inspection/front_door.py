"""The front door of inspection: any text, recognised without being told what it is."""

import re
from collections.abc import Iterator

from ghcr_tui.core.credential.redaction import quoted_start, shown_field
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import BeyondLimits, Json, JsonError
from ghcr_tui.core.inspection.documents import is_secret, recognise, sealed
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, InspectedSecret, Inspection
from ghcr_tui.core.inspection.lone_base64 import inspect_scalar, is_one_value
from ghcr_tui.core.inspection.lookalikes import lookalike
from ghcr_tui.core.inspection.raw_list import with_kinds
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import payload_summary, summary_of_documents
from ghcr_tui.core.secret.payload_reader import is_payload

_LONGEST_RETRY = 1_000_000
"""Characters up to which text that is broken JSON is tried as YAML too."""
_FENCE = "```"
_COMMANDS = re.compile(r"(?:[$%] [^\n]*\n)+")
_MEMBER = re.compile(r'(?:"[^"\n]{1,400}"\s*:\s*)?"[^"\n]*",|[A-Za-z0-9+/_-]+={0,2},')
"""A line of JSON, as it stands between others; or such a value without its quotes."""


def inspect(text: str, now: float | None = None) -> Events:
    """Yield each Secret in `text` as it is found, and at last what the text is.

    `now`, in seconds since the epoch, lets the expiry of tokens be judged. Raises nothing.
    """
    inspector = SecretInspector(now)
    text = without_surroundings(text)
    inner = text.lstrip()
    if not inner:
        yield Inspection("empty", "There is nothing to inspect yet.")
        return
    if inner[0] in "{[":
        yield from _json(inner, inspector)
        return
    events = inspect_scalar(inner, inspector) if is_one_value(inner) else _yaml(text, inspector)
    for event in events:
        if isinstance(event, Inspection) and event.kind == "unknown":
            event = lookalike(inner) or event
        yield event


def inspect_whole(text: str, now: float | None = None) -> Inspection:
    """Return what `text` is together with all its Secrets, as `inspect` yields them."""
    secrets: list[InspectedSecret] = []
    for event in inspect(text, now):
        if isinstance(event, Inspection):
            return event._replace(secrets=tuple(secrets))
        secrets.append(event.secret)
    raise AssertionError("the last event says what the text is")


def without_surroundings(text: str) -> str:
    """Take off what copying leaves around a text: a fence, a prompt, a comma.

    Return the text that was meant: its first line keeps the indentation, which YAML needs."""
    text = _trimmed(text.removeprefix("\ufeff"))
    if text.startswith(_FENCE) and text.endswith(_FENCE) and "\n" in text:
        text = _trimmed(text[text.index("\n") : -len(_FENCE)])
    if text.startswith(("$ ", "% ")) and (commands := _COMMANDS.match(text)):
        text = _trimmed(text[commands.end() :])
    if text.endswith(",") and _MEMBER.fullmatch(text.lstrip()):
        text = text[:-1]
    return text


def _trimmed(text: str) -> str:
    """Return `text` without the blank lines around it, and without odd white space before it."""
    inner = text.lstrip()
    indentation = text[: len(text) - len(inner)].rpartition("\n")[2]
    return (inner if indentation.strip(" ") else indentation + inner).rstrip()


def _json(text: str, inspector: SecretInspector) -> Events:
    reader = JsonReader()
    try:
        for event in _pieces(with_kinds(reader.read_pieces(text), text), len(text), inspector):
            if isinstance(event, Inspection):
                event = _with_duplicates(event, reader.take_duplicates())
            yield event
    except BeyondLimits as problem:
        yield from _large_payload(text, str(problem), inspector)
    except JsonError as problem:
        if len(text) <= _LONGEST_RETRY and (value := _as_yaml(text)) is not None:
            yield from _pieces(iter([(False, value, len(text))]), len(text), inspector)
        else:
            yield _broken("JSON", str(problem), text)


def _large_payload(text: str, problem: str, inspector: SecretInspector) -> Events:
    """Yield a payload that has, where the kubelet does not look, what is large beyond measure."""
    payload = inspector.read_payload(text)
    if not is_payload(payload.root):
        fault = payload.broken.removeprefix("it is not JSON: ") if payload.not_json else problem
        yield _broken("JSON", fault, text)
        return
    secret = inspector.payload(payload)
    yield FoundSecret(secret, 1.0)
    yield Inspection("payload", payload_summary("A payload (.dockerconfigjson)", secret))


def _yaml(text: str, inspector: SecretInspector) -> Events:
    # Imported late: PyYAML takes longer to import than a whole JSON payload takes to judge.
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    reader = YamlReader()
    try:
        for event in _pieces(with_kinds(reader.read_pieces(text), text), len(text), inspector):
            if isinstance(event, Inspection):
                event = _with_duplicates(event, tuple(reader.duplicates))
            yield event
    except YamlError as problem:
        yield _broken("YAML", str(problem), text)


def _as_yaml(text: str) -> Json:
    """Return the mapping that `text` is in YAML's flow style, None where it is none."""
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        documents = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except YamlError:
        return None
    return documents[0] if len(documents) == 1 and isinstance(documents[0], dict) else None


def _pieces(pieces: Iterator[Piece], length: int, inspector: SecretInspector) -> Events:
    """Yield the Secrets in `pieces`, and at last what they are together."""
    count = others = 0
    sealed_kinds: dict[str, Inspection] = {}
    wholes: list[Inspection] = []
    for is_item, value, end in pieces:
        if is_item:
            if isinstance(value, dict) and is_secret(value) and "sops" not in value:
                count += 1
                yield FoundSecret(inspector.secret(value), end / length)
            else:
                others += 1
                if found := sealed(value):
                    sealed_kinds[found.kind] = found
        elif value is not None:  # what stands between two `---`
            if isinstance(value, str):
                events = inspect_scalar(value, inspector)
            else:
                events = recognise(value, inspector)
            for event in events:
                if isinstance(event, Inspection):
                    wholes.append(event)
                else:
                    count += not isinstance(value, str)
                    yield event._replace(share=end / length)
    yield summary_of_documents(wholes, count, others, tuple(sealed_kinds.values()))


def _broken(language: str, problem: str, text: str) -> Inspection:
    """Say how far recognition got with text that is neither JSON nor YAML."""
    message = f"This cannot be read as {language}: {problem}. It starts with {quoted_start(text)}."
    fix = "Copy the whole text again, from its first character to its last."
    finding = Finding("not-readable", "error", message, fix)
    return Inspection("unknown", message, (), (finding,))


def _with_duplicates(whole: Inspection, keys: tuple[str, ...]) -> Inspection:
    if not keys:
        return whole
    names = ", ".join(shown_field(key) for key in keys[:5])
    message = (
        f"The text has {names} more than once in one mapping. Kubernetes keeps the last one, or "
        "refuses the manifest."
    )
    finding = Finding("duplicate-keys", "warning", message, "Keep each key once.")
    return whole._replace(findings=(*whole.findings, finding))
