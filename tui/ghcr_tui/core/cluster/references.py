"""Who refers to which pull secret, and every reference that leads nowhere.

Source: Kubernetes, pkg/kubelet/kubelet_pods.go (a missing secret is passed over, and the pull goes
on without it) and the ServiceAccount admission plugin (only a pod without secrets of its own is
given its account's, when it is created, and never again).
"""

from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.cluster.inventory import Account, ClusterSecret, Inventory
from ghcr_tui.core.cluster.pod_use import PodUse
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.registry.key import normalised_key
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.shell import word

_PASSED_OVER = "The kubelet passes over it and pulls without it."
_NAMED = 3
_LIST = Where("spec.imagePullSecrets")
_OF_ACCOUNT = Where("imagePullSecrets")


class Referenced(NamedTuple):
    """A finding about something that refers to secrets: a pod, a template or an account."""

    subject: str
    finding: Finding


def reference_findings(inventory: Inventory) -> Iterator[Referenced]:
    """Yield what is wrong with the references in `inventory`, workload by workload."""
    for account in inventory.accounts.values():
        for name in account.secrets:
            if found := _missing(inventory, account.namespace, name, _OF_ACCOUNT):
                yield Referenced(_title(account), found)
    for use in inventory.uses.values():
        if use.is_over or (use.is_idle and use.owner) or _is_told_elsewhere(inventory, use):
            continue
        yield from _about_use(inventory, use)
    for use in inventory.uses.values():
        if stale := _older_than_account(inventory, use):
            yield Referenced(use.title, stale)


def findings_of_use(inventory: Inventory, use: PodUse) -> tuple[Referenced, ...]:
    """Return what is wrong with the references of one pod or template."""
    found = list(_about_use(inventory, use))
    if stale := _older_than_account(inventory, use):
        found.append(Referenced(use.title, stale))
    return tuple(found)


def _about_use(inventory: Inventory, use: PodUse) -> Iterator[Referenced]:
    for name in use.secrets:
        if found := _missing(inventory, use.namespace, name, _LIST):
            yield Referenced(use.title, found)
    yield from (Referenced(use.title, found) for found in _about_account(inventory, use))
    if drifted := _drifted(inventory, use):
        yield Referenced(use.title, drifted)


def absent_secrets(inventory: Inventory) -> set[tuple[str, str]]:
    """Return namespace and name of what is referred to and was not read as a pull secret.

    It may be there with another type, which the list of pull secrets does not show.
    """
    return {
        (namespace, name)
        for namespace, name in used_secrets(inventory)
        if (namespace, name) not in inventory.secrets and inventory.can_miss(namespace)
    }


def used_secrets(inventory: Inventory) -> set[tuple[str, str]]:
    """Return namespace and name of every secret that a pod, a template or an account refers to."""
    used = {
        (account.namespace, name)
        for account in inventory.accounts.values()
        for name in account.secrets
    }
    for use in inventory.uses.values():
        used.update((use.namespace, name) for name in use.secrets)
    return used


def is_unused(secret: ClusterSecret, used: set[tuple[str, str]]) -> bool:
    """Return whether nothing that was read refers to `secret`."""
    return (secret.namespace, secret.name) not in used


def unused_finding() -> Finding:
    """Return the finding about a secret that nothing refers to."""
    message = (
        "Neither a pod, nor a template of one, nor a service account refers to it. Its token is "
        "kept where nobody needs it."
    )
    return Finding("secret-unused", "info", message, "Delete it, if nothing else reads it.")


def top_of(inventory: Inventory, use: PodUse) -> str:
    """Return who a person would name: the Deployment of a pod, the CronJob of a Job, or itself."""
    title, seen = use, 0
    while title.owner and seen < 5:
        kind, _, name = title.owner.partition("/")
        above = inventory.uses.get((kind, title.namespace, name))
        if above is None:
            return f"{title.namespace}/{title.owner}"
        title, seen = above, seen + 1
    return title.title


def _title(account: Account) -> str:
    return f"{account.namespace}/ServiceAccount/{account.name}"


def _is_told_elsewhere(inventory: Inventory, use: PodUse) -> bool:
    """Return whether what made a pod, or gave it its secrets, has the same references."""
    if not use.owner:
        return False
    kind, _, name = use.owner.partition("/")
    above = inventory.uses.get((kind, use.namespace, name))
    if above is None or above.account != use.account:
        return False
    return use.secrets in (above.secrets, inventory.secrets_of(above))


