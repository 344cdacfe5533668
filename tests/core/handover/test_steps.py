"""The steps: what each controller is told, and that marks take nothing away."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.change.plan import Edit, LeftAlone, operations
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.formats.format import FormatProblem
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.handover.files import files_of
from ghcr_tui.core.handover.fleet import CONTROLLERS, Controller, Fleet, fleet_of
from ghcr_tui.core.handover.plan import Means, handover_of, parts_at, planned
from ghcr_tui.core.handover.steps import Made, Mark
from ghcr_tui.core.secret.objects import mapping_at, text_at
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.patches import patched
from kube_kit.statuses import Object
from made_up_tokens import github_token

ALLOWED = "reflector.v1.k8s.emberstack.com/reflection-allowed"
NAMESPACES = f"{ALLOWED}-namespaces"
REPLICATED = "replicator.v1.mittwald.de/replication-allowed-namespaces"
NAMES = st.text("abc/.-", min_size=1, max_size=8)
MARKS = st.dictionaries(NAMES, st.text(max_size=8), max_size=4)


def _fleet(controller: Controller, source: Object | None = None, *copies: Object) -> Fleet:
    items = copies or (secret("a", "ghcr", uid="u", resourceVersion="1"),)
    return fleet_of(controller, source or secret("hub", "ghcr"), items, Inventory("prod"))


def _marks(controller: Controller, means: Means, fleet: Fleet) -> list[Mark]:
    steps = handover_of(fleet, means).steps
    return [part for step in steps for part in step.parts if isinstance(part, Mark)]


@pytest.mark.parametrize(
    ("controller", "there", "key", "becomes"),
    [
        ("reflector", {}, NAMESPACES, "a"),
        ("reflector", {NAMESPACES: "web-*, a"}, NAMESPACES, "web-*,a"),
        ("reflector", {ALLOWED: "true", NAMESPACES: "b"}, NAMESPACES, "b,a"),
        ("reflector", {ALLOWED: "true"}, NAMESPACES, None),  # all may have one already
        ("reflector", {ALLOWED: "false"}, NAMESPACES, "a"),
        ("replicator", {}, REPLICATED, "a"),
        ("replicator", {REPLICATED: "team-.*"}, REPLICATED, "team-.*,a"),
    ],
)
def test_a_source_may_be_copied_to_where_it_could_and_to_the_copies(
    controller: Controller, there: dict[str, Json], key: str, becomes: str | None
) -> None:
    source = secret("hub", "ghcr", annotations=there)
    mark = _marks(controller, Means(), _fleet(controller, source))[0]
    assert mark.annotations.get(key) == becomes


def test_kyverno_is_told_by_three_labels_of_which_one_is_the_namespaces_uid() -> None:
    mark = _marks("kyverno", Means(namespaces={"a": "uid-of-a"}), _fleet("kyverno"))[0]
    assert mark.labels == {
        "app.kubernetes.io/managed-by": "kyverno",
        "generate.kyverno.io/policy-name": "pull-secret-hub-ghcr",
        "generate.kyverno.io/trigger-uid": "uid-of-a",
    }


@pytest.mark.parametrize(
    ("copy", "namespaces", "reason"),
    [
        (secret("a", "other"), {"a": "u"}, "needs a person"),
        (secret("a", "ghcr"), {}, "not allowed"),
    ],
)
def test_what_kyverno_cannot_keep_is_left_alone(
    copy: Object, namespaces: dict[str, str], reason: str
) -> None:
    fleet = _fleet("kyverno", None, copy)
    handover = handover_of(fleet, Means(namespaces=namespaces))
    assert [each.reason for each in handover.left] == [reason]
    assert not [part for part in parts_at([handover]).values() if isinstance(part, Mark)]
    assert "a/" not in files_of(fleet, handover)["README.md"].partition("## Left")[0]


def test_a_policys_name_fits_into_a_label() -> None:
    long = "n" * 60
    fleet = _fleet("kyverno", secret(long, long), secret("a", long))
    mark = _marks("kyverno", Means(namespaces={"a": "u"}), fleet)[0]
    assert len(mark.labels["generate.kyverno.io/policy-name"]) <= 63


def test_external_secrets_never_owns_what_was_there() -> None:
    from ghcr_tui.core.formats.format import Store

    parts = parts_at([handover_of(_fleet("external-secrets"), Means(store=Store("vault")))])
    targets = [mapping_at(part.document(), "spec", "target") for part in parts.values()]
    assert [each["creationPolicy"] for each in targets] == ["Orphan", "Orphan"]


def test_without_a_store_a_registry_needs_a_generator() -> None:
    with pytest.raises(FormatProblem, match="keep a classic token in a store"):
        handover_of(_fleet("external-secrets"), Means())


def test_a_secret_is_sealed_as_it_is_with_what_lets_the_controller_patch_it() -> None:
    sealed: list[tuple[bytes, bytes]] = []

    def seal(value: bytes, label: bytes) -> str:
        sealed.append((value, label))
        return "AAAA"

    copy = secret("a", "ghcr", labels={"team": "a"}, annotations={"note": "b"})
    fleet = _fleet("sealed-secrets", None, copy)
    handover = handover_of(fleet, Means(seal=seal))
    assert sealed == [(payload().encode(), b"hub/ghcr"), (payload().encode(), b"a/ghcr")]
    made = [part.document() for part in handover.steps[1].parts][1]
    template = mapping_at(made, "spec", "template")
    assert template["type"] == "kubernetes.io/dockerconfigjson"
    assert mapping_at(template, "metadata", "labels") == {"team": "a"}
    assert mapping_at(template, "metadata", "annotations") == {
        "note": "b",
        "sealedsecrets.bitnami.com/patch": "true",
        "sealedsecrets.bitnami.com/skip-set-owner-references": "true",
    }


@given(labels=st.none() | MARKS, annotations=st.none() | MARKS, wanted=MARKS.filter(bool))
def test_a_mark_takes_nothing_away_and_is_there_afterwards(
    labels: dict[str, str] | None, annotations: dict[str, str] | None, wanted: dict[str, str]
) -> None:
    item = secret("a", "ghcr", uid="u", resourceVersion="1")
    metadata = dict(mapping_at(item, "metadata"))
    for name, each in (("labels", labels), ("annotations", annotations)):
        if each is not None:
            metadata[name] = dict(each)
    item = {**item, "metadata": metadata}
    member = _fleet("reflector", None, item).copies[0]
    mark = Mark(member, labels=wanted, annotations=wanted)
    edit = mark.edit()
    now = patched(item, operations(edit)) if edit else item
    assert isinstance(now, dict)
    for name, before in (("labels", labels), ("annotations", annotations)):
        assert mapping_at(now, "metadata", name) == {**(before or {}), **wanted}
    assert {**now, "metadata": None} == {**item, "metadata": None}
    assert mark.again(now) is None


def test_a_copy_that_holds_something_else_by_now_is_left_alone() -> None:
    fleet = _fleet("reflector")
    mark = _marks("reflector", Means(), fleet)[1]
    other = secret(
        "a", "ghcr", payload(token=github_token("ghp_", "TheNewOneOfTheTests00000000000"))
    )
    again = planned(mark, other)
    assert isinstance(again, LeftAlone)
    assert again.reason == "changed meanwhile"


def test_an_object_of_the_same_name_is_looked_at_by_a_person() -> None:
    part = handover_of(_fleet("kyverno"), Means(namespaces={"a": "u"})).steps[2].parts[0]
    assert isinstance(part, Made)
    assert isinstance(planned(part, None), Edit)
    assert planned(part, part.manifest) is None
    spec = mapping_at(part.manifest, "spec")
    assert planned(part, {**part.manifest, "spec": {**spec, "added": {"by": "server"}}}) is None
    other = planned(part, {**part.manifest, "spec": {**spec, "generate": []}})
    assert isinstance(other, LeftAlone)
    assert "another GeneratingPolicy" in other.sentence


@pytest.mark.parametrize("controller", CONTROLLERS)
def test_no_file_holds_a_token_and_each_step_has_a_way_back(controller: Controller) -> None:
    from ghcr_tui.core.formats.format import Store

    means = Means(Store("vault"), seal=lambda value, label: "AAAA", namespaces={"a": "u"})
    fleet = _fleet(controller)
    handover = handover_of(fleet, means)
    files = files_of(fleet, handover)
    for name, text in files.items():
        assert TOKEN not in text, name
        assert fleet.source.coded not in text, name
        assert fleet.source.coded[:40] not in text, name
    for step in handover.steps:
        assert len(step.back) >= len(step.parts)
        for command in step.back:
            assert command in files["README.md"]


def test_a_hostile_context_is_one_word_and_no_markdown() -> None:
    inventory = Inventory("x`; rm -rf /\x1b[2J")
    fleet = fleet_of("reflector", secret("hub", "ghcr"), [secret("a", "ghcr")], inventory)
    readme = files_of(fleet, handover_of(fleet, Means()))["README.md"]
    assert "\x1b" not in readme
    assert "--context 'x`; rm -rf /'" in readme
    assert text_at(fleet.source.item, "metadata", "name") in readme
