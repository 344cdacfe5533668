"""Which findings are mended and which need a person: each code is in just one of the two."""

import pytest

from core.findings.make_findings_page import examples
from ghcr_tui.core.mending.catalogue import MECHANICAL, PERSON

CODES = sorted(examples())


@pytest.mark.parametrize("code", CODES)
def test_each_finding_is_mended_or_says_why_a_person_is_needed(code: str) -> None:
    assert (code in MECHANICAL) != (code in PERSON)


def test_no_code_of_the_table_is_unknown_to_the_rules() -> None:
    assert set(PERSON) - set(CODES) == set()


def test_each_reason_is_a_sentence() -> None:
    assert all(reason.endswith(".") and reason[0].isupper() for reason in PERSON.values())


def test_a_good_part_is_mended() -> None:
    assert len(MECHANICAL & set(CODES)) > 0.45 * len(CODES)
