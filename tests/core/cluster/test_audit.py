"""Each fault that a cluster may have, and what the audit says of it."""

import inspect
import re
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

import ghcr_tui.core.cluster
from ghcr_tui.core.cluster.audit import Audit, audit
from ghcr_tui.core.cluster.inventory import Inventory, NotRead
from ghcr_tui.core.cluster.token_name import TokenNames
from kube_kit import fleet
from kube_kit.objects import account, deployment, payload, pod, secret
from kube_kit.statuses import Object
from made_up_tokens import ecr_password, github_token

NOW = 1_790_000_000.0


def inventory(items: Iterable[Object], name: str = "test") -> Inventory:
    """Return an inventory of all that a cluster has, `items`."""
    filled, items = Inventory(name, NOW), list(items)
    for kind in ("Secret", "ServiceAccount", "Pod", "Deployment", "CronJob", "ReplicaSet"):
        filled.add(kind, [item for item in items if item["kind"] == kind])
    return filled


def audited(*items: Object, unread: tuple[NotRead, ...] = ()) -> Audit:
    """Return the audit of one cluster."""
    filled = inventory(items)
    filled.not_read.extend(unread)
    return audit([filled], TokenNames(b"key"))


def reference_codes(result: Audit) -> list[str]:
    """Return the codes of what is wrong with references."""
    return [each.finding.code for each in result.clusters[0].references]


def answers(result: Audit) -> list[str]:
    """Return the verdicts on images, the worst first."""
    return [image.verdict.answer for image in result.clusters[0].images]


@pytest.mark.parametrize(
    ("fault", "codes", "cold"),
    [
        (fleet.sound, [], ["pulls"]),
        (fleet.missing, ["secret-missing"], ["anonymous"]),
        (fleet.elsewhere, ["secret-in-other-namespace"], ["anonymous"]),
        (fleet.wrong_type, ["secret-wrong-type"], ["anonymous"]),
        (fleet.account_refers_to_nothing, ["secret-missing"], []),
        (fleet.no_account, ["account-missing"], ["pulls"]),
        (fleet.older_than_account, ["pod-older-than-account"], ["anonymous"]),
        (fleet.two_tokens, ["credentials-drifted"], ["pulls"]),
        (fleet.unused, [], []),
        (fleet.expired, [], ["fails"]),
        (fleet.bad_image, [], ["fails"]),
        (fleet.never_pulled, [], ["fails"]),
        (fleet.unreadable, [], ["fails"]),
        (fleet.other_registry, [], ["anonymous"]),
    ],
)
def test_a_fault_is_found_and_nothing_else(
    fault: Callable[[str], Iterable[Object]], codes: list[str], cold: list[str]
) -> None:
    result = audited(*fault("team"))
    assert reference_codes(result) == codes
    assert answers(result) == cold


def test_a_token_that_is_good_at_one_registry_is_not_called_refused_there() -> None:
    result = audited(
        secret("shop", "sound", payload("ghcr.io")),
        secret("shop", "wrong", payload("quay.io")),
        secret("team", "sound", payload("ghcr.io")),
    )
    (row,) = result.credentials
    assert row.standings == (("ghcr.io", "sound"), ("quay.io", "refused"))
    assert (row.standing, row.is_of_two_minds) == ("refused", True)
    assert row.findings[0] == "token-other-vendor"


def test_every_code_about_clusters_has_a_fault() -> None:
    folder = Path(ghcr_tui.core.cluster.__path__[0])
    written = {
        match
        for path in folder.glob("*.py")
        for match in re.findall(r'Finding\(\s*"([a-z-]+)"', path.read_text())
    }
    faults = [fault for fault in vars(fleet).values() if inspect.isgeneratorfunction(fault)]
    met = {"copies-drifted"}  # test_a_rotation_that_did_not_reach_every_namespace_is_told
    for number, fault in enumerate(faults):
        if fault is not fleet.copies:
            cluster = audited(*fault(f"ns-{number}")).clusters[0]
            met.update(each.finding.code for each in cluster.references)
            met.update("secret-unused" for _ in cluster.unused)
    assert written == met


