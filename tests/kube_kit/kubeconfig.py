"""Kubeconfigs for tests: one context for each login."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from ghcr_tui.core.golang.json_text import Json


class Login(NamedTuple):
    """A context: where the server is, whom it trusts, and who asks.

    With `command` a shell script gives the credential, as an exec plugin; `as_user` impersonates.
    """

    context: str
    server: str
    ca_file: Path
    token: str = ""
    namespace: str = ""
    command: str = ""
    as_user: str = ""


def write_kubeconfig(path: Path, logins: Sequence[Login]) -> Path:
    """Write the contexts of `logins`, the first being the current one; return `path`."""
    clusters: list[Json] = []
    users: list[Json] = []
    contexts: list[Json] = []
    for login in logins:
        cluster: Json = {"server": login.server, "certificate-authority": str(login.ca_file)}
        clusters.append({"name": login.context, "cluster": cluster})
        users.append({"name": login.context, "user": _user(login)})
        context: dict[str, Json] = {"cluster": login.context, "user": login.context}
        if login.namespace:
            context["namespace"] = login.namespace
        contexts.append({"name": login.context, "context": context})
    config: Json = {
        "apiVersion": "v1",
        "kind": "Config",
        "clusters": clusters,
        "users": users,
        "contexts": contexts,
        "current-context": logins[0].context,
    }
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(config))
    return path


def _user(login: Login) -> Json:
    user: dict[str, Json] = {}
    if login.command:
        user["exec"] = {
            "apiVersion": "client.authentication.k8s.io/v1",
            "command": "sh",
            "args": ["-c", login.command],
            "interactiveMode": "IfAvailable",
        }
    else:
        user["token"] = login.token
    if login.as_user:
        user["as"] = login.as_user
    return user
