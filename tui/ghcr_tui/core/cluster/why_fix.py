"""What mends a pull that fails, as a command that can be pasted where there is one.

A token is never part of a command: it is read from a pipe or a file.
"""

from collections.abc import Sequence

from ghcr_tui.core.cluster.pod_state import ContainerState
from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.cluster.pull_error import PullError
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.text.shell import word
from ghcr_tui.core.verdict.verdict import Verdict

_MISSING = ("secret-missing", "secret-in-other-namespace", "secret-wrong-type")
_WITHOUT_COMMAND = {
    "network": "Look from the node: DNS, the firewall and the proxy of its container runtime.",
    "tls": "Give the registry's authority to the container runtime of every node, or the registry "
    "a certificate that they trust.",
    "server": "Wait for the registry, or ask its operator: nothing in the cluster mends this.",
    "platform": "Build the image for the node's platform, or have the pod run on another node.",
    "verification": "Sign the image as the node's policy wants it, or change the policy.",
    "node": "Look at the node: its disk, and the log of its container runtime.",
    "image-name": "Correct the image's name.",
}


def fix_for(
    error: PullError | None,
    verdict: Verdict,
    use: PodUse,
    state: ContainerState,
    findings: Sequence[Finding],
) -> str:
    """Return what to do, "" where nothing needs to be done; a command stands on its own line."""
    if not state.is_failing:
        return ""
    codes = {finding.code: finding for finding in findings}
    stage = error.stage if error else "unknown"
    if stage in _WITHOUT_COMMAND:
        return _WITHOUT_COMMAND[stage]
    if stage == "never-pull":
        return "Load the image onto the node, or let the pod pull: `imagePullPolicy: IfNotPresent`."
    if stage == "no-image":
        return f"Correct the tag, or push it.\n{_set_image(use, state)}"
    if old := codes.get("pod-older-than-account"):
        return f"Make the pod anew: it gets what its account brings now.\n{_remake(use, old)}"
    if missing := next((codes[code] for code in _MISSING if code in codes), None):
        return f"{missing.fix}\n{_make_secret(use, state, _listed(use))}"
    if stage == "no-credential" and verdict.tried:
        return f"A credential is there now: have it tried at once.\n{_remake(use, None)}"
    if stage == "no-credential" or (stage in ("no-right", "limit") and not verdict.tried):
        name = _listed(use) or "ghcr"
        attach = f"ghcr-tui attach {word(name)} -n {word(use.namespace)}"
        also = "" if use.secrets else f"\n{attach} --service-account {word(use.account)}"
        return f"Give the pod a credential.\n{_make_secret(use, state, name)}{also}"
    if stage in ("token-refused", "keyring"):
        secret = verdict.tried[0].match.secret if verdict.tried else _listed(use)
        return f"Put a token that is accepted into the Secret.\n{_make_secret(use, state, secret)}"
    ask = f"ghcr-tui verify {word(state.used.image)}"
    name = verdict.tried[0].match.secret if verdict.tried else _listed(use)
    secrets = f"kubectl get secret {word(name)} -n {word(use.namespace)} -o json | " if name else ""
    return f"Ask the registry, step by step, what is refused.\n{secrets}{ask}"


def _listed(use: PodUse) -> str:
    return use.secrets[0] if use.secrets else ""


def _make_secret(use: PodUse, state: ContainerState, name: str) -> str:
    """Return the command that makes the Secret; the token is typed into a pipe."""
    try:
        host = parse_image(state.used.image).domain
    except ImageError:
        host = ""
    registry = f" --registry {word(host)}" if host else ""
    return (
        f"ghcr-tui encode{registry} --username NAME --token-file FILE --name {word(name or 'ghcr')}"
        f" -n {word(use.namespace)} | kubectl apply --server-side -f -"
    )


def _set_image(use: PodUse, state: ContainerState) -> str:
    kind, _, name = use.owner.partition("/")
    target = f"{kind.lower()}/{name}" if name and kind != "ReplicaSet" else f"pod/{use.name}"
    if kind == "ReplicaSet":
        target = f"deployment/{name.rpartition('-')[0] or name}"
    container = f"{state.used.name}=NAME:TAG"
    return f"kubectl set image {word(target)} {word(container)} -n {word(use.namespace)}"


def _remake(use: PodUse, finding: Finding | None) -> str:
    if finding is not None and finding.fix.startswith("kubectl "):
        return finding.fix
    return f"kubectl delete pod {word(use.name)} -n {word(use.namespace)}"
