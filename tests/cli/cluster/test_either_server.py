"""The three verbs from end to end, on the fake and on a real API server alike."""

import json

import pytest

from cli.cluster.test_why import event
from cli.headless import Headless
from core.cluster.runtime_words import RUNTIMES
from kube_kit.either import Prepared
from kube_kit.objects import account, deployment, pod, secret

pytestmark = pytest.mark.usefixtures("the_kubectl")
_IMAGE = "ghcr.io/owner/app:1"
_VERBS = ["get", "list", "patch"]
_RESOURCES = [
    *("secrets", "serviceaccounts", "pods", "events", "namespaces"),
    *("deployments.apps", "statefulsets.apps", "daemonsets.apps", "replicasets.apps"),
    *("jobs.batch", "cronjobs.batch"),
]


@pytest.fixture
def namespace(either: Prepared, monkeypatch: pytest.MonkeyPatch) -> str:
    """A namespace with a bit of everything, where `tess` may read, and patch accounts."""
    name = "end-to-end"
    either.create(
        secret(name, "ghcr"),
        account(name, "builder"),
        pod(name, "web", _IMAGE, "ghcr", serviceAccountName="builder"),
        pod(name, "bare", _IMAGE, serviceAccountName="builder"),
        pod(name, "lost", _IMAGE, "gone", serviceAccountName="builder"),
        deployment(name, "app", _IMAGE, "ghcr"),
        {**event("web", RUNTIMES[0][0]), "metadata": {"name": "web.1", "namespace": name},
         "involvedObject": {"kind": "Pod", "name": "web", "namespace": name}},
    )  # fmt: skip
    bare = [each.partition(".")[0] for each in _RESOURCES]
    is_real = type(either).__name__ == "Real"
    either.allow("tess", name, _VERBS, _RESOURCES if is_real else bare)
    monkeypatch.setenv("KUBECONFIG", str(either.kubeconfig_of("tess")))
    return name


def test_audit_why_and_attach(ghcr_tui: Headless, namespace: str) -> None:
    inside = ("-n", namespace)
    audit = json.loads(ghcr_tui("audit", *inside, "-o", "json").out)
    (context,) = audit["contexts"]
    assert (context["secrets"], context["pods"], context["notRead"]) == (1, 3, [])
    assert [row["code"] for row in audit["references"]] == ["secret-missing"]
    assert {row["verdict"]["answer"] for row in audit["images"]} == {"pulls", "anonymous"}

    why = json.loads(ghcr_tui("why", "lost", *inside, "-o", "json").out)
    assert [finding["code"] for finding in why["findings"]] == ["secret-missing"]
    assert why["images"][0]["verdict"]["answer"] == "anonymous"
    assert json.loads(ghcr_tui("why", "web", *inside, "-o", "json").out)["willFail"] is False
    assert json.loads(ghcr_tui("why", *inside, "-o", "json").out)["podsSeen"] == 3

    attach = ("attach", "ghcr", *inside, "--service-account", "builder", "-o", "json")
    dry = json.loads(ghcr_tui(*attach, "--dry-run").out)
    assert (dry["done"], [edit["state"] for edit in dry["edits"]]) == (None, ["planned"])
    done = ghcr_tui(*attach, "--yes")
    assert done.status == 0, done.err
    (edit,) = json.loads(done.out)["edits"]
    assert (edit["name"], edit["state"]) == ("builder", "done")
    assert any("kubectl delete pod bare" in note for note in edit["notes"]), edit["notes"]
    again = json.loads(ghcr_tui(*attach, "--yes").out)
    assert (again["edits"], again["already"]) == ([], 1)
    codes = [
        row["code"]
        for row in json.loads(ghcr_tui("audit", *inside, "-o", "json").out)["references"]
    ]
    assert codes == ["secret-missing", "pod-older-than-account"]
