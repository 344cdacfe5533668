"""The kubectl command that makes the same Secret, for people who keep commands and not files.

A token never stands in it: it is read from the environment, `"$GHCR_TOKEN"`.
"""

from shlex import quote

from ghcr_tui.core.credential import Credential
from ghcr_tui.core.draft import Draft, Style
from ghcr_tui.core.gojson import dumps
from ghcr_tui.core.secret import DOCKERCONFIGJSON, DOCKERCONFIGJSON_KEY

_CONTINUED = " \\\n  "


def kubectl_command(draft: Draft) -> str:
    """Return a POSIX shell script that creates the Secret of `draft` with kubectl.

    One registry takes `kubectl create secret docker-registry`; several, which that command cannot
    do, take `kubectl create secret generic` with a payload that the shell builds.
    """
    if len(draft.credentials) == 1:
        lines = [*_token_hint(1), _docker_registry(draft)]
    else:
        lines = [*_token_hint(len(draft.credentials)), *_generic(draft)]
    return "\n".join(lines) + "\n"


def token_variable(position: int) -> str:
    """Return the environment variable that holds the token of the credential at `position`."""
    return "GHCR_TOKEN" if position == 0 else f"GHCR_TOKEN_{position + 1}"


def _token_hint(count: int) -> list[str]:
    reads = "; ".join(f"read -rs {token_variable(position)}" for position in range(count))
    return [f"# First, so that no token gets into the history:  {reads}"]


def _docker_registry(draft: Draft) -> str:
    (credential,) = draft.credentials
    options = [
        *_namespace(draft),
        f"--docker-server={quote(credential.registry)}",
        f"--docker-username={quote(credential.username)}",
        f'--docker-password="${token_variable(0)}"',
    ]
    if credential.email:
        options.append(f"--docker-email={quote(credential.email)}")
    return _with_metadata(
        draft, f"kubectl create secret docker-registry {quote(draft.name)}", options
    )


def _generic(draft: Draft) -> list[str]:
    auths = [
        f"auth_{position + 1}=$(printf %s {quote(credential.username + ':')}"
        f"\"${token_variable(position)}\" | base64 | tr -d '\\n')"
        for position, credential in enumerate(draft.credentials)
    ]
    formats = ",".join(_entry_format(one, draft.style) for one in draft.credentials)
    values = " ".join(
        f'"${token_variable(position)}" "$auth_{position + 1}"'
        if draft.style == "kubectl"
        else f'"$auth_{position + 1}"'
        for position in range(len(draft.credentials))
    )
    options = [
        *_namespace(draft),
        f"--type={DOCKERCONFIGJSON}",
        f"--from-file={DOCKERCONFIGJSON_KEY}=/dev/stdin",
    ]
    create = _with_metadata(draft, f"kubectl create secret generic {quote(draft.name)}", options)
    payload = quote('{"auths":{' + formats + "}}")
    return [*auths, f"printf {payload} {values} |", f"  {create}"]


def _entry_format(credential: Credential, style: Style) -> str:
    """Return one entry of the payload as a format for printf, `%s` where a secret goes in."""
    email = f'"email":{dumps(credential.email)}' if credential.email else ""
    if style == "kubectl":
        fields = [
            f'"username":{dumps(credential.username)}',
            '"password":"%s"',
            email,
            '"auth":"%s"',
        ]
    else:
        fields = ['"auth":"%s"', email]
    entry = f"{dumps(credential.registry)}:{{{','.join(filter(None, fields))}}}"
    escaped = entry.replace("\\", "\\\\").replace("%", "%%")
    return escaped.replace('"%%s"', '"%s"')


def _namespace(draft: Draft) -> list[str]:
    return [f"--namespace={quote(draft.namespace)}"] if draft.namespace else []


def _with_metadata(draft: Draft, command: str, options: list[str]) -> str:
    """Return `command`, piped through what kubectl needs for the rest of the metadata."""
    steps: list[str] = []
    if draft.labels:
        steps.append(f"kubectl label --local -f - -o yaml {_pairs(draft.labels)}")
    if draft.annotations:
        steps.append(f"kubectl annotate --local -f - -o yaml {_pairs(draft.annotations)}")
    if draft.immutable:
        steps.append("kubectl patch --local -f - -o yaml -p '{\"immutable\":true}'")
    if not steps:
        return _CONTINUED.join([command, *options])
    first = _CONTINUED.join([command, *options, "--dry-run=client -o yaml"])
    return " |\n  ".join([first, *steps, "kubectl create -f -"])


def _pairs(pairs: tuple[tuple[str, str | None], ...]) -> str:
    return " ".join(quote(f"{key}={value or ''}") for key, value in pairs)
