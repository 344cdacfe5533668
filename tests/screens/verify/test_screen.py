"""Verify in the app, against a real registry: steps as they happen, a verdict, and a way out."""

import asyncio
from asyncio import StreamWriter

import pytest
from textual.app import App
from textual.widgets import Input, Static

from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.screens.verify.consent_dialog import ConsentDialog
from ghcr_tui.screens.verify.log import StepRow, VerificationLog
from ghcr_tui.screens.verify.screen import VerifyScreen
from ghcr_tui.system.registry import Settings
from registry_kit.answers import TOKEN
from registry_kit.asking import names
from registry_kit.fixtures import Registry, basic_registry
from registry_kit.rules import USERNAME
from registry_kit.runtime_cases import CASES
from registry_kit.server import Answer, Request, Server, answer

__all__ = ["basic_registry"]


class Host(App[None]):
    """An app with nothing but the screen under test."""

    def __init__(self, screen: VerifyScreen) -> None:
        super().__init__()
        self._first = screen

    def on_mount(self) -> None:
        self.push_screen(self._first)


def secret(registry: str, token: str, name: str = "denostr/ghcr") -> PullSecret:
    return PullSecret(name, (KeyringEntry(registry, "reader", token),))


def said(app: App[None]) -> str:
    """Return everything that the walk shows, as text."""
    log = app.screen.query_one(VerificationLog)
    return "\n".join(str(part.render()) for part in log.query(Static))


async def test_right_credential_is_proved_by_a_pull(basic_registry: Registry) -> None:
    host = basic_registry.authority
    app = Host(VerifyScreen([secret(host, "right-token-1")], f"{host}/team/app:1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "✓ Proved" in said(app)
        assert basic_registry.image.digest in said(app)
        assert "asking" not in said(app)


async def test_wrong_token_is_refused_and_never_shown(basic_registry: Registry) -> None:
    host = basic_registry.authority
    app = Host(VerifyScreen([secret(host, "made-up-wrong-token")], f"{host}/team/app:1"))
    async with app.run_test(size=(100, 30)) as pilot:
        await pilot.press("f5")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "✗ Refused" in said(app)
        assert "Fix:" in said(app)
        assert "made-up-wrong-token" not in said(app)


async def test_credentials_are_tried_in_the_kubelets_order_until_one_pulls(
    basic_registry: Registry,
) -> None:
    host = basic_registry.authority
    secrets = [
        secret(host, "wrong", "a/first"),
        secret(f"{host}/team", "right-token-1", "b/second"),
    ]
    app = Host(VerifyScreen(secrets, f"{host}/team/app:1"))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "from b/second (1 of 2)" in said(app)
        assert "a/first" not in said(app)


async def test_nothing_is_sent_before_the_person_asks(basic_registry: Registry) -> None:
    with Server(lambda request: answer(200)) as server:
        app = Host(VerifyScreen([secret(server.authority, "x")], f"{server.authority}/a/b:1"))
        async with app.run_test() as pilot:
            await pilot.pause(0.1)
            await pilot.press("tab", "tab")

            assert server.received == []


@pytest.mark.parametrize(("key", "sent"), [("n", False), ("y", True)])
async def test_credential_goes_to_another_site_only_with_consent(key: str, sent: bool) -> None:
    def hand_out(_request: Request) -> Answer:
        return answer(200, b'{"token": "made-up"}', content_type="application/json")

    here = names({"registry.test": "127.0.0.1", "elsewhere.example": "127.0.0.1"})
    settings = Settings(timeout=5, plain_http=True, environment={}, resolve=here)
    with Server(hand_out) as elsewhere:
        realm = f'Bearer realm="http://elsewhere.example:{elsewhere.port}/token"'
        with Server(lambda _: answer(401, www_authenticate=realm)) as registry:
            host = f"registry.test:{registry.port}"
            screen = VerifyScreen([secret(host, "made-up-token")], f"{host}/a/b:1", settings)
            app = Host(screen)
            async with app.run_test() as pilot:
                await pilot.press("enter")
                for _ in range(500):
                    if isinstance(app.screen, ConsentDialog):
                        break
                    await pilot.pause(0.02)
                await pilot.press(key)
                await app.workers.wait_for_complete()

                assert any(request.authorization for request in elsewhere.received) is sent


async def test_escape_stops_a_walk_and_then_goes_back() -> None:
    async def say_nothing(_request: Request, _writer: StreamWriter) -> None:
        await asyncio.sleep(60)

    with Server(raw=say_nothing) as server:
        app = Host(VerifyScreen([], f"{server.authority}/a/b:1"))
        async with app.run_test() as pilot:
            await pilot.press("enter")
            await asyncio.to_thread(server.asked.wait, 10)
            await pilot.press("escape")
            await pilot.pause()
            stopped = said(app)
            await pilot.press("escape")

            assert "Stopped." in stopped
            assert not isinstance(app.screen, VerifyScreen)


async def test_text_that_is_no_image_is_answered_with_a_sentence() -> None:
    app = Host(VerifyScreen([], "[@click=app.quit]x[/] not an image"))
    async with app.run_test() as pilot:
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "No image yet" in said(app)
        assert not app.screen.query(StepRow)
        assert app.screen.query_one("#image", Input).value.startswith("[@click")


async def test_runtimes_that_differ_are_told_apart() -> None:
    case = next(case for case in CASES if case.name == "token: GET 405, POST good")
    with Server(case.respond) as server:
        pull_secret = PullSecret("a/s", (KeyringEntry(server.authority, USERNAME, TOKEN),))
        app = Host(VerifyScreen([pull_secret], f"{server.authority}/team/app:1"))
        async with app.run_test(size=(100, 40)) as pilot:
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()

            assert "? It depends" in said(app)
            assert "pulls with containerd" in said(app)
            assert len(app.screen.query(".conclusion.-differs")) == 1


async def test_a_short_name_is_said_to_be_one() -> None:
    settings = Settings(timeout=5, environment={}, resolve=names({}))
    app = Host(VerifyScreen([], "nginx", settings))
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("enter")
        await app.workers.wait_for_complete()
        await pilot.pause()

        assert "`nginx` is a short name" in said(app)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (200, 60)])
async def test_runtimes_platforms_and_parts_of_the_image_are_shown(size: tuple[int, int]) -> None:
    case = next(case for case in CASES if case.name == "index for amd64 and arm64")
    with Server(case.respond) as server:
        pull_secret = PullSecret("a/s", (KeyringEntry(server.authority, USERNAME, TOKEN),))
        app = Host(VerifyScreen([pull_secret], f"{server.authority}/team/app:1"))
        async with app.run_test(size=size) as pilot:
            await pilot.press("enter")
            await app.workers.wait_for_complete()
            await pilot.pause()

            assert "containerd (EKS, GKE, AKS, k3s): pulls on linux/amd64 and" in said(app)
            assert "CRI-O (OpenShift): pulls on linux/amd64 and linux/arm64" in said(app)
            assert "the layer is there" in said(app)
            assert case.held.digest in said(app)  # in the conclusion, whole
            requests = [line for line in said(app).splitlines() if "/blobs/" in line]
            assert requests
            assert all("…" in line for line in requests)
            log = app.screen.query_one(VerificationLog)
            assert log.scroll_offset.y == log.max_scroll_y  # the conclusion is in sight
