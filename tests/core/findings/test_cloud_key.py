"""The rules about keys of clouds: each with its own username, and no other cloud's rules."""

import pytest

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.token import token_findings
from made_up_tokens import google_key, yandex_key

OTHER_KEY = '{"private_key": "-- none --", "tenant": "made-up"}'
PERSON = google_key().replace("service_account", "authorized_user")


@pytest.mark.parametrize(
    ("vendor", "username", "token", "found"),
    [
        ("yandex", "json_key", yandex_key(), "info yandex-key"),
        ("unknown", "json_key", yandex_key(), "info yandex-key"),  # a host of one's own
        ("unknown", "me", yandex_key(), ""),
        ("yandex", "_json_key", yandex_key(), "warning yandex-key-username"),
        ("yandex", "json_key", yandex_key()[:-4], "error yandex-key-unreadable"),
        ("yandex", "json_key", "hunter2", "error yandex-key-unreadable"),
        ("yandex", "iam", "t1.made-up", "warning yandex-token-expires"),
        ("yandex", "oauth", "y0_made-up", "info yandex-token-expires"),
        ("unknown", "json_key", "hunter2", ""),
        ("unknown", "robot", OTHER_KEY, ""),  # some other cloud's, with its own username
        ("google", "_json_key", yandex_key(), "error token-other-vendor"),
        ("google", "_json_key", PERSON, "error google-key-other-type"),
        ("unknown", "_json_key", PERSON, "info google-key"),
        ("google", "_json_key", f"'{google_key()}'", "error token-surrounding-quotes"),
        ("google", "_json_key", f'"{google_key()}"', "error token-surrounding-quotes"),
        ("google", "_json_key", f"`{google_key()}`", "error token-surrounding-quotes"),
        ("yandex", "json_key", f" '{yandex_key()}' ", "error token-surrounding-quotes"),
    ],
)
def test_a_key_yields_its_finding(vendor: Vendor, username: str, token: str, found: str) -> None:
    findings = token_findings(username, token, vendor)
    assert " ".join(f"{finding.severity} {finding.code}" for finding in findings) == found
