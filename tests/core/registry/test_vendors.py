"""What is known of registries: whose a key is, and where the registry answers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.registry.vendors import api_host, has_public_images, vendor_of


@pytest.mark.parametrize(
    ("registry", "vendor"),
    [
        ("ghcr.io", "github"),
        ("https://ghcr.io/own/", "github"),
        ("GHCR.IO", "github"),  # a host is a host in any case
        ("containers.acme.ghe.com", "github"),  # GitHub Enterprise Cloud with data residency
        ("containers.github.example.com", "github-server"),  # by its name, and so a guess
        ("containers.ghe.com", "github-server"),
        ("docker.pkg.github.com", "github"),
        ("ghcr.io.corp.example", "unknown"),  # somebody's mirror, whose tokens are their own
        ("registry.gitlab.com", "gitlab"),
        ("registry.gitlab.example.com", "unknown"),  # self-hosted: nothing is certain
        ("https://index.docker.io/v1/", "dockerhub"),
        ("docker.io", "dockerhub"),
        ("registry-1.docker.io", "dockerhub"),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "aws"),
        ("123456789012.dkr.ecr-fips.us-east-1.amazonaws.com", "aws"),
        ("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn", "aws"),
        ("123456789012.dkr-ecr.us-east-1.on.aws", "aws"),  # the dual-stack endpoint
        ("public.ecr.aws", "aws"),
        ("s3.amazonaws.com", "unknown"),
        ("gcr.io", "google"),
        ("us.gcr.io/project/", "google"),
        ("europe-west1-docker.pkg.dev", "google"),
        ("europe-west1-npm.pkg.dev", "unknown"),  # no container registry
        ("name.azurecr.io", "azure"),
        ("azurecr.io", "unknown"),  # nobody's: the name is missing
        ("quay.io", "quay"),
        ("quay.example.com", "unknown"),
        ("harbor.example.com", "harbor"),
        ("goharbor.example.com", "harbor"),
        ("harbor-prod.example.com", "harbor"),
        ("registry.harbor.example.com", "harbor"),
        ("pearlharbor.example", "unknown"),
        ("registry.harborfreight.example", "unknown"),
        ("registry.digitalocean.com/team/", "digitalocean"),
        ("nvcr.io", "nvidia"),
        ("cr.yandex", "yandex"),
        ("image-registry.openshift-image-registry.svc:5000", "openshift"),
        ("default-route-openshift-image-registry.apps.example.com", "openshift"),
        ("localhost:5000", "unknown"),
        ("", "unknown"),
    ],
)
def test_a_registry_belongs_to_its_vendor(registry: str, vendor: Vendor) -> None:
    assert vendor_of(registry) == vendor


@pytest.mark.parametrize(
    ("registry", "host"),
    [
        ("https://index.docker.io/v1/", "registry-1.docker.io"),
        ("docker.io", "registry-1.docker.io"),
        ("registry-1.docker.io", "registry-1.docker.io"),
        ("ghcr.io/own/", "ghcr.io"),
        ("http://localhost:5000", "localhost:5000"),
        ("[::1]:5000/x", "[::1]:5000"),
        ("user@quay.io", "quay.io"),
    ],
)
def test_a_runtime_asks_the_host_that_answers(registry: str, host: str) -> None:
    assert api_host(registry) == host


@given(st.text())
def test_no_text_makes_the_vendor_or_the_host_raise(registry: str) -> None:
    assert vendor_of(registry)
    assert "/" not in api_host(registry)


@pytest.mark.parametrize(
    ("host", "has"),
    [
        ("ghcr.io", True),
        ("containers.github.example.com", True),
        ("containers.octocorp.ghe.com", False),
        ("Containers.OctoCorp.ghe.com", False),
    ],
)
def test_with_data_residency_nothing_is_public(host: str, has: bool) -> None:
    assert has_public_images(host) == has
