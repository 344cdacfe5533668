"""Makes the pictures of the README from the running app: `python screenshots/make.py [FOLDER]`.

What is in them is made up; the same versions of Textual and of the app make the same bytes.
"""

import asyncio
import json
import os
import re
import sys
from base64 import b64encode
from collections.abc import Awaitable, Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
for variable in ("NO_COLOR", "FORCE_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(variable, None)

from recording import Frame, moving_picture  # noqa: E402 - beside this script
from textual import events  # noqa: E402
from textual.pilot import Pilot  # noqa: E402
from textual.widgets import Input  # noqa: E402

from ghcr_tui.app import GhcrTui  # noqa: E402
from ghcr_tui.core.credential.credential import Credential  # noqa: E402
from ghcr_tui.core.draft.draft import Draft  # noqa: E402
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret  # noqa: E402
from ghcr_tui.screens.inspect.secret_list import SecretList  # noqa: E402
from ghcr_tui.screens.verify.log import StepRow  # noqa: E402
from ghcr_tui.screens.verify.screen import VerifyScreen  # noqa: E402
from ghcr_tui.widgets.image_question import ImageQuestion  # noqa: E402
from made_up_tokens import github_token  # noqa: E402 - from the tests, on the path by now
from registry_kit.asking import settings_for  # noqa: E402
from registry_kit.certificates import Authority  # noqa: E402
from registry_kit.imitation import IMAGE, serve  # noqa: E402
from registry_kit.server import Answer, Request, Server, answer  # noqa: E402
from stillness import still  # noqa: E402

Act = Callable[[Pilot[None]], Awaitable[None]]
SIZE: Final = (120, 40)
REGISTRY: Final = "registry.example.com"
TEAMS: Final = (
    *("billing", "cart", "checkout", "delivery", "fraud", "invoices", "login", "mail", "prices"),
    *("recommendations", "returns", "search", "shop", "stock", "support", "tax"),
)
DRAFT: Final = Draft(
    credentials=(
        Credential("ghcr.io", "octocat", github_token()),
        Credential("quay.io", "shop+puller", "M4D3UPF0RTH3P1CTUR3" * 3),
        Credential("registry.gitlab.com", "gitlab+deploy-token-1", "made-up-for-the-picture"),
    ),
    name="shop-pull",
    namespace="shop",
    labels=(("app.kubernetes.io/part-of", "shop"), ("team", "checkout")),
    annotations=(("owner", "checkout@example.com"),),
)


def broken_secret() -> str:
    """Return a Secret with mistakes that people make, and that look right to them."""
    with_newline = _base64(f"octocat:{github_token()}\n")
    sound = _base64("shop+puller:made-up-for-the-picture")
    payload = {"auths": {"ghcr.io": {"auth": with_newline}, "qauy.io": {"auth": sound}}}
    return (
        "apiVersion: v1\n"
        "kind: Secret\n"
        "metadata:\n"
        "  name: shop-pull\n"
        "  namespace: shop\n"
        "type: Opaque\n"
        "data:\n"
        f"  .dockerconfigjson: {_base64(json.dumps(payload))}\n"
    )


def fleet_of_secrets() -> str:
    """Return what `kubectl get secrets -A -o json` prints of a cluster where much has happened."""
    items: list[dict[str, object]] = []
    for number, team in enumerate(TEAMS):
        sound = f"octocat:{github_token()}"
        items.append(_secret(team, "ghcr", "ghcr.io", _base64(sound)))
        if number % 3 == 0:
            items.append(_secret(team, "quay", "quay.io", _base64(f"{team}+puller:made-up")))
        if number % 4 == 1:
            items.append(_secret(team, "ghcr-old", "ghcr.io", _base64(f"{sound}\n")))
        if number % 5 == 2:
            items.append(_secret(team, "gitlab", "registry.gitlab.com", sound))
        if number % 5 == 4:
            items.append(_secret(team, "regcred", "gchr.io", _base64(sound), kind="Opaque"))
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


def _secret(
    namespace: str,
    name: str,
    registry: str,
    auth: str,
    kind: str = "kubernetes.io/dockerconfigjson",
) -> dict[str, object]:
    payload = _base64(json.dumps({"auths": {registry: {"auth": auth}}}))
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": namespace},
        "type": kind,
        "data": {".dockerconfigjson": payload},
    }


async def stand_behind_token(pilot: Pilot[None]) -> None:
    """Stand where somebody stands who has just pasted the first registry's token."""
    pilot.app.query_one("#token", Input).focus()
    await pilot.press("end")


