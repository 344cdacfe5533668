"""Why a pod does not pull: each kind of fault, its stage, its credentials, its fix."""

import json

import pytest

from core.cluster.runtime_words import IMAGE, RUNTIMES
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.cluster.pod_state import Event, next_try, read_events
from ghcr_tui.core.cluster.pod_use import UsedImage
from ghcr_tui.core.cluster.target import (
    Target,
    TargetError,
    label_selector,
    newest_failing,
    parse_target,
    pods_of,
)
from ghcr_tui.core.cluster.why import ORDER_UNKNOWN, WhyPod, by_cause, why
from ghcr_tui.core.golang.json_text import Json
from kube_kit.objects import account, payload, pod, secret
from kube_kit.statuses import Object
from made_up_tokens import github_token

OTHER = github_token(body="AnotherOneForTestsOnly00000000")
_WORDS = {stage: words for words, stage in reversed(RUNTIMES)}
_BACK_OFF = f'Back-off pulling image "{IMAGE}": ErrImagePull: '


def failing(words: str, *secrets: str, reason: str = "ImagePullBackOff", **more: Json) -> Object:
    """Return a pod whose only container waits, with `words` in its status."""
    waiting: Json = {"reason": reason, "message": words}
    status: Json = {"containerStatuses": [{"name": "app", "state": {"waiting": waiting}}]}
    return pod("shop", "web-1", IMAGE, *secrets, status=status, **more)


def inventory(*items: Object) -> Inventory:
    """Return an inventory in which everything could be read."""
    filled = Inventory("test")
    for kind in ("Secret", "ServiceAccount"):
        filled.add(kind, [item for item in items if item["kind"] == kind])
    return filled


def asked(item: Object, *items: Object, events: tuple[Event, ...] = ()) -> WhyPod:
    """Return why the pod `item` does not pull."""
    filled = inventory(*items)
    filled.add_pods((item,))
    return why(item, filled, events)


GHCR = secret("shop", "ghcr")


@pytest.mark.parametrize("stage", sorted(_WORDS))
def test_the_stage_is_told_and_something_is_to_be_done(stage: str) -> None:
    answer = asked(failing(_BACK_OFF + _WORDS[stage], "ghcr"), GHCR)  # type: ignore[index]
    (image,) = answer.images
    assert image.error is not None
    assert image.error.stage == stage
    assert answer.will_fail
    assert image.fix


def test_a_refusal_for_want_of_a_right_is_one_for_want_of_a_credential_where_there_is_none() -> (
    None
):
    (image,) = asked(failing(_BACK_OFF + _WORDS["no-right"]), account("shop", "default")).images
    assert image.stage == "no-credential"
    assert image.sentence.startswith("No credential was sent: without one there is no right")


def test_words_that_nobody_knows_are_shown_and_called_unknown() -> None:
    (image,) = asked(failing(f"{_BACK_OFF}rpc error: code = Unknown desc = odd")).images
    assert image.sentence == "The runtime's words are not known here."
    assert image.errors[0].words == "rpc error: code = Unknown desc = odd"


def test_each_credential_has_the_error_at_its_place() -> None:
    two = f"[{_WORDS['token-refused']}, {_WORDS['no-right']}]"
    wide = secret("shop", "wide", payload("ghcr.io", token=OTHER))
    exact = secret("shop", "exact", payload("ghcr.io/owner"))
    (image,) = asked(failing(_BACK_OFF + two, "wide", "exact"), wide, exact).images
    told = [
        (each.tried.match.secret, each.error.stage if each.error else "") for each in image.attempts
    ]
    assert told == [("exact", "token-refused"), ("wide", "no-right")]
    assert image.error is not None
    assert image.error.stage == "no-right"


def test_one_error_is_what_every_credential_got() -> None:
    others = [secret("shop", name, payload("ghcr.io", name)) for name in ("a", "b", "c")]
    (image,) = asked(failing(_BACK_OFF + _WORDS["token-refused"], "a", "b", "c"), *others).images
    assert [each.error.stage for each in image.attempts if each.error] == ["token-refused"] * 3


def test_which_credential_got_what_is_not_guessed() -> None:
    two = f"[{_WORDS['token-refused']}, {_WORDS['no-right']}]"
    (image,) = asked(failing(_BACK_OFF + two, "ghcr"), GHCR).images
    assert [each.error for each in image.attempts] == [None]
    assert image.note == ORDER_UNKNOWN


def test_an_older_kubelets_cause_is_taken_from_the_event() -> None:
    events = (
        Event("Failed", f'Failed to pull image "{IMAGE}": {_WORDS["no-image"]}', 3, 100.0),
        Event("Failed", "Error: ErrImagePull", 3, 101.0),
    )
    (image,) = asked(failing(f'Back-off pulling image "{IMAGE}"'), events=events).images
    assert image.error is not None
    assert image.error.stage == "no-image"


