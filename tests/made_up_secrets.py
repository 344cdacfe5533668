"""Secrets that nobody ever had, in the forms that people paste."""

import json
from base64 import b64encode

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection
from made_up_tokens import github_token

TOKEN = github_token()
KEY = ".dockerconfigjson"


def b64(text: str | bytes) -> str:
    """Return base64 on one line."""
    return b64encode(text.encode() if isinstance(text, str) else text).decode()


AUTH = b64(f"octocat:{TOKEN}")


def payload(entries: Json = None, **beside: Json) -> str:
    """Return a payload with `entries` under `auths`, by default a sound one for ghcr.io."""
    sound: Json = {"ghcr.io": {"username": "octocat", "password": TOKEN, "auth": AUTH}}
    return json.dumps({"auths": sound if entries is None else entries, **beside})


def manifest(value: Json = None, **fields: Json) -> dict[str, Json]:
    """Return a Secret with `value` as its payload's base64; `fields` replace what it has."""
    whole: dict[str, Json] = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "ghcr", "namespace": "denostr"},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {KEY: b64(payload()) if value is None else value},
    }
    return {**whole, **fields}


def inspect(value: Json) -> Inspection:
    """Return the inspection of `value` in JSON."""
    return inspect_whole(json.dumps(value))


def only_secret(value: Json | str) -> InspectedSecret:
    """Return the one Secret in a text, or in a value that is put in JSON."""
    text = value if isinstance(value, str) else json.dumps(value)
    (secret,) = inspect_whole(text).secrets
    return secret


def findings(inspection: Inspection) -> list[Finding]:
    """Return the findings of the whole and of its Secrets."""
    return [*inspection.findings, *(f for each in inspection.secrets for f in each.findings)]


def codes(inspection: Inspection) -> list[str]:
    """Return the codes of `findings`, sorted."""
    return sorted(finding.code for finding in findings(inspection))
