"""The live preview: one view of the Secret that a draft comes to."""

from collections.abc import Callable
from typing import Final

from ghcr_tui.core.draft.draft import Draft, size_of
from ghcr_tui.core.draft.misplaced import misplaced_tokens, with_tokens_hidden
from ghcr_tui.core.formats.format import Format
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.screens.compose.for_git import helps_to_choose
from ghcr_tui.widgets.code_view import CodeView

_TOO_MUCH: Final = 1024 * 1024
"""Characters of a draft that cannot become a Secret, which holds at most 1 MiB."""


class SecretPreview(CodeView):
    """Shows a draft in one of the formats, tokens masked until they are revealed."""

    def show_draft(
        self, draft: Draft, shown: Format, revealed: bool, render: Callable[[Draft, bool], str]
    ) -> None:
        """Show what `render` makes of `draft`, masked or not, and say in the frame what is masked.

        What it raises Problem for is shown in its place.
        """
        if (size := size_of(draft)) <= _TOO_MUCH:
            try:
                self.show(render(_seen(draft, shown, revealed), not revealed), shown.language)
            except Problem as problem:
                self.show(_instead(problem, shown), "shell")
        else:
            self.show(f"# {size:,} characters are more than any Secret holds.", "shell")
        about = f"f8 · {shown.asks}" if shown.asks else ""
        if shown.shows_token(draft) or next(misplaced_tokens(draft), None):
            about = "TOKENS SHOWN · ctrl+r" if revealed else "tokens hidden · ctrl+r"
        if self.border_subtitle != about:  # setting it paints the whole view
            self.border_subtitle = about


def _instead(problem: Problem, shown: Format) -> str:
    """Return what is shown in the place of a text that cannot be made."""
    hint = f"#\n# f8 chooses the {shown.asks}.\n" if helps_to_choose(problem, shown) else ""
    return f"# {problem}\n{hint}"


def _seen(draft: Draft, shown: Format, revealed: bool) -> Draft:
    """Return what may be shown of `draft`: what is encrypted is that which leaves, too."""
    if revealed:
        return draft
    hidden = with_tokens_hidden(draft)
    return hidden._replace(credentials=draft.credentials) if shown.is_encrypted else hidden
