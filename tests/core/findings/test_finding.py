"""The value every rule answers with, and how its place is written."""

import pytest

from ghcr_tui.core.findings.finding import Finding, Where
from made_up_secrets import TOKEN


@pytest.mark.parametrize(
    ("where", "written"),
    [
        (Where(), ""),
        (Where("metadata.name"), "metadata.name"),
        (Where("auth", "ghcr.io"), 'auths["ghcr.io"].auth'),
        (Where("", "ghcr.io"), 'auths["ghcr.io"]'),
        (Where("registry", "ghcr.io"), 'auths["ghcr.io"]'),  # the key is what names the entry
        (Where("token", 1), "credentials[1].token"),
        (Where("token", TOKEN), 'auths["••••••••"].token'),
    ],
)
def test_a_place_is_written_as_people_write_it(where: Where, written: str) -> None:
    assert str(where) == written


def test_a_finding_keeps_its_field_when_its_entry_is_told_and_its_entry_when_its_field_is() -> None:
    finding = Finding("token-empty", "error", "The token is empty.", where=Where("token"))
    assert finding.of("ghcr.io").where == Where("token", "ghcr.io")
    assert finding.of("ghcr.io").at("auth").where == Where("auth", "ghcr.io")
