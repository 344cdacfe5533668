"""`ghcr-tui fix --cluster`: what needs no person is mended in place, the rest is named."""

import json
from base64 import b64decode, b64encode

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.server import FakeCluster

pytestmark = pytest.mark.usefixtures("the_kubectl")
_FRAMED = json.dumps(
    {"auths": {"https://ghcr.io/": {"auth": b64encode(f"octocat:{TOKEN}\n".encode()).decode()}}}
)


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


def _payload(fake: FakeCluster, namespace: str) -> str:
    data = fake.api.store.objects["secrets", namespace, "ghcr"]["data"]
    assert isinstance(data, dict)
    return b64decode(str(data[".dockerconfigjson"])).decode()


def test_it_mends_in_place_after_a_plan_and_can_be_taken_back(
    fake: FakeCluster, ghcr_tui: Headless, tmp_path: object
) -> None:
    fake.create(secret("a", "ghcr", _FRAMED), secret("b", "ghcr"))
    fake.create({**secret("c", "ghcr", _FRAMED), "immutable": True})
    fake.create(secret("d", "ghcr", '{"auths":{"ghcr.io":{"auth":"!"}}}'))
    planned = ghcr_tui("fix", "--cluster", "-A")
    assert "change a/ghcr" in planned.out
    assert "b/ghcr" not in planned.out
    assert "left alone c/ghcr" in planned.out
    assert "left alone d/ghcr" in planned.out
    assert _payload(fake, "a") == _FRAMED
    back = f"{tmp_path}/back.json"
    ran = ghcr_tui("fix", "--cluster", "-A", "--yes", "--rollback-file", back, "-o", "json")
    document = json.loads(ran.out)
    assert document["done"] == "done"
    assert printed([document], documented("rotate")) <= documented("rotate")
    assert TOKEN not in ran.out + ran.err
    entries = json.loads(_payload(fake, "a"))["auths"]
    assert list(entries.values()) == [json.loads(payload())["auths"]["ghcr.io"]]
    assert _payload(fake, "c") == _FRAMED
    assert ghcr_tui("resume", "--back", back, "--yes").status == 0
    assert _payload(fake, "a") == _FRAMED
