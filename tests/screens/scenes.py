"""Every screen and dialog of the app, each in the states in which it shows something of its own.

For tests that hold of whatever is on the screen. A scene begins with the app on a draft, or on a
text to inspect; then keys are pressed, and things happen that no key does.
"""

import importlib
import json
import pkgutil
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from typing import Final, NamedTuple

from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import DirectoryTree, Input, Static, TextArea
from textual.worker import WorkerCancelled

import ghcr_tui.screens
from ghcr_tui.app import GhcrTui
from ghcr_tui.core.change.safety import Safety
from ghcr_tui.core.cluster.live_state import Snapshot, State
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.formats.catalogue import tabs
from ghcr_tui.core.verification.question import RealmQuestion
from ghcr_tui.core.verification.verification import (
    Cause,
    Conclusion,
    Ending,
    Manifest,
    Step,
    Verification,
)
from ghcr_tui.screens.change.fields_dialog import Field, FieldsDialog
from ghcr_tui.screens.change.question import DoDialog
from ghcr_tui.screens.change.screen import ChangeScreen
from ghcr_tui.screens.cluster.detail_view import DetailView
from ghcr_tui.screens.cluster.screen import ClusterScreen
from ghcr_tui.screens.cluster.why_dialog import WhyDialog
from ghcr_tui.screens.dialogs.find import FindDialog
from ghcr_tui.screens.dialogs.question import MeantDialog
from ghcr_tui.screens.inspect.section_tabs import SECTIONS, SectionTabs
from ghcr_tui.screens.messages import EditInComposer
from ghcr_tui.screens.verify.consent_dialog import ConsentDialog
from ghcr_tui.screens.verify.log import VerificationLog
from ghcr_tui.system.change.errands import Errand
from ghcr_tui.system.change.run import Run
from ghcr_tui.system.files import FileProblem
from screens.clustering import shop_table, why_shop_waits
from screens.composing import SOUND
from screens.inspecting import encoded, list_of, secret

WRONG = SOUND._replace(name="Bad_Name", credentials=SOUND.credentials * 2)
FILE_IN_THE_WAY: Final = "ghcr-secret.yaml"
"""What a scene finds in its folder, so that saving would replace it."""


class Scene(NamedTuple):
    """A state of the app; `shows` is a text that is in sight when it has been reached.

    `is_roomy`: it has other parts where there is more room; a dialog and a tab have not.
    """

    screen: str
    shows: str
    keys: tuple[str, ...] = ()
    draft: Draft | None = SOUND
    text: str | None = None
    is_roomy: bool = True
    happens: Callable[[GhcrTui], object] = lambda app: None


def with_findings() -> str:
    """Return a Secret with a sound entry and one that is wrong."""
    written = secret("ghcr.io")
    auths = {
        "ghcr.io": {"auth": encoded("octocat:made-up-token-of-a-robot")},
        "registry.example.com/team": {"auth": encoded("made-up-token-without-a-name")},
    }
    written["data"] = {".dockerconfigjson": encoded(json.dumps({"auths": auths}))}
    return json.dumps(written, indent=2)


def _select_all(app: GhcrTui) -> None:
    for area in app.screen.query(TextArea):
        area.select_all()
    for part in app.screen.query(Static):
        part.text_select_all()


def _presets(app: GhcrTui) -> None:
    app.composer.action_presets()


def _notify(app: GhcrTui) -> None:
    app.notify("A toast that says something.", title="Saved", timeout=600)
    app.notify("A toast that warns.", title="Beware", severity="warning", timeout=600)
    app.notify("A toast that says no.", title="Not copied", severity="error", timeout=600)


def _ask_realm(app: GhcrTui) -> None:
    registry, authority = "registry.example.com", "tokens.example.org"
    question = RealmQuestion(f"{registry}/shop:1", registry, authority, "octocat", "it is new")
    app.push_screen(ConsentDialog(question))


