"""The findings about name, namespace, labels, annotations and size."""

from collections.abc import Iterator

import pytest
from hypothesis import given

from ghcr_tui.core.findings.finding import Finding, gravest
from ghcr_tui.core.findings.metadata import (
    annotation_findings,
    label_findings,
    name_findings,
    namespace_findings,
    size_findings,
)
from ghcr_tui.core.text.inert import is_inert
from strategies import anything


@pytest.mark.parametrize(
    ("findings", "codes"),
    [
        (name_findings("ghcr"), []),
        (name_findings(""), ["name-empty"]),
        (name_findings("GHCR"), ["name-invalid"]),
        (namespace_findings("default"), []),
        (namespace_findings(""), ["namespace-missing"]),
        (namespace_findings("a.b"), ["namespace-invalid"]),
        (label_findings({"component": "denostr"}), []),
        (label_findings({"a b": "c d"}), ["label-key-invalid", "label-value-invalid"]),
        (label_findings({"${KEY}": "c", "a": "{{ .Values.team }}"}), ["label-unfilled"] * 2),
        (label_findings({"a": "<your-team>"}), ["label-placeholder"]),
        (annotation_findings({"$(key)": "{{ any text }}"}), ["annotation-unfilled"] * 2),
        (annotation_findings({"a": "any text: \n\x00 at all"}), []),
        (annotation_findings({"a b": "c"}), ["annotation-key-invalid"]),
        (annotation_findings({"a": "b\udcff"}), ["annotation-not-text"]),
        (annotation_findings({"k": "v" * (256 * 1024 - 1)}), []),  # keys count, too
        (annotation_findings({"k": "v" * (256 * 1024)}), ["annotations-too-large"]),
        (annotation_findings({"k": "é" * (128 * 1024)}), ["annotations-too-large"]),  # bytes
        (size_findings(1024 * 1024), []),
        (size_findings(1024 * 1024 + 1), ["secret-too-large"]),
    ],
)
def test_each_rule_has_its_code(findings: Iterator[Finding], codes: list[str]) -> None:
    assert [finding.code for finding in findings] == codes


def test_what_the_api_server_refuses_is_an_error_and_says_so() -> None:
    for finding in (*name_findings("A"), *label_findings({"-": "-"}), *size_findings(1 << 21)):
        assert finding.severity == "error"
        assert "The API server refuses the Secret" in finding.message


@given(anything, anything)
def test_findings_are_safe_to_show_whatever_they_quote(key: str, value: str) -> None:
    for finding in (
        *name_findings(key),
        *namespace_findings(key),
        *label_findings({key: value}),
        *annotation_findings({key: value}),
    ):
        assert is_inert(finding.message + finding.fix)


def test_the_gravest_of_some_findings_is_told() -> None:
    info, error = Finding("a", "info", "m"), Finding("b", "error", "m")
    assert gravest((info, error, info)) == "error"
    assert gravest((info.at("name"),)) == "info"
    assert gravest(()) is None