def test_a_reason_that_is_the_kubelets_decoding_error_is_the_keyring() -> None:
    words = "illegal base64 data at input byte 4"
    broken = secret("shop", "ghcr", '{"auths":{"ghcr.io":{"auth":"!"}}}')
    answer = asked(failing(words, "ghcr", reason=words), broken)
    assert answer.images[0].error is not None
    assert answer.images[0].error.stage == "keyring"
    assert answer.images[0].verdict.keyring_lost


def test_a_secret_that_is_missing_is_named_and_made() -> None:
    answer = asked(failing(_BACK_OFF + _WORDS["no-credential"], "gone"), account("shop", "default"))
    assert [finding.code for finding in answer.findings] == ["secret-missing"]
    fix = answer.images[0].fix
    assert "ghcr-tui encode --registry ghcr.io" in fix
    assert "--name gone -n shop | kubectl create -f -" in fix


def test_a_pod_without_secrets_is_given_one_through_its_account() -> None:
    answer = asked(failing(_BACK_OFF + _WORDS["no-credential"]), account("shop", "default"))
    assert "ghcr-tui attach ghcr -n shop --service-account default" in answer.images[0].fix


def test_the_secret_that_is_missing_is_made_and_not_one_that_is_there() -> None:
    item = failing(_BACK_OFF + _WORDS["no-credential"], "quay", "gone")
    answer = asked(item, secret("shop", "quay", payload("quay.io")), account("shop", "default"))
    assert "--name gone -n shop | kubectl create -f -" in answer.images[0].fix


def test_a_refused_token_is_renewed_in_place() -> None:
    (image,) = asked(failing(_BACK_OFF + _WORDS["token-refused"], "ghcr"), GHCR).images
    assert "--name ghcr -n shop | kubectl apply --server-side --force-conflicts" in image.fix


def test_a_refused_token_beside_others_is_not_written_over() -> None:
    both = json.loads(payload())["auths"] | json.loads(payload("quay.io"))["auths"]
    several = secret("shop", "ghcr", json.dumps({"auths": both}))
    (image,) = asked(failing(_BACK_OFF + _WORDS["token-refused"], "ghcr"), several).images
    assert image.fix.endswith("kubectl get secret ghcr -n shop -o yaml | ghcr-tui")


def test_what_a_controller_keeps_is_mended_there() -> None:
    owner: Json = [{"kind": "ExternalSecret", "name": "ghcr"}]
    kept = secret("shop", "ghcr", ownerReferences=owner)
    (image,) = asked(failing(_BACK_OFF + _WORDS["token-refused"], "ghcr"), kept).images
    assert "where External Secrets takes it from" in image.fix
    assert "kubectl" not in image.fix


def test_the_secret_that_costs_the_keyring_is_the_one_to_mend() -> None:
    words = "illegal base64 data at input byte 4"
    broken = secret("shop", "broken", '{"auths":{"quay.io":{"auth":"!"}}}')
    (image,) = asked(failing(words, "ghcr", "broken", reason=words), GHCR, broken).images
    assert "kubectl get secret broken -n shop -o yaml | ghcr-tui decode" in image.fix


def test_a_new_secret_takes_no_name_that_is_taken() -> None:
    quay = secret("shop", "ghcr", payload("quay.io"))
    (image,) = asked(failing(_BACK_OFF + _WORDS["no-credential"], "ghcr"), quay).images
    assert "--name ghcr-1 -n shop" in image.fix
    assert "list `ghcr-1` in its `imagePullSecrets`" in image.fix


def test_a_pod_from_before_its_accounts_change_is_to_be_made_anew() -> None:
    item = failing(_BACK_OFF + _WORDS["no-credential"])
    answer = asked(item, GHCR, account("shop", "default", "ghcr"))
    assert [finding.code for finding in answer.findings] == ["pod-older-than-account"]
    assert answer.images[0].fix.endswith("kubectl delete pod web-1 -n shop")


def test_a_secret_that_came_after_the_pod_is_a_lead() -> None:
    young = secret("shop", "ghcr", creationTimestamp="2026-11-20T09:00:00Z")
    item = failing(
        _BACK_OFF + _WORDS["no-credential"], "ghcr", creationTimestamp="2026-11-20T08:00:00Z"
    )
    answer = asked(item, young)
    assert "`ghcr` is younger than the pod" in answer.leads[0]
    assert "it has come, or changed, since this attempt" in answer.images[0].sentence


def test_secrets_that_the_kubelet_could_not_retrieve_are_a_lead_alone() -> None:
    message = (
        "Unable to retrieve some image pull secrets (ghcr, other); attempting to pull the image "
        "may not succeed."
    )
    events = (Event("FailedToRetrieveImagePullSecret", message, 1, 1.0),)
    answer = asked(failing(_BACK_OFF + _WORDS["network"], "ghcr"), GHCR, events=events)
    assert len(answer.leads) == 1
    assert "`ghcr`" in answer.leads[0]


