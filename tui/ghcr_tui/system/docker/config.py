"""Docker's config.json: the credentials in it, and those that its credential helpers keep.

Source: docker/cli, cli/config/configfile/file.go (GetAuthConfig, getConfiguredCredentialStore).
"""

import os
import time
from collections.abc import Mapping
from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json, JsonError, folded
from ghcr_tui.core.registry.key import take_apart, without_api_prefix
from ghcr_tui.core.registry.vendors import DOCKER_HUB_KEY, api_host
from ghcr_tui.core.secret.entry_reader import TOKEN_FIELDS, Entry, json_type_name
from ghcr_tui.core.secret.payload_reader import looks_legacy, payload_of
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.docker.credential_helper import HelperError, ask_helper, lifetime
from ghcr_tui.system.files import FilePath, FileProblem, read_text

HELPER_TIMEOUT = 30.0
"""Seconds for one helper: it may ask a person to unlock a keychain, or a cloud for a token."""

TOTAL_TIMEOUT = 90.0
"""Seconds for all of them."""

_LIMIT = 16 * 1024 * 1024
_FIELDS = ("auths", "credsstore", "credhelpers")


class DockerConfigProblem(Problem):
    """A Docker configuration that cannot be read; the message is a plain sentence."""


class Imported(NamedTuple):
    """What an import had to give: credentials in the file's order, and sentences on the rest."""

    credentials: tuple[Credential, ...]
    notes: tuple[str, ...] = ()


class _Config(NamedTuple):
    entries: dict[str, Entry]
    store: str
    helpers: dict[str, str]

    def helper(self, registry: str) -> str:
        """Return the helper for a registry, "" where it has none; its own goes before the store."""
        if registry in self.helpers:
            return self.helpers[registry]
        same = (name for name in self.helpers if _host(name) == _host(registry))
        return next((self.helpers[name] for name in same), self.store)


def import_docker_config(path: FilePath | None = None, only: str | None = None) -> Imported:
    """Return the credentials of a Docker configuration, asking helpers for what is not in it.

    `path` is the file or its folder; without it DOCKER_CONFIG or the home folder says where it
    is. `only` narrows it to one registry, by key or by host. Takes up to TOTAL_TIMEOUT seconds.
    Raises `DockerConfigProblem`.
    """
    file = docker_config_file() if path is None else os.fspath(path)
    if os.path.isdir(file):
        file = f"{file}/config.json"
    config = _read(file)
    registries = _wanted(config, only)
    if not registries:
        missing = f"`{inert(only)}`" if only else "a credential"
        return Imported((), (f"`{inert(file)}` does not hold {missing}.",))
    return _gather(config, registries)


def docker_config_file(environ: Mapping[str, str] | None = None) -> str:
    """Return where Docker keeps its configuration: in DOCKER_CONFIG, or in ~/.docker."""
    variables = os.environ if environ is None else environ
    folder = variables.get("DOCKER_CONFIG") or os.path.expanduser("~/.docker")
    return os.path.join(folder, "config.json")


def _gather(config: _Config, registries: tuple[str, ...]) -> Imported:
    credentials: list[Credential] = []
    notes: list[str] = []
    broken: dict[str, str] = {}
    deadline = time.monotonic() + TOTAL_TIMEOUT
    for registry in registries:
        entry = config.entries.get(registry, Entry(registry))
        helper = config.helper(registry)
        if entry.usable and entry.token:
            credentials.append(entry.credential)
        elif not helper:
            notes.append(f"{inert(registry)}: {_lack(entry)}.")
        elif helper in broken:
            notes.append(f"{inert(registry)}: {broken[helper]}.")
        else:
            try:
                found = _ask(helper, registry, deadline)
            except HelperError as problem:
                notes.append(f"{inert(registry)}: {problem}.")
                if problem.lasting:
                    broken[helper] = str(problem)
                continue
            credentials.append(found._replace(email=entry.email))
            if lives := lifetime(helper):
                notes.append(
                    f"{inert(registry)}: the token is good for about {lives}, "
                    "after which pods can no longer pull with it."
                )
    return Imported(tuple(credentials), tuple(notes))


def _ask(helper: str, registry: str, deadline: float) -> Credential:
    left = deadline - time.monotonic()
    if left <= 0:
        raise HelperError("it was not asked for, as the helpers before it took too long")
    return ask_helper(helper, registry, min(HELPER_TIMEOUT, left))


def _lack(entry: Entry) -> str:
    """Return why the file alone gives no credential for an entry, as a clause."""
    if any(entry.text(name) for name in TOKEN_FIELDS):
        return "Docker was given an identity token for it, which only Docker can exchange"
    return entry.why or "its token is empty"


def _read(file: str) -> _Config:
    """Return what a configuration says, or raise `DockerConfigProblem`."""
    try:
        value = JsonReader().read(read_text(file, _LIMIT, pipe_too=True))
    except FileProblem as problem:
        raise DockerConfigProblem(str(problem)) from None
    except JsonError as problem:
        raise _unusable(file, f"it is not JSON: {problem}") from None
    root = folded(value, _FIELDS) if isinstance(value, dict) else {}
    payload = payload_of(value, "", legacy="auths" not in root and looks_legacy(value))
    if payload.broken:
        raise _unusable(file, payload.broken)
    store = root.get("credsstore")
    if not isinstance(store, str | None):
        raise _unusable(file, f"`credsStore` is {json_type_name(store)}, where text belongs")
    return _Config(
        {entry.registry: entry for entry in payload.entries},
        store or "",
        _helpers(file, root.get("credhelpers")),
    )


def _helpers(file: str, value: Json) -> dict[str, str]:
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise _unusable(file, f"`credHelpers` is {json_type_name(value)}, where an object belongs")
    helpers = {name: helper for name, helper in value.items() if isinstance(helper, str)}
    if len(helpers) < len(value):
        raise _unusable(file, "`credHelpers` names a helper by something other than text")
    return helpers


def _unusable(file: str, clause: str) -> DockerConfigProblem:
    return DockerConfigProblem(f"Cannot import `{inert(file)}`: {clause}.")


def _wanted(config: _Config, only: str | None) -> tuple[str, ...]:
    """Return the keys to import, `only` matched by key first and then by host.

    A store may know a registry that the file does not name, so it is asked for `only`.
    """
    known = tuple(dict.fromkeys((*config.entries, *config.helpers)))
    if only is None:
        return known
    if only in known:
        return (only,)
    alike = tuple(key for key in known if _host(key) == _host(only))
    if same := tuple(key for key in alike if not (_path(key) and _path(only))):
        return same
    key = DOCKER_HUB_KEY if _host(only) == _host(DOCKER_HUB_KEY) else only
    return (key,) if config.store else ()


def _host(registry: str) -> str:
    return api_host(registry).casefold()


def _path(registry: str) -> str:
    return without_api_prefix(take_apart(registry).path + "/").strip("/")
