"""The corpus: each file in tests/corpus yields just the codes in the `.codes` file beside it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from ghcr_tui.core.finding import SEVERITIES
from ghcr_tui.core.inspect_text import inspect_text
from ghcr_tui.core.inspection import Inspection

CORPUS = Path(__file__).parent.parent / "corpus"
CASES = sorted(path for path in CORPUS.iterdir() if path.suffix != ".codes")


def expected_codes(case: Path) -> list[str]:
    """Return the codes that `case` must yield, sorted, one for each time it must."""
    return case.with_name(case.name + ".codes").read_text().split()


def codes(inspection: Inspection) -> list[str]:
    """Return the codes of all findings of `inspection`, sorted."""
    findings = [*inspection.findings]
    for secret in inspection.secrets:
        findings.extend(secret.findings)
    return sorted(finding.code for finding in findings)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case_yields_just_its_codes_through_the_core(case: Path) -> None:
    inspection = inspect_text(case.read_text(encoding="utf-8"))

    assert codes(inspection) == expected_codes(case)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_finding_says_what_happens_and_where(case: Path) -> None:
    inspection = inspect_text(case.read_text(encoding="utf-8"))

    for finding in (*inspection.findings, *(f for s in inspection.secrets for f in s.findings)):
        assert finding.severity in SEVERITIES
        assert finding.message.endswith((".", "`", "?")), finding
        assert finding.fix or finding.severity == "info", finding


@pytest.mark.parametrize("name", [path.name for path in CASES if path.name.startswith("sound")])
def test_sound_case_yields_no_error_and_no_warning(name: str) -> None:
    inspection = inspect_text((CORPUS / name).read_text(encoding="utf-8"))

    grave = [f for s in inspection.secrets for f in s.findings if f.severity != "info"]
    assert grave == []


def test_decode_verb_yields_the_same_codes_for_the_whole_corpus() -> None:
    process = subprocess.run(
        [sys.executable, "-m", "ghcr_tui", "decode", "-o", "json", *map(str, CASES)],
        capture_output=True,
        check=False,
        text=True,
        encoding="utf-8",
    )

    report = json.loads(process.stdout)
    found = [f["code"] for f in report["findings"]]
    found += [f["code"] for secret in report["secrets"] for f in secret["findings"]]
    assert sorted(found) == sorted(code for case in CASES for code in expected_codes(case))
