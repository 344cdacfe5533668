"""The kubectl command that makes the same Secret, for people who keep commands and not files.

A token is never in it: it is read from the environment, `"$GHCR_TOKEN"`.
"""

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.golang.json_text import dumps
from ghcr_tui.core.secret.payload import Style
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON, DOCKERCONFIGJSON_KEY
from ghcr_tui.core.text.shell import octal, word

_CONTINUED = " \\\n    "
_JSON_TEXT = "sed 's/[\\\\\"]/\\\\&/g'"
"""What makes a token the inside of a JSON string."""


def kubectl_command(draft: Draft) -> str:
    """Return a POSIX shell script that creates the Secret of `draft` with kubectl.

    One registry takes `kubectl create secret docker-registry`, which always writes username and
    password beside `auth`; several, which that command cannot do, take
    `kubectl create secret generic` with a payload that the shell builds.
    """
    if len(draft.credentials) == 1:
        lines = [*_token_hint(1), _docker_registry(draft, draft.credentials[0])]
    else:
        lines = [*_token_hint(len(draft.credentials)), *_generic(draft)]
    return "\n".join(lines) + "\n"


def token_variable(position: int) -> str:
    """Return the environment variable that holds the token of the credential at `position`."""
    return "GHCR_TOKEN" if position == 0 else f"GHCR_TOKEN_{position + 1}"


def _token_hint(count: int) -> list[str]:
    # Nothing in a comment may mean anything: zsh runs comments that are pasted into it.
    return [
        f"# First, so that the token gets into no history: read -rs {token_variable(position)}"
        for position in range(count)
    ]


def _docker_registry(draft: Draft, credential: Credential) -> str:
    options = [
        *_namespace(draft),
        f"--docker-server={word(credential.registry)}",
        f"--docker-username={word(credential.username)}",
        f'--docker-password="${token_variable(0)}"',
    ]
    if credential.email:
        options.append(f"--docker-email={word(credential.email)}")
    return _with_metadata(
        draft, f"kubectl create secret docker-registry {word(draft.name)}", options
    )


def _generic(draft: Draft) -> list[str]:
    """Return a subshell, so that a missing token ends it and no variable outlives it."""
    positions = {one.registry: position for position, one in enumerate(draft.credentials)}
    required = " ".join(f'"${{{token_variable(position)}:?}}"' for position in positions.values())
    lines = [f"  : {required}"] if required else []
    arguments: list[str] = []
    for position in positions.values():
        token, number = f'"${token_variable(position)}"', position + 1
        if draft.style == "kubectl":
            lines.append(f"  token_{number}=$(printf %s {token} | {_JSON_TEXT})")
            arguments.append(f'"$token_{number}"')
        username = word(draft.credentials[position].username + ":")
        lines.append(f"  auth_{number}=$(printf %s {username}{token} | base64 | tr -d '\\n')")
        arguments.append(f'"$auth_{number}"')
    options = [
        *_namespace(draft),
        f"--type={DOCKERCONFIGJSON}",
        f"--from-file={DOCKERCONFIGJSON_KEY}=/dev/stdin",
    ]
    create = _with_metadata(draft, f"kubectl create secret generic {word(draft.name)}", options)
    entries = [_entry_format(draft.credentials[at], draft.style) for at in positions.values()]
    payload = word(f'{{"auths":{{{",".join(entries)}}}}}')
    return ["(", *lines, f"  {' '.join(['printf', payload, *arguments])} |", f"  {create}", ")"]


def _entry_format(credential: Credential, style: Style) -> str:
    """Return one entry of the payload as a format for printf, `%s` where a secret goes in."""
    email = [f'"email":{_literal(credential.email)}'] if credential.email else []
    if style == "kubectl":
        username = f'"username":{_literal(credential.username)}'
        fields = [username, '"password":"%s"', *email, '"auth":"%s"']
    else:
        fields = ['"auth":"%s"', *email]
    return f"{_literal(credential.registry)}:{{{','.join(fields)}}}"


def _literal(text: str) -> str:
    """Return `text` as a JSON string of which printf prints every character as it is."""
    return octal(dumps(text).replace("\\", "\\\\").replace("%", "%%"))


def _namespace(draft: Draft) -> list[str]:
    return [f"--namespace={word(draft.namespace)}"] if draft.namespace else []


def _with_metadata(draft: Draft, command: str, options: list[str]) -> str:
    """Return `command`, piped through what kubectl needs for the rest of the metadata.

    As JSON, because kubectl writes YAML that it cannot read for DEL, NEL and their like.
    """
    steps: list[str] = []
    if draft.labels:
        steps.append(f"kubectl label --local -f - -o json {_pairs(draft.labels)}")
    if draft.annotations:
        steps.append(f"kubectl annotate --local -f - -o json {_pairs(draft.annotations)}")
    if draft.immutable:
        steps.append("kubectl patch --local -f - -o json -p '{\"immutable\":true}'")
    if not steps:
        return _CONTINUED.join([command, *options])
    first = _CONTINUED.join([command, *options, "--dry-run=client -o json"])
    return " |\n  ".join([first, *steps, "kubectl create -f -"])


def _pairs(pairs: tuple[Pair, ...]) -> str:
    """Return `pairs` as arguments, behind `--` where one could be taken for an option."""
    options_end = ["--"] if any(key.startswith("-") for key, _ in pairs) else []
    return " ".join([*options_end, *(word(f"{key}={value or ''}") for key, value in pairs)])
