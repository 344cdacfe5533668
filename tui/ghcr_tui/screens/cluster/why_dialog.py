"""The dialog that says why a pod does not pull: the cause first, the fix last."""

import time
from collections.abc import Callable, Iterator

from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static
from textual.worker import get_current_worker

from ghcr_tui.core.cluster.why import WhyImage, WhyPod
from ghcr_tui.core.cluster.wordings import STAGES
from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.credential.token_expiry import utc_text
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.screens.dialogs.dialog import Dialog
from ghcr_tui.widgets.findings_panel import described

_DIM = "$foreground 65%"


class WhyDialog(Dialog[None]):
    """Asks, in a thread, why a pod does not pull, and shows the answer.

    `find` raises a Problem where there is none.
    """

    DEFAULT_CSS = """
    WhyDialog {
        & > Vertical { width: 100; padding: 0 1; }
        & VerticalScroll { height: auto; max-height: 100%; scrollbar-size-vertical: 1; padding: 1; }
        & Static { height: auto; }
    }
    """

    def __init__(self, title: str, find: Callable[[], WhyPod]) -> None:
        super().__init__()
        self._title = title
        self._find = find

    def compose(self) -> ComposeResult:
        """Lay out the answer that is being waited for."""
        with Vertical() as dialog:
            dialog.border_title = f"Why does {inert(self._title, 70)} not pull?"
            dialog.border_subtitle = "esc closes"
            with VerticalScroll():
                yield Static("Asking the cluster …", id="answer", markup=False)

    def on_mount(self) -> None:
        """Ask."""
        self.run_worker(self._ask, thread=True)

    def _ask(self) -> None:
        worker = get_current_worker()
        try:
            content = Content("\n").join(why_lines(self._find(), time.time()))
        except Problem as problem:
            content = Content(inert(str(problem), 800))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._answer, content)

    def _answer(self, content: Content) -> None:
        if self.is_mounted:
            self.query_one("#answer", Static).update(content)


def why_lines(answer: WhyPod, now: float) -> Iterator[Content]:
    """Yield what is known of a pod's pulls, as `ghcr-tui why` tells it."""
    use = answer.use
    of = f", of {inert(use.owner, 120)}" if use.owner else ""
    node = f", on node {inert(answer.node, 80)}" if answer.node else ", on no node yet"
    yield Content.assemble((f"{inert(use.namespace, 80)}/{inert(use.name, 160)}", "bold"), of, node)
    for image in answer.images:
        yield Content("")
        yield from _image_lines(image, now)
    for finding in answer.findings:
        yield Content("")
        yield described(finding)
    for lead in answer.leads:
        yield Content("")
        yield Content(inert(lead, 600))
    yield Content("")
    for unknown in answer.unknown:
        yield Content.styled(f"Not known from here: {inert(unknown, 400)}", _DIM)


def _image_lines(image: WhyImage, now: float) -> Iterator[Content]:
    state = image.state
    reason = f"  {inert(state.reason, 60)}" if state.is_failing else ""
    name = f"{state.used.place} {inert(state.used.name, 80)}: {inert(state.used.image, 200)}"
    yield Content.assemble(name, (reason, "bold $text-error"))
    style = "$text-success" if state.has_image and not image.will_fail else ""
    style = "$text-error" if image.will_fail else style
    yield Content.styled(f"  {inert(image.sentence, 800)}", style)
    for error in image.errors:
        words = error.words if error.stage == "unknown" else error.heart
        yield Content.assemble(("  The runtime says: ", _DIM), inert(words, 900))
    if state.is_failing and image.attempts:
        yield Content("  Credentials of the pod, as the kubelet tries them:")
    elif state.is_failing:
        yield Content(f"  {inert(image.verdict.sentence, 800)}")
    for number, attempt in enumerate(image.attempts if state.is_failing else (), 1):
        match = attempt.tried.match
        username = shown_username(match.username, match.credential.token)
        as_whom = f" as {username}" if username else ""
        got = f": {STAGES[attempt.error.stage]}" if attempt.error else ""
        registry = shown_registry(match.registry)
        yield Content(f"     {number}. {inert(match.secret, 80)}, for {registry}{as_whom}{got}")
    if image.note:
        yield Content(f"  {inert(image.note, 600)}")
    if image.tries is not None:
        last, latest = image.tries
        again = "it should have been tried again by now, or is about to"
        if latest > now:
            again = f"the kubelet tries again within {int(latest - now) + 1} seconds"
        yield Content(f"  Tried last on {utc_text(last)}; {again}.")
    if image.fix:
        first, *commands = image.fix.split("\n")
        yield Content.assemble(("  Fix: ", "bold"), inert(first, 600))
        for command in commands:
            yield Content(f"     {inert(command, 2000)}")
