"""The live preview: one view of the Secret that a draft comes to."""

from typing import Final

from ghcr_tui.core.draft.draft import Draft, size_of
from ghcr_tui.core.formats.catalogue import View, render, shows_token
from ghcr_tui.widgets.code_view import CodeView, Language

_LANGUAGES: Final[dict[View, Language]] = {
    "manifest": "yaml",
    "json": "json",
    "payload": "json",
    "kubectl": "shell",
    "usage": "shell",
}
_TOO_MUCH: Final = 1024 * 1024
"""Characters of a draft that cannot become a Secret, which holds at most 1 MiB."""


class SecretPreview(CodeView):
    """Shows a draft as one of its views, tokens masked until they are revealed."""

    def show_draft(self, draft: Draft, view: View, revealed: bool) -> None:
        """Show `draft` as `view`, and say in the frame what is masked."""
        if (size := size_of(draft)) <= _TOO_MUCH:
            self.show(render(draft, view, masked=not revealed), _LANGUAGES[view])
        else:
            self.show(f"# {size:,} characters are more than any Secret holds.", "shell")
        about = ""
        if shows_token(draft, view):
            about = "TOKENS SHOWN · ctrl+r" if revealed else "tokens hidden · ctrl+r"
        if self.border_subtitle != about:  # setting it paints the whole view
            self.border_subtitle = about
