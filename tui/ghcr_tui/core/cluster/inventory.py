"""What was read of one cluster, kept small: pull secrets judged as they come, and who uses them."""

from collections.abc import Callable, Iterable
from typing import NamedTuple, TypeVar

from ghcr_tui.core.cluster.owner import Owner, owner_of
from ghcr_tui.core.cluster.pod_use import TEMPLATES, PodUse, pod_use, template_use
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.findings.secret_shape import PULL_KEYS
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.secret.objects import Object, mapping_at, names_at, text_at
from ghcr_tui.core.secret.secret import DOCKERCFG, DOCKERCONFIGJSON
from ghcr_tui.core.verdict.verdict import JudgedSecret, Verdict, what_comes_of

PULL_TYPES = (DOCKERCONFIGJSON, DOCKERCFG)
"""The types of Secrets that the kubelet reads credentials of."""
_KEPT = ("name", "namespace", "labels", "annotations")


class ClusterSecret(NamedTuple):
    """A pull secret of a cluster; its `judged` is one value for all copies of a credential."""

    namespace: str
    name: str
    type: str
    judged: JudgedSecret
    owner: Owner
    created: str = ""

    @property
    def title(self) -> str:
        """How people refer to it."""
        return f"{self.namespace}/{self.name}"

    @property
    def verdict(self) -> Verdict:
        """What comes of a pull with this Secret alone."""
        return what_comes_of(self.judged)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with it."""
        return self.judged.findings


class Account(NamedTuple):
    """A service account with the pull secrets that it brings."""

    namespace: str
    name: str
    secrets: tuple[str, ...] = ()


class NotRead(NamedTuple):
    """Something that could not be read: `what` are the API's words (`secrets`), "" for all of it.

    `namespaces` are those that it is about, none meaning the whole cluster. `is_right` says that
    only the right to it is missing.
    """

    what: str
    sentence: str
    namespaces: tuple[str, ...] = ()
    is_right: bool = False

    @property
    def text(self) -> str:
        """The whole in one sentence."""
        where = f"namespaces {', '.join(self.namespaces)}: " if len(self.namespaces) > 1 else ""
        where = f"namespace {self.namespaces[0]}: " if len(self.namespaces) == 1 else where
        if self.is_right and self.namespaces:
            return f"{where}no right to list {self.what}."
        what = f"{self.what}: " if self.what else ""
        return f"{where}{what}{self.sentence}"


class Inventory:
    """One cluster (or a pile of files): fill it page by page, then let it be audited.

    `name` is the context's. `now` lets the expiry of tokens be judged. A `partial` one holds what
    somebody saved: of a namespace without any Secret in it nobody knows whether it has some.
    """

    def __init__(self, name: str, now: float | None = None, partial: bool = False) -> None:
        self.name = name
        self.is_partial = partial
        self.secrets: dict[tuple[str, str], ClusterSecret] = {}
        self.other_types: dict[tuple[str, str], str] = {}
        self.unconfirmed: set[tuple[str, str]] = set()
        self.accounts: dict[tuple[str, str], Account] = {}
        self.uses: dict[tuple[str, str, str], PodUse] = {}
        self.not_read: list[NotRead] = []
        self.read: set[str] = set()
        self._inspector = SecretInspector(now)
        self._texts: dict[str, str] = {}
        self._seen: set[str] = set()
        self._namespaces: dict[str, list[str]] | None = None  # by a Secret's name, when asked for
        self._judged: dict[JudgedSecret, JudgedSecret] = {}

    def add_secrets(self, items: Iterable[Json]) -> None:
        """Judge and keep the pull secrets among `items`; of others only the type is kept."""
        self.read.add("secrets")
        for item in items:
            if isinstance(item, dict):
                self._add_secret(item)

    def add_accounts(self, items: Iterable[Json]) -> None:
        """Keep the service accounts among `items`."""
        self.read.add("serviceaccounts")
        for item in items:
            namespace, name = _names(item)
            if isinstance(item, dict) and name:
                secrets = names_at(item, "imagePullSecrets")
                self.accounts[namespace, name] = Account(namespace, name, secrets)

    def add_pods(self, items: Iterable[Json]) -> None:
        """Keep what the pods among `items` use."""
        self.read.add("pods")
        self._add_uses(pod_use(item) for item in items if isinstance(item, dict))

    def add_templates(self, kind: str, items: Iterable[Json]) -> None:
        """Keep what the pods of the workloads among `items`, all of `kind`, use."""
        self.read.add(f"{kind.lower()}s")
        self._add_uses(template_use(kind, item) for item in items if isinstance(item, dict))

    def add(self, kind: str, items: Iterable[Json]) -> bool:
        """Add `items`, all of `kind`, if that is a kind that matters; return whether it is."""
        adder = self._adder(kind)
        if adder is None:
            return False
        adder(items)
        return True

    def forget(self, kind: str, namespace: str = "", of_type: str = "") -> None:
        """Drop what was read of `kind` (in one namespace, Secrets of one type): it is read anew."""
        if kind == "Secret":
            self._namespaces = None
            self.secrets = {
                key: secret
                for key, secret in self.secrets.items()
                if namespace not in ("", key[0]) or of_type not in ("", secret.type)
            }
        elif kind == "ServiceAccount":
            self.accounts = _without(self.accounts, namespace)
        else:
            self.uses = {
                key: use
                for key, use in self.uses.items()
                if use.kind != kind or namespace not in ("", use.namespace)
            }

    def can_miss(self, namespace: str) -> bool:
        """Return whether a Secret that was not seen in `namespace` is really not there."""
        if "secrets" not in self.read:
            return False
        if self.is_partial:
            return namespace in self._seen
        return not any(
            each.what in ("secrets", "") and (not each.namespaces or namespace in each.namespaces)
            for each in self.not_read
        )

    def namespaces_with(self, name: str) -> list[str]:
        """Return the namespaces in which a pull secret of this name is."""
        if self._namespaces is None:
            self._namespaces = {}
            for namespace, each in self.secrets:
                self._namespaces.setdefault(each, []).append(namespace)
        return self._namespaces.get(name, [])

    def secrets_of(self, use: PodUse) -> tuple[str, ...]:
        """Return the names of the secrets that the pods of `use` have, in the kubelet's order.

        A pod has what is written in it; of a template without any, the account's are copied.
        """
        if use.secrets or use.kind == "Pod":
            return use.secrets
        account = self.accounts.get((use.namespace, use.account))
        return account.secrets if account else ()

    def _adder(self, kind: str) -> Callable[[Iterable[Json]], None] | None:
        if kind in TEMPLATES:
            return lambda items: self.add_templates(kind, items)
        return {
            "Secret": self.add_secrets,
            "ServiceAccount": self.add_accounts,
            "Pod": self.add_pods,
        }.get(kind)

    def _add_secret(self, item: Object) -> None:
        metadata = mapping_at(item, "metadata")
        kind = text_at(item, "type")
        key = self._text(text_at(metadata, "namespace") or "default"), text_at(metadata, "name")
        may_hold = kind in PULL_TYPES or any(
            name in mapping_at(item, field)
            for field in ("data", "stringData")
            for name in PULL_KEYS
        )
        self._seen.add(key[0])
        self._namespaces = None
        inspected = self._inspect(item, metadata) if may_hold else None
        if inspected is None or (kind not in PULL_TYPES and not inspected.entries):
            self.other_types[key] = self._text(kind or "Opaque")
            return
        judged = judged_secret(inspected)
        self.secrets[key] = ClusterSecret(
            key[0],
            self._text(key[1]),
            self._text(kind or "Opaque"),
            self._judged.setdefault(judged, judged),
            owner_of(metadata),
            self._text(text_at(metadata, "creationTimestamp")),
        )

    def _inspect(self, item: Object, metadata: Object) -> InspectedSecret:
        """Inspect a Secret as the cluster has it: raw lists leave `kind` and `apiVersion` out."""
        whole: Object = {
            "apiVersion": "v1",
            "kind": "Secret",
            **{name: value for name, value in item.items() if name not in ("kind", "apiVersion")},
            "metadata": {name: metadata[name] for name in _KEPT if name in metadata},
        }
        inspected = self._inspector.secret(whole)
        # One name for all copies: the pod's namespace says which, and equal ones are judged once.
        return inspected._replace(namespace="")

    def _add_uses(self, uses: Iterable[PodUse]) -> None:
        for use in uses:
            self.uses[use.kind, use.namespace, use.name] = use

    def _text(self, text: str) -> str:
        """Return `text` as one object for all that are equal."""
        return self._texts.setdefault(text, text)


_Value = TypeVar("_Value")


def _without(kept: dict[tuple[str, str], _Value], namespace: str) -> dict[tuple[str, str], _Value]:
    return {key: value for key, value in kept.items() if namespace not in ("", key[0])}


def _names(item: Json) -> tuple[str, str]:
    return text_at(item, "metadata", "namespace") or "default", text_at(item, "metadata", "name")
