"""The cold node: for each image in use, would it be pulled where it has never been pulled?

The verdict is core.verdict's alone; here it is asked once for each image and set of secrets.
"""

from collections.abc import Iterator
from functools import lru_cache
from typing import Literal, NamedTuple

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pod_use import PodUse, UsedImage
from ghcr_tui.core.cluster.references import top_of
from ghcr_tui.core.registry.image import ImageError, ImageReference, parse_image
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.verdict.verdict import JudgedSecret, Verdict, will_it_pull

_NOT_SEEN = (
    "the Secrets of namespace {}, which could not be read: what was seen may not be all that the "
    "pod has"
)
_NEVER = (
    "The pod says `imagePullPolicy: Never`: a node that has not got the image does not pull it, "
    "and the container does not start."
)


class Proof(NamedTuple):
    """What a registry said: `public` is whether it pulls without a credential, None: not known."""

    answer: Literal["pulls", "refused", "unknown"]
    sentence: str
    public: bool | None


class ColdImage(NamedTuple):
    """An image that is used, what comes of pulling it anew, and who uses it.

    `proof` is what the registry said, None where it was not asked.
    """

    image: str
    verdict: Verdict
    secrets: tuple[str, ...]
    namespaces: tuple[str, ...]
    users: tuple[str, ...]
    proof: Proof | None = None

    @property
    def is_failing(self) -> bool:
        """Whether it would not be pulled: by the verdict, or because the registry refuses it."""
        if self.proof is not None and self.proof.answer != "unknown":
            return self.proof.answer == "refused"
        return self.verdict.answer == "fails"

    @property
    def note(self) -> str:
        """What refused credentials cost even a public image, "" where there are none.

        Source: Kubernetes, pkg/kubelet/images/image_manager.go (pullImage): with credentials in
        the keyring each is tried, and nothing is pulled without one.
        """
        if self.proof and self.proof.answer == "refused" and self.proof.public:
            return (
                "The image is public: without the Secret it would be pulled. Where a credential "
                "matches, the kubelet never tries without one."
            )
        if self.verdict.answer != "fails" or not self.verdict.tried:
            return ""
        return (
            "Even a public image is not pulled so: where a credential matches, the kubelet never "
            "tries without one."
        )

    @property
    def is_unknown(self) -> bool:
        """Whether not all of its secrets could be seen, so that the answer may be another."""
        return any(each.startswith("the Secrets of namespace ") for each in self.verdict.unknown)


_Key = tuple[str, bool, tuple[int, ...], tuple[str, ...]]


def cold_images(inventory: Inventory) -> tuple[ColdImage, ...]:
    """Return each image in use with each set of secrets that it is pulled with, the worst first.

    Pods and workloads that are over, and old ReplicaSets, use no image any more.
    """
    pulls = _Pulls(inventory)
    verdicts: dict[_Key, Verdict] = {}
    users: dict[_Key, dict[str, str]] = {}
    for use in inventory.uses.values():
        if use.is_over or (use.is_idle and use.owner):
            continue
        judged, numbers, unseen = pulls.of(use)
        for used in use.images:
            key = (used.image, used.policy == "Never", numbers, unseen)
            if key not in verdicts:
                verdicts[key] = _verdict(used, judged, unseen)
            users.setdefault(key, {})[top_of(inventory, use)] = use.namespace
    found = [
        ColdImage(
            key[0],
            verdict,
            tuple(judged.secret.name for judged in pulls.judged(key[2])),
            tuple(sorted(set(users[key].values()))),
            tuple(users[key]),
        )
        for key, verdict in verdicts.items()
    ]
    return tuple(sorted(found, key=_rank))


_ORDER = ("fails", "unsure", "anonymous", "pulls")


def _rank(cold: ColdImage) -> tuple[int, int, str]:
    return _ORDER.index(cold.verdict.answer), -len(cold.users), cold.image


class _Pulls:
    """Numbers for judged secrets: equal ones, in whatever namespace, have the same."""

    def __init__(self, inventory: Inventory) -> None:
        self._inventory = inventory
        self._numbers: dict[int, int] = {}
        self._all: list[JudgedSecret] = []
        self._known: dict[tuple[str, tuple[str, ...]], tuple[list[JudgedSecret], tuple[int, ...]]]
        self._known = {}

    def of(self, use: PodUse) -> tuple[list[JudgedSecret], tuple[int, ...], tuple[str, ...]]:
        """Return the secrets that the pods of `use` have, and the namespace if not all are seen."""
        names = self._inventory.secrets_of(use)
        key = (use.namespace, names)
        if key not in self._known:
            judged = list(self._found(use.namespace, names))
            self._known[key] = judged, tuple(self._number(each) for each in judged)
        secrets, numbers = self._known[key]
        unseen = len(secrets) < len(names) and not self._inventory.can_miss(use.namespace)
        return secrets, numbers, (use.namespace,) if unseen else ()

    def judged(self, numbers: tuple[int, ...]) -> list[JudgedSecret]:
        """Return the secrets that have these numbers."""
        return [self._all[number] for number in numbers]

    def _found(self, namespace: str, names: tuple[str, ...]) -> Iterator[JudgedSecret]:
        for name in names:
            if secret := self._inventory.secrets.get((namespace, name)):
                yield secret.judged

    def _number(self, judged: JudgedSecret) -> int:
        number = self._numbers.get(id(judged))
        if number is None:
            number = self._numbers[id(judged)] = len(self._all)
            self._all.append(judged)
        return number


def _verdict(used: UsedImage, judged: list[JudgedSecret], unseen: tuple[str, ...]) -> Verdict:
    if used.policy == "Never":
        return Verdict("fails", _NEVER)
    image = _parsed(used.image)
    if isinstance(image, str):
        return Verdict("fails", image)
    verdict = will_it_pull(image, judged)
    if unseen:
        more = _NOT_SEEN.format(excerpt(unseen[0], 63))
        return verdict._replace(unknown=(more, *verdict.unknown))
    return verdict


@lru_cache(maxsize=4096)
def _parsed(image: str) -> ImageReference | str:
    """Return the image, or the sentence why the kubelet calls it InvalidImageName."""
    try:
        return parse_image(image)
    except ImageError as problem:
        return f"{excerpt(image, 80)} is no image reference: {problem}."
