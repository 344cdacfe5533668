"""The front door of inspection: any text, recognised without being told what it is."""

from collections.abc import Iterator

from ghcr_tui.core.base64_reading import looks_like_base64
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.gojson import Json, JsonError
from ghcr_tui.core.inspect_base64 import inspect_base64, inspect_scalar, is_bare_token
from ghcr_tui.core.inspect_secret import SecretInspector
from ghcr_tui.core.inspection import InspectedSecret, Inspection, Steps
from ghcr_tui.core.json_reader import JsonReader, Piece
from ghcr_tui.core.recognise import is_secret, recognise
from ghcr_tui.core.text import excerpt

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
    stripped = text.strip().removeprefix("\ufeff").strip()
    if not stripped:
        return Inspection("empty", "There is nothing to inspect yet.")
    if stripped[0] in "{[":
        return (yield from _json(stripped, inspector))
    if is_bare_token(stripped) or looks_like_base64(stripped):
        return (yield from inspect_base64(stripped, inspector))
    return (yield from _yaml(stripped, inspector))


def _json(text: str, inspector: SecretInspector) -> Steps:
    reader = JsonReader()
    steps = _pieces(reader.read_pieces(text), len(text), inspector)
    try:
        whole = yield from steps
    except JsonError as problem:
        if len(text) <= _LONGEST_RETRY and (value := _as_yaml(text)) is not None:
            return (yield from _pieces(iter([(False, value, len(text))]), len(text), inspector))
        return _broken("JSON", str(problem), text)
    return _with_duplicates(whole, reader.take_duplicates())


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
    wholes: list[Inspection] = []
    for is_item, value, end in pieces:
        if is_item:
            if isinstance(value, dict) and is_secret(value):
                count += 1
                yield inspector.secret(value), end / length
            else:
                others += 1
        elif isinstance(value, str):
            wholes.append((yield from inspect_scalar(value, inspector)))
        else:
            for found in recognise(value, inspector):
                if isinstance(found, Inspection):
                    wholes.append(found)
                else:
                    count += 1
                    yield found, end / length
    return _together(wholes, count, others)


def _together(wholes: list[Inspection], count: int, others: int) -> Inspection:
    findings = tuple(finding for whole in wholes for finding in whole.findings)
    if len(wholes) == 1 and wholes[0].kind != "List":
        return wholes[0]
    if not wholes:
        return Inspection("empty", "There is nothing in it but comments.")
    what = "A list" if len(wholes) == 1 else f"{len(wholes)} documents"
    secrets = f"{count:,} {'Secret' if count == 1 else 'Secrets'}"
    besides = f" and {others:,} objects of other kinds" if others else ""
    kind = "List" if len(wholes) == 1 else "documents"
    return Inspection(kind, f"{what} with {secrets}{besides}.", (), findings)


def _broken(language: str, problem: str, text: str) -> Inspection:
    """Say how far recognition got with text that is neither JSON nor YAML."""
    message = f"This cannot be read as {language}: {problem}. It starts with {excerpt(text, 12)}."
    fix = "Copy the whole text again, from its first character to its last."
    finding = Finding("not-readable", "error", message, fix)
    return Inspection("unknown", message, (), (finding,))


def _with_duplicates(whole: Inspection, keys: tuple[str, ...]) -> Inspection:
    if not keys:
        return whole
    names = ", ".join(excerpt(key, 60) for key in keys[:5])
    message = f"{names}: more than once in one mapping. Kubernetes keeps the last or refuses it."
    finding = Finding("duplicate-keys", "warning", message, "Keep each key once.")
    return whole._replace(findings=(*whole.findings, finding))