def test_only_what_nobody_refers_to_is_unused() -> None:
    result = audited(*fleet.sound("team"), *fleet.unused("team"))
    assert result.clusters[0].unused == {("team", "forgotten")}


@pytest.mark.parametrize("what", ["pods", "deployments", ""])
def test_nothing_is_called_unused_where_a_user_may_not_have_been_seen(what: str) -> None:
    unread = NotRead(what, "no right.", is_right=True)
    assert not audited(*fleet.unused("team"), unread=(unread,)).has_unused


def test_nothing_is_called_missing_where_secrets_could_not_be_read() -> None:
    unread = NotRead("secrets", "no right.", ("team",), is_right=True)
    result = audited(*fleet.missing("team"), unread=(unread,))
    assert reference_codes(result) == []
    (image,) = result.clusters[0].images
    assert image.is_unknown
    assert "Secrets of namespace `team`" in image.verdict.unknown[0]


def test_a_partial_dump_says_nothing_of_namespaces_without_any_secret() -> None:
    partial = Inventory("", NOW, partial=True)
    partial.add("Secret", [secret("shop", "ghcr")])
    partial.add(
        "Deployment", [deployment("shop", "a", "x", "gone"), deployment("b", "c", "x", "y")]
    )
    (found,) = audit([partial], TokenNames(b"key")).clusters[0].references
    assert found.subject == "shop/Deployment/a"
    assert "does not exist, or has another type" in found.finding.message


def test_copies_of_a_credential_are_one_row_with_all_its_users() -> None:
    one = inventory([item for name in ("a", "b") for item in fleet.sound(name)], "one")
    two = inventory(fleet.sound("c"), "two")
    (row,) = audit([one, two], TokenNames(b"key")).credentials
    assert len(row.secrets) == 3
    assert row.contexts == ("one", "two")
    assert row.workloads == 3
    assert row.registries == ("ghcr.io",)


def test_a_pod_counts_as_its_deployment_however_many_it_has() -> None:
    replica: Object = {"kind": "ReplicaSet", "name": "web-1", "controller": True}
    more = [
        pod("team", f"web-1-{number}", fleet.IMAGE, "ghcr", ownerReferences=[replica])
        for number in range(5)
    ]
    result = audited(*fleet.sound("team"), *more)
    (image,) = result.clusters[0].images
    assert image.users == ("team/Deployment/web",)
    assert result.credentials[0].workloads == 1


def test_the_soonest_to_expire_comes_first() -> None:
    host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
    soon = payload(host, "AWS", ecr_password(int(NOW) + 86400 * 9 + 60))
    later = payload(host, "AWS", ecr_password(int(NOW) + 86400 * 30))
    items = [secret("a", "later", later), secret("a", "never"), secret("a", "soon", soon)]
    rows = audited(*items).credentials
    assert [row.secrets[0][2] for row in rows] == ["soon", "later", "never"]
    assert rows[0].days_left(NOW) == 9


def test_a_rotation_that_did_not_reach_every_namespace_is_told() -> None:
    ((name, finding),) = audited(*fleet.copies(6, 2)).drifted
    assert name == "shared"
    assert finding.message.startswith("4 copies of the Secret `shared` have one token")
    assert "2 another (copy-0, copy-1)" in finding.message


def test_a_token_for_each_namespace_is_no_drift() -> None:
    tokens = [github_token(body=f"MadeUpForTestsOnly00000000000{n}") for n in range(3)]
    items = [secret(f"n-{n}", "own", payload(token=token)) for n, token in enumerate(tokens)]
    assert audited(*items).drifted == ()


