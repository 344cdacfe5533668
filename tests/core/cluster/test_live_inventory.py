"""An inventory that follows its cluster: what goes is gone, and what is read anew is not kept."""

import pytest

from ghcr_tui.core.cluster.live_inventory import LiveInventory
from ghcr_tui.core.cluster.time_line import Moment, time_line
from ghcr_tui.core.golang.json_text import Json
from kube_kit.objects import account, deployment, pod, secret
from kube_kit.statuses import Object

_NOW = 1_790_000_000.0
_DAY = 86_400
_WAITING: Json = {
    "containerStatuses": [{"name": "app", "state": {"waiting": {"reason": "ErrImagePull"}}}]
}
_KINDS = ("Secret", "ServiceAccount", "Pod", "Deployment", "Event")


def _event(name: str, about: str) -> Object:
    return {
        "kind": "Event",
        "metadata": {"name": name, "namespace": "shop"},
        "involvedObject": {"kind": "Pod", "namespace": "shop", "name": about},
        "reason": "Failed",
        "message": "no such image",
        "lastTimestamp": "2026-11-20T08:00:00Z",
    }


_WEB = pod("shop", "web", "ghcr.io/owner/app:1", status=_WAITING)
_ITEMS: dict[str, list[Object]] = {
    "Secret": [
        secret("shop", "ghcr"),
        secret("team", "ghcr"),
        secret("shop", "tls", kind="Opaque"),
    ],
    "ServiceAccount": [account("shop", "default", "ghcr")],
    "Pod": [_WEB, pod("team", "web", "ghcr.io/owner/app:1")],
    "Deployment": [deployment("shop", "web", "ghcr.io/owner/app:1")],
    "Event": [_event("web.1", "web"), _event("web.2", "web"), _event("other.1", "other")],
}


def _filled() -> LiveInventory:
    inventory = LiveInventory("prod", _NOW)
    for kind in _KINDS:
        assert inventory.add(kind, _ITEMS[kind])
    return inventory


def _sizes(inventory: LiveInventory) -> dict[str, int]:
    uses = [kind for kind, _, _ in inventory.uses]
    return {
        "Secret": len(inventory.secrets),
        "ServiceAccount": len(inventory.accounts),
        "Pod": uses.count("Pod"),
        "Deployment": uses.count("Deployment"),
        "Event": len(inventory.events_about(_WEB)),
    }


_WHOLE = {"Secret": 3, "ServiceAccount": 1, "Pod": 2, "Deployment": 1, "Event": 2}


def test_all_of_it_is_kept_and_the_pods_that_wait_whole() -> None:
    inventory = _filled()
    assert _sizes(inventory) == _WHOLE
    assert inventory.failing == {("shop", "web"): _WEB}


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_removed_is_gone_and_the_rest_stays(kind: str) -> None:
    inventory = _filled()
    inventory.remove(kind, _ITEMS[kind][0])
    assert _sizes(inventory) == {**_WHOLE, kind: _WHOLE[kind] - 1}
    inventory.remove(kind, _ITEMS[kind][0])  # it may be told twice
    assert _sizes(inventory) == {**_WHOLE, kind: _WHOLE[kind] - 1}


@pytest.mark.parametrize("kind", _KINDS)
def test_what_is_read_anew_is_forgotten(kind: str) -> None:
    inventory = _filled()
    inventory.forget(kind)
    assert _sizes(inventory) == {**_WHOLE, kind: 0}
    assert inventory.failing == ({} if kind == "Pod" else {("shop", "web"): _WEB})


def test_a_list_of_one_namespace_or_type_says_nothing_of_the_others() -> None:
    inventory = _filled()
    inventory.forget("Secret", "team")
    assert sorted(inventory.secrets) == [("shop", "ghcr"), ("shop", "tls")]
    inventory.keep_only("Secret", "", "kubernetes.io/dockercfg", set())
    assert sorted(inventory.secrets) == [("shop", "ghcr"), ("shop", "tls")]
    inventory.keep_only("Secret", "", "", {("shop", "tls")})
    assert sorted(inventory.secrets) == [("shop", "tls")]


def test_a_pod_that_pulls_at_last_waits_no_more() -> None:
    inventory = _filled()
    inventory.add("Pod", [pod("shop", "web", "ghcr.io/owner/app:1")])
    assert inventory.failing == {}


@pytest.mark.parametrize(
    ("days", "line", "scale"),
    [
        ([], "", ""),
        ([-1], "✖──────────────────┤", "today          1 day"),
        ([0.5], "├─────────●────────┤", "today          1 day"),
        ([9, 3000], "├●─────────────────▸", "today      1825 days"),
    ],
)
def test_expiry_is_on_a_line_of_time(days: list[float], line: str, scale: str) -> None:
    moments = [Moment("a token", _NOW + each * _DAY) for each in days]
    lines = time_line(moments, _NOW, 20)
    assert lines[:2] == ((scale, line) if days else ())
    assert len(lines) == (2 + len(days) if days else 0)
    assert all(told.endswith(": a token") for told in lines[2:])
