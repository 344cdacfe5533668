"""Cluster is opened, reads what its kubeconfig names, and says what it could not read."""

from pathlib import Path

import pytest
from textual.widgets import Input

from ghcr_tui.app import GhcrTui
from kube_kit import statuses
from kube_kit.api import Asked, Right
from kube_kit.objects import secret
from kube_kit.server import FakeCluster
from kube_kit.statuses import Reply
from screens.clustering import Clustering, clustering

_OF_SHOP = ("ghcr", "ecr-old", "ecr-new", "broken", "forgotten")


async def test_nothing_is_asked_of_a_cluster_before_the_screen_is_opened(
    shop_cluster: FakeCluster,
) -> None:
    app = GhcrTui()
    async with app.run_test() as pilot:
        await pilot.press("ctrl+o", "ctrl+o")
        await pilot.pause(0.3)
        assert not shop_cluster.api.asked
        await pilot.press("f6")
        await Clustering(app, pilot).until_phase("live")
        assert shop_cluster.api.asked


async def test_it_opens_on_the_kubeconfigs_context_and_namespace(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        assert sorted(cluster.names) == sorted(_OF_SHOP)
        assert cluster.screen.query_one("#context", Input).value == "fake"
        assert cluster.screen.query_one("#namespaces", Input).value == "shop"
        assert "fake" in str(cluster.panel.border_title)
        assert "shop" in str(cluster.panel.border_title)


async def test_other_namespaces_are_shown_by_typing_them(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("fake", "bar")
        await cluster.until_names("ghcr")
        assert cluster.rows[0][2] == "bar"
        await cluster.go_to("fake", "*")
        await cluster.until_names("ghcr", *_OF_SHOP)
        assert "all namespaces" in str(cluster.panel.border_title)


async def test_another_context_is_shown_by_typing_it(shop_cluster: FakeCluster) -> None:
    shop_cluster.api.rights["stranger"] = [
        Right(frozenset(("list", "watch")), frozenset(), frozenset(("bar",)))
    ]
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("other", "bar")
        await cluster.until_names("ghcr")
        assert "other" in str(cluster.panel.border_title)
        assert {each.user for each in shop_cluster.api.asked} == {"admin", "stranger"}


async def test_a_context_that_is_not_there_is_said_to_be_so(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("nowhere", "")
        assert "no context nowhere" in cluster.told
        assert cluster.phase == "live"


async def test_the_context_stays_in_sight_whatever_is_done(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster, size=(80, 24)) as cluster:
        for key in ("f3", "f3", "s", "slash", "x", "escape", "space"):
            await cluster.press(key)
            shown = cluster.panel.border_title
            assert shown is not None
            assert "fake" in shown
            assert cluster.screen.query_one("#context", Input).value == "fake"


async def test_what_may_not_be_read_is_named_and_the_rest_is_shown(
    shop_cluster: FakeCluster,
) -> None:
    shop_cluster.api.rights["stranger"] = [
        Right(frozenset(("list", "watch")), frozenset(("secrets", "pods")), frozenset(("shop",)))
    ]
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("other", "shop, bar")
        await cluster.until_names(*_OF_SHOP)
        await cluster.until_phase("live")
        assert "bar" in cluster.notes
        assert "serviceaccounts" in cluster.notes


async def test_a_server_that_wants_a_login_is_said_to_want_one(shop_cluster: FakeCluster) -> None:
    shop_cluster.api.faults.append(lambda asked: statuses.unauthorized())
    async with clustering() as cluster:
        await cluster.until_phase("lost")
        assert "Log in again" in cluster.state


async def test_without_kubectl_a_sentence_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    async with clustering() as cluster:
        await cluster.until_phase("lost")
        assert "kubectl is not installed" in cluster.state


async def test_without_a_context_a_sentence_says_so(the_kubectl: object) -> None:
    async with clustering() as cluster:
        await cluster.until_phase("lost")
        assert "knows no cluster" in cluster.state


async def test_reading_shows_how_far_it_is_and_can_be_stopped(shop_cluster: FakeCluster) -> None:
    def after_one_page(asked: Asked) -> Reply | None:
        if "continue" in asked.query:
            shop_cluster.api.store.changed.acquire()
            shop_cluster.api.store.changed.wait(0.3)
            shop_cluster.api.store.changed.release()
        return None

    shop_cluster.create(*(secret("many", f"pull-{number:04}") for number in range(1200)))
    shop_cluster.api.faults.append(after_one_page)
    async with clustering() as cluster:
        await cluster.until_phase("live")
        await cluster.go_to("fake", "many")
        await cluster.until(lambda: "Reading secrets" in cluster.state and cluster.names)
        assert "esc stops" in cluster.state
        await cluster.press("escape")
        await cluster.until_phase("stopped")
        assert 0 < len(cluster.names) < 1200
        assert isinstance(cluster.app.screen, type(cluster.screen))
        await cluster.press("ctrl+r")
        shop_cluster.api.faults.clear()
        await cluster.until(lambda: cluster.phase == "live" and len(cluster.names) == 1200)


async def test_a_hostile_name_is_shown_inert(shop_cluster: FakeCluster) -> None:
    shop_cluster.create(secret("shop", "[red]evil[/]\x1b[31m"))
    async with clustering(shop_cluster) as cluster:
        shown = next(name for name in cluster.names if "evil" in name)
        assert "\x1b" not in shown
        await cluster.put_cursor_on(shown)
        await cluster.until(lambda: "evil" in str(cluster.detail.border_title))
