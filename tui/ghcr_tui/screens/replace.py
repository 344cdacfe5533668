"""The question before an inspected Secret takes the place of what was composed."""

from ghcr_tui.screens.dialogs.question import QuestionDialog


class ReplaceDialog(QuestionDialog[bool]):
    """Answers True for replacing; None leaves everything as it is."""

    TITLE = "Replace what you have composed?"
    HINT = "esc keeps it"
    SENTENCE = "What stands in the composer is neither copied nor saved, and would be gone."
    ANSWERS = (("Keep it", None), ("Replace it with the inspected Secret", True))
