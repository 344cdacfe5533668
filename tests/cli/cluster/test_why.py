"""`ghcr-tui why`: from a cluster or a dump to the cause."""

import json

import pytest

from cli.headless import Headless
from core.cluster.runtime_words import IMAGE, RUNTIMES
from ghcr_tui.core.golang.json_text import Json
from kube_kit.api import Right
from kube_kit.objects import TOKEN, account, deployment, pod, secret
from kube_kit.server import FakeCluster
from kube_kit.statuses import Object

pytestmark = pytest.mark.usefixtures("the_kubectl")
_WORDS = {stage: words for words, stage in reversed(RUNTIMES)}


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context, and shop its namespace."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))


def failing(name: str, words: str, *secrets: str, namespace: str = "shop", **more: Json) -> Object:
    """Return a pod that waits with `words`."""
    message = f'Back-off pulling image "{IMAGE}": ErrImagePull: {words}'
    waiting: Json = {"reason": "ImagePullBackOff", "message": message}
    status: Json = {
        "phase": "Pending",
        "containerStatuses": [{"name": "app", "state": {"waiting": waiting}}],
    }
    return pod(namespace, name, IMAGE, *secrets, status=status, **more)


def running(name: str, **more: Json) -> Object:
    """Return a pod that runs."""
    status: Json = {"containerStatuses": [{"name": "app", "imageID": "sha256:0", "state": {}}]}
    return pod("shop", name, IMAGE, "ghcr", status=status, **more)


def event(name: str, words: str, **more: Json) -> Object:
    """Return the event of a failed pull."""
    return {
        "apiVersion": "v1",
        "kind": "Event",
        "metadata": {"name": f"{name}.1", "namespace": "shop"},
        "involvedObject": {"kind": "Pod", "name": name, "namespace": "shop"},
        "reason": "Failed",
        "message": f'Failed to pull image "{IMAGE}": {words}',
        "count": 3,
        "lastTimestamp": "2026-11-20T08:00:00Z",
        **more,
    }


