"""When tokens say that they expire."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.token_expiry import stated_expiry, utc_text
from made_up_tokens import PUBLISHED, ecr_password, jwt

NOON = 1_795_435_200


@pytest.mark.parametrize(
    ("token", "expiry"),
    [
        (jwt(exp=NOON), NOON),
        (jwt(exp=NOON + 0.5), NOON + 0.5),
        ("ghs_" + jwt(exp=NOON), NOON),  # GitHub's stateless installation tokens
        ("ghs_123456_" + jwt(exp=NOON), NOON),
        (ecr_password(NOON), NOON),
        (jwt(), None),
        (jwt(exp="soon"), None),
        (jwt(exp=True), None),
        (jwt(exp=-1), None),
        (jwt(exp=1e300), None),
        (jwt(exp=float("nan")), None),
        (jwt(exp=float("inf")), None),
        ("eyJhbGciOiJub25lIn0.W10.x", None),  # a list of claims
        ("eyJhbGciOiJub25lIn0.e30.x", None),
        ("eyJhbGciOiJub25lIn0.A.x", None),  # no base64
        ("eyJhbGciOiJub25lIn0." + "W1tb" * 4000 + ".x", None),  # nested too deep
        (PUBLISHED, None),
        ("ghs_", None),
        ("", None),
    ],
)
def test_the_expiry_is_read(token: str, expiry: float | None) -> None:
    assert stated_expiry(token) == expiry


def test_a_time_is_told_in_utc() -> None:
    assert utc_text(NOON) == "2026-11-23 12:00 UTC"


@given(st.text() | st.text(alphabet="eyJghs_.W1tbA-", max_size=60).map("eyJ".__add__))
def test_no_text_makes_the_reading_raise(token: str) -> None:
    expiry = stated_expiry(token)
    assert expiry is None or utc_text(expiry)
