"""A registry, a username and a password in clear, whatever they are called and wherever."""

import json

import pytest

from ghcr_tui.core.inspection.front_door import inspect_whole
from made_up_tokens import github_token

TOKEN = github_token()
THREE = {"registry": "ghcr.io", "username": "octocat", "password": TOKEN}


@pytest.mark.parametrize(
    "text",
    [
        json.dumps(THREE),
        json.dumps({"imageCredentials": THREE}),
        json.dumps({"global": {"imagePullSecrets": [THREE]}}),
        json.dumps({"imageCredentials": {**THREE, "registry": "https://ghcr.io"}}),
        f"registry: ghcr.io\nuser: octocat\ntoken: {TOKEN}",
        f"DOCKER_REGISTRY=ghcr.io\nDOCKER_USERNAME=octocat\nDOCKER_PASSWORD={TOKEN}",
        "export REGISTRY_HOST='ghcr.io'\nexport REGISTRY_USER='octocat'\n"
        f"export REGISTRY_PASS='{TOKEN}'",
        f"machine ghcr.io\n  login octocat\n  password {TOKEN}",
        "mirrors:\n  ghcr.io: {}\nconfigs:\n  ghcr.io:\n    auth: {username: octocat, password: "
        f"{TOKEN}}}",
        f'[registry."ghcr.io".auth]\nusername = "octocat"\npassword = "{TOKEN}"',
    ],
)
def test_it_is_found_and_is_no_secret(text: str) -> None:
    whole = inspect_whole(text)
    (secret,) = whole.secrets
    (entry,) = secret.entries
    assert entry.registry.removeprefix("https://") == "ghcr.io"
    assert (entry.username, entry.token) == ("octocat", TOKEN)
    assert "credential-in-fields" in [finding.code for finding in secret.findings]
    assert secret.ignored_because
    assert TOKEN not in whole.summary


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"ghcr.io": {"username": "octocat", "password": TOKEN}}),
        json.dumps({"auths": {"ghcr.io": {"username": "octocat", "password": TOKEN}}}),
        "name: web\nhost: example.com\nuser: web",
        "url: example.com\nuser: ''\npassword: x",
        "just: words",
        "postgresql: {host: db.example.com, username: shop, password: made-up}",
        "DB_HOST=db.example.com\nDB_USER=shop\nDB_PASSWORD=made-up",
        "machine mail.example.com login octocat password made-up",
        "host = not a host\nuser = a\npassword = b",
    ],
)
def test_what_is_none_is_not_called_so(text: str) -> None:
    whole = inspect_whole(text)
    codes = [finding.code for secret in whole.secrets for finding in secret.findings]
    assert "credential-in-fields" not in codes
