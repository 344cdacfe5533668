"""The front door of inspection: any text, recognised without being told what it is."""

from collections.abc import Callable, Iterator

from ghcr_tui.core.credential.redaction import quoted_start, shown_field
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.not_json import fault_of
from ghcr_tui.core.golang.json_documents import JsonDocuments
from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import BeyondLimits, Json, JsonError
from ghcr_tui.core.inspection.documents import payload_in_list, recognise, secret_in, taken_apart
from ghcr_tui.core.inspection.helm_template import is_template, template
from ghcr_tui.core.inspection.inner_secrets import inner_secrets
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, InspectedSecret, Inspection
from ghcr_tui.core.inspection.lone_base64 import inspect_scalar, is_one_value
from ghcr_tui.core.inspection.lookalikes import lookalike
from ghcr_tui.core.inspection.not_json import as_yaml, is_understood, meant_as_json, with_end
from ghcr_tui.core.inspection.pasted_forms import inspect_form
from ghcr_tui.core.inspection.printed import printed_text
from ghcr_tui.core.inspection.printed_form import printed_finding
from ghcr_tui.core.inspection.raw_list import with_kinds
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import payload_summary, summary_of_documents
from ghcr_tui.core.inspection.told import ending_with, refused_as_a_whole, with_finding
from ghcr_tui.core.inspection.unindented import (
    BECAUSE_ODD_SPACES,
    ODD_SPACES,
    repaired,
    with_plain_spaces,
)
from ghcr_tui.core.secret.controllers import is_sealed
from ghcr_tui.core.secret.payload_reader import is_payload
from ghcr_tui.core.text.frames import without_shell_end
from ghcr_tui.core.text.line_marks import without_line_marks
from ghcr_tui.core.text.surroundings import tail, without_comments, without_surroundings

_LONGEST_RETRY = 1_000_000
"""Characters up to which text that is broken JSON is tried as YAML too."""
_SHELL_END = Finding(
    "shell-mark",
    "info",
    "At the end is what a shell prints behind output that does not end in a line break (`%`, `⏎` "
    "or a prompt): it was passed over.",
    "Leave it out when you copy.",
)
_LINE_MARKS = Finding(
    "line-marks",
    "info",
    "Every line begins with a sign that is no part of it (`>` of a quotation, `+` of a diff, the "
    "number of the line): it was passed over.",
    "Copy the text from where it has none.",
)
_DASHES = Finding(
    "json-behind-dashes",
    "warning",
    "JSON documents are separated by `---`. kubectl 1.32 stops at the first `---` behind JSON, and "
    "a newer one reads on where it is on a line of its own.",
    "Leave the `---` out between JSON documents, or write them as YAML.",
)


def inspect(text: str, now: float | None = None) -> Events:
    """Yield each Secret in `text` as it is found, and at last what the text is.

    `now`, in seconds since the epoch, lets the expiry of tokens be judged. Raises nothing.
    """
    plain = without_line_marks(text)
    events = _inspect(plain, now)
    yield from events if plain == text else with_finding(events, _LINE_MARKS)


def _inspect(text: str, now: float | None) -> Events:
    """Yield what `inspect` does of a text whose lines have no marks."""
    pasted, text = text, without_surroundings(text)
    inner = text.lstrip()
    if not inner:
        yield Inspection("empty", "There is nothing to inspect yet.")
        return
    if printed := printed_text(inner.rstrip()):
        yield from with_finding(_inspect(printed.text, now), printed_finding(printed))
        return
    without_mark = without_shell_end(inner)
    if without_mark != inner:
        text = text[: len(text) - len(inner) + len(without_mark)].rstrip()
        inner = text.lstrip()
        yield from with_finding(_recognised(text, inner, pasted, SecretInspector(now)), _SHELL_END)
    else:
        yield from _recognised(text, inner, pasted, SecretInspector(now))


def _recognised(text: str, inner: str, pasted: str, inspector: SecretInspector) -> Events:
    """Yield the events of a text, `inner` being it without indentation, `pasted` with all else."""
    if (events := inspect_form(inner, inspector)) is not None:
        yield from events
    elif inner[0] in "{[":
        yield from _json(inner, inspector)
    elif is_one_value(inner):
        yield from ending_with(inspect_scalar(inner, inspector), lambda end: _or_known(end, inner))
    elif json := without_comments(inner):
        yield from meant_as_json(_json(json, inspector), inner)
    else:
        whole = text + tail(text, pasted)
        yield from ending_with(_yaml(whole, inspector), lambda end: _or_known(end, inner))


def _or_known(end: Inspection, text: str) -> Inspection:
    """Return what a text is that was not understood: by its first line, or as it was said."""
    return lookalike(text) or end if end.kind == "unknown" else end


