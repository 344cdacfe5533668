"""Clusters made up for tests: for each kind of fault a namespace that has just that one."""

from collections.abc import Callable, Iterator

from kube_kit.objects import PULL, account, deployment, payload, pod, secret
from kube_kit.statuses import Object
from made_up_tokens import ecr_password, github_token

OTHER_TOKEN = github_token(body="AnotherOneForTestsOnly00000000")
IMAGE = "ghcr.io/owner/app:1"
Fault = Callable[[str], Iterator[Object]]


def sound(namespace: str) -> Iterator[Object]:
    """A Deployment that pulls, through its account, and its pod."""
    yield secret(namespace, "ghcr")
    yield account(namespace, "default", "ghcr")
    yield deployment(namespace, "web", IMAGE)
    replica: Object = {"kind": "ReplicaSet", "name": "web-1", "controller": True}
    owner: Object = {"kind": "Deployment", "name": "web", "controller": True}
    copy = deployment(namespace, "web-1", IMAGE)
    yield {**copy, "kind": "ReplicaSet", "metadata": {**_of(copy), "ownerReferences": [owner]}}
    yield pod(namespace, "web-1-a", IMAGE, "ghcr", ownerReferences=[replica])


def missing(namespace: str) -> Iterator[Object]:
    """A Deployment that refers to a Secret that is nowhere."""
    yield account(namespace, "default")
    yield deployment(namespace, "web", IMAGE, "gone")


def elsewhere(namespace: str) -> Iterator[Object]:
    """A Deployment that refers to a Secret of another namespace."""
    yield secret(f"{namespace}-other", "far")
    yield account(namespace, "default")
    yield deployment(namespace, "web", IMAGE, "far")


def wrong_type(namespace: str) -> Iterator[Object]:
    """A Deployment whose Secret is Opaque."""
    yield secret(namespace, "opaque", kind="Opaque")
    yield account(namespace, "default")
    yield deployment(namespace, "web", IMAGE, "opaque")


def account_refers_to_nothing(namespace: str) -> Iterator[Object]:
    """An account that brings a Secret that is not there."""
    yield account(namespace, "default", "gone")


def no_account(namespace: str) -> Iterator[Object]:
    """A Deployment whose account does not exist."""
    yield secret(namespace, "ghcr")
    yield account(namespace, "default")
    yield deployment(namespace, "web", IMAGE, "ghcr", serviceAccountName="builder")


def older_than_account(namespace: str) -> Iterator[Object]:
    """A pod from before its account brought the Secret."""
    yield secret(namespace, "ghcr")
    yield account(namespace, "default", "ghcr")
    yield pod(namespace, "old", IMAGE)


def two_tokens(namespace: str) -> Iterator[Object]:
    """A pod with two Secrets that hold different tokens for one registry."""
    yield secret(namespace, "old")
    yield secret(namespace, "new", payload(token=OTHER_TOKEN))
    yield account(namespace, "default")
    yield pod(namespace, "app", IMAGE, "old", "new")


def unused(namespace: str) -> Iterator[Object]:
    """A Secret that nobody refers to."""
    yield secret(namespace, "forgotten")


def expired(namespace: str) -> Iterator[Object]:
    """An expired credential, in front of an image that might be public."""
    host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
    yield secret(namespace, "ecr", payload(host, "AWS", ecr_password(1_700_000_000)))
    yield account(namespace, "default", "ecr")
    yield deployment(namespace, "web", f"{host}/app:1")


def bad_image(namespace: str) -> Iterator[Object]:
    """An image whose name is none."""
    yield account(namespace, "default")
    yield deployment(namespace, "web", "GHCR.io/Owner/App")


def never_pulled(namespace: str) -> Iterator[Object]:
    """A container that is never pulled."""
    container: Object = {"name": "app", "image": IMAGE, "imagePullPolicy": "Never"}
    yield account(namespace, "default")
    yield deployment(namespace, "web", IMAGE, containers=[container])


def unreadable(namespace: str) -> Iterator[Object]:
    """A payload that costs the pod its whole keyring."""
    yield secret(namespace, "broken", '{"auths":{"ghcr.io":{"auth":"!"}}}')
    yield account(namespace, "default", "broken")
    yield deployment(namespace, "web", IMAGE)


def other_registry(namespace: str) -> Iterator[Object]:
    """A Secret for another registry than the image's."""
    yield secret(namespace, "quay", payload("quay.io"))
    yield account(namespace, "default", "quay")
    yield deployment(namespace, "web", IMAGE)


def copies(count: int, stale: int) -> Iterator[Object]:
    """Copies of one Secret in many namespaces, of which some kept the old token."""
    for number in range(count):
        token = OTHER_TOKEN if number < stale else github_token()
        yield secret(f"copy-{number}", "shared", payload(token=token), PULL)


def _of(item: Object) -> Object:
    metadata = item["metadata"]
    assert isinstance(metadata, dict)
    return metadata
