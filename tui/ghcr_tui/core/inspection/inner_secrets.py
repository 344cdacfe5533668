"""Secrets inside other documents: an Ansible task, a list in a list, an OpenShift template."""

from collections.abc import Iterator
from typing import Final

from ghcr_tui.core.credential.redaction import shown_wrapper
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import FoundSecret
from ghcr_tui.core.inspection.secret import SecretInspector

_MOST_NODES: Final = 20_000
_DEEPEST: Final = 12


def inner_secrets(document: Json, inspector: SecretInspector) -> Iterator[FoundSecret]:
    """Yield the Secrets somewhere inside `document`, which is none itself, in its order."""
    nodes = _MOST_NODES
    stack: list[tuple[Json, tuple[str, ...]]] = [(document, ())]
    while stack and nodes > 0:
        value, path = stack.pop()
        nodes -= 1
        if isinstance(value, dict):
            if value.get("kind") == "Secret" and path:
                yield _found(value, path, inspector)
            elif len(path) < _DEEPEST:
                stack += [(child, (*path, name)) for name, child in reversed(value.items())]
        elif isinstance(value, list) and len(path) < _DEEPEST:
            stack += [(child, path) for child in reversed(value[:_MOST_NODES])]


def _found(
    document: dict[str, Json], path: tuple[str, ...], inspector: SecretInspector
) -> FoundSecret:
    secret = inspector.secret(document)
    if path == ("items",):
        return FoundSecret(secret)
    place = " in ".join(shown_wrapper(name) for name in reversed(path[-3:]))
    message = f"It is inside of another document, under {place}: it is judged as what that makes."
    finding = Finding("secret-inside", "info", message)
    return FoundSecret(secret._replace(findings=(*secret.findings, finding)))
