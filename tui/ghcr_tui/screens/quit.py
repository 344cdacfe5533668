"""The question before leaving: what was composed is neither copied nor saved."""

from ghcr_tui.screens.dialogs.question import QuestionDialog


class QuitDialog(QuestionDialog[str]):
    """Answers `save`, `quit`, or None for staying. A second ctrl+q quits, too."""

    TITLE = "Quit?"
    HINT = "esc stays · ctrl+q quits"
    SENTENCE = "What you have composed is neither copied nor saved."
    ANSWERS = (("Save it first …", "save"), ("Quit without it", "quit"), ("Stay", None))
