"""What an ExternalSecret says: where the credential is kept, and never the credential."""

import json

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.formats.external_secret import external_secret, generated_secret
from ghcr_tui.core.formats.format import FormatProblem, Store
from ghcr_tui.core.golang.json_text import Json, dumps
from ghcr_tui.core.secret.secret import Secret

TOKEN = "made-up-token-that-must-not-be-seen"
SECRET = Secret("pull", "shop", {"team": "a"}, {"n": "1"}, False, {}, {})
CREDENTIALS = (
    Credential("ghcr.io", "octocat", TOKEN),
    Credential("quay.io/org", "org+bot", TOKEN),
    Credential("quay.io:org", "org+bot", TOKEN),
)


def test_no_token_is_in_it() -> None:
    made = external_secret(SECRET, CREDENTIALS, Store("vault"))

    assert TOKEN not in json.dumps(made)


def test_each_registry_has_a_key_of_its_own_in_the_store() -> None:
    made = json.loads(
        json.dumps(external_secret(SECRET, CREDENTIALS, Store("vault", key="pull/{registry}")))
    )

    assert made["apiVersion"] == "external-secrets.io/v1"
    assert [(each["secretKey"], each["remoteRef"]["key"]) for each in made["spec"]["data"]] == [
        ("ghcr_io_token", "pull/ghcr.io"),
        ("quay_io_org_token", "pull/quay.io/org"),
        ("quay_io_org_2_token", "pull/quay.io:org"),
    ]
    template = made["spec"]["target"]["template"]
    assert template["type"] == "kubernetes.io/dockerconfigjson"
    assert template["metadata"] == {"labels": {"team": "a"}, "annotations": {"n": "1"}}


def test_a_store_with_both_is_asked_for_both() -> None:
    store = Store("vault", "ClusterSecretStore", "pull", "password", "user")
    made = json.loads(json.dumps(external_secret(SECRET, CREDENTIALS[:1], store)))

    assert made["spec"]["secretStoreRef"] == {"name": "vault", "kind": "ClusterSecretStore"}
    assert [each["remoteRef"] for each in made["spec"]["data"]] == [
        {"key": "pull", "property": "password"},
        {"key": "pull", "property": "user"},
    ]
    assert "octocat" not in json.dumps(made)


@pytest.mark.parametrize(
    ("registry", "kind"),
    [
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "ECRAuthorizationToken"),
        ("https://123456789012.dkr.ecr.eu-west-1.amazonaws.com/v2/", "ECRAuthorizationToken"),
        ("acme.azurecr.io", "ACRAccessToken"),
        ("europe-docker.pkg.dev/shop", "GCRAccessToken"),
        ("eu.gcr.io/shop/team", "GCRAccessToken"),
    ],
)
def test_short_lived_passwords_come_from_a_generator(registry: str, kind: str) -> None:
    generator, made = json.loads(json.dumps(generated_secret(SECRET, registry)))

    assert generator["kind"] == kind
    reference = made["spec"]["dataFrom"][0]["sourceRef"]["generatorRef"]
    assert (reference["kind"], reference["name"]) == (kind, generator["metadata"]["name"])


@pytest.mark.parametrize(
    ("registry", "project", "written"),
    [
        ("gcr.io/shop", "", "shop"),
        ("europe-docker.pkg.dev/shop/images", "", "shop"),
        ("gcr.io", "shop", "shop"),
        ("gcr.io/other", "shop", "shop"),
    ],
)
def test_google_s_project_is_named_or_in_the_key(registry: str, project: str, written: str) -> None:
    generator, _ = generated_secret(SECRET, registry, project)
    assert json.loads(json.dumps(generator))["spec"]["projectID"] == written


@pytest.mark.parametrize(
    ("registry", "auth", "refresh"),
    [
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", None, "6h0m0s"),
        ("acme.azurecr.io", {"workloadIdentity": {}}, "1h30m0s"),
        ("europe-docker.pkg.dev/project", {}, "30m0s"),
    ],
)
def test_a_generators_token_is_fetched_at_half_of_its_life(
    registry: str, auth: Json, refresh: str
) -> None:
    generator, manifest = (json.loads(dumps(each)) for each in generated_secret(SECRET, registry))
    assert manifest["spec"]["refreshInterval"] == refresh
    assert generator["spec"].get("auth") == auth


@pytest.mark.parametrize(
    ("registry", "said"),
    [
        ("ghcr.io", "refuses for private packages"),
        ("containers.acme.ghe.com", "refuses for private packages"),
        ("quay.io", "needs a robot account and its federation"),
        ("eu.gcr.io", "name it with --google-project"),
        ("public.ecr.aws", "has no generator for this registry"),
    ],
)
def test_where_there_is_no_generator_the_reason_is_said(registry: str, said: str) -> None:
    with pytest.raises(FormatProblem, match=said):
        generated_secret(SECRET, registry)
