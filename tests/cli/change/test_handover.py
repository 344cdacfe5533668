"""`ghcr-tui handover`: files for a person, nothing changed unasked, several contexts."""

import json
from pathlib import Path

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.server import FakeCluster
from made_up_tokens import github_token

pytestmark = pytest.mark.usefixtures("the_kubectl")

ASKED = ("handover", "--to=reflector", "--from-secret=hub/ghcr", "-A")
REFLECTS = "reflector.v1.k8s.emberstack.com/reflects"


@pytest.fixture(autouse=True)
def kubeconfig(fake: FakeCluster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The fake is the only context; a source and two copies are in it."""
    fake.create(secret("hub", "ghcr"), secret("a", "ghcr"), secret("b", "pull"))
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="hub"))))
    monkeypatch.chdir(tmp_path)


def _annotations(fake: FakeCluster, namespace: str, name: str) -> object:
    metadata = fake.api.store.objects["secrets", namespace, name]["metadata"]
    assert isinstance(metadata, dict)
    return metadata.get("annotations")


def test_files_are_written_and_nothing_is_asked_to_change(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    ran = ghcr_tui(*ASKED, "out")
    assert ran.status == 0, ran.err
    assert "hub/ghcr and 2 copies for Reflector: the files are written" in ran.err
    names = sorted(each.name for each in Path("out").iterdir())
    assert names == ["1-source.yaml", "2-copies.yaml", "README.md"]
    assert not [each for each in fake.api.asked if each.method != "GET"]
    assert not any(TOKEN in each.read_text() for each in Path("out").iterdir())


def test_with_apply_it_is_planned_and_with_yes_done(fake: FakeCluster, ghcr_tui: Headless) -> None:
    planned = ghcr_tui(*ASKED, "planned", "--apply")
    assert planned.status == 0
    assert "The server would take all 3 changes (dry run)." in planned.out
    assert _annotations(fake, "b", "pull") is None
    done = ghcr_tui(*ASKED, "done", "--apply", "--yes")
    assert done.status == 0, done.err
    assert _annotations(fake, "b", "pull") == {REFLECTS: "hub/ghcr"}
    again = ghcr_tui(*ASKED, "again", "--apply", "--yes")
    assert again.status == 0
    assert "as they should be already" in again.out


def test_what_is_left_alone_is_named_and_exit_1(fake: FakeCluster, ghcr_tui: Headless) -> None:
    fake.create({**secret("c", "ghcr"), "immutable": True})
    ran = ghcr_tui(*ASKED, "out")
    assert ran.status == 1
    assert "left alone c/ghcr: It is immutable" in ran.err
    assert "`c/ghcr`: It is immutable" in Path("out", "README.md").read_text()


def test_each_of_several_contexts_has_a_folder(
    fake: FakeCluster, ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = fake.login(namespace="hub")
    config = fake.kubeconfig(one, one._replace(context="../prod eu"))
    monkeypatch.setenv("KUBECONFIG", str(config))
    ran = ghcr_tui(*ASKED, "--all-contexts", "out")
    assert ran.status == 0, ran.err
    folders = sorted(each.name for each in Path("out").iterdir())
    assert folders == sorted([one.context, "prod_eu"])
    assert "--context '../prod eu'" in Path("out", "prod_eu", "README.md").read_text()


def test_a_folder_with_something_in_it_is_left_as_it_is(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    Path("out").mkdir()
    Path("out", "mine").write_text("x")
    ran = ghcr_tui(*ASKED, "out")
    assert ran.status == 2
    assert "`out` is there already, and not empty" in ran.err
    assert [each.name for each in Path("out").iterdir()] == ["mine"]
    assert not fake.api.asked


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--from-secret=ghcr", "out"), "--from-secret takes NS/NAME."),
        (("--from-secret=hub/none", "out"), "There is no Secret `hub/none` in"),
        (("--from-secret=hub/ghcr", "out", "--yes"), "need --apply"),
        (
            ("--from-secret=hub/ghcr", "out", "--to=argo"),
            "choose one of external-secrets",
        ),
        (("--from-secret=hub/ghcr", "out", "--to=external-secrets"), "keep a classic token"),
        (("--from-secret=hub/ghcr", "out", "--to=sealed-secrets"), "needs the controller's"),
    ],
)
def test_what_cannot_be_is_a_sentence_and_no_file(
    ghcr_tui: Headless, words: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("handover", "--to=reflector", "-A", *words)
    assert ran.status == 2
    assert said in ran.err
    assert not Path("out").exists()


def test_a_token_that_is_another_by_now_is_not_handed_over(
    fake: FakeCluster, ghcr_tui: Headless
) -> None:
    other = payload(token=github_token("ghp_", "TheNewOneOfTheTests00000000000"))

    def quicker(asked: object) -> None:
        if getattr(asked, "method", "") == "PATCH":
            fake.create(secret("b", "pull", other))

    fake.api.faults.append(quicker)
    ran = ghcr_tui(*ASKED, "out", "--apply", "--yes", "--force")
    assert ran.status == 1
    assert "It holds something else by now" in ran.out
    assert _annotations(fake, "b", "pull") is None


def test_json_has_the_documented_names(ghcr_tui: Headless) -> None:
    ran = ghcr_tui(*ASKED, "out", "--apply", "--yes", "-o", "json")
    document = json.loads(ran.out)
    assert document["verb"] == "handover"
    known = documented("rotate")
    assert printed([document], known) <= known
    assert TOKEN not in ran.out
