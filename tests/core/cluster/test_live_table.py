"""The rows of a live table, made anew as the cluster changes: found, sorted, counted."""

from collections.abc import Callable

import pytest

from ghcr_tui.core.cluster.live_inventory import LiveInventory
from ghcr_tui.core.cluster.live_rows import COLUMNS, ClusterRow, FaceName
from ghcr_tui.core.cluster.live_table import LiveTable
from ghcr_tui.core.cluster.time_line import Moment, time_line
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.cluster.view import View
from kube_kit.objects import account, deployment, payload, pod, secret
from kube_kit.statuses import Object
from made_up_tokens import github_token
from screens.clustering import IMAGE, shop, waiting

NOW = 1_795_000_000.0
_DAY = 86400


def table_of(*items: Object, is_whole: bool = True) -> LiveTable:
    """Return a table of a cluster that has `items`."""
    table = LiveTable(LiveInventory("made-up", NOW), TokenNames(b"made up for tests"))
    for item in items:
        put(table, item)
    table.is_whole = is_whole
    return table


def put(table: LiveTable, item: Object) -> None:
    """Let the cluster have `item`, or another version of it."""
    metadata = item["metadata"]
    assert isinstance(metadata, dict)
    table.inventory.add(str(item["kind"]), (item,))
    table.note(str(item["kind"]), str(metadata["namespace"]))


def take(table: LiveTable, item: Object) -> None:
    """Let the cluster have `item` no more."""
    metadata = item["metadata"]
    assert isinstance(metadata, dict)
    table.inventory.remove(str(item["kind"]), item)
    table.note(str(item["kind"]), str(metadata["namespace"]))


def rows(
    table: LiveTable, face: FaceName = "secrets", *words: str, pace: Callable[[], object] = list
) -> list[ClusterRow]:
    """Return the rows of a face that have all `words`."""
    return table.rows(View(face, words=words), pace)


def cells(table: LiveTable, face: FaceName = "secrets") -> list[tuple[str, ...]]:
    return [row.cells(NOW) for row in rows(table, face)]


def test_a_secret_counts_a_workload_once_however_many_pods_it_has() -> None:
    owner: Object = {"kind": "ReplicaSet", "name": "web-1", "controller": True}
    pods = [pod("shop", f"web-1-{n}", IMAGE, "ghcr", ownerReferences=[owner]) for n in range(3)]
    table = table_of(secret("shop", "ghcr"), deployment("shop", "web", IMAGE, "ghcr"), *pods)
    assert cells(table)[0][6] == "2"


def test_a_secret_comes_to_a_pod_through_its_account() -> None:
    table = table_of(secret("shop", "ghcr"), deployment("shop", "web", IMAGE))
    assert cells(table)[0][6] == "nobody"
    put(table, account("shop", "default", "ghcr"))
    assert cells(table)[0][6] == "1"


def test_what_is_unused_is_said_only_once_everything_was_read() -> None:
    read = (deployment("shop", "web", IMAGE), pod("shop", "web", IMAGE), account("shop", "default"))
    reading = table_of(secret("shop", "ghcr"), *read, is_whole=False)
    assert "secret-unused" not in rows(reading)[0].searched
    reading.is_whole = True
    reading.note_all()
    assert "secret-unused" in rows(reading)[0].searched


def test_a_row_is_the_same_object_until_something_about_it_changes() -> None:
    table = table_of(secret("shop", "one"), secret("shop", "two"))
    before = {row.key: row for row in rows(table)}
    put(table, secret("shop", "two", payload("quay.io")))
    after = {row.key: row for row in rows(table)}
    assert after["shop", "one"] is before["shop", "one"]
    assert after["shop", "two"] is not before["shop", "two"]


def test_what_goes_leaves_every_face() -> None:
    gone, waits = secret("shop", "ghcr"), waiting("web", "ghcr")
    table = table_of(gone, waits)
    assert table.counts() == (1, 1, 1)
    take(table, gone)
    take(table, waits)
    assert table.counts() == (0, 0, 0)
    assert not rows(table)
    assert not rows(table, "credentials")
    assert not rows(table, "pods")


