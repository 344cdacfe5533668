"""Placeholders where base64 belongs."""

import pytest

from ghcr_tui.core.findings.placeholder_value import is_value_placeholder
from made_up_secrets import AUTH, TOKEN, b64, payload


@pytest.mark.parametrize(
    "text",
    [
        "Base64EncodedValue",
        "BASE64_USERNAME_COLON_TOKEN",
        "base64encodedauthstring",
        "YOUR_BASE64_ENCODED_DOCKER_CONFIG",
        "your-base64-encoded-json-here",
        "<base64-encoded-json>",
        "<base64 of username:token>",
        "base64(username:password)",
        "[your token]",
        "PLACEHOLDER",
        "changeme",
        "xxxxxxxx",
        "...",
        "***",
        "REPLACE_ME",
        '"YOUR_TOKEN_HERE"',
    ],
)
def test_words_of_a_guide_are_placeholders(text: str) -> None:
    assert is_value_placeholder(text)


@pytest.mark.parametrize(
    "text",
    ["", AUTH, TOKEN, b64(payload()), "config", "dXNlcjpwYXNz", "hunter2", "dockerhub", "eyJ9"],
)  # fmt: skip
def test_values_and_single_words_are_none(text: str) -> None:
    assert not is_value_placeholder(text)
