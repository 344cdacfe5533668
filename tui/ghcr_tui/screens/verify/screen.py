"""Verify: asks the registry whether these credentials pull an image, and shows the way."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Label
from textual.worker import Worker

from ghcr_tui.core.credential.redaction import shown_username
from ghcr_tui.core.keyring.lookup import Lookup, PullSecret, lookup
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.question import (
    Question,
    RealmQuestion,
    is_short_name,
    questions_for,
)
from ghcr_tui.core.verification.verification import Verification
from ghcr_tui.screens.verify.consent_dialog import ConsentDialog
from ghcr_tui.screens.verify.log import VerificationLog
from ghcr_tui.system.registry import (
    Settings,
    SettingsError,
    verify,
)
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.image_question import EXAMPLE
from ghcr_tui.widgets.key_bar import KeyBar
from ghcr_tui.widgets.text_field import TextField


class VerifyScreen(ModalScreen[None]):
    """Walks to the registry as a node would, one credential after the other, until one pulls.

    `secrets` are what a pod would list, in its order. Nothing is sent before the person asks.
    """

    AUTO_FOCUS = "#image"
    DEFAULT_CSS = """
    VerifyScreen {
        background: $background;
        & > Vertical { height: 1fr; padding: 0 1; }
        & #image { height: 3; border: round $border-blurred; background: $background; padding: 0 1;
            border-title-color: $foreground 70%; }
        & #image:focus { border: round $border; border-title-color: $foreground; }
        & .options { height: 1; padding: 0 2; }
        & .options Choice { width: 18; }
        & .options Label { color: $foreground 70%; width: 21; }
        & #plain-label { width: 11; }
        & #ca { border: none; height: 1; padding: 0 1; width: 1fr; background: $boost; }
        & #log { border: round $border-blurred; border-title-color: $foreground 70%; }
        & #log:focus { border: round $border; border-title-color: $foreground; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f5", "verify", "Verify", tooltip="Ask the registry now", priority=True),
        Binding("escape", "leave", "Stop / Back", tooltip="Stop the walk; once more goes back"),
    ]

    def __init__(
        self, secrets: Sequence[PullSecret], image: str = "", settings: Settings | None = None
    ) -> None:
        super().__init__()
        self._settings = settings or Settings()
        self._secrets = secrets
        self._image = image
        self._walk: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """Lay out the question, its options, and the walk."""
        with Vertical():
            image = TextField(self._image, EXAMPLE, help_text=_IMAGE_HELP, id="image")
            image.border_title = "Verify: does this image pull?"
            yield image
            with Horizontal(classes="options"):
                yield Label("Ask GitHub for scopes")
                yield Choice("no", "yes", help_text=_SCOPES_HELP, id="scopes")
                yield Label("Plain HTTP", id="plain-label")
                yield Choice("no", "yes", help_text=_PLAIN_HELP, id="plain")
            with Horizontal(classes="options"):
                yield Label("Authority (CA) file")
                yield TextField("", "the system's own", help_text=_CA_HELP, id="ca")
            log = VerificationLog(id="log")
            log.border_title = "What the registry says"
            yield log
        yield KeyBar()

    def on_mount(self) -> None:
        """Say what will happen, and that nothing has happened yet."""
        log = self.query_one(VerificationLog)
        log.add_line("Nothing has been sent. Enter or f5 asks the registry as a node would.", "dim")

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_verify()

    def action_verify(self) -> None:
        """Begin the walk, from the start if one is under way."""
        if self._walk is not None:
            self._walk.cancel()
        self._walk = self._ask(self.query_one("#image", TextField).value)

    def action_leave(self) -> None:
        """Stop the walk that is under way, or go back."""
        if self._walk is not None and not self._walk.is_finished:
            self._walk.cancel()
            self.query_one(VerificationLog).add_line("Stopped.", "$text-warning")
            return
        self.dismiss(None)

    @work(exclusive=True, group="verify", exit_on_error=False)
    async def _ask(self, typed: str) -> None:
        log = self.query_one(VerificationLog)
        await log.clear()
        try:
            image = parse_image(typed.strip())
        except ImageError as problem:
            log.add_line(f"No image yet: {problem}.", "$text-warning")
            return
        chosen = lookup(image, self._secrets)
        _say_choice(log, chosen)
        if chosen.keyring_lost:
            return
        questions = questions_for(chosen, is_short_name(typed.strip(), image))
        try:
            for number, question in enumerate(questions, 1):
                result = await self._walk_once(log, question, number, len(questions))
                if result.conclusion.ending == "pulls":
                    break
        except SettingsError as problem:
            log.add_line(str(problem), "$text-error")

    async def _walk_once(
        self, log: VerificationLog, question: Question, number: int, count: int
    ) -> Verification:
        """Walk for one credential and show its verdict."""
        log.begin(_heading(question, number, count))
        settings = self._settings._replace(
            ca_file=self.query_one("#ca", TextField).value.strip(),
            plain_http=bool(self.query_one("#plain", Choice).chosen) or self._settings.plain_http,
            github_scopes=bool(self.query_one("#scopes", Choice).chosen),
        )
        result = await verify(question, settings, log.show_step, self._allow_realm)
        log.conclude(result)
        return result

    async def _allow_realm(self, question: RealmQuestion) -> bool:
        agreed: bool | None = await self.app.push_screen_wait(ConsentDialog(question))
        return agreed is True


_IMAGE_HELP = "The image as a pod's manifest names it. Enter asks its registry."
_CA_HELP = "A PEM file with your company's own certificate authority."
_SCOPES_HELP = "For ghcr.io: also asks api.github.com what the token may do and when it expires."
_PLAIN_HELP = "Sends the credential without encryption. For registries in a test network only."


def _say_choice(log: VerificationLog, chosen: Lookup) -> None:
    if chosen.keyring_lost:
        lost = f"{chosen.keyring_lost} Nothing is pulled, not even anonymously."
        log.add_line(inert(lost, 800), "$text-error")
    elif not chosen.matches:
        log.add_line(
            "No credential matches this image, so a node pulls without one.", "$text-warning"
        )


def _heading(question: Question, number: int, count: int) -> str:
    credential = question.credential
    if credential is None:
        return f"{inert(str(question.image))}, without a credential"
    nth = f" ({number} of {count})" if count > 1 else ""
    source = f" from {inert(question.secret)}" if question.secret else ""
    username = shown_username(credential.username, credential.token)
    return f"{inert(str(question.image))} as {username}{source}{nth}"
