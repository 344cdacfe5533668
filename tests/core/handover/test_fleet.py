"""The fleet: what is a copy, what is none, and what would be lost by handing it over."""

import json
from base64 import b64encode

import pytest

from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.handover.fleet import CONTROLLERS, Controller, NoFleet, fleet_of, tokens_of
from ghcr_tui.core.secret.objects import mapping_at
from kube_kit.objects import TOKEN, account, payload, pod, secret
from kube_kit.statuses import Object
from made_up_tokens import github_token

OTHER = github_token("ghp_", "AnotherOneOfTheTests0000000000")
COPYING: tuple[Controller, ...] = ("reflector", "replicator", "kyverno")
KEEPING: tuple[Controller, ...] = ("external-secrets", "sealed-secrets")


def _two(registry: str, token: str) -> str:
    more = b64encode(f"octocat:{token}".encode()).decode()
    return json.dumps({"auths": {**json.loads(payload())["auths"], registry: {"auth": more}}})


def _marked(metadata: Object) -> Object:
    """Return a copy with this in its metadata."""
    item = secret("a", "ghcr")
    return {**item, "metadata": {**mapping_at(item, "metadata"), **metadata}}


def _fleet(controller: Controller, *items: Object, source: Object | None = None) -> object:
    return fleet_of(controller, source or secret("hub", "ghcr"), items, Inventory("prod"))


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_a_copy_is_told_by_its_token_and_by_no_name(controller: Controller) -> None:
    fleet = fleet_of(
        controller,
        secret("hub", "ghcr"),
        [
            secret("hub", "ghcr"),
            secret("a", "ghcr"),
            secret("b", "another-name"),
            secret("c", "ghcr", payload(token=OTHER)),
            secret("d", "ghcr", "no json"),
            secret("e", "ghcr", kind="Opaque"),
        ],
        Inventory("prod"),
    )
    assert [each.place.title for each in fleet.copies] == ["a/ghcr", "b/another-name"]
    assert fleet.left == ()


@pytest.mark.parametrize("controller", COPYING)
@pytest.mark.parametrize(
    ("text", "said"),
    [
        (_two("quay.io", TOKEN), "It holds quay.io besides"),
        (payload(username="somebody"), "It has another login for ghcr.io"),
    ],
)
def test_what_the_sources_payload_would_take_away_is_left_alone(
    controller: Controller, text: str, said: str
) -> None:
    fleet = fleet_of(
        controller, secret("hub", "ghcr"), [secret("a", "ghcr", text)], Inventory("prod")
    )
    assert fleet.copies == ()
    assert said in fleet.left[0].sentence
    assert TOKEN not in str(fleet.left)


@pytest.mark.parametrize("controller", KEEPING)
def test_who_keeps_each_secret_as_it_is_takes_it_with_all_that_it_holds(
    controller: Controller,
) -> None:
    fleet = fleet_of(
        controller,
        secret("hub", "ghcr"),
        [secret("a", "ghcr", _two("quay.io", OTHER))],
        Inventory("prod"),
    )
    assert [each.registry for each in fleet.copies[0].credentials] == ["ghcr.io", "quay.io"]


@pytest.mark.parametrize("controller", CONTROLLERS)
@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"immutable": True}, "immutable"),
        ({"ownerReferences": [{"kind": "Tenant", "name": "x"}]}, "owned"),
        ({"annotations": {"meta.helm.sh/release-name": "x"}}, "owned"),
        ({"labels": {"kustomize.toolkit.fluxcd.io/name": "x"}}, "owned"),
    ],
)
def test_what_no_controller_could_keep_is_left_alone(
    controller: Controller, more: dict[str, Json], reason: str
) -> None:
    item = _marked({} if "immutable" in more else more)
    item["immutable"] = "immutable" in more
    fleet = fleet_of(controller, secret("hub", "ghcr"), [item], Inventory("prod"))
    assert [each.reason for each in fleet.left] == [reason]
    assert all(each.sentence and each.remedy for each in fleet.left)


@pytest.mark.parametrize(
    ("controller", "mark"),
    [
        ("reflector", {"annotations": {"reflector.v1.k8s.emberstack.com/reflects": "hub/ghcr"}}),
        ("replicator", {"annotations": {"replicator.v1.mittwald.de/replicate-from": "hub/ghcr"}}),
        ("kyverno", {"labels": {"generate.kyverno.io/policy-name": "p"}}),
        ("external-secrets", {"ownerReferences": [{"kind": "ExternalSecret", "name": "ghcr"}]}),
        ("sealed-secrets", {"ownerReferences": [{"kind": "SealedSecret", "name": "ghcr"}]}),
    ],
)
def test_what_it_keeps_already_is_counted_and_not_touched(
    controller: Controller, mark: dict[str, Json]
) -> None:
    fleet = fleet_of(controller, secret("hub", "ghcr"), [_marked(mark)], Inventory("prod"))
    assert (fleet.copies, fleet.left, fleet.already) == ((), (), 1)


@pytest.mark.parametrize("controller", COPYING)
def test_another_type_is_left_alone_where_the_payload_is_copied(controller: Controller) -> None:
    legacy = json.dumps(json.loads(payload())["auths"])
    item = secret("a", "ghcr", legacy, kind="kubernetes.io/dockercfg")
    fleet = fleet_of(controller, secret("hub", "ghcr"), [item], Inventory("prod"))
    assert [each.reason for each in fleet.left] == ["other type"]


@pytest.mark.parametrize(
    ("controller", "source", "said"),
    [
        ("kyverno", secret("hub", "ghcr", '{"auths":{}}'), "`hub/ghcr` holds no token"),
        ("kyverno", secret("hub", "ghcr", kind="Opaque"), "`hub/ghcr` holds no token"),
        (
            "kyverno",
            secret("hub", "ghcr", annotations={"reflector.v1.k8s.emberstack.com/reflects": "a/b"}),
            "is a copy itself, which Reflector keeps",
        ),
        ("reflector", secret("hub", "ghcr"), "Nothing that was read is a copy of `hub/ghcr`"),
        ("sealed-secrets", {**secret("hub", "ghcr"), "immutable": True}, "It is immutable"),
        (
            "external-secrets",
            secret("hub", "ghcr", ownerReferences=[{"kind": "ExternalSecret", "name": "x"}]),
            "External Secrets keeps `hub/ghcr` already",
        ),
    ],
)
def test_what_can_be_no_source_is_said(controller: Controller, source: Object, said: str) -> None:
    with pytest.raises(NoFleet, match=said):
        _fleet(controller, source=source)


def test_who_pulls_with_a_copy_is_named() -> None:
    inventory = Inventory("prod")
    inventory.add_accounts([account("a", "default", "ghcr"), account("b", "default", "ghcr")])
    inventory.add_pods(
        [
            pod("a", "one", "ghcr.io/o/a:1", "ghcr"),
            pod("a", "two", "ghcr.io/o/a:1", "ghcr"),
            pod("a", "over", "ghcr.io/o/a:1", "ghcr", status={"phase": "Succeeded"}),
        ]
    )
    fleet = fleet_of("reflector", secret("hub", "ghcr"), [secret("a", "ghcr")], inventory)
    assert fleet.copies[0].users == "account default, 2 pods"
    assert fleet.source.users == "nobody"


def test_no_token_is_in_what_is_printed_of_a_fleet() -> None:
    fleet = fleet_of("kyverno", secret("hub", "ghcr"), [secret("a", "ghcr")], Inventory("prod"))
    assert tokens_of(fleet.source.item) == {TOKEN}
    assert TOKEN not in repr(fleet)
    assert fleet.source.coded not in repr(fleet)
