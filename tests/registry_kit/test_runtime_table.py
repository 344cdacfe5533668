"""The table of docs/verify.md is the one that is tested."""

from pathlib import Path

from registry_kit.runtime_cases import CASES
from registry_kit.runtime_table import BEGIN, END, table

_PAGE = Path(__file__).parents[2] / "docs" / "verify.md"


def test_the_page_has_the_cases_as_they_are() -> None:
    page = _PAGE.read_text()
    assert page[page.index(BEGIN) : page.index(END) + len(END)] == table()


def test_each_case_has_a_name_of_its_own() -> None:
    assert len({case.name for case in CASES}) == len(CASES)
