"""The corpus: each file in tests/corpus yields just the codes in the `.codes` file beside it."""

import ast
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import ghcr_tui.core
from ghcr_tui.core.findings.finding import SEVERITIES, Finding
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.inspection.inspection import Inspection

CORPUS = Path(__file__).parents[2] / "corpus"
CASES = sorted(path for path in CORPUS.iterdir() if path.suffix != ".codes")
OF_DRAFTS = {"token-misplaced", "pair-twice", "pair-without-value", "registry-twice"}
"""Codes that only the composer yields: no text can hold what they are about."""
OF_LENGTH = {"secret-too-large", "token-too-long", "username-too-long", "annotations-too-large"}
OF_THE_CLOCK = {"token-expired"}
OF_LONE_SURROGATES = {"annotation-not-text"}
OF_AN_IDENTITY = {"sops-opened", "sops-changed", "sops-not-opened"}


def text_of(case: Path) -> str:
    """Return the text of `case` with the line ends that it has."""
    return case.read_bytes().decode("utf-8")


def expected_codes(case: Path) -> list[str]:
    """Return the codes that `case` must yield, sorted, one for each time it must."""
    return case.with_name(case.name + ".codes").read_text().split()


def all_findings(inspection: Inspection) -> list[Finding]:
    """Return the findings of `inspection` and of its Secrets."""
    return [*inspection.findings, *(f for each in inspection.secrets for f in each.findings)]


def literal_codes() -> Iterator[str]:
    """Yield every code that stands in a rule as it is, but for those about whole clusters."""
    for path in Path(ghcr_tui.core.__path__[0]).rglob("*.py"):
        if path.parent.name == "cluster":  # tests/core/cluster/test_audit.py has a fault for each
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(
                    func=ast.Name("Finding" | "refusal"), args=[ast.Constant(str(code)), *_]
                ):
                    yield code


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_case_yields_just_its_codes_through_the_core(case: Path) -> None:
    inspection = inspect_whole(text_of(case))

    assert sorted(f.code for f in all_findings(inspection)) == expected_codes(case)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_finding_says_what_happens_and_what_to_do(case: Path) -> None:
    for finding in all_findings(inspect_whole(text_of(case))):
        assert finding.severity in SEVERITIES
        assert finding.message.endswith((".", "`", "?")), finding
        assert finding.fix or finding.severity == "info", finding
        assert len(finding.message) < 300, finding


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_every_summary_is_a_sentence(case: Path) -> None:
    summary = inspect_whole(text_of(case)).summary

    assert summary[:1].isupper() or summary[:1].isdigit()
    assert summary.endswith(".")
    assert ".." not in summary.replace("...", "")


@pytest.mark.parametrize("name", [path.name for path in CASES if path.name.startswith("sound")])
def test_sound_case_yields_no_error_and_no_warning(name: str) -> None:
    inspection = inspect_whole(text_of(CORPUS / name))

    assert [f for f in all_findings(inspection) if f.severity != "info"] == []
    assert inspection.kind != "unknown"


def test_every_code_has_a_case() -> None:
    covered = {code for case in CASES for code in expected_codes(case)}
    elsewhere = OF_DRAFTS | OF_LENGTH | OF_THE_CLOCK | OF_LONE_SURROGATES | OF_AN_IDENTITY

    assert set(literal_codes()) - covered - elsewhere == set()


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
