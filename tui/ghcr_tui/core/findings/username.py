"""Rules about a username, in the light of its registry and the token beside it."""

from functools import lru_cache
from typing import NamedTuple

from ghcr_tui.core.credential.token_claims import is_service_account_token
from ghcr_tui.core.credential.tokens import Vendor, holds_token, kind_of
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.paste_damage import paste_findings
from ghcr_tui.core.findings.placeholder import placeholder_findings
from ghcr_tui.core.findings.robot_account import nvidia_finding, robot_finding

_WHERE = Where("username")
_LONGEST = 2048
_GOOGLE = frozenset(
    ("_json_key", "_json_key_base64", "oauth2accesstoken", "_token", "_dcgcloud_token")
)
_WANTED: dict[Vendor, str] = {
    "github": "For ghcr.io it is your GitHub username.",
    "dockerhub": "For Docker Hub it is your Docker ID, or the organisation's name.",
    "aws": "For Amazon ECR it is `AWS`.",
    "google": "For a service account's JSON key it is `_json_key`.",
    "azure": "It is the name of the token, or the application ID of the service principal.",
    "quay": "It is the robot account's name, `ORGANISATION+ROBOT`.",
    "harbor": "It is the robot account's name, `robot$NAME`: in a shell in single quotes.",
    "gitlab": "It is the deploy token's own username.",
    "digitalocean": "Write the token in its place too.",
    "yandex": "For an authorized key it is `json_key`.",
}
"""What belongs there, a sentence a vendor."""


class _OfName(NamedTuple):
    """What there is to say about a username whatever token is beside it.

    `is_all` says that no more is to be asked; else what the token has to do with it comes between
    `before` and `after`.
    """

    before: tuple[Finding, ...]
    after: tuple[Finding, ...] = ()
    is_all: bool = False


def username_findings(username: str, vendor: Vendor, token: str = "") -> list[Finding]:
    """Return what there is to say about a username; `vendor` is the registry's."""
    is_kept = len(username) <= _LONGEST  # nothing longer, whoever wrote the list
    of_name = (_of_name if is_kept else _of_name.__wrapped__)(username, vendor)
    if of_name.is_all:
        return list(of_name.before)
    of_pair = [each for rule in _RULES_OF_PAIRS if (each := rule(username, vendor, token))]
    return [*of_name.before, *of_pair, *of_name.after]


@lru_cache(maxsize=512)
def _of_name(username: str, vendor: Vendor) -> _OfName:
    """Return what rules about the name alone say: in a long list few names are behind it all."""
    if instead := nvidia_finding(username, vendor) or robot_finding(username, vendor):
        return _OfName((instead,), is_all=True)  # it says all about a `$`, or the lack of one
    if not username:
        message = "The username is empty: registries refuse a token without one."
        fix = _WANTED.get(vendor, "Write the name that the token belongs to.")
        return _OfName((Finding("username-empty", "error", message, fix, _WHERE),), is_all=True)
    if len(username) > _LONGEST:
        message = f"The username has {len(username):,} characters. No registry has such users."
        too_long = Finding("username-too-long", "error", message, "Type it anew.", _WHERE)
        return _OfName((too_long,), is_all=True)
    unfilled = placeholder_findings(username.strip(), "username")
    if any(finding.severity == "error" for finding in unfilled):
        return _OfName(tuple(unfilled), is_all=True)  # whatever is in it then
    found = [finding for rule in _RULES if (finding := rule(username, vendor))]
    damage = paste_findings(username, "username")
    return _OfName((*damage, *found), tuple(unfilled))


def _colon(username: str, vendor: Vendor) -> Finding | None:
    if ":" not in username:
        return None
    message = (
        "The username has a colon. `auth` is split at the first colon, so the rest of the username "
        "becomes a part of the token, and the registry refuses it."
    )
    return Finding("username-has-colon", "error", message, "Use a name without a colon.", _WHERE)


def _is_token(username: str, vendor: Vendor, token: str) -> Finding | None:
    if not holds_token(username):
        return None
    if username == token and "digitalocean" in (vendor, kind_of(token)):
        return None  # its registry takes the token for both, and its own tools write it so
    message = (
        "A token stands where the username belongs, where it is shown in clear. Most registries "
        "refuse it."
    )
    fix = "Move it to the token, and type the username it belongs to."
    return Finding("username-is-token", "warning", message, fix, _WHERE)


def _identity_token(username: str, vendor: Vendor, token: str) -> Finding | None:
    if username != "<token>" or vendor == "openshift" or is_service_account_token(token):
        return None  # OpenShift's registry looks at the token alone, and its own Secrets say so
    message = (
        "`<token>` is how credential helpers mark an identity token. The kubelet sends it as an "
        "ordinary username, which most registries refuse."
    )
    fix = "Use a username and a token (password)."
    if vendor == "azure":
        fix = "For Azure write 00000000-0000-0000-0000-000000000000 instead."
    return Finding("username-identity-token", "warning", message, fix, _WHERE)


def _aws(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "aws" or username == "AWS":
        return None
    message = "Amazon ECR knows one username, `AWS`, and refuses every other."
    return Finding("aws-username", "error", message, "Write `AWS`, in capitals.", _WHERE)


def _docker_hub_address(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "dockerhub" or "@" not in username:
        return None
    message = (
        "The username is a mail address, with which Docker's website lets people in. Its registry "
        "knows Docker IDs alone, so the pull is denied."
    )
    fix = "Write the Docker ID (or the organisation's name for an organisation's token)."
    return Finding("docker-hub-mail-address", "error", message, fix, _WHERE)


def _google(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "google" or username in _GOOGLE:
        return None
    message = (
        "Google's registries know no usernames of people: a pull with any other than _json_key, "
        "_json_key_base64 or oauth2accesstoken is denied."
    )
    fix = "Write _json_key beside a service account's JSON key."
    return Finding("google-username", "error", message, fix, _WHERE)


def _quay_robot(username: str, vendor: Vendor) -> Finding | None:
    if vendor != "quay" or "+" not in username:
        return None
    message = "A robot account of Quay: it pulls what its organisation lets it read."
    return Finding("quay-robot", "info", message, "", _WHERE)


_RULES = (_colon, _aws, _docker_hub_address, _google, _quay_robot)
_RULES_OF_PAIRS = (_is_token, _identity_token)
"""Rules for which it matters what token is beside the username."""
