"""Pods, and the templates that pods are made from: which images, which secrets, whose account.

Source: Kubernetes, core/v1 PodSpec and the paths of pod templates in apps/v1 and batch/v1; the
ServiceAccount admission plugin, which copies an account's `imagePullSecrets` into pods that have
none of their own.
"""

from typing import Literal, NamedTuple

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, names_at, text_at

Place = Literal["container", "init container", "ephemeral container", "image volume"]

TEMPLATES = {
    "Deployment": ("spec", "template"),
    "StatefulSet": ("spec", "template"),
    "DaemonSet": ("spec", "template"),
    "ReplicaSet": ("spec", "template"),
    "Job": ("spec", "template"),
    "CronJob": ("spec", "jobTemplate", "spec", "template"),
}
"""The kinds that make pods, and where their template is."""
DEFAULT_ACCOUNT = "default"
_MIRROR = "kubernetes.io/config.mirror"
"""The annotation of a static pod's mirror, which no admission plugin has changed."""
_CONTAINERS: tuple[tuple[str, Place], ...] = (
    ("initContainers", "init container"),
    ("containers", "container"),
    ("ephemeralContainers", "ephemeral container"),
)


class UsedImage(NamedTuple):
    """An image in a pod: of which container or volume, and when it is pulled."""

    name: str
    place: Place
    image: str
    policy: str = ""


class PodUse(NamedTuple):
    """A pod or a template: `secrets` and `account` as written, `owner` as `Kind/name` or ""."""

    kind: str
    namespace: str
    name: str
    images: tuple[UsedImage, ...] = ()
    secrets: tuple[str, ...] = ()
    account: str = DEFAULT_ACCOUNT
    owner: str = ""
    created: str = ""
    is_static: bool = False
    is_idle: bool = False
    is_over: bool = False

    @property
    def title(self) -> str:
        """How people refer to it: `shop/Deployment/web`."""
        return f"{self.namespace}/{self.kind}/{self.name}"


def pod_use(pod: Object) -> PodUse:
    """Return what a pod uses."""
    metadata, spec = mapping_at(pod, "metadata"), mapping_at(pod, "spec")
    return _use("Pod", metadata, spec)._replace(
        is_static=_MIRROR in mapping_at(metadata, "annotations"),
        is_over=text_at(pod, "status", "phase") in ("Succeeded", "Failed"),
    )


def template_use(kind: str, item: Object) -> PodUse:
    """Return what the pods of a Deployment and its like use; `kind` is one of `TEMPLATES`.

    It is idle where it makes no pods just now: scaled to none, suspended, or over.
    """
    spec = mapping_at(item, *TEMPLATES[kind], "spec")
    own = mapping_at(item, "spec")
    is_over = kind == "Job" and bool(text_at(item, "status", "completionTime"))
    return _use(kind, mapping_at(item, "metadata"), spec)._replace(
        is_idle=own.get("replicas") == 0 or own.get("suspend") is True, is_over=is_over
    )


def _use(kind: str, metadata: Object, spec: Object) -> PodUse:
    return PodUse(
        kind,
        text_at(metadata, "namespace") or "default",
        text_at(metadata, "name"),
        images_of(spec),
        names_at(spec, "imagePullSecrets"),
        text_at(spec, "serviceAccountName") or text_at(spec, "serviceAccount") or DEFAULT_ACCOUNT,
        owner_name(metadata),
        text_at(metadata, "creationTimestamp"),
    )


def owner_name(metadata: Object) -> str:
    """Return the controller of an object as `Kind/name`, "" where it has none."""
    for reference in mappings_at(metadata, "ownerReferences"):
        if reference.get("controller") is not False:
            return f"{text_at(reference, 'kind')}/{text_at(reference, 'name')}"
    return ""


def images_of(spec: Object) -> tuple[UsedImage, ...]:
    """Return every image in a pod's spec, in the order in which the kubelet pulls them."""
    images: list[UsedImage] = []
    for field, place in _CONTAINERS:
        for container in mappings_at(spec, field):
            policy = text_at(container, "imagePullPolicy")
            images.append(_image(container, place, container.get("image"), policy))
    for volume in mappings_at(spec, "volumes"):
        source = mapping_at(volume, "image")
        if source:
            policy = text_at(source, "pullPolicy")
            images.append(_image(volume, "image volume", source.get("reference"), policy))
    return tuple(images)


def _image(holder: Object, place: Place, image: Json, policy: str) -> UsedImage:
    return UsedImage(
        text_at(holder, "name"), place, image if isinstance(image, str) else "", policy
    )
