"""The user's kubectl: which one, with which context, and what its kubeconfig names."""

import json
import shlex
from collections.abc import Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.server_answer import ServerAnswer, answer_on_the_way
from ghcr_tui.core.text.inert import inert
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.processes import find_program

DEFAULT_TIMEOUT = 30.0
_CONFIG_TIMEOUT = 20.0
INSTALL = (
    "kubectl is not installed, and clusters are reached through it. "
    "https://kubernetes.io/docs/tasks/tools/ says how to install it; another command can be "
    "named with --kubectl, such as --kubectl 'k3s kubectl'."
)


class Kubectl(NamedTuple):
    """How kubectl is called: `command` as on a command line, `timeout` seconds for a request."""

    command: tuple[str, ...] = ("kubectl",)
    timeout: float = DEFAULT_TIMEOUT

    def arguments(self, context: str, *rest: str) -> list[str]:
        """Return a whole command line for `context`, "" being the current one."""
        program = find_program(self.command[0])
        if program is None:
            raise ClusterProblem(ServerAnswer("kubectl", self._missing()))
        chosen = [f"--context={context}"] if context else []
        return [program, *self.command[1:], *chosen, *rest]

    def _missing(self) -> str:
        if self.command[0] == "kubectl":
            return INSTALL
        return f"There is no program {inert(self.command[0], 80)}, which --kubectl names."


class Context(NamedTuple):
    """A context of the kubeconfig: its name, the namespace it is in, its cluster and its server.

    `server` is the address of the API, without a password that may be in it.
    """

    name: str
    namespace: str = "default"
    cluster: str = ""
    server: str = ""


class Contexts(NamedTuple):
    """The contexts of a kubeconfig, and which one is the current one, "" where none is."""

    all: tuple[Context, ...]
    current: str = ""

    def named(self, name: str) -> Context | None:
        """Return the context of this name, None where there is none."""
        return next((each for each in self.all if each.name == name), None)


def kubectl_from(command: str, timeout: float = DEFAULT_TIMEOUT) -> Kubectl:
    """Return the kubectl of a command line such as `k3s kubectl`. Raises ClusterProblem."""
    try:
        words = shlex.split(command)
    except ValueError:
        words = []
    if not words:
        raise ClusterProblem(ServerAnswer("kubectl", "--kubectl names no command."))
    return Kubectl(tuple(words), timeout)


def read_contexts(kubectl: Kubectl) -> Contexts:
    """Return the contexts of the kubeconfig, as kubectl itself merges its files.

    Credentials are not in what it prints. Raises ClusterProblem.
    """
    status, out, err = run(kubectl.arguments("", "config", "view", "-o", "json"), _CONFIG_TIMEOUT)
    if status:
        raise ClusterProblem(answer_on_the_way(err))
    try:
        config = json.loads(out)
    except (ValueError, RecursionError):
        config = None
    if not isinstance(config, dict):
        problem = "kubectl does not print its configuration in JSON."
        raise ClusterProblem(ServerAnswer("kubectl", problem))
    found = tuple(_contexts(config.get("contexts"), _servers(config.get("clusters"))))
    current = config.get("current-context")
    return Contexts(found, current if isinstance(current, str) else "")


def run(arguments: Sequence[str], timeout: float) -> tuple[int, bytes, str]:
    """Run kubectl to its end; return its status, its output and what it said on standard error.

    It has no terminal and no input. Raises ClusterProblem where it does not end in time.
    """
    from subprocess import DEVNULL, PIPE, Popen, TimeoutExpired

    from ghcr_tui.system.cluster.ending import end_group

    try:
        process = Popen(  # noqa: S603 - the person's own kubectl
            arguments, stdin=DEVNULL, stdout=PIPE, stderr=PIPE, start_new_session=True
        )
    except OSError as problem:
        reason = inert(problem.strerror or "", 60)
        message = f"kubectl cannot be started ({reason})."
        raise ClusterProblem(ServerAnswer("kubectl", message)) from None
    try:
        out, err = process.communicate(timeout=timeout)
    except TimeoutExpired:
        message = f"kubectl did not end within {timeout:g} seconds."
        raise ClusterProblem(ServerAnswer("timeout", message)) from None
    finally:
        end_group(process)
    return process.returncode, out, err.decode("utf-8", "replace")


def _servers(items: object) -> dict[str, str]:
    """Return the servers' addresses by the names of the clusters."""
    servers: dict[str, str] = {}
    for item in items if isinstance(items, list) else ():
        inner = item.get("cluster") if isinstance(item, dict) else None
        if isinstance(inner, dict) and isinstance(inner.get("server"), str):
            scheme, slashes, rest = inner["server"].rpartition("//")
            servers[str(item.get("name"))] = f"{scheme}{slashes}{rest.rpartition('@')[2]}"
    return servers


def _contexts(items: object, servers: dict[str, str]) -> list[Context]:
    contexts: list[Context] = []
    for item in items if isinstance(items, list) else ():
        inner = item.get("context") if isinstance(item, dict) else None
        if isinstance(inner, dict) and isinstance(item.get("name"), str):
            namespace, cluster = inner.get("namespace"), inner.get("cluster")
            contexts.append(
                Context(
                    item["name"],
                    namespace if isinstance(namespace, str) and namespace else "default",
                    cluster if isinstance(cluster, str) else "",
                    servers.get(cluster, "") if isinstance(cluster, str) else "",
                )
            )
    return contexts
