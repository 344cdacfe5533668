"""What the way to a cluster does, on the fake and on a real API server alike."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.cluster.api import TABLE, ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.one_shot import OneShot
from ghcr_tui.system.cluster.paths import list_path, object_path
from ghcr_tui.system.cluster.through_proxy import api_through
from kube_kit.either import Prepared
from kube_kit.objects import PULL, account, secret
from kube_kit.proxies import started

Opened = Callable[..., "ClusterApi"]


@pytest.fixture
def open_api(
    either: Prepared, the_kubectl: Kubectl, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Opened]:
    """Open the API of `either` as `user`, `page` objects at a time."""
    opened: list[ClusterApi] = []

    def open_as(user: str = "", page: int = 500, way: str = "proxy") -> ClusterApi:
        allowed = user or "chief"
        if not user:
            _make_admin(either, allowed)
        path: Path = either.kubeconfig_of(allowed)
        monkeypatch.setenv("KUBECONFIG", str(path))
        if way == "one shot":
            return OneShot(the_kubectl, "")
        opened.append(api_through(started(the_kubectl), 10.0, page))
        return opened[-1]

    yield open_as
    for api in opened:
        api.close()


def _make_admin(either: Prepared, user: str) -> None:
    from kube_kit.api import Right
    from kube_kit.either import Fake, Real

    if isinstance(either, Fake):
        either.cluster.api.rights[user] = [Right()]
    elif isinstance(either, Real):
        either.cluster.try_kubectl(
            *("create", "clusterrolebinding", "tests", "--clusterrole=cluster-admin"),
            f"--user={user}",
        )


@contextmanager
def _refused(kind: str) -> Iterator[pytest.ExceptionInfo[ClusterProblem]]:
    with pytest.raises(ClusterProblem) as raised:
        yield raised
    assert raised.value.kind == kind


def _names(pages: Iterator[list[Json]]) -> list[str]:
    return [str(_metadata(item)["name"]) for page in pages for item in page]


def _metadata(item: Json) -> dict[str, Json]:
    assert isinstance(item, dict)
    metadata = item["metadata"]
    assert isinstance(metadata, dict)
    return metadata


@pytest.mark.parametrize("way", ["proxy", "one shot"])
def test_a_list_is_read_page_by_page_and_each_object_once(
    either: Prepared, open_api: Opened, way: str
) -> None:
    namespace = f"paged-{way[:3]}"
    either.create(*(secret(namespace, f"pull-{number}") for number in range(7)))
    pages = list(open_api(page=3, way=way).list(list_path("secrets", namespace), f"type={PULL}"))
    assert _names(page.items for page in pages) == [f"pull-{number}" for number in range(7)]
    assert [len(page.items) for page in pages] == ([3, 3, 1] if way == "proxy" else [7])


@pytest.mark.parametrize("way", ["proxy", "one shot"])
def test_the_items_of_a_list_carry_no_kind(either: Prepared, open_api: Opened, way: str) -> None:
    namespace = f"bare-{way[:3]}"
    either.create(secret(namespace, "pull"))
    (page,) = open_api(way=way).list(list_path("secrets", namespace), f"type={PULL}")
    (item,) = page.items
    assert isinstance(item, dict)
    assert "kind" not in item
    assert "apiVersion" not in item
    assert page.resource_version


def test_only_what_the_selector_is_for_is_listed(either: Prepared, open_api: Opened) -> None:
    either.create(secret("typed", "pull"), secret("typed", "other", kind="Opaque"))
    pages = open_api().list(list_path("secrets", "typed"), f"type={PULL}")
    assert _names(page.items for page in pages) == ["pull"]


def test_what_nobody_can_select_by_is_refused(either: Prepared, open_api: Opened) -> None:
    either.create(secret("selected", "pull"))
    with _refused("refused") as raised:
        list(open_api().list(list_path("secrets", "selected"), "data.x=1"))
    assert "field label not supported" in str(raised.value)


def test_one_object_has_its_kind(either: Prepared, open_api: Opened) -> None:
    either.create(secret("one", "pull"))
    item = open_api().get(object_path("secrets", "one", "pull"))
    assert item["kind"] == "Secret"


def test_a_secrets_type_is_told_without_what_is_in_it(either: Prepared, open_api: Opened) -> None:
    either.create(secret("table", "other", kind="Opaque"))
    path = object_path("secrets", "table", "other") + "?includeObject=None"
    table = open_api().get(path, TABLE)
    assert table["kind"] == "Table"
    assert "Opaque" in str(table["rows"])
    assert "dockerconfigjson" not in str(table["rows"])


@pytest.mark.parametrize("way", ["proxy", "one shot"])
def test_what_is_not_there_is_missing(either: Prepared, open_api: Opened, way: str) -> None:
    with _refused("missing") as raised:
        open_api(way=way).get(object_path("secrets", "nowhere", "none"))
    assert str(raised.value) == 'The cluster has no such thing: secrets "none" not found.'


@pytest.mark.parametrize("way", ["proxy", "one shot"])
def test_who_has_no_right_is_told_which(either: Prepared, open_api: Opened, way: str) -> None:
    api = open_api("bob", way=way)
    with _refused("forbidden") as raised:
        list(api.list(list_path("secrets")))
    assert str(raised.value) == "No right to list secrets in the whole cluster (as `bob`)."
    with _refused("forbidden") as raised:
        list(api.list(list_path("pods", "shop")))
    assert str(raised.value) == "No right to list pods in namespace shop (as `bob`)."


def test_a_right_in_one_namespace_is_a_right_there(either: Prepared, open_api: Opened) -> None:
    either.create(secret("team-a", "pull"), secret("team-b", "pull"))
    either.allow("ann", "team-a", ["list"], ["secrets"])
    api = open_api("ann")
    assert len(list(api.list(list_path("secrets", "team-a"), f"type={PULL}"))) == 1
    with _refused("forbidden"):
        list(api.list(list_path("secrets", "team-b")))


def _append(before: Json, name: str) -> list[Json]:
    return [
        {"op": "test", "path": "/imagePullSecrets", "value": before},
        {"op": "add", "path": "/imagePullSecrets/-", "value": {"name": name}},
    ]


def test_a_patch_changes_what_its_test_found(either: Prepared, open_api: Opened) -> None:
    either.create(account("patched", "builder", "first"))
    api, path = open_api(), object_path("serviceaccounts", "patched", "builder")
    after = api.patch(path, _append([{"name": "first"}], "second"))
    assert after["imagePullSecrets"] == [{"name": "first"}, {"name": "second"}]
    assert api.get(path)["imagePullSecrets"] == after["imagePullSecrets"]


def test_a_patch_whose_test_fails_changes_nothing(either: Prepared, open_api: Opened) -> None:
    either.create(account("tested", "builder", "first"))
    api, path = open_api(), object_path("serviceaccounts", "tested", "builder")
    with _refused("refused"):
        api.patch(path, _append([], "second"))
    assert api.get(path)["imagePullSecrets"] == [{"name": "first"}]


def test_a_dry_run_answers_as_the_real_thing_and_changes_nothing(
    either: Prepared, open_api: Opened
) -> None:
    either.create(account("dry", "builder", "first"))
    api, path = open_api(), object_path("serviceaccounts", "dry", "builder")
    after = api.patch(path, _append([{"name": "first"}], "second"), dry_run=True)
    assert after["imagePullSecrets"] == [{"name": "first"}, {"name": "second"}]
    assert api.get(path)["imagePullSecrets"] == [{"name": "first"}]


def test_a_watch_tells_what_happens_after_the_list(either: Prepared, open_api: Opened) -> None:
    either.create(secret("watched", "before"))
    api = open_api()
    path = list_path("secrets", "watched")
    (page,) = api.list(path, f"type={PULL}")
    later = threading.Timer(0.2, lambda: either.create(secret("watched", "after")))
    later.start()
    changes = api.watch(path, page.resource_version, f"type={PULL}")
    change = next(each for each in changes if each.kind != "BOOKMARK")
    later.join()
    assert (change.kind, _metadata(change.object)["name"]) == ("ADDED", "after")