def test_what_could_not_be_read_is_not_called_missing() -> None:
    from ghcr_tui.core.cluster.inventory import NotRead

    item = failing(_BACK_OFF + _WORDS["no-credential"], "ghcr")
    filled = inventory()
    filled.add_secrets(())
    filled.not_read.append(NotRead("secrets", "no right.", ("shop",), is_right=True))
    answer = why(item, filled)
    assert answer.findings == ()
    assert answer.unknown[0] == "namespace shop: no right to list secrets."


def test_a_pod_that_runs_is_good_and_says_so() -> None:
    status: Json = {"containerStatuses": [{"name": "app", "imageID": "sha256:1", "state": {}}]}
    answer = asked(pod("shop", "web", IMAGE, "ghcr", status=status), GHCR)
    assert not answer.will_fail
    assert answer.images[0].sentence.startswith("The node has the image.")
    assert answer.images[0].fix == ""


@pytest.mark.parametrize(
    ("times", "delay"), [(1, 10), (2, 20), (3, 40), (5, 160), (6, 300), (400, 300)]
)
def test_the_back_off_grows_to_five_minutes(times: int, delay: int) -> None:
    event = Event("Failed", f'Failed to pull image "{IMAGE}": x', times, 1000.0)
    assert next_try((event,), IMAGE) == (1000.0, 1000.0 + delay)


def test_without_an_event_nobody_knows_the_next_try() -> None:
    assert next_try((), IMAGE) is None


def test_events_of_both_kinds_are_read() -> None:
    items: list[Json] = [
        {"reason": "Failed", "count": 4, "lastTimestamp": "2026-11-20T08:00:00Z"},
        {
            "reason": "BackOff",
            "eventTime": "2026-11-20T07:00:00.123456Z",
            "series": {"count": 7, "lastObservedTime": "2026-11-20T09:00:00.123456Z"},
        },
        "nonsense",
        {},
    ]
    assert [(each.reason, each.times) for each in read_events(items)] == [
        ("", 1),
        ("Failed", 4),
        ("BackOff", 7),
    ]


def test_pods_of_one_cause_are_one_group() -> None:
    pods = [
        why(
            {**failing(_BACK_OFF + _WORDS["no-right"]), "metadata": {"name": f"p-{n}"}}, inventory()
        )
        for n in range(3)
    ]
    other = why(failing(_BACK_OFF + _WORDS["no-image"]), inventory())
    first, second = by_cause([*pods, other])
    assert (first.stage, len(first.pods), first.registry) == ("no-credential", 3, "ghcr.io")
    assert (second.stage, second.pods) == ("no-image", ("shop/web-1",))


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("web", Target("Pod", "web")),
        ("pod/web", Target("Pod", "web")),
        ("deploy/web", Target("Deployment", "web")),
        ("deployment.apps/web", Target("Deployment", "web")),
        ("sts/db", Target("StatefulSet", "db")),
        ("cj/nightly", Target("CronJob", "nightly")),
    ],
)
def test_a_target_is_named_as_kubectl_takes_it(text: str, target: Target) -> None:
    assert parse_target(text) == target


@pytest.mark.parametrize("text", ["svc/web", "deploy/", "/web", "a/b/c", ""])
def test_what_has_no_pods_is_no_target(text: str) -> None:
    if text:
        with pytest.raises(TargetError, match="names nothing that has pods"):
            parse_target(text)


def test_a_selector_is_written_as_the_api_takes_it() -> None:
    workload: Object = {
        "spec": {
            "selector": {
                "matchLabels": {"app": "web"},
                "matchExpressions": [
                    {"key": "tier", "operator": "In", "values": ["a", "b"]},
                    {"key": "old", "operator": "DoesNotExist"},
                ],
            }
        }
    }
    assert label_selector(workload) == "app=web,tier in (a,b),!old"


def test_the_newest_failing_pod_is_meant() -> None:
    def made(name: str, time: str, fails: bool) -> Object:
        item = failing(_WORDS["network"]) if fails else pod("shop", name, IMAGE)
        return {**item, "metadata": {"name": name, "creationTimestamp": time}}

    old, new, young = made("old", "1", True), made("new", "2", True), made("young", "3", False)
    assert newest_failing([young, new, old]) == new
    assert newest_failing([young]) == young
    assert newest_failing([]) is None


def test_pods_are_found_by_who_made_them() -> None:
    replica: Json = [{"kind": "ReplicaSet", "name": "web-5d9c", "controller": True}]
    mine = pod("shop", "web-5d9c-a", IMAGE, ownerReferences=replica)
    other = pod("shop", "other", IMAGE)
    assert pods_of(Target("Deployment", "web"), [mine, other], ()) == [mine]
    assert pods_of(Target("Pod", "other"), [mine, other], ()) == [other]


def test_an_image_of_any_shape_is_no_exception() -> None:
    hostile: Object = {
        "metadata": {"name": "x"},
        "spec": {"containers": [{"name": 5, "image": None}, {"image": "\x1b[2J"}], "volumes": 3},
        "status": {"containerStatuses": [{"name": "", "state": {"waiting": []}}, None]},
    }
    answer = why(hostile, inventory())
    assert isinstance(answer.images[0].state.used, UsedImage)
