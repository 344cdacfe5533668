"""Clusters that do not answer as they should: each is one sentence, and nothing hangs."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ghcr_tui.system.cluster.api import ClusterApi, ClusterProblem
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.kubectl import Kubectl, kubectl_from, read_contexts
from ghcr_tui.system.cluster.paths import list_path
from ghcr_tui.system.cluster.through_proxy import api_through
from kube_kit import statuses
from kube_kit.api import Asked
from kube_kit.kubeconfig import Login
from kube_kit.objects import secret
from kube_kit.proxies import started
from kube_kit.server import DROPPED, FakeCluster
from kube_kit.statuses import Reply
from registry_kit.certificates import Authority

SECRETS = list_path("secrets")
Use = Callable[[Login], None]


@pytest.fixture
def use(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> Use:
    """Make a login the kubeconfig's only one."""
    return lambda login: monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))


@pytest.fixture
def api(fake: FakeCluster, the_kubectl: Kubectl, use: Use) -> Iterator[ClusterApi]:
    """An administrator's API of the fake, two objects a page."""
    use(fake.login())
    opened = api_through(started(the_kubectl), 1.0, page=2)
    yield opened
    opened.close()


def _problem(kubectl: Kubectl) -> ClusterProblem:
    with pytest.raises(ClusterProblem) as raised, connected(kubectl, "") as opened:
        list(opened.list(SECRETS))
    return raised.value


@pytest.mark.parametrize(
    ("change", "kind", "sentence"),
    [
        ({"token": "nobody's"}, "login", "does not accept this context's login"),
        ({"server": "https://127.0.0.1:1"}, "unreachable", "nothing listens there"),
        ({"command": "exit 3"}, "plugin", "credential plugin `sh` failed"),
        ({"command": "echo what"}, "plugin", "gave no credential"),
    ],
)
def test_a_login_that_fails_is_one_sentence(
    fake: FakeCluster,
    the_kubectl: Kubectl,
    use: Use,
    change: dict[str, str],
    kind: str,
    sentence: str,
) -> None:
    use(Login(**{**fake.login()._asdict(), **change}))
    problem = _problem(the_kubectl)
    assert problem.kind == kind
    assert sentence in str(problem)


def test_a_server_of_another_authority_is_not_trusted(
    fake: FakeCluster, the_kubectl: Kubectl, use: Use, tmp_path: Path
) -> None:
    folder = tmp_path / "stranger"
    folder.mkdir()
    use(fake.login()._replace(ca_file=Authority(folder).ca_file))
    assert _problem(the_kubectl).kind == "certificate"


def test_a_plugin_that_never_ends_costs_no_more_than_the_timeout(
    fake: FakeCluster, the_kubectl: Kubectl, use: Use
) -> None:
    use(fake.login()._replace(command="echo code >&2; sleep 600"))
    assert _problem(the_kubectl._replace(timeout=0.5)).kind == "timeout"


def test_a_plugin_that_says_much_does_not_stop_the_proxy(
    fake: FakeCluster, the_kubectl: Kubectl, use: Use
) -> None:
    credential = json.dumps(
        {
            "apiVersion": "client.authentication.k8s.io/v1",
            "kind": "ExecCredential",
            "status": {"token": "token-of-admin"},
        }
    )
    use(fake.login()._replace(command=f"head -c 300000 /dev/zero >&2; echo '{credential}'"))
    with connected(the_kubectl, "") as opened:
        assert list(opened.list(SECRETS))


def test_without_kubectl_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    problem = _problem(Kubectl())
    assert problem.kind == "kubectl"
    assert "https://kubernetes.io/docs/tasks/tools/" in str(problem)


def test_a_named_command_that_is_not_there_is_named(tmp_path: Path) -> None:
    problem = _problem(kubectl_from("no-such-k3s kubectl"))
    assert str(problem) == "There is no program no-such-k3s, which --kubectl names."


def test_a_command_of_several_words_is_called_with_all_of_them(
    fake: FakeCluster, the_kubectl: Kubectl, use: Use
) -> None:
    use(fake.login()._replace(context="prod", namespace="shop"))
    found = read_contexts(kubectl_from("env kubectl"))
    assert [(each.name, each.namespace) for each in found.all] == [("prod", "shop")]
    assert found.current == "prod"


