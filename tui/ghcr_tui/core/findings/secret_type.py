"""Rules about a type that is a slip away from the two that the kubelet reads payloads of."""

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.secret.secret import DOCKERCFG, DOCKERCONFIGJSON
from ghcr_tui.core.secret.secret_reader import SecretDocument
from ghcr_tui.core.text.inert import excerpt

_IGNORED = "The kubelet ignores the Secret, and pulls without it."
_LITERALS = ("server", "username", "password")
_FROM_LITERALS = (
    "Make the payload of its values: `kubectl create secret docker-registry NAME --docker-server=… "
    "--docker-username=… --docker-password=…`."
)


def resembles_type(kind: str) -> bool:
    """Return whether a type is meant to be one of a pull secret, and is written otherwise."""
    return "docker" in kind.casefold() and kind not in (DOCKERCONFIGJSON, DOCKERCFG)


def misspelt_type_finding(document: SecretDocument) -> Finding:
    """Return what there is to say of such a type."""
    kind = document.type
    fix = f"Delete the Secret and create it with the type {_meant(kind)}."
    if kind.casefold().rpartition("/")[2] == "docker-registry":
        what = (
            f"The type {excerpt(kind, 60)} is a word of `kubectl create secret docker-registry`, "
            "not a type of Secrets."
        )
    else:
        what = f"The type {excerpt(kind, 60)} is not exactly {_meant(kind)}, which may be meant."
    if literals := literals_fix(document):
        fix = literals
    return Finding("type-ignored", "error", f"{what} {_IGNORED}", fix, Where("type"))


def literals_fix(document: SecretDocument) -> str:
    """Return what to do with a Secret that holds the parts of a payload apart, else ""."""
    names = {*document.data, *document.string_data}
    words = {name.casefold().removeprefix("docker-").removeprefix("docker_") for name in names}
    return _FROM_LITERALS if words.issuperset(_LITERALS) else ""


def _meant(kind: str) -> str:
    return DOCKERCFG if kind.casefold().rstrip().endswith("cfg") else DOCKERCONFIGJSON
