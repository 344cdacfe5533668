"""How a verdict's answer is painted, the same in every report."""

from ghcr_tui.core.verdict.verdict import Answer

STYLES: dict[Answer, str] = {
    "pulls": "good",
    "unsure": "warning",
    "anonymous": "error",
    "fails": "error",
}