def test_names_of_registries_that_everybody_has_are_no_drift() -> None:
    host = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
    items = [
        secret(f"n-{n}", "ecr", payload(host, "AWS", ecr_password(int(NOW) + n // 2)))
        for n in range(4)
    ]
    assert audited(*items).drifted == ()


@pytest.mark.parametrize("kind", ["StatefulSet", "DaemonSet", "ReplicaSet", "Job", "CronJob"])
def test_every_kind_that_makes_pods_is_read(kind: str) -> None:
    made = deployment("team", "it", fleet.IMAGE, "gone")
    spec = made["spec"]
    if kind == "CronJob":
        spec = {"jobTemplate": {"spec": spec}}
    filled = inventory([account("team", "default")])
    assert filled.add(kind, [{**made, "kind": kind, "spec": spec}])
    (found,) = audit([filled], TokenNames(b"key")).clusters[0].references
    assert found.subject == f"team/{kind}/it"


@pytest.mark.parametrize("idle", [{"replicas": 0}, {"suspend": True}])
def test_an_old_replica_set_counts_no_more_but_a_deployment_scaled_to_none_does(
    idle: Object,
) -> None:
    made = deployment("team", "web", fleet.IMAGE)
    spec = made["spec"]
    assert isinstance(spec, dict)
    filled = inventory([{**made, "spec": {**spec, **idle}}])
    old = {**made, "kind": "ReplicaSet", "spec": {**spec, **idle}}
    old["metadata"] = {
        "name": "web-0",
        "namespace": "team",
        "ownerReferences": [{"kind": "Deployment", "name": "web", "controller": True}],
    }
    filled.add("ReplicaSet", [old])
    (image,) = audit([filled], TokenNames(b"key")).clusters[0].images
    assert image.users == ("team/Deployment/web",)


def test_images_of_every_kind_are_judged() -> None:
    spec: Object = {
        "initContainers": [{"name": "i", "image": "a.io/x"}],
        "ephemeralContainers": [{"name": "e", "image": "b.io/x"}],
        "volumes": [{"name": "v", "image": {"reference": "c.io/x"}}, {"name": "w"}],
    }
    result = audited(account("team", "default"), pod("team", "p", "d.io/x", **spec))
    names = sorted(image.image for image in result.clusters[0].images)
    assert names == ["a.io/x", "b.io/x", "c.io/x", "d.io/x"]


def test_a_token_name_tells_nothing_and_lasts() -> None:
    token = github_token()
    name = TokenNames(b"key")(token)
    assert name == TokenNames(b"key")(token)
    assert name != TokenNames(b"other")(token)
    assert len(name) == 12
    assert token not in repr(TokenNames(b"key"))
    assert TokenNames(b"key")("") == ""


_HOSTILE: list[Object] = [
    {"kind": "Secret"},
    {"kind": "Secret", "metadata": 5, "type": [], "data": "x"},
    {"kind": "Secret", "metadata": {"name": 3, "namespace": {}}, "type": "kubernetes.io/dockercfg"},
    {"kind": "Pod", "metadata": {"name": "p"}, "spec": {"containers": [None, 5, {"image": 7}]}},
    {"kind": "Pod", "spec": {"imagePullSecrets": [{"name": ""}, {}, "x", None]}},
    {"kind": "ServiceAccount", "metadata": {"name": "s"}, "imagePullSecrets": {"name": "x"}},
    {"kind": "Deployment", "spec": {"template": [], "replicas": "many"}},
    {"kind": "CronJob", "metadata": {"name": "c", "ownerReferences": {"kind": 1}}},
]


def test_objects_of_any_shape_are_taken_without_an_exception() -> None:
    result = audited(*_HOSTILE)
    assert result.clusters[0].inventory.secrets


def test_owners_in_a_circle_are_no_endless_loop() -> None:
    def owned(name: str, by: str) -> Object:
        reference: Object = {"kind": "ReplicaSet", "name": by, "controller": True}
        made = deployment("team", name, fleet.IMAGE)
        metadata: Object = {"name": name, "namespace": "team", "ownerReferences": [reference]}
        return {**made, "kind": "ReplicaSet", "metadata": metadata}

    result = audited(owned("a", "b"), owned("b", "a"))
    assert len(result.clusters[0].images) == 1
