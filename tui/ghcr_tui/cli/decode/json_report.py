"""The report of `decode` as JSON, a line a Secret, for `jq` and scripts."""

from json.encoder import encode_basestring, encode_basestring_ascii
from operator import is_

from ghcr_tui.cli.streams import write_bytes
from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import hidden_email, hidden_registry, hidden_username
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.entry_verdicts import EntryVerdict, verdicts_of_entries
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection, OtherValue
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.verdict.verdict import what_comes_of

_BATCH = 1000
_REMEMBERED = 4096
"""Different verdicts that are kept, so that a hostile list costs no memory."""
_COPIES = 256
"""Secrets whose text is kept for the copies of them that may follow."""
_MASKED = encode_basestring(mask("any"))


class JsonReport:
    """Holds the lines, a fraction of the input's size, until `kind` is known, which comes first."""

    def __init__(self, reveal: bool = False) -> None:
        self._reveal = reveal
        self._kinds: list[str] = []
        self._secrets: list[str] = []
        self._written: list[bytes] = []
        self._findings: list[str] = []
        self._known_verdicts: dict[tuple[object, ...], tuple[str, list[str]]] = {}
        self._known_secrets: dict[int, tuple[InspectedSecret, str]] = {}
        self._known: dict[Finding, str] = {}  # thousands of Secrets share a handful of findings

    def secret(self, secret: InspectedSecret, source: str) -> None:
        """Take one Secret."""
        file = f'"file": {_text(source)}, ' if source else ""
        self._secrets.append(
            f'{{{file}"name": {_text(secret.name)}, "namespace": {_text(secret.namespace)}, '
            f"{self._but_names(secret)}}}"
        )
        if len(self._secrets) == _BATCH:
            self._pack()

    def whole(self, inspection: Inspection, source: str) -> None:
        """Take what the text as a whole is."""
        self._kinds.append(inspection.kind)
        for finding in inspection.findings:
            text = self._finding(finding)
            self._findings.append(f'{{"file": {_text(source)}, {text[1:]}' if source else text)

    def finish(self) -> None:
        """Write everything."""
        self._pack()
        kind = self._kinds[0] if len(self._kinds) == 1 else "files"
        write_bytes(f'{{"kind": {_text(kind)}, "secrets": ['.encode())
        write_bytes(b",".join(self._written))
        end = "\n" if self._written else ""
        write_bytes(f'{end}], "findings": [{", ".join(self._findings)}]}}\n'.encode())

    def _but_names(self, secret: InspectedSecret) -> str:
        """Return all of `secret` but its name and namespace, in which copies of it differ."""
        copy, text = self._known_secrets.get(id(secret.entries), (None, ""))
        if copy is None or not all(map(is_, copy[2:], secret[2:])):
            if len(self._known_secrets) >= _COPIES:
                self._known_secrets.clear()
            text = self._rest_of(secret)
            self._known_secrets[id(secret.entries)] = (secret, text)  # whose entries it keeps alive
        return text

    def _rest_of(self, secret: InspectedSecret) -> str:
        verdict, of_entries = self._verdicts(secret)
        rows = zip(secret.entries, of_entries, strict=True)
        credentials = ", ".join([self._credential(entry, of_entry) for entry, of_entry in rows])
        findings = ", ".join([self._finding(finding) for finding in secret.findings])
        other = ", ".join([self._other(value) for value in secret.other]) if secret.other else ""
        return (
            f'"type": {_text(secret.type)}, "verdict": {verdict}, "credentials": [{credentials}], '
            f'"findings": [{findings}], "other": {{{other}}}'
        )

    def _pack(self) -> None:
        if self._secrets:
            self._written.append(("\n" + ",\n".join(self._secrets)).encode())
            self._secrets.clear()

    def _credential(self, entry: Entry, verdict: str) -> str:
        token = _MASKED if entry.token and not self._reveal else _text(entry.token)
        registry, username, email = entry.registry, entry.username, entry.email
        if not self._reveal:
            registry = hidden_registry(registry)
            username = hidden_username(username, entry.token)
            email = hidden_email(email, entry.token)
        return (
            f'{{"registry": {_text(registry)}, "username": {_text(username)}, '
            f'"token": {token}, "email": {_text(email)}, '
            f'"usable": {"true" if entry.usable else "false"}, '
            f'"verdict": {verdict}}}'
        )

    def _verdicts(self, secret: InspectedSecret) -> tuple[str, list[str]]:
        """Return the verdict on `secret` and on each of its entries, in JSON.

        Thousands of Secrets differ in nothing that a verdict rests on but their tokens.
        """
        rests_on = (
            secret.findings,
            secret.ignored_because,
            secret.unreadable,
            secret.unreadable_entry,
            bool(secret.payload),
            tuple(
                [
                    (each.registry, bool(each.username or each.token), each.unreadable, each.why)
                    for each in secret.entries
                ]
            ),
        )
        known = self._known_verdicts.get(rests_on)
        if known is None:
            if len(self._known_verdicts) >= _REMEMBERED:
                self._known_verdicts.clear()
            of_entries = [_entry_verdict(each) for each in verdicts_of_entries(secret)]
            known = self._known_verdicts[rests_on] = (_verdict(secret), of_entries)
        return known

    def _finding(self, finding: Finding) -> str:
        text = self._known.get(finding)
        if text is None:
            fields = (
                f"{_text(name)}: {_text(str(value))}" for name, value in finding.row().items()
            )
            text = self._known[finding] = f"{{{', '.join(fields)}}}"
        return text

    def _other(self, value: OtherValue) -> str:
        text = _MASKED if value.text and not self._reveal else _text(value.text)
        binary = "true" if value.binary else "false"
        return f'{_text(value.key)}: {{"text": {text}, "size": {value.size}, "binary": {binary}}}'


def _verdict(secret: InspectedSecret) -> str:
    if not (secret.entries or secret.payload):
        return "null"
    verdict = what_comes_of(judged_secret(secret))
    return f'{{"answer": "{verdict.answer}", "sentence": {_text(verdict.sentence)}}}'


def _entry_verdict(verdict: EntryVerdict) -> str:
    return f'{{"answer": "{verdict.answer}", "why": {_text(verdict.why)}}}'


def _text(text: str) -> str:
    """Return `text` in JSON; what a terminal could act on is escaped, what people read is not."""
    if text.isascii() or text.isprintable():
        quoted = encode_basestring(text)
        return quoted.replace("\x7f", "\\u007f") if "\x7f" in quoted else quoted
    return "".join(
        character if character.isprintable() else encode_basestring_ascii(character)[1:-1]
        for character in encode_basestring(text)
    )