def _missing(inventory: Inventory, namespace: str, name: str, where: Where) -> Finding | None:
    """Return what is wrong with a reference to the Secret `name`, None where it is good."""
    if (namespace, name) in inventory.secrets:
        secret = inventory.secrets[namespace, name]
        if secret.judged.secret.ignored_because:
            return _wrong_type(name, secret.type, where)
        return None
    if found := inventory.other_types.get((namespace, name)):
        return _wrong_type(name, found, where)
    if not inventory.can_miss(namespace):
        return None
    if others := inventory.namespaces_with(name):
        shown = ", ".join(sorted(others)[:_NAMED])
        more = f" and {len(others) - _NAMED:,} more" if len(others) > _NAMED else ""
        message = (
            f"It refers to the Secret {excerpt(name, 80)}, which is not in its namespace but in "
            f"{shown}{more}. A pod has only Secrets of its own namespace. {_PASSED_OVER}"
        )
        fix = f"Copy it into namespace {excerpt(namespace, 63)}."
        return Finding("secret-in-other-namespace", "error", message, fix, where)
    what = "which does not exist"
    if inventory.is_partial or (namespace, name) in inventory.unconfirmed:
        what = "which is no pull secret there: it does not exist, or has another type"
    message = f"It refers to the Secret {excerpt(name, 80)}, {what}. {_PASSED_OVER}"
    fix = f"Create it in namespace {excerpt(namespace, 63)}, or take the reference away."
    return Finding("secret-missing", "error", message, fix, where)


def _wrong_type(name: str, kind: str, where: Where) -> Finding:
    message = (
        f"It refers to the Secret {excerpt(name, 80)}, whose type is {excerpt(kind, 60)}: the "
        "kubelet takes credentials only out of kubernetes.io/dockerconfigjson and "
        f"kubernetes.io/dockercfg. {_PASSED_OVER}"
    )
    fix = "Delete the Secret and create it with the type kubernetes.io/dockerconfigjson."
    return Finding("secret-wrong-type", "error", message, fix, where)


def _about_account(inventory: Inventory, use: PodUse) -> Iterator[Finding]:
    if use.kind == "Pod" or "serviceaccounts" not in inventory.read:
        return
    if (use.namespace, use.account) in inventory.accounts or use.account == "default":
        return
    if any(
        each.what in ("serviceaccounts", "")
        and (not each.namespaces or use.namespace in each.namespaces)
        for each in inventory.not_read
    ):
        return
    message = (
        f"Its service account {excerpt(use.account, 80)} does not exist: no pod can be created, "
        "and the pull secrets that it should bring are not there."
    )
    create = f"kubectl create serviceaccount {word(use.account)} -n {word(use.namespace)}"
    yield Finding("account-missing", "error", message, create, Where("spec.serviceAccountName"))


def _drifted(inventory: Inventory, use: PodUse) -> Finding | None:
    """Return that two secrets of one pod hold different tokens for the same registry."""
    tokens: dict[str, dict[str, str]] = {}
    for name in inventory.secrets_of(use):
        secret = inventory.secrets.get((use.namespace, name))
        for entry in secret.judged.secret.entries if secret else ():
            key = normalised_key(entry.registry)
            if key and entry.token:
                tokens.setdefault(key, {}).setdefault(entry.token, name)
    for registry, by_token in tokens.items():
        if len(by_token) > 1:
            names = " and ".join(excerpt(name, 60) for name in list(by_token.values())[:2])
            message = (
                f"{len(by_token)} different tokens for {excerpt(registry, 80)} come to its pods, "
                f"by {names}. The kubelet tries one after the other, so an old one costs a refused "
                "pull each time, and nobody sees which of them works."
            )
            return Finding(
                "credentials-drifted", "warning", message, "Keep the one that is meant.", _LIST
            )
    return None


def _older_than_account(inventory: Inventory, use: PodUse) -> Finding | None:
    """Return that a pod lacks what its account brings now: it was created before the change."""
    if use.kind != "Pod" or use.is_static or use.is_over:
        return None
    account = inventory.accounts.get((use.namespace, use.account))
    if account is None or not account.secrets or use.secrets == account.secrets:
        return None
    kind, _, name = use.owner.partition("/")
    above = inventory.uses.get((kind, use.namespace, name))
    is_own = above.secrets != () if above is not None else use.secrets != ()
    if is_own:  # a list of its own: the account's was never meant for it
        return None
    missing = [name for name in account.secrets if name not in use.secrets]
    if not missing:
        return None
    message = (
        f"It was created before its service account {excerpt(use.account, 80)} brought "
        f"{', '.join(excerpt(name, 60) for name in missing[:_NAMED])}: a pod is given its "
        "account's pull secrets when it is created, and never later."
    )
    fix = f"kubectl delete pod {word(use.name)} -n {word(use.namespace)}"
    if above is not None:
        fix = "Restart what made it, as `kubectl rollout restart` does."
    return Finding("pod-older-than-account", "warning", message, fix, _LIST)
