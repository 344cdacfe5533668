"""The certificate of a cluster's own sealed-secrets controller, asked for through kubectl.

What was fetched is kept for each context, with the day, so that sealing needs no cluster. It is
public: it seals, and opens nothing.
"""

import hashlib
import re
from pathlib import Path

from platformdirs import user_cache_path

from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.kubectl import DEFAULT_TIMEOUT, Kubectl, read_contexts, run
from ghcr_tui.system.files import FileProblem, read_text, write_private
from ghcr_tui.system.sealing.problem import SealingProblem

CONTROLLER = "kube-system/sealed-secrets-controller"
"""Where the project's own manifest puts it; the Helm chart calls it `sealed-secrets`."""
_MOST = 64 * 1024
_NAME = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,251}[a-z0-9])?")


def fetch_certificate(context: str, controller: str = CONTROLLER) -> str:
    """Return the PEM that the controller NAMESPACE/NAME serves, and keep it for `context`.

    `context` is "" for the current one. Raises SealingProblem and ClusterProblem.
    """
    namespace, slash, name = controller.partition("/")
    if not (slash and _NAME.fullmatch(namespace) and _NAME.fullmatch(name)):
        raise SealingProblem(f"{excerpt(controller, 80)} is not NAMESPACE/NAME of a controller.")
    path = f"/api/v1/namespaces/{namespace}/services/http:{name}:/proxy/v1/cert.pem"
    kubectl = Kubectl()
    limit = f"--request-timeout={DEFAULT_TIMEOUT:g}s"
    status, out, err = run(
        kubectl.arguments(context, "get", "--raw", path, limit), DEFAULT_TIMEOUT * 2
    )
    if status:
        raise SealingProblem(
            f"The controller {controller} gave no certificate: {excerpt(_last_line(err), 200)}. "
            "Name another with --controller NAMESPACE/NAME."
        )
    pem = out[:_MOST].decode("ascii", "replace")
    if "-----BEGIN CERTIFICATE-----" in pem:
        _keep(context or read_contexts(kubectl).current, pem)
    return pem


def kept_certificate(context: str) -> str:
    """Return the PEM that was fetched for `context` ("" is the current one), "" where none was."""
    try:
        name = context or read_contexts(Kubectl()).current
        return read_text(_file_of(name), _MOST)
    except (ClusterProblem, FileProblem):
        return ""


def _keep(context: str, pem: str) -> None:
    """Keep it where that can be done; sealing does not depend on it."""
    file = _file_of(context)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        write_private(file, pem)
    except (FileProblem, OSError):
        return


def _file_of(context: str) -> Path:
    digest = hashlib.sha256(context.encode("utf-8", "replace")).hexdigest()[:24]
    return user_cache_path("ghcr-tui") / "sealing" / f"{digest}.pem"


def _last_line(text: str) -> str:
    return (text.strip().splitlines() or ["kubectl said nothing"])[-1].rstrip(".")