def inspect_whole(text: str, now: float | None = None) -> Inspection:
    """Return what `text` is together with all its Secrets, as `inspect` yields them."""
    return whole_of(inspect(text, now))


def whole_of(events: Events) -> Inspection:
    """Return what the events of a text come to, with its Secrets."""
    secrets: list[InspectedSecret] = []
    for event in events:
        if isinstance(event, Inspection):
            return event._replace(secrets=tuple(secrets))
        secrets.append(event.secret)
    raise AssertionError("the last event says what the text is")


def _json(text: str, inspector: SecretInspector) -> Events:
    reader = JsonReader()
    documents = JsonDocuments(reader)
    waiting: FoundSecret | None = None
    try:
        pieces = with_kinds(documents.read_pieces(text), text)
        for event in _pieces(pieces, len(text), inspector):
            if waiting:
                yield waiting
            waiting = event if isinstance(event, FoundSecret) else None
            if isinstance(event, Inspection):
                event = _with_duplicates(event, reader.take_duplicates())
                dashes = (_DASHES,) if documents.has_dashes else ()
                yield event._replace(findings=(*event.findings, *dashes))
    except BeyondLimits as problem:
        if waiting:
            yield waiting
        yield from _large_payload(text, str(problem), inspector)
    except JsonError as problem:
        what, fix = fault_of(text)
        end = _broken("JSON", what or str(problem), text, fix)
        yield from with_end(waiting, end, text) if waiting else _not_json(text, end, inspector)


def _not_json(text: str, end: Inspection, inspector: SecretInspector) -> Events:
    """Yield what is in a text that is no JSON by way of YAML, or only what `end` says of it."""
    if len(text) <= _LONGEST_RETRY and (value := _as_yaml(text)) is not None:
        events = list(_pieces(iter([(False, value, len(text))]), len(text), inspector))
        if is_understood(events):
            yield from meant_as_json(iter(events), text)
            return
    yield template(text) if is_template(text) else end


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

    if with_plain_spaces(text) != text:
        mended = with_plain_spaces(text)
        yield from refused_as_a_whole(_yaml(mended, inspector), ODD_SPACES, BECAUSE_ODD_SPACES)
        return
    reader = YamlReader()
    try:
        pieces = with_kinds(reader.read_pieces(text))
        for event in _pieces(pieces, len(text), inspector, lambda found: as_yaml(found, text)):
            if isinstance(event, Inspection):
                event = _with_duplicates(event, tuple(reader.duplicates))
            yield event
    except YamlError as problem:
        if repair := repaired(text):
            events = _yaml(repair.text, inspector)
            yield from refused_as_a_whole(events, repair.finding, repair.because)
        else:
            yield template(text) if is_template(text) else _broken("YAML", str(problem), text)


def _as_yaml(text: str) -> Json:
    """Return the mapping that `text` is in YAML's flow style, None where it is not one."""
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        documents = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except YamlError:
        return None
    return documents[0] if len(documents) == 1 and isinstance(documents[0], dict) else None


def _pieces(
    pieces: Iterator[Piece],
    length: int,
    inspector: SecretInspector,
    judged: Callable[[Events], Events] = iter,
) -> Events:
    """Yield the Secrets in `pieces`, and at last what they are together.

    `judged` adds to the events of a document what there is to say of how it was written.
    """
    count = others = 0
    shut: list[Inspection] = []
    wholes: list[Inspection] = []
    for is_item, value, end in pieces:
        if is_item:
            if document := secret_in(value):
                count += 1
                yield FoundSecret(inspector.secret(document), end / length)
            else:
                inside = list(inner_secrets(value, inspector))
                count += len(inside)
                yield from (found._replace(share=end / length) for found in inside)
                others += not inside
                if found_payload := payload_in_list(value, inspector):
                    yield found_payload._replace(share=end / length)
                if isinstance(value, dict) and is_sealed(value):
                    shut.append(taken_apart(value, inspector))
        elif value is not None:  # what is between two `---`
            if isinstance(value, str):
                events = inspect_scalar(value, inspector)
            else:
                events = judged(recognise(value, inspector))
            for event in events:
                if isinstance(event, Inspection):
                    wholes.append(event)
                else:
                    count += not isinstance(value, str)
                    yield event._replace(share=end / length)
    yield summary_of_documents(wholes, count, others, shut)


def _broken(language: str, problem: str, text: str, fix: str = "") -> Inspection:
    """Say how far recognition got with text that is neither JSON nor YAML."""
    message = f"This cannot be read as {language}: {problem}. It starts with {quoted_start(text)}."
    fix = fix or "Copy the whole text again, from its first character to its last."
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
