"""The image field: what it answers, and that nothing it is given can act or get lost."""

import pytest
from textual.app import App, ComposeResult
from textual.widgets import Input, Static

from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verdict.verdict import JudgedSecret, will_it_pull
from ghcr_tui.widgets.image_question import ImageQuestion, answer

GHCR = PullSecret("team/pull", (KeyringEntry("ghcr.io", "octocat", "made-up"),))
QUAY = PullSecret("team/quay", (KeyringEntry("quay.io", "robot", "made-up"),))
ROTTEN = PullSecret(
    "team/bad", (), unreadable="its `auth` has no colon", unreadable_entry="quay.io"
)
FOREIGN = PullSecret("team/tls", ignored_because="its type is Opaque")


class QuestionApp(App[None]):
    def compose(self) -> ComposeResult:
        yield ImageQuestion()


def said(app: App[None]) -> str:
    return "".join(str(said.content) for said in app.query("#answer").results(Static))


async def ask(app: App[None], image: str, *secrets: PullSecret) -> str:
    async with app.run_test() as pilot:
        app.query_one(ImageQuestion).show_secrets([JudgedSecret(each) for each in secrets])
        app.query_one("#image", Input).value = image
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        return said(app)


@pytest.mark.parametrize(
    ("image", "secrets", "expected"),
    [
        (
            "ghcr.io/o/a",
            (GHCR,),
            "Yes. The credential for `ghcr.io` as octocat of",
        ),
        ("ghcr.io/o/a", (GHCR, GHCR), "2 credentials, in this order"),
        ("ghcr.io/o/a", (GHCR,), "1. ghcr.io as octocat in team/pull"),
        (
            "ghcr.io/o/a",
            (QUAY,),
            "Only if it is public. The pull is anonymous",
        ),
        ("ghcr.io/o/a", (GHCR, QUAY), "– quay.io in team/quay: "),
        ("nginx", (GHCR,), "not the image's `docker`"),
        ("ghcr.io/o/a", (), "there is no pull secret here"),
        ("ghcr.io/o/a", (GHCR, FOREIGN), "its type is Opaque"),
        ("ghcr.io/o/a", (GHCR, ROTTEN), "No. In the secret `team/bad`, entry `quay.io`"),
        ("ghcr.io/O/a", (GHCR,), "capital letters"),
        ("", (GHCR,), ""),
    ],
)
async def test_the_answer_says_what_the_kubelet_does(
    image: str, secrets: tuple[PullSecret, ...], expected: str
) -> None:
    assert expected in await ask(QuestionApp(), image, *secrets)


async def test_what_is_typed_stays_when_the_secrets_change() -> None:
    app = QuestionApp()
    async with app.run_test() as pilot:
        question = app.query_one(ImageQuestion)
        await pilot.press(*"ghcr.io/o/a")
        question.show_secrets([JudgedSecret(QUAY)])
        await pilot.pause()
        before = said(app)
        question.show_secrets([JudgedSecret(GHCR)])
        await pilot.pause()
        assert (question.image, before[:4], said(app)[:5]) == ("ghcr.io/o/a", "✖ On", "✔ Yes")


async def test_thousands_of_entries_are_looked_up_aside_and_counted() -> None:
    many = [QUAY] * 5000 + [GHCR]
    text = await ask(QuestionApp(), "ghcr.io/o/a", *many)
    assert "Yes. The credential for `ghcr.io`" in text
    assert "and 4,960 more" in text


def test_escapes_and_markup_in_a_payload_are_shown_and_do_nothing() -> None:
    hostile = KeyringEntry("ghcr.io/[@click=app.quit]x[/]", "\x1b[31m\u202e", "made-up")
    secret = PullSecret("a\x1b]0;b", (KeyringEntry("ghcr.io", hostile.username, ""), hostile))
    text = str(answer(will_it_pull(parse_image("ghcr.io/o/a"), [JudgedSecret(secret)]), 1))
    assert "[@click=app.quit]x[/]" in text
    assert "␛[31m<U+202E>" in text
    assert "\x1b" not in text


async def test_no_token_is_in_the_answer() -> None:
    assert "made-up" not in await ask(QuestionApp(), "ghcr.io/o/a", GHCR, QUAY)
