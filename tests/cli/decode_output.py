"""What each form of `decode` writes about a text, taken from the reports themselves."""

from unittest.mock import patch

from ghcr_tui.cli.decode import json_report, text_report, yaml_report
from ghcr_tui.cli.paint import Paint
from ghcr_tui.core.inspection.front_door import inspect
from ghcr_tui.core.inspection.inspection import Inspection


def decoded(text: str) -> list[str]:
    """Return what the text, the JSON and the YAML report write, tokens not revealed."""
    written: list[str] = []

    def take(piece: str | bytes) -> None:
        written.append(piece.decode() if isinstance(piece, bytes) else piece)

    with (
        patch.object(json_report, "write_bytes", take),
        patch.object(yaml_report, "write_result", take),
        patch.object(text_report, "write_text", take),
    ):
        reports = (
            json_report.JsonReport(),
            yaml_report.YamlReport(),
            text_report.TextReport(Paint()),
        )
        for report in reports:
            for event in inspect(text):
                if isinstance(event, Inspection):
                    report.whole(event, "")
                else:
                    report.secret(event.secret, "")
            report.finish()
    return written
