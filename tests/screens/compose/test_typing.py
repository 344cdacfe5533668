"""Typing into the composer: the preview is the Secret of what stands in the fields, at each key."""

import base64
import json

import pytest
import yaml

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.formats.catalogue import tabs
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.code_view import CodeView
from ghcr_tui.widgets.text_field import TextField
from screens.composing import SOUND, WIDE, composer, preview, type_into


async def test_it_opens_with_ghcr_io_and_the_name_ghcr() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE):
        assert app.query_one("#registry", TextField).value == "ghcr.io"
        assert yaml.safe_load(preview(app))["metadata"] == {"name": "ghcr"}


async def test_the_cursor_waits_in_the_username() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE):
        assert app.focused is app.query_one("#username")


async def test_each_key_changes_the_preview() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        shown = [preview(app)]
        for key in "octo":
            await pilot.press(key)
            shown.append(preview(app))
        assert len(set(shown)) == 5


async def test_the_payload_is_what_base64_at_the_prompt_gives() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "username", "USERNAME")
        await type_into(pilot, "token", "PAT_TOKEN")
        data = yaml.safe_load(preview(app))["data"][".dockerconfigjson"]
    auth = base64.b64encode(b"USERNAME:PAT_TOKEN").decode()
    assert base64.b64decode(data) == f'{{"auths":{{"ghcr.io":{{"auth":"{auth}"}}}}}}'.encode()


async def test_metadata_goes_into_the_manifest() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "name", "pull")
        await type_into(pilot, "namespace", "denostr")
        await type_into(pilot, "labels", "component=denostr, tier=")
        await type_into(pilot, "annotations", 'note="a, b"')
        assert yaml.safe_load(preview(app))["metadata"] == {
            "name": "pull",
            "namespace": "denostr",
            "labels": {"component": "denostr", "tier": ""},
            "annotations": {"note": "a, b"},
        }


@pytest.mark.parametrize(
    ("choice", "expected"),
    [
        ("immutable", "immutable: true"),
        ("string_data", "stringData:"),
    ],
)
async def test_the_space_bar_takes_the_other_option(choice: str, expected: str) -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        app.query_one(f"#{choice}", Choice).focus()
        await pilot.press("space")
        assert expected in preview(app)


async def test_every_tab_shows_the_same_draft() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        for each in tabs():
            if not each.asks:
                assert preview(app) == each.render(SOUND, FormatOptions(masked=True))
            await pilot.press("f3")


async def test_a_click_on_a_tab_shows_its_format() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await pilot.click("#views", offset=(12, 0))
        assert json.loads(preview(app))["kind"] == "Secret"


async def test_revealing_shows_the_token_in_the_field_and_in_the_preview() -> None:
    app = GhcrTui(draft=SOUND._replace(style="kubectl"))
    async with app.run_test(size=WIDE) as pilot:
        await pilot.press("f3", "f3")
        hidden = preview(app)
        await pilot.press("ctrl+r")
        assert "made-up-token" not in hidden
        assert json.loads(preview(app))["auths"]["registry.example.com"]["password"] == (
            "made-up-token"
        )
        assert not app.query_one("#token", TextField).password


async def test_nothing_can_be_typed_into_the_preview() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        before = preview(app)
        composer(app).query_one(CodeView).focus()
        await pilot.press("x", "enter", "delete", "ctrl+k", "ctrl+v")
        assert preview(app) == before


async def test_the_readline_keys_of_a_field_stay_what_they_are() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        field = app.query_one("#username", TextField)
        field.focus()
        await pilot.press("end", "space", *"two", "ctrl+w", "ctrl+a", "x", "ctrl+e", "y")
        assert field.value == "xoctocat y"


async def test_a_known_registry_is_completed_with_the_right_key() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "registry", "qua")
        await pilot.pause()
        await pilot.press("right")
        assert app.query_one("#registry", TextField).value == "quay.io"


async def test_a_preset_fills_in_registry_and_username_and_goes_on_to_the_token() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#registry").focus()
        await pilot.press("f4", *("down",) * 6, "enter")
        await pilot.pause()
        assert composer(app).draft.credentials[0][:2] == ("gcr.io", "_json_key")
        assert app.focused is app.query_one("#token")


async def test_f2_goes_to_the_preview_and_back_to_the_field_that_was_left() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        app.query_one("#labels").focus()
        await pilot.press("f2")
        assert app.focused is app.query_one("#preview")
        await pilot.press("f2")
        assert app.focused is app.query_one("#labels")


async def test_the_image_question_answers_for_what_is_typed_now() -> None:
    app = GhcrTui(draft=SOUND)
    async with app.run_test(size=WIDE) as pilot:
        await type_into(pilot, "image", "registry.example.org/a/b")
        before = str(app.query_one("#answer").render())
        await type_into(pilot, "registry", "registry.example.org")
        await pilot.pause()
        assert "Only if it is public" in before
        assert "Yes" in str(app.query_one("#answer").render())