async def ask_about_image(pilot: Pilot[None]) -> None:
    """Ask the open screen whether the kubelet would find a credential for an image."""
    pilot.app.screen.query_one(ImageQuestion).query_one(Input).focus()
    await pilot.press(*"ghcr.io/octocat/shop:1.4")


async def look_at_worst(pilot: Pilot[None]) -> None:
    """Put what is worst on top of the list, and look at it."""
    table = pilot.app.screen.query_one(SecretList).table
    table.focus()
    table.sort_by(0)
    await still(pilot)
    await pilot.press("home")


async def picture(app: GhcrTui, act: Act) -> str:
    """Return `app` as an SVG, after `act` has brought it where it is to be shown."""
    async with app.run_test(size=SIZE) as pilot:
        await still(pilot)
        await act(pilot)
        await still(pilot)
        return taken(app)


def taken(app: GhcrTui) -> str:
    """Return the app as it is now, as an SVG that asks nobody for a font."""
    return _FONTS_FROM_ELSEWHERE.sub("", app.export_screenshot(title="ghcr-tui"))


async def recording() -> str:
    """Return what a first use looks like, as a moving picture."""
    frames: list[Frame] = []
    app = GhcrTui()
    async with app.run_test(size=(120, 34)) as pilot:

        async def show(seconds: float, *keys: str, paste: str = "") -> None:
            await pilot.press(*keys)
            if paste and app.focused:
                app.focused.post_message(events.Paste(paste))
            await still(pilot)
            frames.append(Frame(taken(app), seconds))

        await show(1.2)
        await show(0.3, *"octo")
        await show(0.8, *"cat")
        await show(1.8, "enter", paste=github_token())
        await show(1.0, "f3")
        await show(1.2, "f3")
        await pilot.press("shift+f3", "shift+f3")
        await ask_about_image(pilot)
        await show(2.6)
        await show(0.8, "ctrl+o")
        await show(4.0, paste=broken_secret())
        await show(3.5, "ctrl+f")
    return moving_picture(frames)


async def walk() -> str:
    """Return a walk to a registry, which refuses an old token and takes the new one."""

    def reply(request: Request) -> Answer:
        if request.authorization == f"Basic {_base64('shop:made-up-and-new')}":
            return serve(IMAGE, request)
        return answer(401, www_authenticate='Basic realm="registry"')

    with TemporaryDirectory() as folder:
        authority = Authority(Path(folder))
        os.environ["SSL_CERT_FILE"] = str(authority.ca_file)  # the field for it would show a path
        settings = settings_for(None, **{REGISTRY: "127.0.0.1"})
        with Server(reply, tls=authority.context(REGISTRY)) as server:
            host = f"{REGISTRY}:{server.port}"
            secrets = [
                PullSecret(name, (KeyringEntry(key, "shop", f"made-up-and-{name}"),))
                for name, key in (("old", f"{host}/shop"), ("new", host))
            ]
            app = GhcrTui(draft=DRAFT)
            async with app.run_test(size=SIZE) as pilot:
                await still(pilot)
                await app.push_screen(VerifyScreen(secrets, f"{host}/shop/web:1", settings))
                await pilot.press("enter")
                await still(pilot)
                for row in app.screen.query(StepRow):
                    row.show(row.step._replace(milliseconds=None))  # it is never the same
                await still(pilot)
                shown = taken(app).replace(f":{server.port}", _PORT)
                return _NAME_OF_ALL.sub("terminal-verify", shown)


async def pictures(folder: Path) -> None:
    """Write all pictures into `folder`."""
    composing = GhcrTui(draft=DRAFT)
    inspecting = GhcrTui(text=broken_secret(), source="shop-pull.yaml")
    listing = GhcrTui(text=fleet_of_secrets(), source="all.json")
    made = {
        "compose.svg": picture(composing, stand_behind_token),
        "inspect.svg": picture(inspecting, ask_about_image),
        "list.svg": picture(listing, look_at_worst),
        "verify.svg": walk(),
        "recording.svg": recording(),
    }
    for name, drawn in made.items():
        (folder / name).write_text(await drawn, encoding="utf-8")


_PORT: Final = ":30443"
"""What is shown in place of a server's port, as long as that is."""
_NAME_OF_ALL: Final = re.compile(r"terminal-\d+")
"""The names in a picture, which have a sum of what is in it, a server's port too."""
_FONTS_FROM_ELSEWHERE: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""A picture shall not make its reader's machine ask a third party for a font."""


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


if __name__ == "__main__":
    asyncio.run(pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))
