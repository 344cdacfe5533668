"""Questions without an answer: every kind names the host, and says what to do."""

from typing import get_args

import pytest

from ghcr_tui.core.verification.failures import Failure, FailureKind, explain_failure


@pytest.mark.parametrize("kind", get_args(FailureKind))
def test_every_trouble_names_the_host_and_what_to_do(kind: FailureKind) -> None:
    cause = explain_failure(Failure(kind, "{registry}.example", "{detail}"))
    assert cause.code == kind
    assert "{registry}.example" in cause.message
    assert cause.fix


def test_a_private_authority_is_answered_with_the_option_by_name() -> None:
    assert "--ca-file" in explain_failure(Failure("tls-untrusted", "r.example")).fix


@pytest.mark.parametrize("kind", get_args(FailureKind))
def test_plain_http_is_suggested_for_a_server_that_speaks_nothing_else(kind: FailureKind) -> None:
    suggested = "--plain-http" in explain_failure(Failure(kind, "r.example")).fix
    assert suggested == (kind in ("not-tls", "plain-http"))
