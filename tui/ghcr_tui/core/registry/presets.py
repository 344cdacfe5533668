"""Presets: the registries people use, with what each wants as username and token.

Sources: each vendor's own page on pulling from outside its cloud.
"""

from typing import NamedTuple

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.registry.vendors import vendor_of


class Preset(NamedTuple):
    """One kind of registry.

    `registry` is the key to write, or with `example` true a pattern whose capitals (or whole host)
    are to be replaced. `username` is what must be there, "" where it is the person's own;
    `username_hint` says what that is, `token_hint` where a token comes from and what it must allow.
    """

    label: str
    vendor: Vendor
    registry: str
    username: str
    username_hint: str
    token_hint: str
    example: bool = False


PRESETS = (
    Preset(
        "GitHub",
        "github",
        "ghcr.io",
        "",
        "your GitHub username",
        "a classic personal access token (ghp_…) with the read:packages scope, from GitHub's "
        "settings under Developer settings; fine-grained tokens do not work here",
    ),
    Preset(
        "Docker Hub",
        "dockerhub",
        "https://index.docker.io/v1/",
        "",
        "your Docker ID, or the organisation's name for an organisation's token",
        "a personal access token (dckr_pat_…) with read access, from Docker's account settings",
    ),
    Preset(
        "Quay",
        "quay",
        "quay.io",
        "",
        "a robot account, as organisation+robot",
        "the robot account's token, from the organisation's page under Robot Accounts; "
        "give the robot read access to the repository",
    ),
    Preset(
        "GitLab",
        "gitlab",
        "registry.gitlab.com",
        "",
        "the deploy token's username (gitlab+deploy-token-N), or your GitLab username",
        "a deploy token (gldt-…) or a personal access token (glpat-…) with read_registry, from "
        "the project's settings under Repository or your own under Access tokens",
    ),
    Preset(
        "Amazon ECR",
        "aws",
        "ACCOUNT.dkr.ecr.REGION.amazonaws.com",
        "AWS",
        "always AWS",
        "what `aws ecr get-login-password` prints; it expires after 12 hours, so nodes in AWS "
        "better pull with their own role",
        example=True,
    ),
    Preset(
        "Google Artifact Registry",
        "google",
        "REGION-docker.pkg.dev",
        "_json_key",
        "_json_key for a service account's key; oauth2accesstoken for an access token",
        "the whole JSON key of a service account with the role Artifact Registry Reader; an "
        "access token (`gcloud auth print-access-token`) lasts an hour",
        example=True,
    ),
    Preset(
        "Google, gcr.io",
        "google",
        "gcr.io",
        "_json_key",
        "_json_key for a service account's key; oauth2accesstoken for an access token",
        "the whole JSON key of a service account with the role Artifact Registry Reader",
    ),
    Preset(
        "Azure",
        "azure",
        "NAME.azurecr.io",
        "",
        "a repository-scoped token's name or a service principal's application ID; "
        "00000000-0000-0000-0000-000000000000 (`<token>` to credential helpers) for an access "
        "token",
        "the token's password or the principal's secret with the role AcrPull; what "
        "`az acr login --expose-token` prints lasts three hours",
        example=True,
    ),
    Preset(
        "GitHub, ghe.com",
        "github",
        "containers.SUBDOMAIN.ghe.com",
        "",
        "your GitHub username there",
        "a classic personal access token (ghp_…) with the read:packages scope, made on "
        "SUBDOMAIN.ghe.com; nothing there is public, so every pull needs one",
        example=True,
    ),
    Preset(
        "DigitalOcean",
        "digitalocean",
        "registry.digitalocean.com",
        "",
        "the token again: the registry takes it for both",
        "a personal access token (dop_v1_…) that may read the registry, as `doctl registry "
        "docker-config` makes one",
    ),
    Preset(
        "NVIDIA NGC",
        "nvidia",
        "nvcr.io",
        "$oauthtoken",
        "always $oauthtoken as it stands (in single quotes in a shell)",
        "an API key (nvapi-…) that may read the NGC catalog, from NGC's settings under API Keys",
    ),
    Preset(
        "Yandex Cloud",
        "yandex",
        "cr.yandex",
        "json_key",
        "json_key for an authorized key; iam for an IAM token",
        "the whole JSON of a service account's authorized key, with the role "
        "container-registry.images.puller; an IAM token lives for twelve hours at most",
    ),
    Preset(
        "Harbor",
        "harbor",
        "harbor.example.com",
        "",
        "a robot account, as robot$name or robot$project+name (in single quotes in a shell)",
        "the robot account's secret, from the project's page under Robot Accounts; give it pull "
        "permission, and mind that robots expire after 30 days unless they are told not to",
        example=True,
    ),
)


def preset_of(registry: str) -> Preset | None:
    """Return the preset that a registry key belongs to, whatever its account or region."""
    vendor = vendor_of(registry)
    same_vendor = [preset for preset in PRESETS if preset.vendor == vendor]
    exact = [preset for preset in same_vendor if preset.registry == registry]
    return next(iter(exact or same_vendor), None)
