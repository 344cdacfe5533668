"""The front door of inspection: any text, recognised without being told what it is."""

from collections.abc import Iterator

from ghcr_tui.core.beginning import beginning, shown_key
from ghcr_tui.core.dockerconfig import is_payload
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.gojson import BeyondLimits, Json, JsonError
from ghcr_tui.core.inspect_base64 import inspect_scalar, is_one_value
from ghcr_tui.core.inspect_secret import SecretInspector
from ghcr_tui.core.inspection import InspectedSecret, Inspection, Steps
from ghcr_tui.core.json_reader import JsonReader, Piece
from ghcr_tui.core.lookalikes import lookalike
from ghcr_tui.core.pasted_text import without_surroundings
from ghcr_tui.core.recognise import closed, is_secret, payload_summary, recognise, together

_LONGEST_RETRY = 1_000_000
"""Characters up to which text that is broken JSON is tried as YAML too."""


def inspect_text(text: str, now: float | None = None) -> Inspection:
    """Return what `text` is, the Secrets in it, and what is wrong with them.

    `now`, in seconds since the epoch, lets the expiry of tokens be judged. Raises nothing.
    """
    secrets: list[InspectedSecret] = []
    steps = inspect_steps(text, now)
    while True:
        try:
            secret, _ = next(steps)
        except StopIteration as end:
            whole: Inspection = end.value
            return whole._replace(secrets=tuple(secrets))
        secrets.append(secret)


def inspect_steps(text: str, now: float | None = None) -> Steps:
    """Yield each Secret in `text` with the share of the text read so far, from 0 to 1.

    Returns the whole inspection, whose `secrets` are empty because they have been yielded.
    """
    inspector = SecretInspector(now)
    text = without_surroundings(text)
    inner = text.lstrip()
    if not inner:
        return Inspection("empty", "There is nothing to inspect yet.")
    if inner[0] in "{[":
        return (yield from _json(inner, inspector))
    if is_one_value(inner):
        whole = yield from inspect_scalar(inner, inspector)
    else:
        whole = yield from _yaml(text, inspector)
    return (lookalike(inner) or whole) if whole.kind == "unknown" else whole


def _json(text: str, inspector: SecretInspector) -> Steps:
    reader = JsonReader()
    steps = _pieces(reader.read_pieces(text), len(text), inspector)
    try:
        whole = yield from steps
    except BeyondLimits as problem:
        return (yield from _large_payload(text, str(problem), inspector))
    except JsonError as problem:
        if len(text) <= _LONGEST_RETRY and (value := _as_yaml(text)) is not None:
            return (yield from _pieces(iter([(False, value, len(text))]), len(text), inspector))
        return _broken("JSON", str(problem), text)
    return _with_duplicates(whole, reader.take_duplicates())


def _large_payload(text: str, problem: str, inspector: SecretInspector) -> Steps:
    """Yield a payload that has, where the kubelet does not look, what is large beyond measure."""
    payload = inspector.read_payload(text)
    if not is_payload(payload.root):
        fault = payload.broken.removeprefix("it is not JSON: ") if payload.not_json else problem
        return _broken("JSON", fault, text)
    secret = inspector.payload(payload)
    yield secret, 1.0
    return Inspection("payload", payload_summary("A payload (.dockerconfigjson)", secret))


def _yaml(text: str, inspector: SecretInspector) -> Steps:
    # Imported late: PyYAML takes longer to import than a whole JSON payload takes to judge.
    from ghcr_tui.core.yaml_reader import YamlError, YamlReader

    reader = YamlReader()
    try:
        whole = yield from _pieces(reader.read_pieces(text), len(text), inspector)
    except YamlError as problem:
        return _broken("YAML", str(problem), text)
    return _with_duplicates(whole, tuple(reader.duplicates))


def _as_yaml(text: str) -> Json:
    """Return the mapping that `text` is in YAML's flow style, None where it is none."""
    from ghcr_tui.core.yaml_reader import YamlError, YamlReader

    try:
        documents = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except YamlError:
        return None
    return documents[0] if len(documents) == 1 and isinstance(documents[0], dict) else None


def _pieces(pieces: Iterator[Piece], length: int, inspector: SecretInspector) -> Steps:
    """Yield the Secrets in `pieces`, and return what they are together."""
    count = others = 0
    sealed: dict[str, Inspection] = {}
    wholes: list[Inspection] = []
    for is_item, value, end in pieces:
        if is_item:
            if isinstance(value, dict) and is_secret(value) and "sops" not in value:
                count += 1
                yield inspector.secret(value), end / length
            else:
                others += 1
                if found := closed(value):
                    sealed[found.kind] = found
        elif isinstance(value, str):
            wholes.append((yield from inspect_scalar(value, inspector)))
        elif value is not None:  # what stands between two `---`
            for piece in recognise(value, inspector):
                if isinstance(piece, Inspection):
                    wholes.append(piece)
                else:
                    count += 1
                    yield piece, end / length
    return together(wholes, count, others, tuple(sealed.values()))


def _broken(language: str, problem: str, text: str) -> Inspection:
    """Say how far recognition got with text that is neither JSON nor YAML."""
    message = f"This cannot be read as {language}: {problem}. It starts with {beginning(text)}."
    fix = "Copy the whole text again, from its first character to its last."
    finding = Finding("not-readable", "error", message, fix)
    return Inspection("unknown", message, (), (finding,))


def _with_duplicates(whole: Inspection, keys: tuple[str, ...]) -> Inspection:
    if not keys:
        return whole
    names = ", ".join(shown_key(key) for key in keys[:5])
    message = (
        f"The text has {names} more than once in one mapping. Kubernetes keeps the last one, or "
        "refuses the manifest."
    )
    finding = Finding("duplicate-keys", "warning", message, "Keep each key once.")
    return whole._replace(findings=(*whole.findings, finding))
