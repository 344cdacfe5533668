"""“Will this pull …?”: an image field that answers live which credentials the kubelet would try."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, Final

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.findings_panel import STYLES
from ghcr_tui.widgets.text_field import TextField

if TYPE_CHECKING:  # the kubelet's rules are loaded for the first question, not for the first screen
    from ghcr_tui.core.keyring.lookup import Skip
    from ghcr_tui.core.registry.image import ImageReference
    from ghcr_tui.core.verdict.verdict import Answer, JudgedSecret, Tried, Verdict

EXAMPLE = "ghcr.io/owner/image:tag"
_AT_ONCE = 300
"""Entries that are looked up within a keystroke; more go to a thread."""
_LISTED = 40
"""Matches, and entries not tried, that are listed; the rest is counted."""

_WORDS: "Final[dict[Answer, tuple[str, str]]]" = {
    "pulls": ("✔ Yes. ", "bold $text-success"),
    "unsure": ("▲ It may: ", "bold $text-warning"),
    "anonymous": ("✖ Only if it is public. ", "bold $text-error"),
    "fails": ("✖ No. ", "bold $text-error"),
}


class ImageQuestion(Vertical):
    """Asks for an image and shows which entries of the given pull secrets match it, and why.

    What is typed stays when the secrets change; the answer follows both.
    """

    DEFAULT_CSS = """
    ImageQuestion {
        height: auto;
        & > TextField { height: 3; border: round $border-blurred; padding: 0 1;
            background: $background; border-title-color: $foreground 70%;
            border-title-background: $background; }
        & > TextField:focus { border: round $border; border-title-color: $foreground;
            background-tint: $foreground 0%; }
        & > VerticalScroll { height: auto; max-height: 12; padding: 0 2; display: none; }
        &.-answered > VerticalScroll { display: block; }
        & #answer { width: 1fr; height: auto; color: $foreground 85%; }
        &.-roomy { height: 1fr; }
        &.-roomy > VerticalScroll { height: 1fr; max-height: 100%; }
    }
    """
    HELP: ClassVar[str] = (
        "Type an image as a pod's manifest names it. The answer lists the credentials in the order "
        "in which the kubelet tries them, and why it leaves out the others. Nothing is sent."
    )

    def __init__(self, example: str = EXAMPLE, id: str | None = None) -> None:
        super().__init__(id=id)
        self._example = example
        self._secrets: Sequence[JudgedSecret] | None = ()

    def compose(self) -> ComposeResult:
        """Lay out the field and, below it, the answer."""
        field = TextField(placeholder=self._example, help_text=self.HELP, id="image")
        field.border_title = "Will it pull …?"
        yield field  # the answer's widgets come with the first answer

    def show_secrets(self, secrets: "Sequence[JudgedSecret] | None") -> None:
        """Answer from now on for `secrets`, in the order in which a pod would list them.

        None is for secrets that are not known yet: there is no answer then.
        """
        self._secrets = secrets
        if self.is_mounted:
            self._answer()

    @property
    def image(self) -> str:
        """What is typed into the field."""
        return self.query_one("#image", Input).value

    @on(Input.Changed, "#image")
    def _image_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._answer()

    def on_mount(self) -> None:
        """Answer for what was given before the field was there."""
        self._answer()

    def _answer(self) -> None:
        typed = self.image.strip()
        if not typed:
            self._show(Content(""))
            return
        from ghcr_tui.core.registry.image import ImageError, parse_image
        from ghcr_tui.core.verdict.verdict import will_it_pull

        try:
            image = parse_image(typed)
        except ImageError as problem:
            self._show(Content.assemble(("No image yet: ", "bold"), f"{problem}."))
            return
        secrets = self._secrets
        if secrets is None:
            self._show(Content.styled("Still reading …", "dim"))
        elif sum(max(1, len(each.secret.entries)) for each in secrets) <= _AT_ONCE:
            self._show(answer(will_it_pull(image, secrets), len(secrets)))
        else:
            self._show(Content.styled("Looking …", "dim"))
            self.run_worker(
                lambda: self._answer_aside(image, secrets), thread=True, exclusive=True, group="ask"
            )

    def _answer_aside(self, image: "ImageReference", secrets: "Sequence[JudgedSecret]") -> None:
        worker = get_current_worker()
        from ghcr_tui.core.verdict.verdict import will_it_pull

        content = answer(will_it_pull(image, secrets), len(secrets))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_if_asked, image, secrets, content)

    def _show_if_asked(
        self, image: "ImageReference", secrets: "Sequence[JudgedSecret]", content: Content
    ) -> None:
        """Show an answer that took a while, unless the question has changed since."""
        if secrets is self._secrets and self.is_mounted:
            from ghcr_tui.core.registry.image import ImageError, parse_image

            try:
                asked = parse_image(self.image.strip())
            except ImageError:
                return
            if asked == image:
                self._show(content)

    def _show(self, content: Content) -> None:
        self.set_class(bool(content.plain), "-answered")
        shown = self.query("#answer").results(Static)
        if said := next(shown, None):
            said.update(content)
        elif content.plain:
            self.mount(VerticalScroll(Static(content, id="answer", markup=False)))


def answer(verdict: "Verdict", secrets: int) -> Content:
    """Return what comes of the pull, as lines: the verdict, what is tried, and what is not."""
    lines = [_said(verdict, secrets)]
    lines.extend(
        _tried_line(number, each) for number, each in enumerate(verdict.tried[:_LISTED], 1)
    )
    lines.extend(_more(len(verdict.tried)))
    lines.extend(_skip_line(skip) for skip in verdict.skipped[:_LISTED])
    lines.extend(_more(len(verdict.skipped)))
    return Content("\n").join(lines)


def _said(verdict: "Verdict", secrets: int) -> Content:
    word, style = _WORDS[verdict.answer]
    if not secrets:
        return Content.assemble((word, style), "there is no pull secret here.")
    count = len(verdict.tried)
    tried = f" The kubelet tries {count:,} credentials, in this order:" if count > 1 else ""
    return Content.assemble((word, style), verdict.sentence, tried)


def _tried_line(number: int, tried: "Tried") -> Content:
    match = tried.match
    username = shown_username(match.username, match.credential.token)
    against = tried.objection if tried.standing != "empty" else None
    return Content.assemble(
        (f"{number}. {shown_registry(match.registry, 120)}", "bold"),
        f" as {username or 'nobody'}{_in(match.secret)}: ",
        (match.why, "dim"),
        (f". {inert(against.message, 600)}", STYLES[against.severity]) if against else "",
    )


def _skip_line(skip: "Skip") -> Content:
    return Content.assemble(
        f"– {shown_registry(skip.registry, 120) or 'nothing used'}{_in(skip.secret)}: ",
        (skip.why, "dim"),
    )


def _in(secret: str) -> str:
    return f" in {inert(secret, 120)}" if secret else ""


def _more(count: int) -> list[Content]:
    return [Content.styled(f"  … and {count - _LISTED:,} more", "dim")] if count > _LISTED else []
