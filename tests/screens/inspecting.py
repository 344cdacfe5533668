"""What the tests of Inspect share: made-up Secrets, and the app opened on them."""

import base64
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from textual.coordinate import Coordinate
from textual.pilot import Pilot
from textual.widgets import DataTable, DirectoryTree, OptionList, Static, TextArea
from textual.worker import WorkerCancelled

from ghcr_tui.app import GhcrTui
from ghcr_tui.screens.inspect.screen import InspectScreen

TOKEN = "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"
"""Published and revoked, with a right checksum."""


def encoded(text: str) -> str:
    """Return `text` in base64."""
    return base64.b64encode(text.encode()).decode()


def payload(*registries: str, token: str = TOKEN) -> str:
    """Return a payload with a credential for each registry."""
    auths = {registry: {"auth": encoded(f"octocat:{token}")} for registry in registries}
    return json.dumps({"auths": auths}, separators=(",", ":"))


def secret(*registries: str, name: str = "ghcr", namespace: str = "team") -> dict[str, object]:
    """Return a sound Secret for `registries`, as `kubectl get -o json` prints it."""
    return {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": name, "namespace": namespace, "labels": {"component": "denostr"}},
        "type": "kubernetes.io/dockerconfigjson",
        "data": {".dockerconfigjson": encoded(payload(*registries))},
    }


def list_of(count: int) -> str:
    """Return a List of `count` Secrets; every tenth has an empty payload."""
    items = [secret("ghcr.io", name=f"pull-{n}", namespace=f"team-{n % 7}") for n in range(count)]
    for item in items[9::10]:
        item["data"] = {".dockerconfigjson": encoded('{"auths":{}}')}
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


class Inspecting:
    """The app with Inspect in front, and what can be read on it."""

    def __init__(self, app: GhcrTui, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> InspectScreen:
        """The screen under test."""
        return next(each for each in self.app.screen_stack if isinstance(each, InspectScreen))

    async def settle(self) -> None:
        """Wait until everything that was put in has been read and shown."""
        await self.pilot.pause()
        for worker in list(self.app.workers):
            if not isinstance(worker.node, DirectoryTree):  # whose loader never ends
                with suppress(WorkerCancelled):  # a newer one has taken its place
                    await self.app.workers.wait_for_complete([worker])
        for _ in range(4):
            await self.pilot.pause()

    async def put(self, text: str) -> None:
        """Put `text` into the field, and wait until it has been read."""
        self.screen.query_one("#pasted", TextArea).text = text
        await self.settle()

    async def press(self, *keys: str) -> None:
        """Press keys, and wait for what they do."""
        await self.pilot.press(*keys)
        await self.settle()

    @property
    def summary(self) -> str:
        """What the text is said to be."""
        return str(self.screen.query_one("#summary", Static).content)

    @property
    def credentials(self) -> list[list[str]]:
        """The rows of the table."""
        table = self.screen.query_one("#credentials", DataTable)
        width = len(table.columns)
        return [
            [str(table.get_cell_at(Coordinate(row, column))) for column in range(width)]
            for row in range(table.row_count)
        ]

    @property
    def decoded(self) -> str:
        """What the Secret is shown to hold."""
        return self.screen.query_one("#decoded", TextArea).text

    @property
    def findings(self) -> str:
        """What is said to be wrong."""
        panel = self.screen.query_one("#findings", OptionList)
        return "\n".join(
            str(panel.get_option_at_index(n).prompt) for n in range(panel.option_count)
        )

    @property
    def told(self) -> str:
        """The notifications."""
        return "\n".join(note.message for note in self.app._notifications)


@asynccontextmanager
async def inspecting(
    text: str = "", size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Inspecting]:
    """Open the app on Inspect with `text` put in."""
    app = GhcrTui()
    async with app.run_test(size=size) as pilot:
        await pilot.press("ctrl+o")
        opened = Inspecting(app, pilot)
        await opened.settle()
        if text:
            await opened.put(text)
        yield opened
