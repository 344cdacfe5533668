"""The report of `decode` as YAML: the same shape as the JSON, in the form people like to read."""

from ghcr_tui.cli.streams import write_result
from ghcr_tui.core.credential.credential import mask
from ghcr_tui.core.credential.redaction import hidden_email, hidden_registry, hidden_username
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import judged_secret
from ghcr_tui.core.inspection.entry_verdicts import verdicts_of_entries
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection
from ghcr_tui.core.verdict.verdict import what_comes_of

_NO_OTHER = "  other: {}\n"


class YamlReport:
    """Holds the text of the Secrets until `kind` is known, which comes first."""

    def __init__(self, reveal: bool = False) -> None:
        self._reveal = reveal
        self._kinds: list[str] = []
        self._secrets: list[str] = []
        self._findings: list[Json] = []
        # Thousands of Secrets share a handful of findings.
        self._known: dict[tuple[Finding, ...], str] = {}

    def secret(self, secret: InspectedSecret, source: str) -> None:
        """Take one Secret."""
        file: dict[str, Json] = {"file": source} if source else {}
        parts = (
            yaml_writer.dump([{**file, **self._credentials(secret)}]),
            self._findings_of(secret),
            _continued(self._other(secret)) if secret.other else _NO_OTHER,
        )
        self._secrets.append("".join(parts))

    def whole(self, inspection: Inspection, source: str) -> None:
        """Take what the text as a whole is."""
        self._kinds.append(inspection.kind)
        file: dict[str, Json] = {"file": source} if source else {}
        self._findings.extend({**file, **finding.row()} for finding in inspection.findings)

    def finish(self) -> None:
        """Write everything."""
        kind = self._kinds[0] if len(self._kinds) == 1 else "files"
        write_result(yaml_writer.dump({"kind": kind}))
        write_result("secrets:\n" if self._secrets else "secrets: []\n")
        write_result("".join(self._secrets))
        write_result(yaml_writer.dump({"findings": self._findings}))

    def _credentials(self, secret: InspectedSecret) -> dict[str, Json]:
        return {
            "name": secret.name,
            "namespace": secret.namespace,
            "type": secret.type,
            "verdict": _verdict(secret),
            "credentials": [
                {
                    "registry": self._shown(entry.registry, hidden_registry(entry.registry)),
                    "username": self._shown(
                        entry.username, hidden_username(entry.username, entry.token)
                    ),
                    "token": self._hidden(entry.token),
                    "email": self._shown(entry.email, hidden_email(entry.email, entry.token)),
                    "usable": entry.usable,
                    "verdict": {"answer": verdict.answer, "why": verdict.why},
                }
                for entry, verdict in zip(secret.entries, verdicts_of_entries(secret), strict=True)
            ],
        }

    def _findings_of(self, secret: InspectedSecret) -> str:
        text = self._known.get(secret.findings)
        if text is None:
            findings: list[Json] = [finding.row() for finding in secret.findings]
            text = self._known[secret.findings] = _continued({"findings": findings})
        return text

    def _other(self, secret: InspectedSecret) -> dict[str, Json]:
        return {
            "other": {
                value.key: {
                    "text": self._hidden(value.text),
                    "size": value.size,
                    "binary": value.binary,
                }
                for value in secret.other
            }
        }

    def _shown(self, text: str, hidden: str) -> str:
        return text if self._reveal else hidden

    def _hidden(self, text: str) -> str:
        return text if self._reveal else mask(text)


def _verdict(secret: InspectedSecret) -> Json:
    if not (secret.entries or secret.payload):
        return None
    verdict = what_comes_of(judged_secret(secret))
    return {"answer": verdict.answer, "sentence": verdict.sentence}


def _continued(fields: dict[str, Json]) -> str:
    """Return more `fields` of a list's item that has begun."""
    return "  " + yaml_writer.dump([fields])[2:]
