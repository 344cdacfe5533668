"""Which certificates are sealed with, and what is said of those that are not."""

import datetime

import pytest

from ghcr_tui.system.sealing.certificate import read_certificate
from ghcr_tui.system.sealing.problem import SealingProblem
from sealing_keys import MADE, controller, elliptic

START = MADE.timestamp()
DAY = 86_400


def test_a_controllers_certificate_is_read_with_its_dates_and_its_fingerprint() -> None:
    certificate = read_certificate(controller().certificate)

    assert certificate.fingerprint.startswith("SHA256:")
    assert certificate.fingerprint != read_certificate(controller(1).certificate).fingerprint
    assert certificate.valid_from == START
    assert certificate.valid_until == (MADE + datetime.timedelta(days=3650)).timestamp()


@pytest.mark.parametrize(
    ("after_days", "said"),
    [(0, ""), (30, ""), (31, "is 31 days old"), (400, "is 400 days old"), (3651, "has expired")],
)
def test_an_old_one_is_warned_of(after_days: int, said: str) -> None:
    warning = read_certificate(controller().certificate).warning(START + after_days * DAY)

    assert bool(warning) == bool(said)
    assert said in warning


@pytest.mark.parametrize(
    ("pem", "said"),
    [
        ("", "is empty"),
        ("404 page not found", "is no certificate"),
        (controller().key, "is a private key"),
        ("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n", "a bare public key"),
        ("-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "is damaged"),
        ("-----BEGIN CERTIFICATE-----\n\x1b[31m\n-----END CERTIFICATE-----\n", "is damaged"),
        (elliptic().certificate, "and not RSA"),
        (controller(bits=1024).certificate, "has 1024 bits"),
    ],
    ids=["empty", "page", "private", "public", "damaged", "escape", "elliptic", "short"],
)
def test_what_cannot_be_sealed_with_is_said_in_a_sentence(pem: str, said: str) -> None:
    with pytest.raises(SealingProblem, match=said) as caught:
        read_certificate(pem)
    assert "PRIVATE" not in str(caught.value)
    assert "\x1b" not in str(caught.value)
