"""How a pod comes to use the Secret: a Pod that names it, a ServiceAccount that hands it out."""

import re

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_text import Json, dumps
from ghcr_tui.core.text.shell import word

_DOCKER_HUB = frozenset(("docker.io", "index.docker.io", "registry-1.docker.io"))
_OWNED = frozenset(("ghcr.io", "docker.io"))
"""Registries whose images are under the name of the one who logs in."""
_OWNER = re.compile(r"[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*")
_API_PATH = re.compile(r"(?:/v[12])?/*\Z")


def usage(draft: Draft) -> str:
    """Return a shell script, ready to paste: a Pod with `imagePullSecrets`, and the patch."""
    # Every scalar of the Pod is on one line behind its key: none can end the here-document.
    # The patch replaces: imagePullSecrets of a ServiceAccount (not of a Pod) is an atomic list.
    pod = yaml_writer.dump(_pod(draft))
    namespace = f" --namespace={word(draft.namespace)}" if draft.namespace else ""
    patch = dumps({"imagePullSecrets": [{"name": draft.name}]})
    return (
        f"# One pod: name the Secret beside its containers.\n"
        f"kubectl create -f - <<'EOF'\n{pod}EOF\n\n"
        f"# Every new pod of a service account that names no Secret of its own.\n"
        f"# This replaces the list of the account: add the Secrets that it names already.\n"
        f"kubectl patch serviceaccount default{namespace} -p {word(patch)}\n"
    )


def _pod(draft: Draft) -> dict[str, Json]:
    metadata: dict[str, Json] = {"name": "pull-test"}
    if draft.namespace:
        metadata["namespace"] = draft.namespace
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": metadata,
        "spec": {
            "imagePullSecrets": [{"name": draft.name}],
            "containers": [{"name": "app", "image": _image(draft)}],
        },
    }


def _image(draft: Draft) -> str:
    """Return an image of the first registry for people to fill in, under its owner where known."""
    first = draft.credentials[0] if draft.credentials else Credential("", "", "")
    host = first.registry.strip().removeprefix("https://").removeprefix("http://")
    registry = _API_PATH.sub("", host, count=1)
    if not registry or registry in _DOCKER_HUB:
        registry = "docker.io"
    known = registry in _OWNED and _OWNER.fullmatch(first.username)
    return f"{registry}/{first.username.lower() if known else 'OWNER'}/IMAGE:TAG"
