"""What bad input gets in Inspect: a plain answer; never a traceback, a frozen screen, an action."""

import json
import random

import pytest
from textual.events import Paste
from textual.strip import Strip

from ghcr_tui.core.text.inert import inert_lines
from ghcr_tui.widgets.pasted_text import PastedText
from screens.inspecting import encoded, inspecting, secret

MARKUP = "[@click=app.quit]x[/] [bold]y[/bold] [$error]z"
ESCAPES = "\x1b[31m\x1b]0;title\x07\x9b2J\u202e\ud800\x00"
NOISE = random.Random(7).randbytes(5 * 1024 * 1024)  # noqa: S311 - no secret
DEEP = 100_000
BOMB = "\n".join(
    ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 12)]
)


def hostile_secret() -> str:
    hostile = MARKUP + ESCAPES.replace("\ud800", "").replace("\x00", "")
    entry = {"username": hostile, "password": hostile, "email": hostile}
    written = secret("ghcr.io", name=hostile, namespace=hostile)
    written["type"] = hostile
    written["data"] = {
        ".dockerconfigjson": encoded(json.dumps({"auths": {hostile: entry}})),
        hostile: encoded(hostile),
    }
    return json.dumps(written)


TEXTS = {
    "5 MB of random bytes": NOISE.decode("latin-1"),
    "5 MB of random bytes, as a file is read": NOISE.decode("utf-8", "replace"),
    "5 MB in one line": "x" * (5 * 1024 * 1024),
    "5 MB of base64 of noise": encoded(NOISE[: 3 * 1024 * 1024].decode("latin-1")),
    "an alias bomb": BOMB,
    "deep YAML": "[" * DEEP,
    "deep block YAML": "\n".join(" " * n + "- " for n in range(2000)),
    "deep JSON": '{"a":' * DEEP,
    "duplicate keys": '{"kind": "Secret", "kind": "Secret", "data": {"a": "YQ==", "a": "Yg=="}}',
    "a Python tag": "!!python/object/apply:os.system ['true']",
    "markup": MARKUP,
    "escape sequences": ESCAPES,
    "data that is a list": '{"kind": "Secret", "data": ["a", "b"]}',
    "numbers for strings": json.dumps(
        {"kind": "Secret", "metadata": {"name": 1, "labels": {"a": 2}}, "data": {"x": 3}, "type": 4}
    ),
    "numbers in a payload": '{"auths": {"ghcr.io": {"username": 1, "password": [], "auth": {}}}}',
    "a Secret of 1 MiB": json.dumps(
        {"kind": "Secret", "data": {".dockerconfigjson": encoded("x" * (1 << 20))}}
    ),
    "a payload of 5,000 registries": json.dumps(
        {"auths": {f"r{n}.example": {"auth": encoded(f"u{n}:t")} for n in range(5000)}}
    ),
    "a Secret that is hostile in every field": hostile_secret(),
    "only line breaks": "\r\n\x0b\x0c\u2028" * 100,
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
async def test_bad_input_gets_an_answer_and_stays_whole(text: str) -> None:
    async with inspecting() as opened:
        await opened.put(text)
        breaks = text.replace("\r\n", "\n").replace("\r", "\n")
        assert opened.screen.query_one("#pasted", PastedText).text in (text, breaks)
        assert opened.summary or not opened.screen.result.display
        assert drawn_harmless(opened.screen._compositor.render_strips())


def drawn_harmless(strips: list[Strip]) -> bool:
    """Return whether nothing that is drawn can act on a terminal."""
    text = "".join(strip.text for strip in strips)
    return inert_lines(text) == text


async def test_a_hostile_secret_is_harmless_in_every_place_that_shows_it() -> None:
    async with inspecting(hostile_secret(), size=(80, 24)) as opened:
        await opened.press("ctrl+r")
        for _ in range(4):
            await opened.press("f3")
            assert drawn_harmless(opened.screen._compositor.render_strips())
        await opened.press("f4")
        assert drawn_harmless(opened.app.screen._compositor.render_strips())
        assert opened.app.is_running


async def test_markup_in_a_name_is_shown_as_it_was_written() -> None:
    async with inspecting(json.dumps(secret("ghcr.io", name=MARKUP))) as opened:
        assert MARKUP in opened.summary


async def test_typing_goes_on_while_a_long_text_is_read() -> None:
    async with inspecting() as opened:
        field = opened.screen.query_one("#pasted", PastedText)
        field.post_message(Paste(json.dumps([secret("ghcr.io")] * 3000)))
        await opened.pilot.pause()
        await opened.pilot.press("ctrl+l", "a", "b")
        await opened.settle()
        assert (field.text, opened.screen.source.is_reading) == ("ab", False)
