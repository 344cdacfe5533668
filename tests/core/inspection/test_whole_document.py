"""What a paste does to the text that is there already."""

import pytest

from ghcr_tui.core.inspection.whole_document import takes_the_place_of
from made_up_secrets import b64
from made_up_tokens import github_token

AUTH = b64("octocat:made-up-token-of-a-robot")
PAYLOAD = '{"auths":{"ghcr.io":{"auth":"' + AUTH + '"}}}'
SECRET = "apiVersion: v1\nkind: Secret\n"


@pytest.mark.parametrize(
    ("pasted", "there"),
    [
        (SECRET, "ab"),
        (SECRET, SECRET),
        (PAYLOAD, SECRET),
        (PAYLOAD, AUTH),
        (AUTH, b64(PAYLOAD)),
        (github_token(), AUTH),
        (f"```yaml\n{SECRET}```", "what was there"),
    ],
)
def test_a_whole_document_replaces(pasted: str, there: str) -> None:
    assert takes_the_place_of(pasted, there)


@pytest.mark.parametrize(
    ("pasted", "there"),
    [
        (AUTH, SECRET),
        (AUTH, PAYLOAD),
        (AUTH, "ab"),
        (AUTH, "a sentence of words"),
        ("word", AUTH),
        ("name: ghcr", SECRET),
        (AUTH, ""),
        ("", SECRET),
        (" \n", SECRET),
        (SECRET, " \n"),
    ],
)
def test_a_piece_goes_where_the_cursor_is(pasted: str, there: str) -> None:
    assert not takes_the_place_of(pasted, there)
