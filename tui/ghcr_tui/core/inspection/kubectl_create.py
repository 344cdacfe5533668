"""The command `kubectl create secret …` in place of what it makes: read as kubectl would."""

import re
import shlex
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.unfilled import unfilled_in, unfilled_inside
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.inspection import Events, FoundSecret, Inspection
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.summaries import secret_summary
from ghcr_tui.core.registry.vendors import DOCKER_HUB_KEY
from ghcr_tui.core.secret.payload import payload_text
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON, DOCKERCONFIGJSON_KEY

_LONGEST = 50_000
_PROGRAM = re.compile(
    r"(?:[$%#>] +)?(?:sudo +)?(?:[A-Z_]{1,60}=\S{0,200} +){0,5}"
    r"(?:kubectl|oc|k|k3s +kubectl|microk8s[ .]kubectl|minikube +kubectl +--)\s+"
)
_KINDS = ("docker-registry", "generic", "tls")
_WITH_VALUE = frozenset(
    (
        *("namespace", "n", "context", "kubeconfig", "from-file", "from-literal", "from-env-file"),
        *("docker-server", "docker-username", "docker-password", "docker-email", "type", "o"),
        *("output", "dry-run", "save-config", "cluster", "user", "field-manager"),
    )
)


class _Command(NamedTuple):
    """What was typed: the words that are no options, and each option's last value."""

    words: list[str]
    options: dict[str, str]
    literals: list[str]


def inspect_kubectl_create(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of such a command, with the Secret it makes; None for any other text."""
    match = _PROGRAM.match(text[:_LONGEST])
    if match is None:
        return None
    command = _parse(_words(text[match.end() : _LONGEST]))
    if command.words[:2] != ["create", "secret"]:
        return None
    return _events(command._replace(words=command.words[2:]), inspector)


def _events(command: _Command, inspector: SecretInspector) -> Events:
    document = _document(command)
    has_dry_run = command.options.get("dry-run") and command.options.get("o")
    fix = "Add `--dry-run=client -o yaml`, run it, and paste what it prints."
    if has_dry_run:
        fix = "Run it in a terminal, and paste what it prints."
    message = "This is a `kubectl create secret` command, not the Secret that it makes."
    if document is None:
        finding = Finding("not-recognised", "error", message, fix)
        yield Inspection("kubectl command", message, (), (finding,))
        return
    secret = inspector.secret(document)
    yield FoundSecret(secret)
    finding = Finding("kubectl-command", "info", f"{message} Shown is what it would make.", fix)
    yield Inspection("kubectl command", f"{message} {secret_summary(secret)}", (), (finding,))


def _words(rest: str) -> list[str]:
    """Return the words of the command up to its end, lines that a backslash joins as one."""
    line = re.sub(r"[ \t]*[\\`^][ \t]*\r?\n", " ", rest).partition("\n")[0]
    try:
        words = shlex.split(line, comments=False)
    except ValueError:  # a quote that is not closed
        words = line.split()
    for number, word in enumerate(words):
        if word in ("|", ">", "&&", ";", "||", "&"):
            return words[:number]
    return words


def _parse(words: list[str]) -> _Command:
    plain: list[str] = []
    options: dict[str, str] = {}
    literals: list[str] = []
    position = 0
    while position < len(words):
        word = words[position]
        position += 1
        if not word.startswith("-"):
            plain.append(word)
            continue
        name, equals, value = word.lstrip("-").partition("=")
        if not equals and name in _WITH_VALUE and position < len(words):
            value = words[position]
            position += 1
        if name == "from-literal":
            literals.append(value)
        options[{"output": "o", "namespace": "n"}.get(name, name)] = value or "true"
    return _Command(plain, options, literals)


def _document(command: _Command) -> dict[str, Json] | None:
    """Return the Secret that the command makes, None where that hangs on files or variables."""
    words, options = command.words, command.options
    if not words or words[0] not in _KINDS:
        return None
    values: dict[str, Json] = {}
    kind = options.get("type", "Opaque")
    if words[0] == "docker-registry" and "docker-password" in options:
        credential = Credential(
            options.get("docker-server", DOCKER_HUB_KEY),
            options.get("docker-username", ""),
            options["docker-password"],
            options.get("docker-email", ""),
        )
        if any(unfilled_in(part) or unfilled_inside(part) for part in credential):
            return None
        kind = DOCKERCONFIGJSON
        values[DOCKERCONFIGJSON_KEY] = payload_text((credential,), "kubectl")
    for literal in command.literals:
        name, _, value = literal.partition("=")
        if unfilled_in(value):
            return None
        values[name] = value
    if not values:
        return None
    metadata: dict[str, Json] = {"name": words[1] if len(words) > 1 else ""}
    if "n" in options:
        metadata["namespace"] = options["n"]
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": metadata,
        "type": kind,
        "stringData": values,
    }
