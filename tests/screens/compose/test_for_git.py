"""The views that are safe for git: what they need is asked once, read off the screen, and kept."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
import yaml
from textual.pilot import Pilot
from textual.widgets import OptionList

from fake_programs import FakePrograms
from ghcr_tui.app import GhcrTui
from ghcr_tui.core.settings.means import Means
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.screens.change.fields_dialog import FieldsDialog
from ghcr_tui.system.kept import recall
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.text_field import TextField
from judges.needed import needed_judge
from judges.sealing import ask
from screens.composing import (
    IDENTITY,
    RECIPIENT,
    SOUND,
    WIDE,
    chosen_for_git,
    composer,
    copied,
    preview,
    settled,
    told,
)
from sealing_keys import controller, elliptic

__all__ = ["copied"]


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder that the app is started in, which has a certificate."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sealed.pem").write_text(controller().certificate)
    return tmp_path


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrograms:
    return FakePrograms(tmp_path / "programs", monkeypatch)


async def _show(pilot: Pilot[None], app: GhcrTui, view: str) -> None:
    composer(app).action_show_view(view)
    await settled(pilot)


async def _answer(pilot: Pilot[None], app: GhcrTui, *answers: str) -> None:
    """Type into the fields of the dialog that f8 opens, and be done."""
    if not isinstance(app.screen, FieldsDialog):
        await pilot.press("f8")
        await pilot.pause()
    fields = list(app.screen.query(TextField))
    assert len(fields) >= len(answers)
    for field, answer in zip(fields, answers, strict=False):
        field.value = answer
    fields[-1].focus()
    await pilot.press("enter")
    await settled(pilot)


@pytest.mark.parametrize(
    ("view", "said"),
    [
        ("sealed-secret", "needs the certificate of the cluster's controller"),
        ("sops", "needs an age recipient"),
        ("external-secret", "name a store"),
    ],
)
async def test_what_is_missing_is_said_in_its_place_and_asked_for(
    copied: list[str], view: str, said: str
) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, view)
        assert said in preview(app)
        assert "f8 chooses the" in preview(app)
        await pilot.press("ctrl+y")
        await settled(pilot)
        assert isinstance(app.screen, FieldsDialog)
        assert said in told(app)
        assert copied == []


@pytest.mark.judge
@pytest.mark.parametrize(
    ("scope", "namespace"), [("", "shop"), ("namespace-wide", "shop"), ("cluster-wide", "")]
)
async def test_what_is_sealed_is_opened_by_the_controller(
    copied: list[str], scope: str, namespace: str
) -> None:
    app = GhcrTui(draft=SOUND._replace(namespace=namespace))
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sealed-secret")
        await _answer(pilot, app, "sealed.pem", "", scope)
        await pilot.press("ctrl+y")
        await settled(pilot)
    manifest = yaml.safe_load(copied[0])
    question = {"ask": "unseal", "manifest": manifest, "key": controller().key}
    secret = ask(needed_judge("sealing"), question)["secret"]
    assert isinstance(secret, dict)
    entry = json.loads(b64decode(secret["data"][".dockerconfigjson"]))
    assert b64decode(entry["auths"]["registry.example.com"]["auth"]) == b"octocat:made-up-token"


@pytest.mark.judge
async def test_what_is_meant_all_the_same_is_a_comment_that_sops_reads(copied: list[str]) -> None:
    app = GhcrTui(draft=SOUND._replace(name="Bad_Name"))
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sops")
        await _answer(pilot, app, RECIPIENT)
        await pilot.press("ctrl+y")
        await pilot.pause()
        await pilot.press("ctrl+y")
        app.screen.query_one(OptionList).highlighted = 1
        await pilot.press("enter")
        await settled(pilot)
    assert copied[0].startswith("# Meant as it is: name: ")
    question = {"ask": "sops-decrypt", "text": copied[0]}
    opened = ask(needed_judge("sealing"), question, age_key=str(IDENTITY))["text"]
    assert yaml.safe_load(str(opened))["metadata"]["name"] == "Bad_Name"


async def test_a_store_keeps_the_token_so_none_is_needed(copied: list[str]) -> None:
    (one,) = SOUND.credentials
    app = GhcrTui(draft=SOUND._replace(credentials=(one._replace(token=""),)))
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "external-secret")
        await _answer(pilot, app, "cluster:vault", "pull/{registry}", "token")
        await pilot.press("ctrl+y")
        await settled(pilot)
        made = yaml.safe_load(copied[0])
        assert made["spec"]["secretStoreRef"] == {"kind": "ClusterSecretStore", "name": "vault"}
        assert made["spec"]["data"][0]["remoteRef"] == {
            "key": "pull/registry.example.com",
            "property": "token",
        }


async def test_what_was_chosen_is_there_in_the_next_run(here: Path) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sealed-secret")
        await _answer(pilot, app, "sealed.pem")
        await _show(pilot, app, "sops")
        await _answer(pilot, app, RECIPIENT)
    kept = recall()
    assert kept.safe_for_git == Means(str(here / "sealed.pem"), recipients=RECIPIENT)

    again = GhcrTui(draft=SOUND, memory=kept)
    async with again.run_test(size=WIDE) as pilot:
        await _show(pilot, again, "sealed-secret")
        assert "kind: SealedSecret" in preview(again)
        await _answer(pilot, again, "")  # emptied: it is not remembered either
        assert "needs the certificate" in preview(again)
    assert recall().safe_for_git == Means(recipients=RECIPIENT)


async def test_an_identity_is_refused_and_neither_shown_nor_remembered() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sops")
        await _answer(pilot, app, str(IDENTITY))
        assert "This is an age identity, which is secret" in preview(app)
        assert str(IDENTITY) not in preview(app) + told(app)
    assert recall().safe_for_git == Means()


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (("none.pem",), "none.pem"),
        (("ec.pem",), "and not RSA"),
        (("token.txt",), "certificate"),
        (("sealed.pem", "", "wide"), "A scope is one of strict, namespace-wide, cluster-wide."),
        (("", "x"), "`x` is not NAMESPACE/NAME"),
    ],
)
async def test_what_cannot_be_used_is_said_and_another_is_asked_for(
    here: Path, answers: tuple[str, ...], said: str, programs: FakePrograms
) -> None:
    programs.add("kubectl", "echo '{}'")
    (here / "ec.pem").write_text(elliptic().certificate)
    (here / "token.txt").write_text("ghp_made_up_and_in_the_wrong_file")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sealed-secret")
        await _answer(pilot, app, *answers)
        assert said in preview(app)
        assert "f8 chooses the certificate" in preview(app)
        assert "made_up_and" not in preview(app)


async def test_the_controller_is_asked_once_and_again_when_that_is_chosen(
    here: Path, programs: FakePrograms
) -> None:
    asked = here / "asked"
    config = '{"current-context": "c", "contexts": [{"name": "c", "context": {}}]}'
    programs.add(
        "kubectl",
        f'case "$*" in *cert.pem*) echo x >> {asked}; cat {here}/sealed.pem;;\n'
        f"*) echo '{config}';; esac",
    )
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sealed-secret")
        for times in (1, 2):
            await _answer(pilot, app, "", "kube-system/sealed-secrets-controller")
            assert "kind: SealedSecret" in preview(app)
            await _show(pilot, app, "yaml")
            await _show(pilot, app, "sealed-secret")
            assert asked.read_text() == "x\n" * times


async def test_the_rule_of_the_repository_says_for_whom(here: Path) -> None:
    (here / ".git").mkdir()
    (here / ".sops.yaml").write_text(
        f"creation_rules:\n- path_regex: ghcr-secret\\.sops\\.yaml$\n  age: {RECIPIENT}\n"
    )
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sops")
        assert yaml.safe_load(preview(app))["sops"]["age"][0]["recipient"] == RECIPIENT


async def test_a_key_service_is_not_asked_with_every_key(
    here: Path, programs: FakePrograms
) -> None:
    programs.add("sops", "touch $here/asked")
    (here / ".sops.yaml").write_text("creation_rules:\n- kms: arn:aws:kms:eu-west-1:1:key/1\n")
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sops")
        assert "asks for kms" in preview(app)
        assert "f8 chooses the recipient" in preview(app)
        await _answer(pilot, app, RECIPIENT)
        assert yaml.safe_load(preview(app))["sops"]["age"][0]["recipient"] == RECIPIENT
    assert not (programs.folder / "asked").exists()


async def test_a_tokens_place_hides_it_in_these_views_too(tmp_path: Path) -> None:
    token = "ghp_" + "A" * 30 + "0000aa"
    draft = SOUND._replace(annotations=(("note", token),))
    app = GhcrTui(draft=draft, memory=chosen_for_git(tmp_path))
    async with app.run_test(size=WIDE) as pilot:
        for view in ("sealed-secret", "sops", "external-secret"):
            await _show(pilot, app, view)
            assert token not in preview(app)
            assert "\u2022" in preview(app)


async def test_typing_on_seals_anew_and_nothing_is_read_for_it(tmp_path: Path) -> None:
    app = GhcrTui(draft=SOUND, memory=chosen_for_git(tmp_path))
    async with app.run_test(size=WIDE) as pilot:
        await _show(pilot, app, "sealed-secret")
        before = preview(app)
        (tmp_path / "sealed.pem").unlink()
        app.query_one("#token", TextField).focus()
        await pilot.press("end", "x")
        await settled(pilot)
        assert "kind: SealedSecret" in preview(app) != before


async def test_another_view_needs_nothing_chosen() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f8")
        await settled(pilot)
        assert not isinstance(app.screen, FieldsDialog)
        assert "Sealed, SOPS and Store" in told(app)


@pytest.mark.parametrize("width", [60, 80, 120])
async def test_every_tab_can_be_clicked_where_there_is_no_room_for_all(width: int) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=(width, 24)) as pilot:
        tabs = composer(app).query_one("#views")
        names = []
        for _ in range(20):
            names.append(composer(app).shown.name)
            line = str(tabs.render())
            if "›" not in line and "Store" in line:
                break
            await pilot.click("#views", offset=(line.index("›"), 0))
        assert "Store" in str(tabs.render())
        end = str(tabs.render()).index("Store")
        await pilot.click("#views", offset=(end, 0))
        assert composer(app).shown.name == "external-secret"
        while "‹" in str(tabs.render()):
            await pilot.click("#views", offset=(0, 0))
        await pilot.click("#views", offset=(1, 0))
        assert composer(app).shown.name == "yaml"


async def test_the_first_screen_asks_no_disk_for_what_is_remembered(tmp_path: Path) -> None:
    memory = Memory(safe_for_git=Means(str(tmp_path / "on-a-slow-disk.pem")))
    app = GhcrTui(draft=SOUND, memory=memory)
    async with app.run_test(size=WIDE) as pilot:
        await settled(pilot)
        assert "kind: Secret" in app.query_one("#preview", CodeView).text
        assert told(app) == ""
