"""The live preview: one view of the Secret that a draft comes to."""

from typing import Final

from ghcr_tui.core.draft.draft import Draft, size_of
from ghcr_tui.core.draft.misplaced import misplaced_tokens, with_tokens_hidden
from ghcr_tui.core.formats.format import Format, FormatOptions
from ghcr_tui.widgets.code_view import CodeView

_TOO_MUCH: Final = 1024 * 1024
"""Characters of a draft that cannot become a Secret, which holds at most 1 MiB."""


class SecretPreview(CodeView):
    """Shows a draft in one of the formats, tokens masked until they are revealed."""

    def show_draft(self, draft: Draft, shown: Format, revealed: bool) -> None:
        """Show `draft` in the format `shown`, and say in the frame what is masked."""
        if (size := size_of(draft)) <= _TOO_MUCH:
            seen = draft if revealed else with_tokens_hidden(draft)
            self.show(shown.render(seen, FormatOptions(masked=not revealed)), shown.language)
        else:
            self.show(f"# {size:,} characters are more than any Secret holds.", "shell")
        about = ""
        if shown.shows_token(draft) or next(misplaced_tokens(draft), None):
            about = "TOKENS SHOWN · ctrl+r" if revealed else "tokens hidden · ctrl+r"
        if self.border_subtitle != about:  # setting it paints the whole view
            self.border_subtitle = about
