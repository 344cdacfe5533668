"""The report of `decode` as YAML: the same shape as the JSON, in the form people like to read."""

from ghcr_tui.cli.streams import write_result
from ghcr_tui.core import yaml_writer
from ghcr_tui.core.credential import mask
from ghcr_tui.core.finding import Finding
from ghcr_tui.core.gojson import Json
from ghcr_tui.core.inspection import InspectedSecret, Inspection


class YamlReport:
    """Holds the text of the Secrets until `kind` is known, which comes first."""

    def __init__(self, reveal: bool = False) -> None:
        self._reveal = reveal
        self._kinds: list[str] = []
        self._secrets: list[str] = []
        self._findings: list[Json] = []

    def secret(self, secret: InspectedSecret, source: str) -> None:
        """Take one Secret."""
        file: dict[str, Json] = {"file": source} if source else {}
        self._secrets.append(yaml_writer.dump([{**file, **self._fields(secret)}]))

    def whole(self, inspection: Inspection, source: str) -> None:
        """Take what the text as a whole is."""
        self._kinds.append(inspection.kind)
        file: dict[str, Json] = {"file": source} if source else {}
        self._findings.extend({**file, **_finding(finding)} for finding in inspection.findings)

    def finish(self) -> None:
        """Write everything."""
        kind = self._kinds[0] if len(self._kinds) == 1 else "files"
        write_result(yaml_writer.dump({"kind": kind}))
        write_result("secrets:\n" if self._secrets else "secrets: []\n")
        write_result("".join(self._secrets))
        write_result(yaml_writer.dump({"findings": self._findings}))

    def _fields(self, secret: InspectedSecret) -> dict[str, Json]:
        return {
            "name": secret.name,
            "namespace": secret.namespace,
            "type": secret.type,
            "credentials": [
                {
                    "registry": entry.registry,
                    "username": entry.username,
                    "token": self._hidden(entry.token),
                    "email": entry.email,
                    "usable": entry.usable,
                }
                for entry in secret.entries
            ],
            "findings": [_finding(finding) for finding in secret.findings],
            "other": {
                value.key: {
                    "text": self._hidden(value.text),
                    "size": value.size,
                    "binary": value.binary,
                }
                for value in secret.other
            },
        }

    def _hidden(self, text: str) -> str:
        return text if self._reveal else mask(text)


def _finding(finding: Finding) -> dict[str, Json]:
    return dict(finding._asdict())
