"""The answers of `verify` for people: the steps of one question, or a line for each of many."""

from collections.abc import Sequence

from ghcr_tui.cli.paint import Paint, cells, padded, shown
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Ending, Step, StepState, Verification

_WORDS: dict[StepState, str] = {
    "asking": "…",
    "good": "ok",
    "refused": "refused",
    "unknown": "unknown",
}
_ENDINGS: dict[Ending, str] = {"pulls": "pulls", "refused": "refused", "unknown": "unknown"}
_STYLES = {"ok": "good", "pulls": "good", "refused": "error", "unknown": "warning"}
_INDENT = " " * 11


def heading(question: Question, paint: Paint) -> list[str]:
    """Return the lines that say what is asked."""
    return [paint("title", f"{shown(str(question.image))}  {_credential_of(question)}"), ""]


def step_lines(step: Step, paint: Paint) -> list[str]:
    """Return the lines of a step that has been answered, none for one that is still asked."""
    if step.outcome == "asking":
        return []
    word = _WORDS[step.outcome]
    status = "no answer" if step.status is None else str(step.status)
    lines = [
        f"  {_painted(word, paint)}{step.title}",
        f"{_INDENT}{paint('dim', paint.wrapped(step.request, _INDENT))}",
        f"{_INDENT}{paint('dim', f'{status}, {step.milliseconds or 0:,.0f} ms')}",
    ]
    texts = [step.message, *step.notes]
    return lines + [f"{_INDENT}{paint.wrapped(text, _INDENT)}" for text in texts if text]


def verdict_lines(result: Verification, paint: Paint) -> list[str]:
    """Return the verdict with its cause and fix, and what the image is."""
    verdict = result.verdict
    word = _ENDINGS[verdict.answer]
    lines = ["", f"  {_painted(word, paint)}{paint.wrapped(verdict.sentence, _INDENT)}"]
    if result.manifest is not None and verdict.answer == "pulls":
        lines.append(f"{_INDENT}{paint.wrapped(result.manifest.digest, _INDENT)}")
    if verdict.cause is not None:
        lines.append(f"{_INDENT}{paint.wrapped(verdict.cause.message, _INDENT)}")
        lines.append(f"{_INDENT}{paint.wrapped(f'Fix: {verdict.cause.fix}', _INDENT)}")
    return lines


def result_line(result: Verification, questions: Sequence[Question], paint: Paint) -> str:
    """Return one line on one of many questions; the columns are as wide as the widest of all."""
    images = max(cells(shown(str(question.image))) for question in questions)
    credentials = max(cells(_credential_of(question)) for question in questions)
    named = _credential(result.username, result.secret, bool(result.registry))
    word = _ENDINGS[result.verdict.answer]
    columns = f"{padded(shown(result.image), images)}  {padded(named, credentials)}"
    return f"{_painted(word, paint)}{columns}  {_in_short(result)}".rstrip()


def _in_short(result: Verification) -> str:
    if result.verdict.cause is not None:
        return result.verdict.cause.message
    public = "public, " if result.verdict.public else ""
    return f"{public}{result.manifest.digest if result.manifest else ''}"


def _credential_of(question: Question) -> str:
    credential = question.credential
    return _credential(
        credential.username if credential else "", question.secret, credential is not None
    )


def _credential(username: str, secret: str, is_given: bool) -> str:
    if not is_given:
        return "without a credential"
    source = f" from {shown(secret)}" if secret else ""
    return f"as {shown(username) or '(no username)'}{source}"


def _painted(word: str, paint: Paint) -> str:
    return paint(_STYLES[word], word) + " " * (9 - len(word))
