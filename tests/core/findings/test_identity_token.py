"""Identity tokens, which Docker alone exchanges: alone they pull nothing."""

import pytest

from ghcr_tui.core.credential.credential import encode_auth
from ghcr_tui.core.findings.entry import entry_findings
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.entry_reader import read_entry

NOBODY = "00000000-0000-0000-0000-000000000000"


def codes(registry: str, fields: dict[str, Json]) -> list[str]:
    """Return severity and code of every finding but the one about a missing username field."""
    found = entry_findings(read_entry(registry, fields))
    return [f"{each.severity} {each.code}" for each in found if each.code != "auth-only"]


@pytest.mark.parametrize(
    ("fields", "found"),
    [
        ({"identitytoken": "made-up"}, ["error identity-token"]),
        ({"registrytoken": "made-up"}, ["error identity-token"]),
        ({"auth": encode_auth(NOBODY, ""), "identitytoken": "made-up"}, ["error identity-token"]),
        ({"username": "me", "identitytoken": "made-up"}, ["error identity-token"]),
        (
            {"auth": encode_auth("me", "made-up"), "identitytoken": "made-up"},
            ["info identity-token-ignored"],
        ),
        ({"auth": encode_auth("me", "made-up"), "identitytoken": ""}, []),
    ],
)
def test_an_identity_token_yields_its_finding(fields: dict[str, Json], found: list[str]) -> None:
    assert codes("team.azurecr.io", fields) == found


@pytest.mark.parametrize(
    ("registry", "said"), [("team.azurecr.io", "--expose-token"), ("r.example.com", "a username")]
)
def test_the_fix_is_the_registrys_own(registry: str, said: str) -> None:
    (finding,) = entry_findings(read_entry(registry, {"identitytoken": "made-up"}))
    assert said in finding.fix
