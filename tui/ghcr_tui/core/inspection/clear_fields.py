"""A registry, a username and a password in clear, in what is no Secret.

The values of a chart, Terraform's variables, `registries.yaml` of k3s, a `.netrc`: something makes
a credential of them, and nothing that the kubelet reads.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from ghcr_tui.core.credential.redaction import shown_wrapper
from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import registries
from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.secret.payload_reader import payload_of

_IN_NO_SECRET = "it is in no Secret"  # noqa: S105 - says why, and holds none
_FIX = "Go on in the composer, or let what reads it make the Secret: `helm template` shows it."
_OWNER = re.compile(r"^(?:image|docker|container|oci|ghcr)")
_PART = re.compile(r"^(?:registry|repository|repo|pull)")
_NAMES: Final = {
    "registry": frozenset(("registry", "server", "host", "hostname", "url", "address", "machine")),
    "username": frozenset(("username", "user", "login")),
    "password": frozenset(("password", "pass", "token", "accesstoken", "pat")),
}
_HOST = re.compile(r"[a-z0-9][a-z0-9.-]*\.[a-z]{2,}(?::\d+)?|localhost(?::\d+)?|[a-z0-9.-]+:\d+")
_LINE = re.compile(r"[ \t]*(?:export[ \t]+)?[\"']?([\w.-]{1,80})[\"']?[ \t]*[=:][ \t]*(.*)")
_NETRC = re.compile(r"\s*machine\s+(\S+)\s+login\s+(\S+)\s+password\s+(\S+)\s*")
_TABLE = re.compile(r"[ \t]*\[(.*)\][ \t]*")
_OF_REGISTRIES: Final = (
    "registry",
    "registries",
    "docker",
    "image",
    "pull",
    "repo",
    "ghcr",
    "container",
    "oci",
)
_MAY_HOLD: Final = re.compile(r"\n[^\n]*(?:pass|token|pat)\w*[\"']?\s*:", re.IGNORECASE)
_LONGEST_TEXT: Final = 300_000
_MOST_NODES: Final = 2000
_MOST_LINES: Final = 200
_DEEPEST: Final = 8


class Clear(NamedTuple):
    """A credential in clear, and the names of what it is under."""

    registry: str
    username: str
    password: str
    path: tuple[str, ...] = ()

    def __repr__(self) -> str:
        """Leave the password out, and a username that may be one."""
        return f"Clear({self.registry!r}, {self.path!r})"


def inspect_clear_fields(value: Json, inspector: SecretInspector) -> Events | None:
    """Return the events of a document with credentials in clear, None where it has none."""
    found = tuple(_clear_in(value))
    return _events(found, inspector) if found else None


def inspect_clear_lines(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of lines `name = value` with a credential in clear, None of others."""
    if match := _NETRC.fullmatch(text):
        found = Clear(match[1], match[2], match[3])
        return _events((found,), inspector) if _is_of_registry(found, ()) else None
    fields: dict[str, Json] = {}
    place: tuple[str, ...] = ()
    for line in text.splitlines()[:_MOST_LINES]:
        bare = line.strip()
        if not bare or bare.startswith(("#", "//", ";")):
            continue
        if table := _TABLE.fullmatch(line):
            place = tuple(part.strip("\"'") for part in re.findall(r"\"[^\"]*\"|[^.\"]+", table[1]))
            continue
        match = _LINE.fullmatch(line)
        if match is None:
            return None
        fields[match[1]] = match[2].strip().rstrip(",").strip().strip("\"'")
    host = next((part for part in reversed(place) if _HOST.fullmatch(part)), "")
    of_lines = _three(fields) or (_two(host, fields) if host else None)
    if of_lines is None or not _is_of_registry(of_lines, (*place, *fields)):
        return None
    return _events((of_lines,), inspector)


def _events(found: tuple[Clear, ...], inspector: SecretInspector) -> Events:
    auths: dict[str, Json] = {
        each.registry: {"username": each.username, "password": each.password} for each in found
    }
    document: dict[str, Json] = {"auths": auths}
    path = found[0].path
    place = (
        f" under {' in '.join(shown_wrapper(name) for name in reversed(path[-3:]))}" if path else ""
    )
    message = (
        f"A registry, a username and a password are in clear{place}, in what is no Secret. The "
        "kubelet does not read them there."
    )
    finding = Finding("credential-in-fields", "info", message, _FIX)
    secret = inspector.payload(
        payload_of(document, dumps_indented(document), legacy=False), (finding,)
    )
    yield FoundSecret(secret._replace(ignored_because=_IN_NO_SECRET))
    yield Inspection("fields", f"A credential in clear{place}, for {registries(secret)}.")


def _clear_in(value: Json) -> Iterator[Clear]:
    nodes = _MOST_NODES
    stack: list[tuple[Json, tuple[str, ...]]] = [(value, ())]
    while stack and nodes > 0:
        inner, path = stack.pop()
        nodes -= 1
        if isinstance(inner, str):
            stack.append((_opened(inner), path))
        if isinstance(inner, list):
            stack += [(child, path) for child in reversed(inner[:_MOST_NODES])]
        if not isinstance(inner, dict):
            continue
        found = _three(inner) or _of_node(path, inner)
        if found and _is_of_registry(found, (*path, *inner)):
            yield found._replace(path=path)
        elif len(path) < _DEEPEST:
            stack += [(child, (*path, name)) for name, child in reversed(inner.items())]


def _opened(text: str) -> Json:
    """Return what is in a text of several lines with a password among them: values in values."""
    if not _MAY_HOLD.search(text) or len(text) > _LONGEST_TEXT:
        return None
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        found = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except YamlError:
        return None
    return [value for value in found if isinstance(value, dict | list)]


def _of_node(path: tuple[str, ...], inner: Mapping[str, Json]) -> Clear | None:
    """Return the credential of a host in k3s' `registries.yaml`, which has it under `auth`."""
    auth = inner.get("auth")
    is_host = bool(path) and _HOST.fullmatch(path[-1])
    return _two(path[-1], auth) if is_host and isinstance(auth, dict) else None


def _three(fields: Mapping[str, Json]) -> Clear | None:
    registry = _value(fields, "registry")
    host = re.sub(r"^https?://", "", registry).partition("/")[0].casefold()
    return _two(registry, fields) if _HOST.fullmatch(host) else None


def _is_of_registry(found: Clear, names: Iterable[str]) -> bool:
    """Return whether the host is a registry's: others have usernames and passwords as well.

    It is by the host, by the token, or by one of the `names` around it.
    """
    return (
        vendor_of(found.registry) != "unknown"
        or holds_token(found.password)
        or any(word in name.casefold() for name in names for word in _OF_REGISTRIES)
    )


def _two(registry: str, fields: Mapping[str, Json]) -> Clear | None:
    username, password = _value(fields, "username"), _value(fields, "password")
    return Clear(registry, username, password) if username and password else None


def _value(fields: Mapping[str, Json], meant: str) -> str:
    """Return the text whose name says that it is what is meant, "" where there is none."""
    for name, value in fields.items():
        if isinstance(value, str) and value and _says(name, meant):
            return value
    return ""


def _says(name: str, meant: str) -> bool:
    """Return whether a name such as `REGISTRY_USER` or `dockerServer` says what is meant."""
    plain = re.sub(r"[\s_.-]", "", name).casefold()
    without_owner = _OWNER.sub("", plain)
    return not _NAMES[meant].isdisjoint((plain, without_owner, _PART.sub("", without_owner)))