def test_a_pod_is_explained_on_one_screen(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(
        secret("shop", "ghcr"),
        account("shop", "default"),
        failing("web-1", _WORDS["no-right"], "ghcr"),
        event("web-1", _WORDS["no-right"]),
    )
    ran = ghcr_tui("why", "web-1")
    assert ran.status == 1
    assert "The credential has no right to this image" in ran.out
    assert "1. ghcr, for ghcr.io as octocat: the credential has no right" in ran.out
    assert "Tried last on 2026-11-20 08:00 UTC" in ran.out
    assert f"ghcr-tui verify {IMAGE}" in ran.out
    assert "Not known from here: credentials that the node itself has" in ran.out
    assert len(ran.out.splitlines()) < 24
    assert TOKEN not in ran.out


def test_a_workload_is_its_newest_failing_pod(fake: FakeCluster, ghcr_tui: Headless) -> None:
    labels: Json = {"app": "web"}
    fake.create(
        deployment("shop", "web", IMAGE, "ghcr"),
        failing("old", _WORDS["network"], creationTimestamp="2026-11-01T00:00:00Z", labels=labels),
        failing("new", _WORDS["tls"], creationTimestamp="2026-11-02T00:00:00Z", labels=labels),
        running("young", creationTimestamp="2026-11-03T00:00:00Z", labels=labels),
        failing("other", _WORDS["limit"]),
    )
    ran = ghcr_tui("why", "deploy/web")
    assert ran.out.startswith("shop/new")


def test_a_workload_without_pods_says_so(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(deployment("shop", "web", IMAGE))
    ran = ghcr_tui("why", "deploy/web")
    assert ran.status == 2
    assert "Deployment `web` has no pod: nothing has been pulled." in ran.err


def test_the_pods_of_a_cron_job_are_found(fake: FakeCluster, ghcr_tui: Headless) -> None:
    made = deployment("shop", "nightly", IMAGE)
    metadata: Json = {
        "name": "nightly-1",
        "namespace": "shop",
        "ownerReferences": [{"kind": "CronJob", "name": "nightly"}],
    }
    fake.create(
        {**made, "kind": "CronJob", "spec": {}},
        {**made, "kind": "Job", "metadata": metadata},
        failing("nightly-1-a", _WORDS["no-image"], labels={"job-name": "nightly-1"}),
    )
    assert ghcr_tui("why", "cronjob/nightly").out.startswith("shop/nightly-1-a")


def test_only_what_the_pod_refers_to_is_read(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(
        secret("shop", "ghcr"), secret("shop", "private"), failing("web", _WORDS["tls"], "ghcr")
    )
    ghcr_tui("why", "web")
    asked = {each.path for each in fake.api.asked if "/secrets" in each.path}
    assert asked == {"/api/v1/namespaces/shop/secrets/ghcr"}


def test_without_a_right_to_secrets_the_cause_is_still_told(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake.create(secret("shop", "ghcr"), failing("web", _WORDS["no-image"], "ghcr"))
    fake.api.rights["ann"] = [Right(resources=frozenset(("pods", "events")))]
    login = fake.login(namespace="shop")._replace(as_user="ann")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    ran = ghcr_tui("why", "web")
    assert ran.status == 1
    assert "There is no such image." in ran.out
    assert "namespace shop: no right to list secrets." in ran.out
    assert "secret-missing" not in ran.out


def test_all_pods_that_do_not_pull_are_grouped_by_cause(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    fake.create(
        secret("shop", "ghcr"),
        *(failing(f"a-{number}", _WORDS["no-right"], "ghcr") for number in range(3)),
        failing("b", _WORDS["no-image"], namespace="other"),
        running("good"),
    )
    ran = ghcr_tui("why", "-A")
    assert ran.status == 1
    assert "4 of 5 pods wait for an image" in ran.out
    assert "3 pods at ghcr.io: The credential has no right" in ran.out
    assert "1 pod at ghcr.io: There is no such image." in ran.out
    assert "ghcr-tui why b -n other" in ran.out
    here = json.loads(ghcr_tui("why", "-o", "json").out)
    assert [cause["stage"] for cause in here["causes"]] == ["no-right"]


def test_where_every_pod_has_its_images_all_is_good(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(running("good"))
    ran = ghcr_tui("why")
    assert ran.status == 0
    assert ran.out == "Of 1 pod none waits for an image.\n"


def test_json_holds_what_the_text_says(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create(secret("shop", "ghcr"), failing("web", _WORDS["token-refused"], "ghcr"))
    document = json.loads(ghcr_tui("why", "web", "-o", "json").out)
    (image,) = document["images"]
    assert document["willFail"] is True
    assert image["stage"] == "token-refused"
    assert image["credentials"][0]["secret"] == "ghcr"
    assert image["credentials"][0]["stage"] == "token-refused"
    assert "containerd" in image["errors"][0]["source"]


def _dump(*items: Object) -> str:
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": list(items)})


def test_a_dump_is_enough(ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    items = (
        secret("shop", "ghcr"),
        account("shop", "default"),
        failing("web", "", "ghcr", uid="u1"),
        event("web", _WORDS["limit"]),
        event(
            "web", _WORDS["tls"], involvedObject={"name": "web", "namespace": "shop", "uid": "0"}
        ),
    )
    ran = ghcr_tui("why", "-", stdin=_dump(*items))
    assert ran.status == 1
    assert "The registry's limit is reached." in ran.out


def test_a_pod_of_several_in_a_dump_is_named(ghcr_tui: Headless) -> None:
    dump = _dump(failing("a", _WORDS["tls"]), failing("b", _WORDS["network"]))
    ran = ghcr_tui("why", "b", "-f", "-", stdin=dump)
    assert ran.out.startswith("shop/b")
    every = ghcr_tui("why", "-", stdin=dump)
    assert "2 of 2 pods wait for an image" in every.out


@pytest.mark.parametrize(
    ("arguments", "stdin", "said"),
    [
        (("svc/web",), "", "names nothing that has pods"),
        (("web", "-A"), "", "one pod is in one namespace"),
        (("-",), "", "there is nothing in it"),
        (("-",), '{"kind":"Secret","metadata":{"name":"x"}}', "there is no pod in it"),
        (("x", "-f", "-"), '{"kind":"Pod","metadata":{"name":"y"}}', "there is no pod of Pod x"),
        (("nope",), "", 'no such thing: pods "nope" not found'),
        (("web", "--context", "nope"), "", "no context `nope`"),
    ],
)
def test_wrong_usage_is_a_sentence(
    ghcr_tui: Headless, arguments: tuple[str, ...], stdin: str, said: str
) -> None:
    ran = ghcr_tui("why", *arguments, stdin=stdin)
    assert ran.status == 2
    assert said in ran.err
    assert ran.out == ""


def test_a_cluster_that_does_not_answer_is_the_outside_worlds_failure(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    login = fake.login()._replace(server="https://127.0.0.1:1")
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(login)))
    for arguments in (("why", "web"), ("why",)):
        assert ghcr_tui(*arguments).status == 3


def test_nothing_active_and_no_token_of_a_hostile_status_is_printed(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    evil = f"\x1b]0;owned\x07 token {TOKEN} \u202e"
    fake.create(failing("web", evil, "s\x1b]0;owned\x07"))
    for output in ("text", "json"):
        ran = ghcr_tui("why", "web", "-o", output)
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
        assert TOKEN not in ran.out
