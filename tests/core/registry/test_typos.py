"""Slips of the fingers beside known registries, and the real hosts that must stay in peace."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.registry.presets import PRESETS
from ghcr_tui.core.registry.typos import near_miss


@pytest.mark.parametrize(
    ("registry", "meant"),
    [
        ("gchr.io", "ghcr.io"),
        ("ghrc.io", "ghcr.io"),  # has been run to collect such tokens
        ("hgcr.io", "ghcr.io"),
        ("ghcr.oi", "ghcr.io"),
        ("ghcr.i", "ghcr.io"),
        ("ghcrio", "ghcr.io"),
        ("ghccr.io", "ghcr.io"),
        ("ghxr.io", "ghcr.io"),
        ("ghc.io", "ghcr.io"),
        ("ghcr", "ghcr.io"),
        ("ghcr.com", "ghcr.io"),
        ("https://gchr.io/own/", "ghcr.io"),
        ("GCHR.IO", "ghcr.io"),
        ("gcr.oi", "gcr.io"),
        ("grc.io", "gcr.io"),
        ("eu.grc.io", "eu.gcr.io"),
        ("quay.io/", "quay.io"),
        ("qauy.io", "quay.io"),
        ("quay.oi", "quay.io"),
        ("qay.io", "quay.io"),
        ("docker.oi", "docker.io"),
        ("dokcer.io", "docker.io"),
        ("dockr.io", "docker.io"),
        ("https://idnex.docker.io/v1/", "index.docker.io"),
        ("registry.gtilab.com", "registry.gitlab.com"),
        ("registery.gitlab.com", "registry.gitlab.com"),
        ("registry.gitlab.co", "registry.gitlab.com"),
        ("team.azurcr.io", "team.azurecr.io"),
        ("team.azurecr.oi", "team.azurecr.io"),
        ("us-dokcer.pkg.dev", "us-docker.pkg.dev"),
        ("europe-west1-docker.pgk.dev", "europe-west1-docker.pkg.dev"),
        (
            "123456789012.dkr.erc.us-east-1.amazonaws.com",
            "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        ),
    ],
)
def test_a_slip_is_recognised(registry: str, meant: str) -> None:
    assert near_miss(registry) == meant


@pytest.mark.parametrize(
    "registry",
    [
        "ghcr.io",
        "gcr.io",  # one letter from ghcr.io, and real
        "us.gcr.io",
        "eu.gcr.io",
        "asia.gcr.io",
        "mirror.gcr.io",
        "k8s.gcr.io",
        "quay.io",
        "docker.io",
        "index.docker.io",
        "https://index.docker.io/v1/",
        "registry-1.docker.io",
        "ghcr.io/own/",  # a path is no slip
        "https://ghcr.io/",
        "icr.io",  # IBM: one letter from gcr.io
        "us.icr.io",
        "lscr.io",  # LinuxServer
        "nvcr.io",  # NVIDIA
        "fra.ocir.io",  # Oracle
        "cgr.dev",  # Chainguard
        "dhi.io",  # Docker hardened images
        "cr.io",
        "acr.io",
        "scr.io",
        "cr.yandex",
        "cr.company.io",
        "ghcr.company.io",
        "ghcr.io.company.example",
        "containers.company.ghe.com",
        "docker.company.io",
        "docker.com",
        "locker.io",
        "rocker.io",
        "docket.io",
        "quad.io",
        "quay.company.com",
        "ghcr2.io",
        "ghcr-.io",
        "*.docker.io",
        "*hcr.io",
        "registry.gitlab.cn",  # GitLab's sister company
        "registry.gitlab.example.com",
        "registry.github.example.com",
        "registry.k8s.io",
        "registry.redhat.io",
        "mcr.microsoft.com",
        "public.ecr.aws",
        "team.azurecr.io",
        "team.azurecr.cn",
        "team.azurecr.us",
        "us-docker.pkg.dev",
        "us-maven.pkg.dev",
        "123456789012.dkr.ecr.us-east-1.amazonaws.com",
        "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn",
        "registry.digitalocean.com",
        "rg.fr-par.scw.cloud",
        "harbor.io",
        "localhost:5000",
        "registry:5000",
        "10.0.0.1",
        "",
    ],
)
def test_a_real_host_is_no_near_miss(registry: str) -> None:
    assert near_miss(registry) is None


def test_no_preset_is_a_near_miss() -> None:
    assert [near_miss(preset.registry) for preset in PRESETS] == [None] * len(PRESETS)


@given(st.text(alphabet="ghcrioquaydkbe.-", max_size=12))
def test_what_was_meant_is_never_itself_a_near_miss(registry: str) -> None:
    meant = near_miss(registry)
    assert meant is None or (meant != registry and near_miss(meant) is None)
