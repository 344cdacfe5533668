"""A payload in a line of an env file: `.dockerconfigjson={…}`, `DOCKER_AUTH_CONFIG='{…}'`."""

import re

from ghcr_tui.core.credential.redaction import shown_wrapper
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.inspection.inspection import Events
from ghcr_tui.core.inspection.lone_base64 import inspect_scalar
from ghcr_tui.core.inspection.lone_value import is_credential
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.inspection.told import with_finding
from ghcr_tui.core.text.env_line import env_value

_LONGEST = 3_000_000


def inspect_env_file(text: str, inspector: SecretInspector) -> Events | None:
    """Return the events of the value behind the `=`, None where `text` is no such file."""
    found = env_value(text) if len(text) <= _LONGEST and "=" in text[:400] else None
    found = found or _auth_line(text)
    if found is None:
        return None
    name, value = found
    message = (
        f"This is a line of an env file: the value stands behind its key {shown_wrapper(name)} and "
        "`=`, which are no part of it."
    )
    fix = "Keep what is behind the `=`."
    if name == ".dockerconfigjson":
        fix = "Kustomize and `--from-env-file` take it as it is; elsewhere keep what is behind `=`."
    finding = Finding("env-file-line", "info", message, fix)
    return with_finding(inspect_scalar(value, inspector), finding)


def _auth_line(text: str) -> tuple[str, str] | None:
    """Return name and value of a single line whose value is the base64 of `username:token`."""
    match = re.fullmatch(
        r"(?:export )?([A-Za-z_]\w{0,60})=([\"']?)([A-Za-z0-9+/]{16,}={0,2})\2", text
    )
    data = read_base64(match[3]).data if match else None
    if match is None or not data or not data.isascii() or not is_credential(data.decode()):
        return None
    return match[1], match[3]
