"""The rules about a registry key: each beside what it must not speak of."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.findings.finding import Where
from ghcr_tui.core.findings.registry import judged_registry
from ghcr_tui.core.keyring.match import matches_key
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.registry.presets import PRESETS


def codes(registry: str) -> list[str]:
    return [f"{finding.severity} {finding.code}" for finding in judged_registry(registry).findings]


@pytest.mark.parametrize(
    ("registry", "found"),
    [
        ("", ["error registry-empty"]),
        ("ghcr.io ", ["error registry-whitespace"]),
        ("ghcr.io/own/app:v1", ["error registry-is-image"]),
        ("user@ghcr.io", ["warning registry-userinfo"]),
        ("x" * 1_000_000, ["error registry-too-long"]),
        # Near misses, and real neighbours.
        ("gchr.io", ["warning registry-near-miss"]),
        ("ghrc.io", ["warning registry-near-miss"]),
        ("gcr.oi", ["warning registry-near-miss"]),
        ("gcr.io", []),
        ("icr.io", []),
        ("quay.io/", ["info registry-trailing-slash"]),
        ("https://ghcr.io/", ["info registry-trailing-slash"]),
        ("quay.io", []),
        # Docker Hub: under these keys its images are found, under those they are not.
        ("https://index.docker.io/v1/", []),
        ("https://index.docker.io/v2/", []),
        ("index.docker.io", []),
        ("docker.io", []),
        ("https://index.docker.io/v1", ["error docker-hub-key-never-matches"]),
        ("index.docker.io/library/", ["error docker-hub-key-never-matches"]),
        ("index.docker.io:443", ["error docker-hub-key-never-matches"]),
        ("registry-1.docker.io", ["error docker-hub-key-never-matches"]),
        ("https://registry-1.docker.io/v2/", ["error docker-hub-key-never-matches"]),
        ("hub.docker.com", ["error docker-hub-key-never-matches"]),
        ("https://index.docker.io/v1/access-token", ["info docker-hub-desktop-key"]),
        # Hosts that hold no images, or no longer.
        ("docker.pkg.github.com", ["warning registry-retired"]),
        ("github.com", ["error not-a-registry"]),
        ("octocorp.ghe.com", ["error not-a-registry"]),
        ("containers.octocorp.ghe.com", []),
        ("containers.github.example.com:443", []),
        ("catalog.ngc.nvidia.com", ["error not-a-registry"]),
        # What is filed without a part of it is judged as it is filed.
        ("user@index.docker.io", ["warning registry-userinfo"]),
        (
            "https://user@hub.docker.com/",
            ["warning registry-userinfo", "error docker-hub-key-never-matches"],
        ),
        ("github.com?tab=packages", ["warning registry-query", "error not-a-registry"]),
        ("ghcr.io/owner%2Fapp", ["info registry-prefix-wide"]),
        ("ghcr.io/owner%2Fapp/", []),
        ("gitlab.com", []),  # its dependency proxy is pulled from there
        # Keys that match other images than they seem to.
        ("GHCR.io", ["warning registry-capitals"]),
        ("ACCOUNT.dkr.ecr.REGION.amazonaws.com", ["warning placeholder-registry"]),
        ("containers.SUBDOMAIN.ghe.com", ["warning placeholder-registry"]),
        ("ghcr.io:443", ["warning registry-default-port"]),
        ("registry.example.com:443", []),  # its images may well be written so
        ("https://ghcr.io/v2", ["warning registry-api-path"]),
        ("https://ghcr.io/v2/", []),
        ("registry", ["error registry-without-dot"]),
        ("registry:5000", []),
        ("localhost", []),
        ("[::1]:5000", []),
        ("*.example.com", ["info registry-glob"]),
        ("*.azurecr.io", ["warning registry-glob-wide"]),
        ("ghcr.io/own", ["info registry-prefix-wide"]),
        ("ghcr.io/own/", []),
    ],
)
def test_a_key_yields_its_findings(registry: str, found: list[str]) -> None:
    assert codes(registry) == found


@pytest.mark.parametrize("scheme", ["", "http://", "https://"])
@pytest.mark.parametrize("user", ["", "user@", "user:word@"])
@pytest.mark.parametrize("path", ["", "/", "/v1/", "/v2/"])
@pytest.mark.parametrize("query", ["", "?n=1", "#top"])
def test_every_spelling_that_is_filed_under_docker_hubs_index_is_let_be(
    scheme: str, user: str, path: str, query: str
) -> None:
    registry = f"{scheme}{user}index.docker.io{path}{query}"

    assert matches_key(registry, parse_image("nginx"))
    assert not [each for each in codes(registry) if each.startswith("error")]


def test_an_escape_is_shown_as_what_it_is_filed_as() -> None:
    (finding,) = judged_registry("https://ghcr.io/owner%2Fapp").findings
    assert "`ghcr.io/owner/app` matches images under `ghcr.io/owner/app2`" in finding.message


@pytest.mark.parametrize(
    ("registry", "fix"),
    [
        ("gchr.io", "Did you mean `ghcr.io`?"),
        ("ghcr,io", "Did you mean `ghcr.io`?"),  # even where the syntax is broken
        ("ghcr", "Did you mean `ghcr.io`?"),
        ("quay.io/", "Did you mean `quay.io`?"),
        ("github.com", "Did you mean `ghcr.io`?"),
        ("hub.docker.com", "Use `https://index.docker.io/v1/`."),
    ],
)
def test_the_fix_names_the_registry_that_was_meant(registry: str, fix: str) -> None:
    assert judged_registry(registry).findings[0].fix == fix


@pytest.mark.parametrize("preset", [preset for preset in PRESETS if not preset.example])
def test_a_preset_yields_nothing(preset: tuple[str, ...]) -> None:
    assert codes(preset[2]) == []


HUB = ["nginx", "me/app", "docker.io/library/nginx", "index.docker.io/me/app"]


@pytest.mark.parametrize(
    "registry",
    ["https://index.docker.io/v1", "index.docker.io/library/", "registry-1.docker.io", "registry"],
)
def test_a_key_that_never_matches_is_one_to_the_keyring_too(registry: str) -> None:
    assert not any(matches_key(registry, parse_image(image)).matches for image in HUB)


@given(st.text())
def test_no_text_makes_the_rules_raise(registry: str) -> None:
    for finding in judged_registry(registry).findings:
        assert finding.where == Where("registry")
        assert finding.message.endswith((".", "?"))
