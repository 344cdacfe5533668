"""What mends a pull that fails, as a command that can be pasted where there is one.

A token is never part of a command: it is read from a pipe or a file.
"""

from typing import NamedTuple

from ghcr_tui.core.cluster.inventory import ClusterSecret
from ghcr_tui.core.cluster.owner import BY_HAND, UNKNOWN
from ghcr_tui.core.cluster.pod_state import ContainerState
from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.cluster.wordings import Stage
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.text.inert import inert
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
    "never-pull": "Load the image onto the node, or let the pod pull: `imagePullPolicy: "
    "IfNotPresent`.",
}


class Case(NamedTuple):
    """What a fix depends on: the `stage` that failed, and what the pod has; `secrets` in order."""

    stage: Stage
    use: PodUse
    state: ContainerState
    verdict: Verdict
    findings: tuple[Finding, ...]
    secrets: tuple[ClusterSecret, ...]

    @property
    def inside(self) -> str:
        """The option that names the pod's namespace."""
        return f"-n {word(self.use.namespace)}"

    def found(self, *codes: str) -> Finding | None:
        """Return the first finding with one of `codes`."""
        return next((each for each in self.findings if each.code in codes), None)


def fix_for(case: Case) -> str:
    """Return what to do, "" where nothing needs to be done; a command is on its own line."""
    stage = case.stage
    if not case.state.is_failing:
        return ""
    if stage in _WITHOUT_COMMAND:
        return _WITHOUT_COMMAND[stage]
    if stage == "no-image":
        return f"Correct the tag, or push it.\n{_set_image(case.use, case.state)}"
    if old := case.found("pod-older-than-account"):
        return f"Make the pod anew: it gets what its account brings now.\n{_remake(case, old)}"
    if missing := case.found(*_MISSING):
        return f"{missing.fix}\n{_missing_secret(case)}"
    if stage == "no-credential" and case.verdict.tried:
        return f"A credential is there now: have it tried at once.\n{_remake(case, None)}"
    if stage == "keyring":
        return _repaired(case)
    if not case.verdict.tried and stage in ("no-credential", "no-right", "limit"):
        return _another_secret(case)
    if stage == "token-refused":
        return _renewed(case)
    name = case.verdict.tried[0].match.secret if case.verdict.tried else ""
    get = f"kubectl get secret {word(name)} {case.inside} -o json | " if name else ""
    ask = f"{get}ghcr-tui verify {word(case.state.used.image)}"
    return f"Ask the registry, step by step, what is refused.\n{ask}"


def _missing_secret(case: Case) -> str:
    """Return the command that makes the first Secret that the pod lists and that is not there."""
    there = {secret.name for secret in case.secrets}
    name = next((name for name in case.use.secrets if name not in there), "ghcr")
    drop = ""
    if case.found("secret-wrong-type"):
        drop = f"kubectl delete secret {word(name)} {case.inside}\n"
    return f"{drop}{_encode(case, name)} | kubectl create -f -"


def _another_secret(case: Case) -> str:
    """Give a pod a credential for the image's registry: none of its Secrets has one."""
    name = _new_name(case)
    make = f"{_encode(case, name)} | kubectl create -f -"
    account = word(case.use.account)
    attach = f"ghcr-tui attach {word(name)} {case.inside} --service-account {account} --yes"
    if case.use.secrets:
        what = f"Give the pod a credential, and list `{name}` in its `imagePullSecrets`, too."
        return f"{what}\n{make}"
    return f"Give the pod a credential.\n{make}\n{attach}"


def _renewed(case: Case) -> str:
    """Put a token that is accepted where the refused one is, without losing what is beside it."""
    name = case.verdict.tried[0].match.secret if case.verdict.tried else ""
    secret = next((each for each in case.secrets if each.name == name), None)
    if secret is None:
        return "Renew the node's own credential: none of the pod's Secrets was sent."
    if secret.owner.tool not in (BY_HAND, UNKNOWN):
        return (
            f"Put a token that is accepted where {inert(secret.owner.tool, 80)} takes it from: "
            "what is changed in the cluster is put back."
        )
    if len(secret.judged.secret.entries) > 1:
        open_it = f"kubectl get secret {word(name)} {case.inside} -o yaml | ghcr-tui"
        return f"The Secret has other registries, too: renew this one's token in it.\n{open_it}"
    apply = "kubectl apply --server-side --force-conflicts -f -"
    what = "Put a token that is accepted into the Secret."
    return f"{what}\n{_encode(case, name)} | {apply}"


def _repaired(case: Case) -> str:
    """Say which Secret is unreadable, and have it looked at."""
    culprit = next((each.name for each in case.secrets if each.judged.secret.unreadable), "")
    if not culprit:
        return "Mend the Secret that cannot be read: every other one of the pod is lost by it."
    decode = f"kubectl get secret {word(culprit)} {case.inside} -o yaml | ghcr-tui decode"
    return f"Mend this Secret: every other one of the pod is lost by it.\n{decode}"


def _new_name(case: Case) -> str:
    """Return a name for a Secret that is not one of the pod's."""
    there = {*case.use.secrets, *(secret.name for secret in case.secrets)}
    return next(
        name
        for number in range(100)
        if (name := f"ghcr-{number}" if number else "ghcr") not in there
    )


def _encode(case: Case, name: str) -> str:
    """Return the command that writes a Secret; the token comes out of a file."""
    try:
        registry = f" --registry {word(parse_image(case.state.used.image).domain)}"
    except ImageError:
        registry = ""
    names = f"--name {word(name)} {case.inside}"
    return f"ghcr-tui encode{registry} --username NAME --token-file FILE {names}"


def _set_image(use: PodUse, state: ContainerState) -> str:
    kind, _, name = use.owner.partition("/")
    target = f"{kind.lower()}/{name}" if name and kind != "ReplicaSet" else f"pod/{use.name}"
    if kind == "ReplicaSet":
        target = f"deployment/{name.rpartition('-')[0] or name}"
    container = f"{state.used.name}=NAME:TAG"
    return f"kubectl set image {word(target)} {word(container)} -n {word(use.namespace)}"


def _remake(case: Case, finding: Finding | None) -> str:
    if finding is not None and finding.fix.startswith("kubectl "):
        return finding.fix
    return f"kubectl delete pod {word(case.use.name)} {case.inside}"
