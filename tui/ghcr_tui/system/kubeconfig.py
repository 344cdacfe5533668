"""The kubeconfig, read for the names in it: no program is run, and no cluster is asked."""

import os
from collections.abc import Iterator, Mapping

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.text.inert import is_inert
from ghcr_tui.system.files import FilePath, FileProblem, read_text

_LIMIT = 8 * 1024 * 1024
"""Bytes of one file; hundreds of clusters with their certificates are a tenth of it."""


def known_namespaces(environ: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the namespaces that the contexts name, the current context's first, each once.

    Files are those of KUBECONFIG, else `~/.kube/config`; of contexts with one name and of several
    current ones the first holds (kubectl, "Merging kubeconfig files"). What cannot be read has no
    names. Raises nothing.
    """
    variables = os.environ if environ is None else environ
    contexts: dict[str, str] = {}
    current = ""
    for path in _paths(variables):
        document = _document(path)
        if not current and isinstance(named := document.get("current-context"), str):
            current = named
        for name, namespace in _contexts(document.get("contexts")):
            contexts.setdefault(name, namespace)
    found = [contexts.get(current, ""), *contexts.values()]
    return tuple(dict.fromkeys(each for each in found if each and is_inert(each)))


def _paths(variables: Mapping[str, str]) -> list[str]:
    listed = [path for path in variables.get("KUBECONFIG", "").split(os.pathsep) if path]
    return listed or [os.path.join(os.path.expanduser("~"), ".kube", "config")]


def _document(path: FilePath) -> Mapping[str, Json]:
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        pieces = YamlReader().read_pieces(read_text(path, _LIMIT))
        _, value, _ = next(iter(pieces))
    except (FileProblem, YamlError, StopIteration):
        return {}
    return value if isinstance(value, dict) else {}


def _contexts(items: Json) -> Iterator[tuple[str, str]]:
    """Yield each context's name and its namespace, "" where it has none."""
    for item in items if isinstance(items, list) else ():
        if not isinstance(item, dict):
            continue
        name, inner = item.get("name"), item.get("context")
        if isinstance(name, str) and isinstance(inner, dict):
            namespace = inner.get("namespace")
            yield name, namespace if isinstance(namespace, str) else ""
