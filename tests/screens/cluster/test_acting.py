"""Cluster's keys: inspect, why, verify, export; detail beside the table; nothing is written."""

import asyncio
import json
from pathlib import Path

import pytest

from ghcr_tui.screens.cluster.why_dialog import WhyDialog
from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.dialogs.save import SaveDialog
from ghcr_tui.screens.inspect.screen import InspectScreen
from ghcr_tui.screens.verify.screen import VerifyScreen
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.server import FakeCluster
from registry_kit.fixtures import Registry
from screens.clustering import Clustering, clustering


async def test_enter_inspects_the_secret_as_the_cluster_has_it_now(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("broken")
        await cluster.until_about("shop/broken")
        await cluster.press("enter")
        await cluster.until_screen(InspectScreen)
        inspect = cluster.app.screen
        assert isinstance(inspect, InspectScreen)
        await cluster.until(lambda: inspect.source.chosen)
        chosen = inspect.source.chosen
        assert chosen is not None
        assert chosen.name == "broken"
        await cluster.press("escape")
        await cluster.until(lambda: cluster.app.screen is cluster.screen)
        assert cluster.phase == "live"


async def test_enter_on_a_credential_inspects_every_secret_it_is_in(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("fake", "*")
        await cluster.press("f3")
        await cluster.until(lambda: any(row[5] == "2" for row in cluster.rows))
        name = next(row[1] for row in cluster.rows if row[5] == "2")
        await cluster.put_cursor_on(name)
        await cluster.until_about(name)
        await cluster.press("enter")
        await cluster.until_screen(InspectScreen)
        inspect = cluster.app.screen
        assert isinstance(inspect, InspectScreen)
        await cluster.until(lambda: len(inspect.source.pull_secrets) == 2)


async def test_a_secret_that_is_gone_by_then_is_said_to_be_gone(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        await cluster.until_about("shop/ghcr")
        del shop_cluster.api.store.objects[("secrets", "shop", "ghcr")]  # without an event
        await cluster.press("enter")
        await cluster.until(lambda: "ghcr" in cluster.told)


async def test_w_says_why_and_how_to_mend_it(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.press("f3", "f3")
        await cluster.until_names("web-1-a")
        await cluster.until_about("shop/web-1-a")
        await cluster.press("w")
        await cluster.until_screen(WhyDialog)
        await cluster.until(lambda: "403" in _answer(cluster))
        assert "Credentials of the pod" in _answer(cluster)
        assert "Fix:" in _answer(cluster)
        assert TOKEN not in _answer(cluster)
        await cluster.press("escape")
        assert cluster.app.screen is cluster.screen


async def test_w_on_a_secret_asks_of_the_pod_that_does_not_pull_with_it(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        await cluster.until_about("shop/ghcr")
        await cluster.press("w")
        await cluster.until_screen(WhyDialog)
        await cluster.until(lambda: "web-1-a" in _answer(cluster))
        await cluster.press("escape")
        await cluster.put_cursor_on("forgotten")
        await cluster.until_about("shop/forgotten")
        await cluster.press("w")
        assert "No pod" in cluster.told


def _answer(cluster: Clustering) -> str:
    return str(cluster.app.screen.query_one("#answer").render())


async def test_f5_verifies_the_row_with_an_image_that_is_pulled_with_it(
    shop_cluster: FakeCluster, basic_registry: Registry
) -> None:
    host = basic_registry.authority
    image = f"{host}/team/app:1"
    shop_cluster.create(secret("shop", "local", payload(host, "reader", "right-token-1")))
    from kube_kit.objects import deployment

    shop_cluster.create(deployment("shop", "local", image, "local"))
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("local")
        await cluster.until(
            lambda: (
                cluster.detail.detail
                and (cluster.detail.detail.title, cluster.detail.detail.image)
                == ("shop/local", image)
            )
        )
        await cluster.press("f5")
        await cluster.until_screen(VerifyScreen)
        await cluster.press("enter")
        await cluster.app.workers.wait_for_complete(
            [worker for worker in cluster.app.workers if worker.node is cluster.app.screen]
        )
        await cluster.until(lambda: "Proved" in _shown(cluster))


def _shown(cluster: Clustering) -> str:
    from textual.widgets import Static

    return "\n".join(str(part.render()) for part in cluster.app.screen.query(Static))


async def test_e_saves_what_is_shown_as_audit_writes_it_without_a_token(
    shop_cluster: FakeCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with clustering(shop_cluster) as cluster:
        written = await _exported(cluster, tmp_path / "secrets-fake.json")
        assert {row["name"] for row in written["secrets"]} == set(cluster.names)
        row = next(row for row in written["secrets"] if row["name"] == "forgotten")
        assert row["unused"] is True
        assert row["context"] == "fake"


async def test_e_saves_the_marked_rows_where_there_are_any(
    shop_cluster: FakeCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        await cluster.press("space")
        written = await _exported(cluster, tmp_path / "secrets-fake.json")
        assert [row["name"] for row in written["secrets"]] == ["ghcr"]
        await cluster.press("f3")
        await cluster.until(lambda: all(row[1].startswith("t-") for row in cluster.rows))
        written = await _exported(cluster, tmp_path / "credentials-fake.json")
        assert {row["token"] for row in written["credentials"]} == set(cluster.names)
        await cluster.press("f3")
        await cluster.until_names("web-1-a")
        written = await _exported(cluster, tmp_path / "pods-fake.json")
        assert [row["pod"] for row in written["pods"]] == ["web-1-a"]


async def _exported(cluster: Clustering, path: Path) -> dict[str, list[dict[str, object]]]:
    await cluster.press("e")
    await cluster.until_screen(SaveDialog)
    await cluster.press("enter")
    await cluster.until(lambda: cluster.app.screen is cluster.screen)
    text = await asyncio.to_thread(path.read_text)
    assert TOKEN not in text
    written: dict[str, list[dict[str, object]]] = json.loads(text)
    return written


async def test_the_detail_says_who_uses_it_what_is_wrong_and_when_it_expires(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ecr-old")
        await cluster.until_about("shop/ecr-old")
        assert "shop/Deployment/store" in cluster.about
        assert "What is wrong" in cluster.about
        assert "Worth knowing" not in cluster.about
        assert "token-expired" in cluster.about or "expired" in cluster.about
        assert "├" in cluster.about or "✖─" in cluster.about


@pytest.mark.parametrize(("width", "is_beside"), [(200, True), (120, True), (80, False)])
async def test_the_detail_is_beside_the_table_where_there_is_room_else_below(
    shop_cluster: FakeCluster, width: int, is_beside: bool
) -> None:
    async with clustering(shop_cluster, size=(width, 30)) as cluster:
        table, detail = cluster.panel.region, cluster.detail.region
        assert (detail.x >= table.right) is is_beside
        assert (detail.y >= table.bottom) is not is_beside
        await cluster.pilot.resize_terminal(280 - width, 30)
        await cluster.pilot.pause()
        table, detail = cluster.panel.region, cluster.detail.region
        assert (detail.x >= table.right) is (280 - width >= 110)


async def test_escape_and_f6_go_back_to_compose_and_the_watch_goes_on(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.press("escape")
        await cluster.until_screen(ComposeScreen)
        await cluster.press("f6")
        await cluster.until(lambda: cluster.app.screen is cluster.screen)
        shop_cluster.create(secret("shop", "meanwhile"))
        await cluster.until(lambda: "meanwhile" in cluster.names)
        await cluster.press("f6")
        await cluster.until_screen(ComposeScreen)


async def test_nothing_is_ever_written_to_the_cluster(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        for key in ("space", "enter", "escape", "w", "escape", "e", "escape", "f3", "r", "s"):
            await cluster.press(key)
            await cluster.pilot.pause(0.05)
    assert {each.method for each in shop_cluster.api.asked} == {"GET"}
