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
from typing import Final

HERE: Final = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))
for variable in ("NO_COLOR", "FORCE_COLOR", "TEXTUAL_THEME", "TEXTUAL_ANIMATIONS"):
    os.environ.pop(variable, None)

from textual.pilot import Pilot  # noqa: E402
from textual.widgets import Input  # noqa: E402

from ghcr_tui.app import GhcrTui  # noqa: E402
from ghcr_tui.core.credential.credential import Credential  # noqa: E402
from ghcr_tui.core.draft.draft import Draft  # noqa: E402
from ghcr_tui.widgets.image_question import ImageQuestion  # noqa: E402
from made_up_tokens import github_token  # noqa: E402 - from the tests, on the path by now

Act = Callable[[Pilot[None]], Awaitable[None]]
SIZE: Final = (120, 40)
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


async def stand_behind_token(pilot: Pilot[None]) -> None:
    """Stand where somebody stands who has just pasted the first registry's token."""
    pilot.app.query_one("#token", Input).focus()
    await pilot.press("end")


async def ask_about_image(pilot: Pilot[None]) -> None:
    """Ask the open screen whether the kubelet would find a credential for an image."""
    pilot.app.screen.query_one(ImageQuestion).query_one(Input).focus()
    await pilot.press(*"ghcr.io/octocat/shop:1.4")


async def picture(app: GhcrTui, act: Act) -> str:
    """Return `app` as an SVG, after `act` has brought it where it is to be shown."""
    async with app.run_test(size=SIZE) as pilot:
        await settled(pilot)
        await act(pilot)
        for field in app.screen.query(Input):
            field.cursor_blink = False
        await settled(pilot)
        return _FONTS_FROM_ELSEWHERE.sub("", app.export_screenshot(title="ghcr-tui"))


async def settled(pilot: Pilot[None]) -> None:
    """Wait until what runs aside has ended, and what waits for a pause in typing has run."""
    for _ in range(3):
        await pilot.app.workers.wait_for_complete()
        await pilot.pause(0.3)


async def pictures(folder: Path) -> None:
    """Write all pictures into `folder`."""
    composing = GhcrTui(draft=DRAFT)
    inspecting = GhcrTui(text=broken_secret(), source="shop-pull.yaml")
    for name, app, act in (
        ("compose.svg", composing, stand_behind_token),
        ("inspect.svg", inspecting, ask_about_image),
    ):
        (folder / name).write_text(await picture(app, act), encoding="utf-8")


_FONTS_FROM_ELSEWHERE: Final = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
"""A picture shall not make its reader's machine ask a third party for a font."""


def _base64(text: str) -> str:
    return b64encode(text.encode()).decode()


if __name__ == "__main__":
    asyncio.run(pictures(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE))
