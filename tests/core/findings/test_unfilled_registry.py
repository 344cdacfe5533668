"""Registry keys that name no registry."""

import pytest

from ghcr_tui.core.findings.registry import judged_registry


@pytest.mark.parametrize(
    ("key", "code"),
    [
        ("${REGISTRY}", "registry-unfilled"),
        ("{{ .Values.registry }}", "registry-unfilled"),
        ("${REGION}-docker.pkg.dev", "registry-unfilled"),
        ("<your-registry>", "placeholder-registry"),
        ("https://<registry>/v1/", "placeholder-registry"),
        ("YOUR_REGISTRY", "placeholder-registry"),
        ("your-registry.example.com", "placeholder-registry"),
        ("***", "placeholder-registry"),
        ("pip install torch --index-url https://a.example", "not-a-registry"),
        ("docker login ghcr.io -u octocat", "not-a-registry"),
        ("this is my registry", "not-a-registry"),
        ("ghcr.io ", "registry-whitespace"),
        ("ghcr.io quay.io", "registry-whitespace"),
    ],
)
def test_a_key_that_is_meant_for_something_else_is_said_to_be_that_alone(
    key: str, code: str
) -> None:
    assert [finding.code for finding in judged_registry(key).findings] == [code]


@pytest.mark.parametrize("key", ["my-registry:5000", "localhost:5000", "*.example.com", "ghcr.io"])
def test_keys_that_may_be_meant_are_no_placeholders(key: str) -> None:
    codes = {finding.code for finding in judged_registry(key).findings}

    assert not codes & {"placeholder-registry", "registry-unfilled", "not-a-registry"}
