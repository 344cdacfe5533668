"""How a pod comes to use the Secret: a Pod that names it, a ServiceAccount that hands it out."""

from shlex import quote

from ghcr_tui.core import yaml_writer
from ghcr_tui.core.draft import Draft
from ghcr_tui.core.gojson import Json, dumps


def usage(draft: Draft) -> str:
    """Return a shell script, ready to paste: a Pod with `imagePullSecrets`, and the patch."""
    pod = yaml_writer.dump(_pod(draft))
    namespace = f" --namespace={quote(draft.namespace)}" if draft.namespace else ""
    patch = dumps({"imagePullSecrets": [{"name": draft.name}]})
    return (
        f"# One pod: name the Secret beside its containers.\n"
        f"kubectl apply -f - <<'EOF'\n{pod}EOF\n\n"
        f"# Every new pod of a service account that names no Secret of its own:\n"
        f"kubectl patch serviceaccount default{namespace} -p {quote(patch)}\n"
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
    first = draft.credentials[0] if draft.credentials else None
    registry = first.registry.strip().removeprefix("https://").rstrip("/") if first else ""
    if not registry or registry.startswith("index.docker.io"):
        registry = "docker.io"
    owner = first.username.lower() if first and first.username.isalnum() else "OWNER"
    return f"{registry}/{owner}/IMAGE:TAG"
