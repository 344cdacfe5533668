"""“Will this pull …?”: an image field that answers live which credentials the kubelet would try."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.text_field import TextField

if TYPE_CHECKING:  # the kubelet's rules are loaded for the first question, not for the first screen
    from ghcr_tui.core.keyring.lookup import Lookup, Match, PullSecret, Skip
    from ghcr_tui.core.registry.image import ImageReference

EXAMPLE = "ghcr.io/owner/image:tag"
_AT_ONCE = 300
"""Entries that are looked up within a keystroke; more go to a thread."""
_LISTED = 40
"""Matches, and entries not tried, that are listed; the rest is counted."""


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
        self._secrets: Sequence[PullSecret] | None = ()

    def compose(self) -> ComposeResult:
        """Lay out the field and, below it, the answer."""
        field = TextField(placeholder=self._example, help_text=self.HELP, id="image")
        field.border_title = "Will it pull …?"
        yield field  # the answer's widgets come with the first answer

    def show_secrets(self, secrets: "Sequence[PullSecret] | None") -> None:
        """Answer from now on for `secrets`, in the order in which a pod would list them.

        None stands for secrets that are not known yet: there is no answer then.
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
        from ghcr_tui.core.keyring.lookup import lookup
        from ghcr_tui.core.registry.image import ImageError, parse_image

        try:
            image = parse_image(typed)
        except ImageError as problem:
            self._show(Content.assemble(("No image yet: ", "bold"), f"{problem}."))
            return
        secrets = self._secrets
        if secrets is None:
            self._show(Content.styled("Still reading …", "dim"))
        elif sum(max(1, len(secret.entries)) for secret in secrets) <= _AT_ONCE:
            self._show(answer(lookup(image, secrets), len(secrets)))
        else:
            self._show(Content.styled("Looking …", "dim"))
            self.run_worker(
                lambda: self._answer_aside(image, secrets), thread=True, exclusive=True, group="ask"
            )

    def _answer_aside(self, image: "ImageReference", secrets: "Sequence[PullSecret]") -> None:
        worker = get_current_worker()
        from ghcr_tui.core.keyring.lookup import lookup

        content = answer(lookup(image, secrets), len(secrets))
        if not worker.is_cancelled:
            self.app.call_from_thread(self._show_if_asked, image, secrets, content)

    def _show_if_asked(
        self, image: "ImageReference", secrets: "Sequence[PullSecret]", content: Content
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


def answer(found: "Lookup", secrets: int) -> Content:
    """Return what the kubelet does, as lines: the verdict, what it tries, and what it does not."""
    lines = [_verdict(found, secrets)]
    lines.extend(
        _match_line(number, match) for number, match in enumerate(found.matches[:_LISTED], 1)
    )
    lines.extend(_more(len(found.matches)))
    lines.extend(_skip_line(skip) for skip in found.skipped[:_LISTED])
    lines.extend(_more(len(found.skipped)))
    return Content("\n").join(lines)


def _verdict(found: "Lookup", secrets: int) -> Content:
    repository = inert(found.image.repository, 300)
    if found.keyring_lost:
        return Content.assemble(("✖ No. ", "bold $text-error"), found.keyring_lost)
    count = len(found.matches)
    if count:
        tried = "one credential" if count == 1 else f"{count:,} credentials, in this order"
        return Content.assemble(
            ("✔ Yes, ", "bold $text-success"), f"for {repository} the kubelet tries {tried}:"
        )
    if not secrets:
        return Content.assemble(("✖ No: ", "bold $text-error"), "there is no pull secret here.")
    return Content.assemble(
        ("✖ No: ", "bold $text-error"),
        f"nothing here matches {repository}. The pull is anonymous, "
        "and works only if the image is public.",
    )


def _match_line(number: int, match: "Match") -> Content:
    return Content.assemble(
        (f"{number}. {inert(match.registry, 120)}", "bold"),
        f" as {inert(match.username, 80) or 'nobody'}{_in(match.secret)}: ",
        (match.why, "dim"),
    )


def _skip_line(skip: "Skip") -> Content:
    return Content.assemble(
        f"– {inert(skip.registry, 120) or 'nothing used'}{_in(skip.secret)}: ", (skip.why, "dim")
    )


def _in(secret: str) -> str:
    return f" in {inert(secret, 120)}" if secret else ""


def _more(count: int) -> list[Content]:
    return [Content.styled(f"  … and {count - _LISTED:,} more", "dim")] if count > _LISTED else []