def test_a_list_that_is_read_anew_drops_what_it_no_longer_has() -> None:
    table = table_of(secret("a", "x"), secret("b", "x"), secret("b", "y", kind="Opaque"))
    table.inventory.keep_only("Secret", "b", "kubernetes.io/dockerconfigjson", set())
    assert {row.key for row in rows(table)} == {("a", "x"), ("b", "y")}


def test_a_pod_that_waits_tells_of_its_newest_words() -> None:
    table = table_of(secret("shop", "ghcr"), waiting("web", "ghcr"))
    before = cells(table, "pods")[0][3]
    put(table, waiting("web", "ghcr", words="dial tcp: lookup ghcr.io: no such host"))
    assert cells(table, "pods")[0][3] != before


def test_an_event_about_a_pod_changes_its_row_and_goes_with_its_object() -> None:
    back_off = f'Back-off pulling image "{IMAGE}"'  # all that older kubelets say
    state: Object = {"waiting": {"reason": "ImagePullBackOff", "message": back_off}}
    status: Object = {"containerStatuses": [{"name": "app", "state": state}]}
    bare = pod("shop", "web", IMAGE, status=status)
    event: Object = {
        "kind": "Event",
        "metadata": {"name": "web.1", "namespace": "shop"},
        "involvedObject": {"kind": "Pod", "namespace": "shop", "name": "web"},
        "reason": "Failed",
        "message": f'Failed to pull image "{IMAGE}": no basic auth credentials',
    }
    table = table_of(bare)
    before = rows(table, "pods")[0]
    put(table, event)
    assert rows(table, "pods")[0] != before
    take(table, event)
    assert rows(table, "pods")[0] == before


@pytest.mark.parametrize("face", COLUMNS)
def test_every_column_of_every_face_sorts(face: FaceName) -> None:
    table = table_of(*shop(), waiting("another", "gone"))
    for column in range(len(COLUMNS[face])):
        shown = table.rows(View(face, column), list)
        orders = [row.order(column) for row in shown]
        assert orders == sorted(orders)
        assert table.rows(View(face, column, descends=True), list) == shown[::-1]
        assert all(len(row.cells(NOW)) == len(COLUMNS[face]) for row in shown)


def test_no_row_holds_a_token_where_it_is_searched_or_shown() -> None:
    token = github_token()
    table = table_of(*shop())
    for face in COLUMNS:
        for row in rows(table, face):
            assert token.casefold() not in row.searched
            assert token not in "".join(row.cells(NOW))
            assert token not in repr(row)


def test_the_detail_of_what_is_gone_is_none() -> None:
    gone = secret("shop", "ghcr")
    table = table_of(gone)
    row = rows(table)[0]
    assert table.detail(row) is not None
    take(table, gone)
    rows(table)
    assert table.detail(row) is None


def test_the_detail_of_each_face_names_its_secrets_and_the_pod_that_waits() -> None:
    table = table_of(*shop())
    faces: tuple[tuple[FaceName, str], ...] = (
        ("secrets", "bar/ghcr"),
        ("credentials", "octocat"),
        ("pods", "web-1-a"),
    )
    for face, words in faces:
        row = rows(table, face, words)[0]
        detail = table.detail(row)
        assert detail is not None
        assert detail.key == row.key
        assert ("shop", "ghcr") in detail.places or face == "secrets"
        assert detail.pod == (("shop", "web-1-a") if face != "secrets" else None)


def test_a_table_lets_others_work_between_its_rows() -> None:
    turns: list[int] = []
    table = table_of(*(secret("shop", f"pull-{n}") for n in range(30)))
    rows(table, pace=lambda: turns.append(1))
    assert len(turns) >= 60


@pytest.mark.parametrize(
    ("days", "line"),
    [
        ((), ()),
        ((-1,), ("today          1 day", "✖──────────────────┤")),
        ((3,), ("today         7 days", "├───────●──────────┤")),
        ((29, -4), ("today        30 days", "✖─────────────────●┤")),
        ((4000,), ("today      1825 days", "├──────────────────▸")),
    ],
)
def test_a_time_line_is_as_long_as_is_needed(days: tuple[int, ...], line: tuple[str, ...]) -> None:
    moments = [Moment("ghcr.io", NOW + day * _DAY) for day in days]
    drawn = time_line(moments, NOW, 20)
    assert drawn[:2] == line
    assert len(drawn) == (2 + len(days) if days else 0)
