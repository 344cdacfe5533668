"""Audits inside of a cluster: with the pod's account, and with the manifests that are printed."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from cli.headless import Headless
from ghcr_tui.core.cluster.cronjob import cronjob_manifests
from ghcr_tui.system.cluster import in_cluster
from ghcr_tui.system.cluster.read_inventory import WANTED
from judges.cluster import Cluster
from kube_kit import fleet
from kube_kit.api import ADMIN, Right
from kube_kit.server import FakeCluster
from registry_kit.certificates import Authority

_ROOT = Path(__file__).parents[3]


@pytest.fixture
def mounted(
    fake: FakeCluster, authority: Authority, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Path:
    """An account as the kubelet mounts it into a pod, and no kubectl anywhere."""
    folder = tmp_path / "serviceaccount"
    folder.mkdir()
    (folder / "token").write_text(f"token-of-{ADMIN}")
    (folder / "namespace").write_text("shop")
    (folder / "ca.crt").write_text(authority.ca_file.read_text())
    monkeypatch.setattr(in_cluster, "FOLDER", str(folder))
    host, _, port = fake.url.removeprefix("https://").partition(":")
    monkeypatch.setenv("KUBERNETES_SERVICE_HOST", host)
    monkeypatch.setenv("KUBERNETES_SERVICE_PORT", port)
    monkeypatch.setenv("PATH", "/nonexistent")
    return folder


def test_it_reads_with_the_pods_own_account(
    fake: FakeCluster, ghcr_tui: Headless, mounted: Path
) -> None:
    fake.create(*fleet.sound("shop"), *fleet.sound("other"))
    ran = ghcr_tui("audit", "--in-cluster", "-A", "-o", "json")
    assert ran.status == 0, ran.err
    (row,) = json.loads(ran.out)["contexts"]
    assert (row["context"], row["secrets"], row["notRead"]) == ("in-cluster", 2, [])
    here = json.loads(ghcr_tui("audit", "--in-cluster", "-o", "json").out)
    assert here["contexts"][0]["secrets"] == 1


def test_a_token_that_was_renewed_is_taken(
    fake: FakeCluster, ghcr_tui: Headless, mounted: Path
) -> None:
    fake.create(*fleet.sound("shop"))
    (mounted / "token").write_text("token-of-nobody")
    assert "Log in again" in ghcr_tui("audit", "--in-cluster").out
    (mounted / "token").write_text(f"token-of-{ADMIN}\n")
    assert ghcr_tui("audit", "--in-cluster").status == 0


def test_the_role_that_is_printed_is_enough_to_read_everything(
    fake: FakeCluster, ghcr_tui: Headless, mounted: Path
) -> None:
    fake.create(*fleet.sound("shop"), *fleet.missing("other"))
    role = _document("ClusterRole")
    resources = {name for rule in role["rules"] for name in rule["resources"]}
    fake.api.rights["auditor"] = [Right(frozenset(("list",)), frozenset(resources))]
    (mounted / "token").write_text("token-of-auditor")
    ran = ghcr_tui("audit", "--in-cluster", "-A", "-o", "json")
    document = json.loads(ran.out)
    assert document["contexts"][0]["notRead"] == []
    assert "does not exist, or has another type" in document["references"][0]["message"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--in-cluster",), "works in a pod with a service account alone"),
        (("--in-cluster", "--context", "x"), "no --context with it"),
        (("dump.json", "--in-cluster"), "files are audited without a cluster"),
        (("--output-file", "x"), "--output-file goes with -o prometheus and -o ics"),
        (("--names-key", "/nonexistent"), "it does not exist"),
    ],
)
def test_wrong_usage_is_a_sentence(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], said: str
) -> None:
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    ran = ghcr_tui("audit", *arguments)
    assert ran.status == 2
    assert said in ran.err


def test_a_key_that_is_brought_names_tokens_alike_everywhere(
    fake: FakeCluster, ghcr_tui: Headless, mounted: Path, home: Path, tmp_path: Path
) -> None:
    fake.create(*fleet.sound("shop"))
    key = tmp_path / "key"
    key.write_text("0123456789abcdef\n")

    def name() -> str:
        ran = ghcr_tui("audit", "--in-cluster", "--names-key", str(key), "-o", "json")
        return str(json.loads(ran.out)["credentials"][0]["token"])

    first = name()
    key.write_text("0123456789abcdef")
    assert name() == first
    assert list(home.rglob("token-names.key")) == []
    key.write_text("short")
    assert ghcr_tui("audit", "--in-cluster", "--names-key", str(key)).status == 2


def test_metrics_are_written_whole_and_for_everybody_to_read(
    fake: FakeCluster, ghcr_tui: Headless, mounted: Path, tmp_path: Path
) -> None:
    fake.create(*fleet.sound("shop"))
    target = tmp_path / "pull.prom"
    ran = ghcr_tui("audit", "--in-cluster", "-o", "prometheus", "--output-file", str(target))
    assert (ran.status, ran.out) == (0, "")
    assert "ghcr_tui_pull_secrets" in target.read_text()
    assert target.stat().st_mode & 0o777 == 0o644
    missing = str(tmp_path / "no" / "pull.prom")
    assert ghcr_tui("audit", "--in-cluster", "-o", "ics", "--output-file", missing).status == 3


def _documents() -> Iterator[dict[str, object]]:
    yield from yaml.safe_load_all(cronjob_manifests())


def _document(kind: str) -> dict:  # type: ignore[type-arg]
    return next(each for each in _documents() if each["kind"] == kind)


def test_the_role_lists_what_is_read_and_does_nothing_else() -> None:
    rules = _document("ClusterRole")["rules"]
    assert {verb for rule in rules for verb in rule["verbs"]} == {"list"}
    listed = {name for rule in rules for name in rule["resources"]}
    assert listed == {each.resource for each in WANTED} | {"namespaces"}


def test_the_arguments_of_the_job_are_ones_that_audit_takes(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    template = _document("CronJob")["spec"]["jobTemplate"]["spec"]["template"]["spec"]
    (container,) = template["containers"]
    monkeypatch.delenv("KUBERNETES_SERVICE_HOST", raising=False)
    key = tmp_path / "key"
    key.write_text("0123456789abcdef")
    arguments = [str(each).replace("/names/key", str(key)) for each in container["args"]]
    ran = ghcr_tui(*arguments)
    assert "works in a pod with a service account alone" in ran.err
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert template["securityContext"]["runAsNonRoot"] is True


def test_it_is_printed_without_a_cluster(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert ghcr_tui("audit", "--print-cronjob").out == cronjob_manifests()


def test_a_real_api_server_takes_what_is_printed(cluster: Cluster) -> None:
    cluster.kubectl("create", "namespace", "ghcr-tui")  # a dry run creates none for the others
    cluster.kubectl("apply", "--dry-run=server", "--filename=-", given=cronjob_manifests())


def test_rules_and_dashboard_speak_of_metrics_that_there_are() -> None:
    documented = set(re.findall(r"`(ghcr_tui_\w+)`", (_ROOT / "docs" / "metrics.md").read_text()))
    for file in ("prometheus-rules.yaml", "grafana-dashboard.json"):
        text = (_ROOT / "deploy" / file).read_text()
        used = set(re.findall(r"ghcr_tui_\w+", text))
        assert used
        assert used <= documented
    rules = yaml.safe_load((_ROOT / "deploy" / "prometheus-rules.yaml").read_text())
    for rule in rules["groups"][0]["rules"]:
        assert rule["expr"].count("(") == rule["expr"].count(")")
        assert {"summary", "description"} <= set(rule["annotations"])
    assert json.loads((_ROOT / "deploy" / "grafana-dashboard.json").read_text())["panels"]