def test_a_context_that_is_not_there_is_named(
    fake: FakeCluster, the_kubectl: Kubectl, use: Use
) -> None:
    use(fake.login())
    with pytest.raises(ClusterProblem, match="has no context `nope`"):
        started(the_kubectl, "nope")


def _times(count: int, reply: Reply) -> Callable[[Asked], Reply | None]:
    left = [count]

    def fault(asked: Asked) -> Reply | None:
        if "/secrets" not in asked.path:
            return None
        left[0] -= 1
        return reply if left[0] >= 0 else None

    return fault


def test_a_busy_server_is_asked_again_as_it_said(fake: FakeCluster, api: ClusterApi) -> None:
    fake.api.faults.append(_times(1, statuses.too_many()))
    assert list(api.list(SECRETS))
    asked = [each for each in fake.api.asked if "/secrets" in each.path]
    assert len(asked) == 2


def test_a_server_that_stays_busy_is_said_to_be(fake: FakeCluster, api: ClusterApi) -> None:
    fake.api.faults.append(_times(99, statuses.too_many()._replace(headers=())))
    with pytest.raises(ClusterProblem, match="too much to do"):
        list(api.list(SECRETS))


def test_a_failing_server_is_quoted(fake: FakeCluster, api: ClusterApi) -> None:
    fake.api.faults.append(_times(99, statuses.broken()))
    with pytest.raises(ClusterProblem, match=r"failed \(500\): etcdserver: leader changed\."):
        list(api.list(SECRETS))


def test_a_slow_server_costs_no_more_than_the_timeout(fake: FakeCluster, api: ClusterApi) -> None:
    import threading

    release = threading.Event()

    def hang(asked: Asked) -> None:
        release.wait(30)

    fake.api.faults.append(hang)
    with pytest.raises(ClusterProblem, match="did not answer in time"):
        list(api.list(SECRETS))
    release.set()


def test_a_dropped_connection_is_tried_once_more(fake: FakeCluster, api: ClusterApi) -> None:
    fake.create(secret("shop", "pull"))
    fake.api.faults.append(_times(1, DROPPED))
    assert sum(len(page.items) for page in api.list(SECRETS)) == 1


def test_what_was_read_stays_when_the_server_goes_away(fake: FakeCluster, api: ClusterApi) -> None:
    fake.create(*(secret("shop", f"pull-{number}") for number in range(6)))
    pages = api.list(SECRETS)
    read = next(pages).items
    fake.api.faults.append(_times(99, DROPPED))
    with pytest.raises(ClusterProblem) as raised:
        next(pages)
    assert len(read) == 2
    assert raised.value.kind == "unreachable"


def test_a_list_that_expires_is_begun_anew_and_says_so(fake: FakeCluster, api: ClusterApi) -> None:
    fake.create(*(secret("shop", f"pull-{number}") for number in range(5)))
    pages = api.list(SECRETS)
    next(pages)
    fake.api.store.forgotten = fake.api.store.version + 1
    fake.create(secret("shop", "pull-9"))
    rest = list(pages)
    assert [page.starts_over for page in rest] == [True, False, False]
    assert sum(len(page.items) for page in rest) == 6


def test_a_watch_from_too_long_ago_is_expired(fake: FakeCluster, api: ClusterApi) -> None:
    fake.create(secret("shop", "pull"))
    fake.api.store.forgotten = fake.api.store.version
    with pytest.raises(ClusterProblem) as raised:
        next(api.watch(SECRETS, "1"))
    assert raised.value.kind == "expired"


def test_an_answer_that_is_no_object_is_not_used(fake: FakeCluster, api: ClusterApi) -> None:
    fake.api.faults.append(_times(99, Reply(200, b"[" * 100_000)))
    with pytest.raises(ClusterProblem, match="cannot be used: it is not JSON"):
        list(api.list(SECRETS))


def test_a_page_that_is_too_large_is_asked_for_in_parts(
    fake: FakeCluster, api: ClusterApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ghcr_tui.system.cluster.http_api._MOST_OF_PAGE", 700)
    fake.create(*(secret("shop", f"pull-{number}") for number in range(4)))
    assert [len(page.items) for page in api.list(SECRETS)] == [1, 1, 1, 1]
