"""Adding a pull secret to a service account's list, and who has to be made anew for it.

The list is atomic in the API: whoever writes it writes it whole. So it is read, one name is
appended by JSON patch (RFC 6902), and a `test` makes sure that nobody changed it in between.
Source: Kubernetes, core/v1 ServiceAccount (`imagePullSecrets`, listType atomic as served) and the
ServiceAccount admission plugin.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, names_at, text_at
from ghcr_tui.core.text.shell import word


class Attachment(NamedTuple):
    """What is to be done to an account: `operations` is a JSON patch, empty where nothing is."""

    account: str
    secret: str
    before: tuple[str, ...]
    operations: tuple[Json, ...]

    @property
    def after(self) -> tuple[str, ...]:
        """The account's list as it then is."""
        return self.before if self.secret in self.before else (*self.before, self.secret)


class Remake(NamedTuple):
    """Pods that were created without the secret, by what makes them anew: `command` does it."""

    subject: str
    command: str
    pods: int


def attachment(account: Object, secret: str) -> Attachment:
    """Return the patch that adds `secret` to `account` as it was read."""
    before = names_at(account, "imagePullSecrets")
    name = text_at(account, "metadata", "name")
    if secret in before:
        return Attachment(name, secret, before, ())
    entry: Json = {"name": secret}
    has_list = isinstance(account.get("imagePullSecrets"), list)
    version = text_at(account, "metadata", "resourceVersion")
    test: Json = {"op": "test", "path": "/metadata/resourceVersion", "value": version}
    add: Json = (
        {"op": "add", "path": "/imagePullSecrets/-", "value": entry}
        if has_list
        else {"op": "add", "path": "/imagePullSecrets", "value": [entry]}
    )
    return Attachment(name, secret, before, (test, add))


def to_be_made_anew(plan: Attachment, pods: Iterable[PodUse]) -> tuple[Remake, ...]:
    """Return which of the account's `pods` lack the secret and can get it only by a new start."""
    found: dict[str, Remake] = {}
    for use in pods:
        if use.is_over or use.is_static or not inherits(plan, use) or plan.secret in use.secrets:
            continue
        subject, command = _command(use)
        known = found.get(subject) or Remake(subject, command, 0)
        found[subject] = known._replace(pods=known.pods + 1)
    return tuple(found.values())


def with_their_own(plan: Attachment, pods: Iterable[PodUse]) -> tuple[PodUse, ...]:
    """Return those of the account's `pods` whose own list takes the place of the account's."""
    return tuple(
        use
        for use in pods
        if not use.is_over and not inherits(plan, use) and plan.secret not in use.secrets
    )


def inherits(plan: Attachment, use: PodUse) -> bool:
    """Return whether the pod's list is not its own, but the account's at some time."""
    return _is_beginning(use.secrets, plan.after)


def _is_beginning(secrets: Sequence[str], of: Sequence[str]) -> bool:
    return tuple(secrets) == tuple(of[: len(secrets)])


def _command(use: PodUse) -> tuple[str, str]:
    """Return what makes a pod anew, and the command for it."""
    kind, _, name = use.owner.partition("/")
    inside = f"-n {word(use.namespace)}"
    if kind == "ReplicaSet" and "-" in name:
        kind, name = "Deployment", name.rpartition("-")[0]
    if kind in ("Deployment", "StatefulSet", "DaemonSet"):
        target = f"{kind.lower()}/{name}"
        return f"{kind}/{name}", f"kubectl rollout restart {word(target)} {inside}"
    return f"Pod/{use.name}", f"kubectl delete pod {word(use.name)} {inside}"
