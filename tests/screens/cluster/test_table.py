"""Cluster's table: three faces, sorted by any column, filtered by anything, marked, and live."""

from functools import partial

import pytest

from ghcr_tui.core.cluster.wordings import STAGES
from kube_kit.objects import TOKEN, deployment, payload, secret
from kube_kit.server import FakeCluster, kind_named
from screens.clustering import IMAGE, OTHER_TOKEN, Clustering, clustering, waiting

_OF_SHOP = ("ghcr", "ecr-old", "ecr-new", "broken", "forgotten")
_COUNTS = {"secrets": 10, "credentials": 9, "pods": 7}


async def test_the_worst_is_on_top(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        marks = [row[0].strip() for row in cluster.rows]
        assert marks == sorted(marks, key="✖▲·✔".index)
        assert marks[0] == "✖"


async def test_a_row_of_secrets_says_who_uses_it_and_when_it_expires(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        rows = {row[1]: row for row in cluster.rows}
        assert rows["ghcr"][3:7] == ["ghcr.io", "octocat", "unknown", "2"]
        assert rows["forgotten"][6] == "nobody"
        assert rows["ecr-old"][8].endswith("ago")
        assert rows["ecr-new"][8].startswith("in 8 d")


async def test_a_row_of_credentials_counts_secrets_and_workloads(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("fake", "*")
        await cluster.until(lambda: len(cluster.names) == len(_OF_SHOP) + 1)
        await cluster.press("f3")
        await cluster.until(lambda: any(row[2] == "ghcr.io" for row in cluster.rows))
        row = next(row for row in cluster.rows if row[2] == "ghcr.io")
        assert row[5:7] == ["2", "3"]


async def test_a_row_of_pods_says_why_it_does_not_pull(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.press("f3", "f3")
        await cluster.until_names("web-1-a")
        assert cluster.rows[0][3] == STAGES["no-right"]
        assert cluster.rows[0][4] == IMAGE


@pytest.mark.parametrize(("presses", "face"), enumerate(_COUNTS))
async def test_every_column_sorts_and_sorts_the_other_way_round(
    shop_cluster: FakeCluster, presses: int, face: str
) -> None:
    shop_cluster.create(waiting("web-2-b", "gone"), waiting("another", "broken"))
    async with clustering(shop_cluster) as cluster:
        await cluster.press(*["f3"] * presses)
        await cluster.until(lambda: cluster.panel.view.face == face and len(cluster.names) > 2)
        for column in range(_COUNTS[face]):
            await cluster.press(str((column + 1) % _COUNTS[face]), str(column))
            await cluster.until(partial(_is_sorted, cluster, column, descends=False))
            await cluster.press(str(column))
            await cluster.until(partial(_is_sorted, cluster, column, descends=True))


def _is_sorted(cluster: Clustering, column: int, descends: bool) -> bool:
    view = cluster.panel.view
    orders = [row.order(column) for row in cluster.table.items]
    return (view.sort, view.descends) == (column, descends) and orders == sorted(
        orders, reverse=descends
    )


async def test_a_click_on_a_title_sorts_by_it(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.pilot.click("#rows", offset=(6, 0))
        await cluster.until(lambda: cluster.names == sorted(cluster.names))
        assert cluster.panel.view.sort == 1


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("ecr-", ("ecr-old", "ecr-new")),
        ("QUAY.IO", ("forgotten",)),
        ("robot", ("forgotten",)),
        ("octocat note", ("ghcr",)),
        ("error ecr-", ("ecr-old",)),
        ("token-expired", ("ecr-old",)),
        ("nobody robot", ("forgotten",)),
        ("shop/gh", ("ghcr",)),
        ("nothing-has-this", ()),
    ],
)
async def test_the_filter_finds_any_word_of_a_row(
    shop_cluster: FakeCluster, typed: str, names: tuple[str, ...]
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.press("slash")
        cluster.panel.query_one("#filter").value = typed  # type: ignore[attr-defined]
        await cluster.until_names(*names)
        assert f"{len(names)} of 5" in str(cluster.panel.border_subtitle)
        await cluster.press("escape")
        await cluster.until_names(*_OF_SHOP)


async def test_no_token_is_ever_found_or_shown(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster, size=(200, 60)) as cluster:
        for presses in range(3):
            await cluster.press("f3")
            face = ("credentials", "pods", "secrets")[presses]
            await cluster.until(partial(_is_face_shown, cluster, face))
            for row in cluster.table.items:
                assert TOKEN.casefold() not in row.searched
                assert OTHER_TOKEN.casefold() not in row.searched
            picture = cluster.app.export_screenshot()
            assert TOKEN not in picture
            assert OTHER_TOKEN not in picture


def _is_face_shown(cluster: Clustering, face: str) -> bool:
    shown = cluster.panel.shown
    return shown is not None and shown.view.face == face


async def test_space_marks_and_the_border_counts_the_marks(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        first, second = cluster.names[:2]
        await cluster.press("space", "space")
        assert {key[1] for key in cluster.panel.marked} == {first, second}
        assert "2 marked" in str(cluster.panel.border_subtitle)
        await cluster.press("home", "space")
        assert {key[1] for key in cluster.panel.marked} == {second}


async def test_what_the_cluster_does_is_on_screen(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        shop_cluster.create(secret("shop", "brand-new"))
        await cluster.until_names(*_OF_SHOP, "brand-new")
        shop_cluster.create(secret("shop", "brand-new", payload("quay.io", "changed")))
        await cluster.until(lambda: any(row[4] == "changed" for row in cluster.rows))
        shop_cluster.create(deployment("shop", "api", IMAGE, "brand-new"))
        await cluster.until(
            lambda: any(row[1] == "brand-new" and row[6] == "1" for row in cluster.rows)
        )
        shop_cluster.api.store.remove(kind_named("Secret"), "shop", "brand-new")
        await cluster.until_names(*_OF_SHOP)


async def test_a_pod_that_waits_appears_and_goes_once_it_runs(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.press("f3", "f3")
        await cluster.until_names("web-1-a")
        shop_cluster.create(waiting("late", "ghcr"))
        await cluster.until_names("web-1-a", "late")
        running = waiting("late", "ghcr")
        running["status"] = {"phase": "Running", "containerStatuses": []}
        shop_cluster.create(running)
        await cluster.until_names("web-1-a")


async def test_the_cursor_stays_on_its_row_when_others_come(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        shop_cluster.create(secret("shop", "aaa-broken", "{"))
        await cluster.until(lambda: "aaa-broken" in cluster.names)
        assert cluster.panel.row is not None
        assert cluster.panel.row.key == ("shop", "ghcr")


async def test_a_watch_that_has_expired_is_begun_anew(shop_cluster: FakeCluster) -> None:
    async with clustering(shop_cluster) as cluster:
        shop_cluster.api.store.forgotten = shop_cluster.api.store.version + 1
        shop_cluster.create(secret("shop", "after"))
        await cluster.until_names(*_OF_SHOP, "after")