def _walk(app: GhcrTui) -> None:
    """Let a walk to a registry have had all kinds of steps and of endings."""
    log = app.screen.query_one(VerificationLog)
    asked = Step(1, "challenge", "GET https://registry.example.com/v2/", "registry.example.com")
    answered = asked._replace(milliseconds=12.0, message="What came of it.", notes=("A note.",))
    manifest = Manifest("sha256:abc", "application/made-up", ("linux/amd64",), 1024)
    endings: tuple[Ending, ...] = ("refused", "unknown", "differs", "pulls")
    for ending in endings:
        log.begin("registry.example.com/shop:1 as octocat")
        log.show_step(answered._replace(outcome="good", status=200))
        log.show_step(answered._replace(number=2, name="token", outcome="unknown"))
        log.show_step(answered._replace(number=3, name="manifest", outcome="refused", status=401))
        conclusion = Conclusion(ending, "That is so.", Cause("made-up", "Why.", "Mend it."))
        steps, username = (answered,), "octocat"
        log.conclude(Verification("shop:1", "", username, "", steps, conclusion, manifest))
    log.begin("registry.example.com/shop:2 as octocat")
    log.show_step(asked)


def _cluster(app: GhcrTui) -> None:
    """Show a cluster with all kinds of rows, as if it had been read."""
    screen = app.screen
    assert isinstance(screen, ClusterScreen)
    table = shop_table()
    row = table.rows(screen.panel.view, lambda: None)[0]
    notes = ("namespaces b, c: no right to list secrets",)
    state = State("live", "Live: what changes in the cluster is seen at once.", notes)
    rows = table.rows(screen.panel.view, lambda: None)
    screen.show(Snapshot(screen.panel.view, rows, table.counts(), state))
    screen.query_one(DetailView).show(table.detail(row))


def _why(app: GhcrTui) -> None:
    app.push_screen(WhyDialog("shop/web-1-a", why_shop_waits))


def _mean(app: GhcrTui) -> None:
    finding = Finding("made-up", "error", "The token is cut off: the pull is denied.")
    app.push_screen(MeantDialog((finding,) * 5, "copied"))


def _do(app: GhcrTui) -> None:
    app.push_screen(DoDialog("Change 3 objects in context `fake` at https://127.0.0.1:6443?"))


def _fields(app: GhcrTui) -> None:
    fields = (Field("New token", is_secret=True), Field("Account", "default", "a service account"))
    app.push_screen(FieldsDialog("Rotate a token", "A new one in place of `t-made-up`.", fields))


def _change(app: GhcrTui) -> None:
    """Show a change that cannot begin."""

    @contextmanager
    def refused() -> Iterator[Run]:
        raise FileProblem("The server cannot be reached: nothing listens there.")
        yield  # a generator, as every way to a run is

    app.push_screen(ChangeScreen(Errand("Rotate a token", refused), Safety()))


def _showing(view: str) -> Callable[[GhcrTui], None]:
    return lambda app: app.composer.action_show_view(view)


def _bringing(section: str) -> Callable[[GhcrTui], None]:
    return lambda app: app.screen.query_one(SectionTabs).bring(section)


def _ask(image: str) -> Callable[[GhcrTui], None]:
    def ask(app: GhcrTui) -> None:
        field = app.screen.query_one("#image", Input)
        field.focus()
        field.value = image

    return ask


def _detail(
    screen: str,
    shows: str,
    *keys: str,
    text: str | None = None,
    happens: Callable[[GhcrTui], object] = lambda app: None,
) -> Scene:
    return Scene(screen, shows, keys, text=text, is_roomy=False, happens=happens)


