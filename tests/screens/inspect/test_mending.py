"""Mending on Inspect: ctrl+f, enter on a finding, undo, and how the mended text leaves."""

import json
from pathlib import Path

import pytest
from textual import events
from textual.widgets import OptionList, TextArea

from ghcr_tui.app import GhcrTui
from ghcr_tui.widgets.text_field import TextField
from screens.composing import copied
from screens.inspecting import TOKEN, encoded, inspecting, payload, secret

__all__ = ["copied"]

_WRONG = encoded(f"octocat:{TOKEN}\n")
_RIGHT = encoded(f"octocat:{TOKEN}")
DAMAGED = f"""\
# the shop's
apiVersion: v1
kind: Secret
metadata:
  name: ghcr
  namespace: team
type: Opaque
stringData:
  .dockerconfigjson: '{{"auths":{{"ghcr.io":{{"auth":"{_WRONG}"}}}}}}'
"""
MENDED = DAMAGED.replace(_WRONG, _RIGHT).replace("Opaque", "kubernetes.io/dockerconfigjson")


def _text(app: GhcrTui) -> str:
    return app.screen.query_one("#pasted", TextArea).text


@pytest.mark.parametrize("field", ["#pasted", "#findings", "#decoded", "#image"])
async def test_ctrl_f_mends_all_that_needs_no_person_from_wherever(field: str) -> None:
    async with inspecting(DAMAGED) as opened:
        opened.screen.query_one(field).focus()
        await opened.press("ctrl+f")
        assert _text(opened.app) == MENDED
        assert "the line break at the end of what `auth` holds was removed" in opened.told


async def test_enter_on_a_finding_mends_that_one_alone() -> None:
    async with inspecting(DAMAGED) as opened:
        panel = opened.screen.query_one("#findings", OptionList)
        panel.focus()
        panel.highlighted = next(
            n
            for n in range(panel.option_count)
            if "line break" in str(panel.get_option_at_index(n).prompt)
        )
        await opened.press("enter")
        assert _text(opened.app) == DAMAGED.replace(_WRONG, _RIGHT)


async def test_enter_on_a_finding_that_needs_a_person_says_why() -> None:
    text = json.dumps(secret("ghcr.io")).replace('"team"', '"<your namespace>"')
    async with inspecting(text) as opened:
        opened.screen.query_one("#findings", OptionList).focus()
        await opened.press("home", "enter")
        assert _text(opened.app) == text
        assert "Not changed." in opened.told


async def test_of_a_list_enter_mends_the_chosen_secret_alone() -> None:
    items = [secret("ghcr.io", name=name) for name in ("a", "b")]
    for item in items:
        item["type"] = "Opaque"
    text = json.dumps({"apiVersion": "v1", "kind": "List", "items": items})
    async with inspecting(text) as opened:
        panel = opened.screen.query_one("#findings", OptionList)
        panel.focus()
        await opened.press("home", "enter")
        types = [item["type"] for item in json.loads(_text(opened.app))["items"]]
        assert types == ["kubernetes.io/dockerconfigjson", "Opaque"]


async def test_undo_brings_the_old_text_back_and_redo_the_mended_one() -> None:
    async with inspecting(DAMAGED) as opened:
        await opened.press("ctrl+f", "ctrl+z")
        assert _text(opened.app) == DAMAGED
        opened.screen.query_one("#pasted").focus()
        await opened.press("ctrl+shift+z")
        assert _text(opened.app) == MENDED


async def test_what_needs_a_person_is_said_and_left() -> None:
    text = json.dumps(secret("ghcr.io"))
    async with inspecting(text) as opened:
        await opened.press("ctrl+f")
        assert _text(opened.app) == text
        assert "Nothing here can be mended without a person." in opened.told


async def test_the_mended_text_is_copied_whole(copied: list[str]) -> None:
    async with inspecting(DAMAGED) as opened:
        await opened.press("ctrl+f", "ctrl+y")
        assert copied == [MENDED]


async def test_the_mended_text_opens_in_compose() -> None:
    async with inspecting(DAMAGED) as opened:
        await opened.press("ctrl+f", "f4")
        composer = opened.app.composer
        assert [each.token for each in composer.draft.credentials] == [TOKEN]


async def test_the_mended_text_is_saved_back_into_its_file(tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text(DAMAGED)
    async with inspecting() as opened:
        opened.screen.inspect(DAMAGED, "secret.yaml", str(file))
        await opened.settle()
        await opened.press("ctrl+f", "ctrl+s")
        assert opened.app.screen.query_one("#path", TextField).value == str(file)
        await opened.press("enter")
        await opened.press("y")
        assert file.read_text() == MENDED


async def test_ctrl_y_copies_while_the_field_has_the_focus(copied: list[str]) -> None:
    async with inspecting(json.dumps(secret("ghcr.io"))) as opened:
        opened.screen.query_one("#pasted").focus()
        await opened.press("ctrl+y")
        assert [json.loads(text) for text in copied] == [json.loads(payload("ghcr.io"))]


@pytest.mark.parametrize(
    ("there", "pasted"),
    [
        (json.dumps(secret("quay.io")), json.dumps(secret("ghcr.io"))),
        (json.dumps(secret("quay.io")), DAMAGED),
        (encoded(payload("quay.io")), encoded(payload("ghcr.io"))),
        (json.dumps(secret("quay.io")), payload("ghcr.io")),
        (DAMAGED, "apiVersion: v1\nkind: ConfigMap\n"),
        (DAMAGED, json.dumps([secret("ghcr.io", name=f"n{n}") for n in range(400)])),
    ],
)
async def test_a_whole_document_that_is_pasted_replaces_what_is_there(
    there: str, pasted: str
) -> None:
    async with inspecting(there) as opened:
        field = opened.screen.query_one("#pasted", TextArea)
        field.focus()
        field.post_message(events.Paste(pasted))
        await opened.settle()
        assert field.text == pasted
        await opened.press("ctrl+z")
        assert field.text == there


@pytest.mark.parametrize("pasted", [_RIGHT, "octocat", "  namespace: web\n"])
async def test_a_piece_that_is_pasted_goes_where_the_cursor_is(pasted: str) -> None:
    async with inspecting(DAMAGED) as opened:
        field = opened.screen.query_one("#pasted", TextArea)
        field.focus()
        field.move_cursor((1, 0))
        field.post_message(events.Paste(pasted))
        await opened.settle()
        first, rest = DAMAGED.split("\n", 1)
        assert field.text == f"{first}\n{pasted}{rest}"
