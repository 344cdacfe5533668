"""Inspect: what is put in is recognised, shown masked, and taken further from here."""

import json
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import DataTable, Input, Static, TextArea

from ghcr_tui.screens.compose.screen import ComposeScreen
from ghcr_tui.screens.inspect.open_file_dialog import InertTree, OpenFile
from ghcr_tui.screens.inspect.result import InspectedView
from ghcr_tui.screens.inspect.screen import InspectScreen
from ghcr_tui.screens.inspect.section_tabs import SectionTabs
from ghcr_tui.system.clipboard import copy_paste as clipboard
from ghcr_tui.system.clipboard.copy_paste import ClipboardProblem, Copied
from ghcr_tui.system.files import FileProblem
from ghcr_tui.widgets.image_question import ImageQuestion
from screens.inspecting import TOKEN, Inspecting, encoded, inspecting, payload, secret
from screens.scenes import text_of

MASKED = ["ghcr.io", "octocat", "••••••••", "", "sound"]


@pytest.fixture
def copied(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return what is copied: the clipboard itself is tested elsewhere."""
    texts: list[str] = []

    def copy(text: str) -> Copied:
        texts.append(text)
        return Copied("test")

    monkeypatch.setattr(clipboard, "copy", copy)
    return texts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        pytest.param(json.dumps(secret("ghcr.io")), "A Secret of type", id="a Secret"),
        pytest.param(payload("ghcr.io"), "A payload", id="a payload"),
        pytest.param(encoded(payload("ghcr.io")), ".dockerconfigjson value", id="its base64"),
        pytest.param(encoded(f"octocat:{TOKEN}"), "auth", id="an auth value"),
    ],
)
async def test_what_is_put_in_is_recognised_and_shown_masked(text: str, kind: str) -> None:
    async with inspecting(text) as opened:
        assert kind in opened.summary
        assert opened.credentials[0][1:4] == MASKED[1:4]
        assert TOKEN not in opened.decoded
        assert "octocat" in str(opened.credentials)


async def test_the_empty_screen_says_what_to_do_and_hides_the_rest() -> None:
    async with inspecting() as opened:
        assert not opened.screen.result.display
        field = opened.screen.query_one("#pasted", TextArea)
        assert "f9 opens a file" in str(field.placeholder)


async def test_each_key_typed_is_recognised_anew() -> None:
    async with inspecting(payload("ghcr.io")[:-1]) as opened:
        before = opened.summary
        field = opened.screen.query_one("#pasted", TextArea)
        field.move_cursor(field.document.end)
        await opened.press("}")
        assert ("cannot be read" in before, opened.credentials) == (True, [MASKED])


async def test_the_sentence_in_an_auth_is_named() -> None:
    text = "eyJhdXRocyI6eyJnaGNyLmlvIjp7ImF1dGgiOiJiYXNlNjTnvJbnoIHlkI7nlJ/miJDnmoTlh63or4EifX19"
    async with inspecting(text) as opened:
        assert "ghcr.io" in opened.summary
        assert opened.credentials[0][4].startswith("fails: ")
        assert "✖" in opened.findings


async def test_an_error_opens_the_findings_at_every_size_and_marks_their_tab() -> None:
    text = json.dumps({"auths": {"quay.io": {"auth": encoded(f"octocat:{TOKEN}")}}})
    for size in ((60, 20), (80, 24), (120, 40)):
        async with inspecting(text, size=size) as opened:
            view = opened.screen.query_one(InspectedView)
            assert (view.section, "fails: " in opened.summary) == ("findings", True)
            assert "$text-error" in str(view.query_one(SectionTabs).label(1).markup)
            assert opened.credentials[0][4].partition(":")[0] == "fails"


async def test_a_warning_opens_the_findings_too() -> None:
    async with inspecting(payload("ghcr.io", token="made-up"), size=(80, 24)) as opened:
        view = opened.screen.query_one(InspectedView)
        assert (view.section, "▲" in opened.findings) == ("findings", True)


@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
@pytest.mark.parametrize("registry", ["ghcr.io", f"registry.example.com/{'team/' * 12}app"])
async def test_the_sentence_of_the_verdict_is_in_sight_to_its_end(
    size: tuple[int, int], registry: str
) -> None:
    text = json.dumps({"auths": {registry: {"auth": encoded("no-colon-in-it")}}})
    async with inspecting(text, size=size) as opened:
        sentence = opened.summary.splitlines()[0]
        assert sentence.startswith("A pull with this fails: ")
        assert "".join(sentence.split()) in "".join(text_of(opened.app).split())


async def test_a_sound_secret_opens_on_its_credentials() -> None:
    async with inspecting(payload("ghcr.io"), size=(80, 24)) as opened:
        assert opened.screen.query_one(InspectedView).section == "credentials"


async def test_ctrl_r_reveals_and_hides_the_token_in_the_table_and_below() -> None:
    async with inspecting(json.dumps(secret("ghcr.io"))) as opened:
        auth = encoded(f"octocat:{TOKEN}")
        seen = [(opened.credentials[0][2], auth in opened.decoded)]
        for _ in range(2):
            await opened.press("ctrl+r")
            seen.append((opened.credentials[0][2], auth in opened.decoded))
        assert seen == [("••••••••", False), (TOKEN, True), ("••••••••", False)]


async def test_another_text_is_masked_again() -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        await opened.press("ctrl+r")
        opened.screen.inspect(payload("quay.io"))
        await opened.settle()
        assert [row[:4] for row in opened.credentials] == [["quay.io", *MASKED[1:4]]]


async def test_the_token_of_the_chosen_registry_is_copied(copied: list[str]) -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        await opened.press("ctrl+t")
        assert (copied, TOKEN in opened.told) == ([TOKEN], False)
        assert "Copied the token for ghcr.io" in opened.told


async def test_the_decoded_json_is_copied_in_clear_and_said_to_be(copied: list[str]) -> None:
    async with inspecting(json.dumps(secret("ghcr.io"))) as opened:
        opened.screen.query_one("#credentials").focus()
        await opened.press("ctrl+y")
        assert json.loads(copied[0]) == json.loads(payload("ghcr.io"))
        assert "holds the tokens that the view hides" in opened.told


@pytest.mark.parametrize(("key", "saved"), [("ctrl+y", payload("ghcr.io")), ("ctrl+t", TOKEN)])
async def test_what_cannot_be_copied_is_offered_to_be_saved(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, key: str, saved: str
) -> None:
    def refuse(text: str) -> Copied:
        raise ClipboardProblem("No clipboard is to be found here.")

    monkeypatch.setattr(clipboard, "copy", refuse)
    monkeypatch.setattr(clipboard, "osc52", lambda text: None)
    async with inspecting(payload("ghcr.io")) as opened:
        opened.screen.query_one("#credentials").focus()
        await opened.press(key)
        path = opened.app.screen.query_one("#path", Input)
        path.value = str(tmp_path / "kept")
        await opened.press("enter")
        assert "".join((tmp_path / "kept").read_text().split()) == saved


async def test_edit_hands_over_metadata_and_every_registry_and_names_what_it_drops() -> None:
    written = secret("ghcr.io", "quay.io")
    metadata = written["metadata"]
    assert isinstance(metadata, dict)
    metadata["uid"] = "3f0e"
    async with inspecting(json.dumps(written)) as opened:
        await opened.press("f4")
        composer = opened.app.screen
        assert isinstance(composer, ComposeScreen)
        draft = composer.draft
        assert [each.registry for each in draft.credentials] == ["ghcr.io", "quay.io"]
        assert {each.token for each in draft.credentials} == {TOKEN}
        assert (draft.name, draft.namespace) == ("ghcr", "team")
        assert draft.labels == (("component", "denostr"),)
        assert "Left behind: metadata.uid" in opened.told


@pytest.mark.parametrize("key", ["escape", "ctrl+o"])
async def test_the_way_back_keeps_what_was_put_in(key: str) -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        await opened.press(key)
        left = isinstance(opened.app.screen, ComposeScreen)
        await opened.press("ctrl+o")
        assert (left, opened.credentials) == (True, [MASKED])


async def test_a_file_is_opened_and_named(tmp_path: Path) -> None:
    file = tmp_path / "config.json"
    file.write_text(payload("ghcr.io"))
    async with inspecting() as opened:
        await opened.press("f9")
        opened.app.screen.query_one("#path", Input).value = str(file)
        await opened.press("enter")
        assert opened.credentials == [MASKED]
        assert "config.json" in str(opened.screen.query_one("#pasted").border_subtitle)


async def test_a_file_that_cannot_be_read_is_told_where_it_is_asked_for(tmp_path: Path) -> None:
    async with inspecting() as opened:
        await opened.press("f9")
        field = opened.app.screen.query_one("#path", Input)
        field.value = str(tmp_path / "none.yaml")
        await opened.press("enter")
        assert isinstance(opened.app.screen, OpenFile)
        assert "does not exist" in str(opened.app.screen.query_one("#problem", Static).content)
        assert field.value == str(tmp_path / "none.yaml")


async def test_the_name_of_a_file_is_only_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "[@click=app.quit]x[\\]\x1b[31m").write_text("x")
    monkeypatch.chdir(tmp_path)
    async with inspecting() as opened:
        await opened.press("f9")
        tree = opened.app.screen.query_one(InertTree)
        while not tree.root.children:
            await opened.pilot.pause(0.01)
        label = tree.root.children[0].label
        assert str(label) == "[@click=app.quit]x[\\]␛[31m"


async def test_the_clipboard_is_inspected(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clipboard, "paste", lambda: payload("ghcr.io"))
    async with inspecting() as opened:
        await opened.press("f8")
        assert opened.credentials == [MASKED]


async def test_a_clipboard_that_gives_nothing_is_a_sentence(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse() -> str:
        raise ClipboardProblem("The clipboard holds no text.")

    monkeypatch.setattr(clipboard, "paste", refuse)
    async with inspecting(payload("ghcr.io")) as opened:
        await opened.press("f8")
        assert (opened.told, opened.credentials) == ("The clipboard holds no text.", [MASKED])


async def test_a_source_that_fails_is_a_sentence_and_the_screen_stays() -> None:
    def fail() -> str:
        raise FileProblem("Cannot read `x`: it does not exist.")

    async with inspecting() as opened:
        opened.screen.take_from(fail, "x")
        await opened.settle()
        assert opened.told == "Cannot read `x`: it does not exist."
        assert opened.screen.query_one("#pasted").border_subtitle == ""


async def test_the_screen_can_be_opened_on_a_source() -> None:
    async with inspecting() as opened:
        screen = InspectScreen(source=lambda: payload("quay.io"), label="standard input")
        opened.app.push_screen(screen)
        await opened.settle()
        assert str(screen.query_one("#credentials", DataTable).get_row_at(0)[0]) == "quay.io"


async def test_a_paste_elsewhere_on_the_screen_is_inspected_too() -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        table = opened.screen.query_one("#credentials")
        table.focus()
        await opened.settle()
        table.post_message(Paste(payload("quay.io")))
        await opened.settle()
        assert [row[:4] for row in opened.credentials] == [["quay.io", *MASKED[1:4]]]


async def test_clearing_brings_the_empty_screen_back() -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        await opened.press("ctrl+l")
        assert not opened.screen.result.display


async def test_the_image_question_answers_for_what_was_put_in() -> None:
    async with inspecting(json.dumps(secret("ghcr.io"))) as opened:
        opened.screen.query_one("#image", Input).value = "ghcr.io/owner/app"
        await opened.settle()
        said = str(opened.screen.query_one(ImageQuestion).query_one("#answer", Static).content)
        assert said.startswith("✔ Yes. The credential for `ghcr.io` as octocat of `team/ghcr`")


async def test_other_values_are_shown_masked_with_their_size() -> None:
    data = {"tls.key": encoded("made up"), "blob": "/wAB"}
    other = {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "tls"}, "data": data}
    async with inspecting(json.dumps(other)) as opened:
        assert "tls.key: •••••••• (7 bytes)" in opened.decoded
        assert "blob: binary, 3 bytes" in opened.decoded
        await opened.press("ctrl+r")
        assert "tls.key: made up" in opened.decoded


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_every_section_is_reached_by_keys_where_there_is_little_room(
    size: tuple[int, int],
) -> None:
    async with inspecting(payload("ghcr.io"), size) as opened:
        seen = []
        for _ in range(4):
            focused = opened.screen.focused
            await opened.press("f3")
            shown = [
                name
                for name in ("credentials", "findings", "decoded", "question")
                if opened.screen.query_one(f"#{name}").display
            ]
            assert opened.screen.focused is not focused
            seen.extend(shown)
        assert seen == ["findings", "decoded", "question", "credentials"]


async def test_tab_goes_through_everything_where_there_is_room() -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        ids = await tabbed(opened, 5)
        assert ids == ["credentials", "findings", "decoded", "image", "pasted"]


async def tabbed(opened: Inspecting, times: int) -> list[str | None]:
    ids = []
    for _ in range(times):
        await opened.press("tab")
        ids.append(opened.screen.focused.id if opened.screen.focused else None)
    return ids


async def test_every_key_is_explained() -> None:
    async with inspecting(payload("ghcr.io")) as opened:
        for active in opened.screen.active_bindings.values():
            if active.node is opened.screen and active.binding.show:
                assert active.binding.description
                assert active.binding.tooltip
