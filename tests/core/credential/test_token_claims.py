"""What tokens say of themselves."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.token_claims import claims_of, is_service_account_token
from made_up_tokens import ecr_password, installation_token, jwt, service_account_token


def test_claims_are_read_wherever_a_vendor_puts_them() -> None:
    assert claims_of(jwt(sub="me")) == {"sub": "me"}
    assert claims_of(installation_token(15368, exp=7)) == {"exp": 7}
    assert claims_of(ecr_password(7))["expiration"] == 7
    assert claims_of("hunter2") == {}


@pytest.mark.parametrize(
    ("token", "is_one"),
    [
        (service_account_token(), True),
        (service_account_token(exp=7), True),
        (jwt(sub="system:node:a"), False),
        (jwt(sub=7), False),
        ("hunter2", False),
    ],
)
def test_a_service_accounts_token_is_told_by_its_subject(token: str, is_one: bool) -> None:
    assert is_service_account_token(token) == is_one


@given(st.text() | st.text(alphabet="eyJghs_.W1tbA-", max_size=60).map("eyJ".__add__))
def test_no_text_makes_the_reading_raise(token: str) -> None:
    assert isinstance(claims_of(token), dict)