_ERRORS: Final = with_findings()
SCENES: Final[dict[str, Scene]] = {
    "empty form": Scene("ComposeScreen", "token", draft=None),
    "form with errors": Scene("ComposeScreen", "✖", draft=WRONG),
    **{
        f"view {view.title}": _detail("ComposeScreen", view.title, happens=_showing(view.name))
        for view in tabs()[1:]
    },
    "image that pulls": _detail("ComposeScreen", "Yes.", happens=_ask("registry.example.com/a")),
    "image that does not": Scene("ComposeScreen", "Only if", happens=_ask("quay.io/a")),
    "everything selected": _detail("ComposeScreen", "apiVersion", happens=_select_all),
    "toasts": _detail("ComposeScreen", "A toast that warns.", happens=_notify),
    "nothing to inspect": Scene("InspectScreen", "Paste", ("ctrl+o",)),
    "secret with errors": Scene("InspectScreen", "✖", text=_ERRORS),
    "list of secrets": Scene("InspectScreen", "pull-1", text=list_of(40)),
    "verify before it begins": _detail("VerifyScreen", "Nothing has been sent", "f5"),
    "verify under way": Scene("VerifyScreen", "asking", ("f5",), happens=_walk),
    "cluster before it is read": _detail("ClusterScreen", "Context", "f6"),
    "cluster": Scene("ClusterScreen", "forgotten", ("f6",), happens=_cluster),
    "pods that do not pull": _detail(
        "ClusterScreen", "web-1-a", "f6", "f3", "f3", happens=_cluster
    ),
    "why": _detail("WhyDialog", "403 Forbidden", "f6", happens=_why),
    **{
        f"section {section}": _detail("InspectScreen", "", text=_ERRORS, happens=_bringing(section))
        for section in SECTIONS
    },
    "help": _detail("HelpDialog", "Keys", "f1"),
    "palette": _detail("CommandPalette", "Search", "ctrl+p"),
    "registries people use": _detail("PresetsDialog", "Docker Hub", happens=_presets),
    "saving": _detail("SaveDialog", "Save the", "ctrl+s"),
    "saving where nothing can be": _detail("SaveDialog", "✖", "ctrl+s", "/", "x", "/", "enter"),
    "replacing a file": _detail("OverwriteDialog", "Replace this file?", "ctrl+s", "enter"),
    "errors that are meant": _detail("MeantDialog", "Do you mean it?", happens=_mean),
    "finding a text": _detail(
        "FindDialog", "enter finds it", happens=lambda app: app.push_screen(FindDialog("auths"))
    ),
    "a change": _detail("ChangeScreen", "cannot be reached", happens=_change),
    "a change before it is done": _detail("DoDialog", "Change the cluster?", happens=_do),
    "what a change needs": _detail("FieldsDialog", "New token", happens=_fields),
    "quitting": _detail("QuitDialog", "Quit?", "a", "ctrl+q"),
    "replacing a draft": _detail(
        "ReplaceDialog",
        "Replace",
        "a",
        happens=lambda app: app.post_message(EditInComposer(SOUND)),
    ),
    "opening a file": _detail("OpenFile", "Open a file", "f9", text=""),
    "consent": _detail("ConsentDialog", "Send the credential there?", "f5", happens=_ask_realm),
}


@asynccontextmanager
async def opened(scene: Scene, size: tuple[int, int]) -> AsyncIterator[GhcrTui]:
    """Open the app, and bring it to `scene`; that it is reached is asserted."""
    app = GhcrTui(draft=scene.draft, text=scene.text)
    async with app.run_test(size=size, notifications=True) as pilot:
        await _settled(pilot)
        for key in scene.keys:
            await pilot.press(key)
            await _settled(pilot)
        scene.happens(app)
        await _settled(pilot)
        assert type(app.screen).__name__ == scene.screen
        assert scene.shows in text_of(app)
        yield app


def text_of(app: GhcrTui) -> str:
    """Return what is in sight, line by line."""
    return "\n".join(strip.text for strip in app.screen._compositor.render_strips())


def screens_of_the_app() -> set[str]:
    """Return the names of all screens and dialogs, those aside that others are made from."""
    for module in pkgutil.walk_packages(ghcr_tui.screens.__path__, "ghcr_tui.screens."):
        importlib.import_module(module.name)
    of_app = [each for each in _below(Screen) if each.__module__.startswith("ghcr_tui.")]
    return {each.__name__ for each in of_app if not each.__subclasses__()}


def _below(kind: type[Widget]) -> Iterator[type[Widget]]:
    for each in kind.__subclasses__():
        yield each
        yield from _below(each)


async def _settled(pilot: Pilot[None]) -> None:
    await pilot.pause()
    for worker in list(pilot.app.workers):
        if not isinstance(worker.node, DirectoryTree):  # whose loader never ends
            with suppress(WorkerCancelled):  # a newer one has taken its place
                await pilot.app.workers.wait_for_complete([worker])
    await pilot.pause(0.3)
