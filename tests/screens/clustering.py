"""What the tests of Cluster share: a shop with every kind of row, and the app opened on it."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from textual.pilot import Pilot
from textual.widgets import Input, Static

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.cluster.live_inventory import LiveInventory
from ghcr_tui.core.cluster.live_state import Phase
from ghcr_tui.core.cluster.live_table import LiveTable
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.cluster.why import WhyPod, why
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.screens.cluster.detail_view import DetailView
from ghcr_tui.screens.cluster.row_cells import cells_of
from ghcr_tui.screens.cluster.rows_panel import RowsPanel, RowTable
from ghcr_tui.screens.cluster.screen import ClusterScreen
from ghcr_tui.screens.cluster.status_line import StatusLine
from kube_kit.objects import account, deployment, payload, pod, secret
from kube_kit.server import FakeCluster
from kube_kit.statuses import Object
from made_up_tokens import ecr_password, github_token

IMAGE = "ghcr.io/owner/app:1"
ECR = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
OTHER_TOKEN = github_token(body="AnotherOneForTestsOnly00000000")
DENIED = (
    f'failed to pull and unpack image "{IMAGE}": failed to resolve reference "{IMAGE}": '
    "unexpected status from HEAD request to https://ghcr.io/v2/owner/app/manifests/1: "
    "403 Forbidden"
)
_PATIENCE = 30.0


def waiting(name: str, *secrets: str, namespace: str = "shop", words: str = DENIED) -> Object:
    """Return a pod that waits for its image, the runtime having said `words`."""
    message = f'Back-off pulling image "{IMAGE}": ErrImagePull: {words}'
    state: Json = {"waiting": {"reason": "ImagePullBackOff", "message": message}}
    status: Json = {"phase": "Pending", "containerStatuses": [{"name": "app", "state": state}]}
    return pod(namespace, name, IMAGE, *secrets, status=status)


def shop() -> list[Object]:
    """Return a namespace with a sound, an expired, an unreadable and an unused Secret in it."""
    hour = 3600
    expired, soon = int(time.time()) - hour, int(time.time()) + 9 * 24 * hour
    return [
        secret("shop", "ghcr"),
        secret("shop", "ecr-old", payload(ECR, "AWS", ecr_password(expired))),
        secret("shop", "ecr-new", payload(ECR, "AWS", ecr_password(soon))),
        secret("shop", "broken", '{"auths":{"quay.io":{"auth":"!"}}}'),
        secret("shop", "forgotten", payload("quay.io", "robot", OTHER_TOKEN)),
        secret("bar", "ghcr"),
        account("shop", "default"),
        account("bar", "default", "ghcr"),
        deployment("shop", "web", IMAGE, "ghcr"),
        deployment("shop", "store", f"{ECR}/store:2", "ecr-old", "ecr-new"),
        deployment("bar", "drinks", IMAGE),
        waiting("web-1-a", "ghcr"),
    ]


def shop_table() -> LiveTable:
    """Return the shop's rows, as if it had been read."""
    table = LiveTable(LiveInventory("shop", time.time()), TokenNames(b"made up for tests"))
    for item in shop():
        table.inventory.add(str(item["kind"]), (item,))
    table.is_whole = True
    return table


def why_shop_waits() -> WhyPod:
    """Return why the shop's pod does not pull."""
    inventory = shop_table().inventory
    return why(inventory.failing["shop", "web-1-a"], inventory, ())


class Clustering:
    """The app with Cluster in front, and what can be read on it."""

    def __init__(self, app: GhcrTui, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    @property
    def screen(self) -> ClusterScreen:
        """The screen under test."""
        return next(each for each in self.app.screen_stack if isinstance(each, ClusterScreen))

    async def until(self, holds: Callable[[], object]) -> None:
        """Wait until something is so; fail where it is not within half a minute."""
        deadline = time.monotonic() + _PATIENCE
        while not holds():
            assert time.monotonic() < deadline, f"{self.state}\n{self.rows[:9]}\n{self.told}"
            await self.pilot.pause(0.02)

    async def until_phase(self, phase: Phase) -> None:
        """Wait until the screen is so far."""
        await self.until(lambda: self.phase == phase)

    async def until_names(self, *names: str) -> None:
        """Wait until the table has just these rows, whatever their order."""
        await self.until(lambda: sorted(self.names) == sorted(names))

    async def until_about(self, title: str) -> None:
        """Wait until the detail is about something."""
        await self.until(lambda: self.detail.detail and self.detail.detail.title == title)

    async def until_screen(self, kind: type) -> None:
        """Wait until a screen of this kind is in front."""
        await self.until(lambda: isinstance(self.app.screen, kind))

    async def press(self, *keys: str) -> None:
        """Press keys."""
        await self.pilot.press(*keys)
        await self.pilot.pause()

    async def go_to(self, context: str, namespaces: str) -> None:
        """Type another place."""
        self.screen.query_one("#context", Input).value = context
        field = self.screen.query_one("#namespaces", Input)
        field.focus()
        field.value = namespaces
        await self.press("enter")

    async def put_cursor_on(self, name: str) -> None:
        """Put the cursor on the row of this name."""
        self.table.focus()
        self.table.move_to(self.names.index(name))
        await self.pilot.pause()

    @property
    def panel(self) -> RowsPanel:
        """The table with its filter."""
        return self.screen.query_one(RowsPanel)

    @property
    def table(self) -> RowTable:
        """The table."""
        return self.screen.query_one(RowTable)

    @property
    def detail(self) -> DetailView:
        """What is beside it, or below."""
        return self.screen.query_one(DetailView)

    @property
    def phase(self) -> Phase:
        """How far it is."""
        return self.screen.query_one(StatusLine).phase

    @property
    def state(self) -> str:
        """How far it is, in words."""
        return str(self.screen.query_one("#state", Static).content)

    @property
    def notes(self) -> str:
        """What was not read."""
        return str(self.screen.query_one("#notes", Static).content)

    @property
    def rows(self) -> list[list[str]]:
        """The texts of the table's rows."""
        return [
            [cell if isinstance(cell, str) else cell[0] for cell in cells_of(row, ())]
            for row in self.table.items
        ]

    @property
    def names(self) -> list[str]:
        """The second column of the table."""
        return [row[1] for row in self.rows]

    @property
    def about(self) -> str:
        """What the detail says."""
        return str(self.detail.query_one("#about", Static).content)

    @property
    def told(self) -> str:
        """The notifications."""
        return "\n".join(note.message for note in self.app._notifications)


@asynccontextmanager
async def clustering(
    fake: FakeCluster | None = None, size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Clustering]:
    """Open the app on Cluster, `fake` being what its kubeconfig names; wait until it is read."""
    app = GhcrTui()
    async with app.run_test(size=size) as pilot:
        await pilot.press("f6")
        opened = Clustering(app, pilot)
        if fake is not None:
            await opened.until_phase("live")
        yield opened
