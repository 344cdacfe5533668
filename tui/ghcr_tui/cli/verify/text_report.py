"""The answers of `verify` for people: the steps of one question, or a line for each of many."""

from collections.abc import Collection, Sequence

from ghcr_tui.cli.paint import Paint, cells, padded, shown
from ghcr_tui.core.credential.redaction import shown_username
from ghcr_tui.core.verification.conclusion import by_runtime
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Step, StepState, Verification

_WORDS: dict[StepState, str] = {
    "asking": "…",
    "good": "ok",
    "refused": "refused",
    "unknown": "unknown",
}
_STYLES = {
    "ok": "good",
    "pulls": "good",
    "refused": "error",
    "unknown": "warning",
    "differs": "warning",
}
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


def conclusion_lines(result: Verification, paint: Paint) -> list[str]:
    """Return what it came to, with cause and fix, what the image is, and what nodes need."""
    ended = result.conclusion
    lines = ["", f"  {_painted(ended.ending, paint)}{paint.wrapped(ended.sentence, _INDENT)}"]
    texts = list(by_runtime(result.runtimes))
    if result.manifest is not None and ended.ending in ("pulls", "differs"):
        texts.append(result.manifest.digest)
    if ended.cause is not None:
        texts += [ended.cause.message, f"Fix: {ended.cause.fix}" if ended.cause.fix else ""]
    return lines + [
        f"{_INDENT}{paint.wrapped(text, _INDENT)}" for text in (*texts, *ended.notes) if text
    ]


def result_line(result: Verification, questions: Sequence[Question], paint: Paint) -> str:
    """Return one line on one of many questions; the columns are as wide as the widest of all."""
    images = max(cells(shown(str(question.image))) for question in questions)
    credentials = max(cells(_credential_of(question)) for question in questions)
    named = _credential(result.username, result.secret, bool(result.registry))
    columns = f"{padded(shown(result.image), images)}  {padded(named, credentials)}"
    return f"{_painted(result.conclusion.ending, paint)}{columns}  {_in_short(result)}".rstrip()


def note_lines(results: Sequence[Verification], paint: Paint) -> list[str]:
    """Return the sentences beside many results, each once with the images that it is about.

    What is said of a refusal counts for nothing where another credential pulls the image.
    """
    pulled = {each.image for each in results if each.conclusion.ending == "pulls"}
    notes: dict[str, dict[str, None]] = {}
    limits: dict[str, str] = {}
    for each in results:
        limits |= dict(each.limits)
        if each.conclusion.ending == "pulls" or each.image not in pulled:
            for note in each.conclusion.notes:
                notes.setdefault(note, {})[each.image] = None
    texts = [f"{_few(images)}: {shown(note)}" for note, images in notes.items()]
    texts += [f"{shown(left)}, says {shown(host)}." for host, left in limits.items()]
    return ["", *(f"  {paint.wrapped(text, '  ')}" for text in texts)] if texts else []


def _few(images: Collection[str]) -> str:
    (first, *more) = images
    return f"{shown(first)} and {len(more)} more" if more else shown(first)


def _in_short(result: Verification) -> str:
    ended = result.conclusion
    if ended.ending == "differs":
        return ended.sentence
    if ended.cause is not None:
        return ended.cause.message
    public = "public, " if ended.public else ""
    return f"{public}{result.manifest.digest if result.manifest else ''}"


def _credential_of(question: Question) -> str:
    credential = question.credential
    return _credential(
        shown_username(credential.username, credential.token) if credential else "",
        question.secret,
        credential is not None,
    )


def _credential(username: str, secret: str, is_given: bool) -> str:
    if not is_given:
        return "without a credential"
    source = f" from {shown(secret)}" if secret else ""
    return f"as {shown(username) or '(no username)'}{source}"


def _painted(word: str, paint: Paint) -> str:
    return paint(_STYLES[word], word) + " " * (9 - len(word))
