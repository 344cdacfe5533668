"""A whole text, mended: the Secrets, payloads and lone values in it, whatever form they have.

Where it can be, the text is changed in place: comments, order and layout of all that was sound
stay as they are, to the letter. Where that cannot be, it is written anew, and that is said.
"""

from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import Inspection
from ghcr_tui.core.inspection.lone_base64 import is_one_value
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.mending.change import Change
from ghcr_tui.core.mending.documents import DocumentMender, MendedPart, holds_repeated_keys
from ghcr_tui.core.mending.lone_value import mended_lone_value
from ghcr_tui.core.mending.text_documents import (
    is_bare_payload,
    json_value,
    read_documents,
    written_into,
)
from ghcr_tui.core.mending.values import VALUE_SENTENCES
from ghcr_tui.core.secret.payload_reader import is_payload
from ghcr_tui.core.text.frames import without_shell_end
from ghcr_tui.core.text.line_marks import without_line_marks
from ghcr_tui.core.text.surroundings import without_surroundings

_OF_TEXT = {
    "manifest-not-json": "the manifest was written as JSON",
    "payload-not-json": "the payload was written as JSON",
    "json-behind-dashes": "the `---` between JSON documents were left out",
    "base64-not-indented": "the wrapped base64 was put on one line",
    "yaml-tabs": "the lines were indented by spaces",
    "yaml-odd-spaces": "the lines were indented by plain spaces",
    "line-marks": "the signs before the lines were left out",
    "shell-mark": "what a shell printed at the end was left out",
    "certificate-lines": "the lines of a certificate were removed",
}
_SENTENCES = {**VALUE_SENTENCES, **_OF_TEXT}
TEXT_CODES = frozenset(_OF_TEXT)
"""Codes of findings about a text itself that may be mended."""


class MendedText(NamedTuple):
    """A text after mending.

    `text` is the whole of it, `documents` what it holds as values ([] for a lone value), `parts`
    each Secret and payload in it. `about_text` is what was changed of the text itself. `in_place`
    tells that all else is as it was, comments too. `before` and `after` are what inspecting says.
    """

    text: str
    documents: tuple[Json, ...]
    parts: tuple[MendedPart, ...]
    about_text: tuple[Change, ...]
    in_place: bool
    before: Inspection
    after: Inspection

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return everything that was changed, the text itself first."""
        return (*self.about_text, *(change for part in self.parts for change in part.changes))

    def __repr__(self) -> str:
        """Leave the text out: it holds tokens."""
        return f"MendedText({len(self.text)} characters, {len(self.changes)} changes)"


def mend_text(
    text: str, now: float | None = None, only: Finding | None = None, within: str = ""
) -> MendedText:
    """Return `text` with all mended that needs no person; with `only`, that finding alone.

    With `within`, a Secret's title, the others are left as they are.
    `now`, in seconds since the epoch, lets expiry be judged. Where there is nothing to mend the
    text comes back as it is. Raises nothing.
    """
    before = inspect_whole(text, now)
    untouched = MendedText(text, (), (), (), True, before, before)
    mender = DocumentMender(SecretInspector(now), only, within=within)
    inner = without_shell_end(without_surroundings(without_line_marks(text)).lstrip())
    if is_one_value(inner) or inner.startswith("-----BEGIN"):
        found = mended_lone_value(inner, mender)
        if found is None:
            return untouched
        return _judged(untouched, f"{found}\n", (), mender, now, in_place=True)
    read = read_documents(text)
    if read is None or not read.documents:
        return untouched
    if holds_repeated_keys(read.documents):
        return untouched._replace(documents=tuple(read.documents))
    about_text = {finding.code for finding in _findings(before)} & TEXT_CODES
    is_of_text = bool(about_text) and (only is None or only.code in TEXT_CODES)
    if is_bare_payload(read):
        mended = mender.payload(read.text, legacy=not is_payload(read.documents[0]))
        documents: list[Json] = [json_value(mended)]
        if mended == read.text and not is_of_text:
            return untouched._replace(documents=tuple(read.documents), parts=tuple(mender.parts))
        return _judged(untouched, f"{mended.rstrip()}\n", documents, mender, now, in_place=True)
    documents = [mender.mended(document) for document in read.documents]
    if documents == read.documents and not is_of_text:
        return untouched._replace(documents=tuple(documents), parts=tuple(mender.parts))
    written, in_place = written_into(read, documents)
    return _judged(untouched, written, documents, mender, now, in_place=in_place)


def _judged(
    untouched: MendedText,
    text: str,
    documents: tuple[Json, ...] | list[Json],
    mender: DocumentMender,
    now: float | None,
    *,
    in_place: bool,
) -> MendedText:
    after = inspect_whole(text, now)
    left = {finding.code for finding in _findings(after)}
    about_text = tuple(
        Change(finding.code, Where(), _SENTENCES[finding.code])
        for finding in dict.fromkeys(_findings(untouched.before))
        if finding.code in _SENTENCES and finding.code not in left
    )
    made = {change.code for part in mender.parts for change in part.changes}
    about_text = tuple(change for change in about_text if change.code not in made)
    whole = MendedText(
        text, tuple(documents), tuple(mender.parts), about_text, in_place, untouched.before, after
    )
    if whole.changes:
        return whole
    return untouched._replace(documents=tuple(documents), parts=tuple(mender.parts))


def _findings(inspection: Inspection) -> list[Finding]:
    of_secrets = [finding for secret in inspection.secrets for finding in secret.findings]
    return [*inspection.findings, *of_secrets]
