"""docs/findings.md has every code, as the rules are today."""

from core.findings.make_findings_page import PAGE, examples, page
from core.inspection.test_corpus import literal_codes


def test_the_page_is_not_stale() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), (
        "run python tests/core/findings/make_findings_page.py"
    )


def test_every_code_of_a_rule_is_on_the_page() -> None:
    assert set(literal_codes()) <= examples().keys()
