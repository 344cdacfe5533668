"""Cluster's keys that change something: rotate, attach, deliver; planned, proved, asked, done."""

import json
from base64 import b64decode

import pytest

from ghcr_tui.screens.change.fields_dialog import FieldsDialog
from ghcr_tui.screens.change.question import DoDialog
from ghcr_tui.screens.change.screen import ChangeScreen
from kube_kit import statuses
from kube_kit.api import Asked
from kube_kit.objects import TOKEN
from kube_kit.server import FakeCluster, kind_named
from made_up_tokens import github_token
from screens.clustering import Clustering, clustering

_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")


def _payload(fake: FakeCluster, namespace: str, name: str = "ghcr") -> str:
    data = fake.api.store.objects["secrets", namespace, name]["data"]
    assert isinstance(data, dict)
    return b64decode(str(data[".dockerconfigjson"])).decode()


def _auth(fake: FakeCluster, namespace: str, name: str = "ghcr") -> str:
    entry = json.loads(_payload(fake, namespace, name))["auths"]["ghcr.io"]
    return b64decode(entry["auth"]).decode().partition(":")[2]


def _is_write(asked: Asked) -> bool:
    return asked.method != "GET" and asked.query.get("dryRun") != "All"


async def _type(cluster: Clustering, *values: str) -> None:
    """Fill the fields of the dialog that is in front, and go on."""
    await cluster.until_screen(FieldsDialog)
    from ghcr_tui.widgets.text_field import TextField

    await cluster.until(lambda: len(cluster.app.screen.query(TextField)) == len(values))
    fields = list(cluster.app.screen.query(TextField))
    for field, value in zip(fields, values, strict=True):
        field.value = value
    fields[-1].focus()
    await cluster.press("enter")


def _change(cluster: Clustering) -> ChangeScreen:
    screen = cluster.app.screen
    assert isinstance(screen, ChangeScreen)
    return screen


def _said(cluster: Clustering) -> str:
    return str(cluster.app.screen.query_one("#status").render())


async def _do(cluster: Clustering, context: str) -> None:
    await cluster.until(lambda: f"y does it in {context}" in _said(cluster))
    await cluster.press("y")
    await cluster.until_screen(DoDialog)
    dialog = cluster.app.screen
    assert isinstance(dialog, DoDialog)
    assert context in dialog.SENTENCE
    await cluster.press("down", "enter")
    await cluster.until_screen(ChangeScreen)


async def test_r_rotates_the_token_of_the_row_wherever_it_is_shown(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.go_to("fake", "*")
        await cluster.until(lambda: cluster.names.count("ghcr") == 2)
        await cluster.put_cursor_on("ghcr")
        await cluster.press("r")
        await _type(cluster, _NEW, "")
        await cluster.until_screen(ChangeScreen)
        await cluster.until(lambda: "y does it" in _said(cluster))
        assert not any(map(_is_write, shop_cluster.api.asked))
        assert f"fake ({shop_cluster.url})" in _said(cluster)
        await _do(cluster, "fake")
        await cluster.until(lambda: "2 of 2 done." in _said(cluster))
        assert {_auth(shop_cluster, each) for each in ("shop", "bar")} == {_NEW}
        assert {row.state for row in _change(cluster).table.items} == {"done"}
        await cluster.press("escape")
        await cluster.until(lambda: cluster.app.screen is cluster.screen)


async def test_marked_secrets_alone_are_rotated_and_a_failure_is_taken_back(
    shop_cluster: FakeCluster,
) -> None:
    def dies(asked: Asked) -> statuses.Reply | None:
        return statuses.broken("it is down") if _is_write(asked) and fails else None

    fails = False
    shop_cluster.api.faults.append(dies)
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        await cluster.press("space", "r")
        await _type(cluster, _NEW, "robot")
        await cluster.until_screen(ChangeScreen)
        await cluster.until(lambda: "y does it" in _said(cluster))
        fails = True
        await _do(cluster, "fake")
        await cluster.until(lambda: "0 of 1 done." in _said(cluster))
        (row,) = _change(cluster).table.items
        assert (row.state, "it is down" in row.why) == ("failed", True)
        assert _auth(shop_cluster, "shop") == TOKEN


async def test_a_attaches_and_d_delivers(shop_cluster: FakeCluster) -> None:
    shop_cluster.api.store.put(kind_named("Namespace"), {"metadata": {"name": "new"}})
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        await cluster.press("a")
        await _type(cluster, "default")
        await cluster.until_screen(ChangeScreen)
        await _do(cluster, "fake")
        await cluster.until(lambda: "1 of 1 done." in _said(cluster))
        account = shop_cluster.api.store.objects["serviceaccounts", "shop", "default"]
        assert account["imagePullSecrets"] == [{"name": "ghcr"}]
        await cluster.press("escape")
        await cluster.until(lambda: cluster.app.screen is cluster.screen)
        await cluster.press("d")
        await _type(cluster, "fake", "new", "")
        await cluster.until_screen(ChangeScreen)
        await _do(cluster, "fake")
        await cluster.until(lambda: "1 of 1 done." in _said(cluster))
        assert _payload(shop_cluster, "new") == _payload(shop_cluster, "shop")


async def test_what_the_server_refuses_cannot_be_done_and_is_said(
    shop_cluster: FakeCluster,
) -> None:
    async with clustering(shop_cluster) as cluster:
        await cluster.put_cursor_on("ghcr")
        await cluster.press("d")
        await _type(cluster, "fake", "nowhere", "")
        await cluster.until_screen(ChangeScreen)
        await cluster.until(lambda: "Nothing is changed" in _said(cluster))
        (row,) = _change(cluster).table.items
        assert row.state == "refused"
        await cluster.press("y")
        assert isinstance(cluster.app.screen, ChangeScreen)
        assert not any(map(_is_write, shop_cluster.api.asked))


async def test_compose_delivers_with_one_key(shop_cluster: FakeCluster) -> None:
    from ghcr_tui.app import GhcrTui
    from ghcr_tui.core.credential.credential import Credential
    from ghcr_tui.core.draft.draft import Draft

    draft = Draft((Credential("ghcr.io", "octocat", _NEW),), name="composed")
    app = GhcrTui(draft=draft)
    async with app.run_test(size=(120, 40)) as pilot:
        cluster = Clustering(app, pilot)
        await cluster.press("ctrl+l")
        await _type(cluster, "fake", "bar", "")
        await cluster.until_screen(ChangeScreen)
        await _do(cluster, "fake")
        await cluster.until(lambda: "1 of 1 done." in _said(cluster))
        assert _auth(shop_cluster, "bar", "composed") == _NEW


@pytest.fixture(autouse=True)
def _no_registry_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The images of the shop are nowhere: no test goes to the network."""
    monkeypatch.setattr("ghcr_tui.system.change.proving._asked", lambda questions: (), raising=True)
