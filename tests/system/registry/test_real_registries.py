"""Against the CNCF distribution server: what is found, and what skopeo says to the same."""

import subprocess
from pathlib import Path

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.secret.payload import payload_text
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Step
from ghcr_tui.system.registry import verify
from needs import installed
from registry_kit.asking import SETTINGS, ask, cause_of, step
from registry_kit.fixtures import Registry
from registry_kit.tokens import EXPIRED_TOKEN, USERS

_RIGHT = USERS["reader"]


async def test_a_basic_credential_pulls(basic_registry: Registry) -> None:
    found = await ask(f"{basic_registry.authority}/team/app:1", "reader", _RIGHT)
    assert (found.conclusion.ending, found.conclusion.public) == ("pulls", False)
    assert [step.name for step in found.steps] == [
        "manifest", "manifest", "contents", "challenge", "contents", "config", "layers",
        "anonymous",
    ]  # fmt: skip


async def test_a_bearer_credential_pulls(bearer_registry: Registry) -> None:
    found = await ask(f"{bearer_registry.authority}/team/app:1", "reader", _RIGHT)
    assert (found.conclusion.ending, found.conclusion.public) == ("pulls", False)
    assert [step.name for step in found.steps] == [
        "manifest", "token", "manifest", "contents", "challenge", "token", "contents", "config",
        "layers", "anonymous",
    ]  # fmt: skip


async def test_digest_media_type_and_size_are_the_pushed_ones(bearer_registry: Registry) -> None:
    found = await ask(f"{bearer_registry.authority}/team/app:1", "reader", _RIGHT)
    assert found.manifest is not None
    assert found.manifest.digest == bearer_registry.image.digest
    assert found.manifest.media_type == "application/vnd.oci.image.manifest.v1+json"
    assert found.manifest.size == bearer_registry.image.size


async def test_an_index_names_its_platforms(basic_registry: Registry) -> None:
    found = await ask(f"{basic_registry.authority}/team/app:all", "reader", _RIGHT)
    assert found.manifest is not None
    assert found.manifest.platforms == ("linux/amd64", "linux/arm64/v8")


async def test_a_digest_is_asked_for_and_checked(basic_registry: Registry) -> None:
    digest = basic_registry.image.digest
    found = await ask(f"{basic_registry.authority}/team/app@{digest}", "reader", _RIGHT)
    assert found.conclusion.ending == "pulls"
    assert step(found, "contents").request.endswith(digest)


@pytest.mark.parametrize(
    ("repository", "username", "token", "answer", "code"),
    [
        ("team/app:1", "reader", "wrong-token", "refused", "wrong-credential"),
        ("team/app:1", "nobody", _RIGHT, "refused", "wrong-credential"),
        ("team/app:1", "reader", EXPIRED_TOKEN, "refused", "wrong-credential"),
        ("team/app:1", "stranger", USERS["stranger"], "refused", "no-access"),
        ("team/app:1", "late", USERS["late"], "refused", "token-not-accepted"),
        ("team/app:no-such-tag", "reader", _RIGHT, "refused", "no-such-tag"),
        ("team/nothing:1", "reader", _RIGHT, "refused", "no-such-tag"),
        ("team/app:1", None, "", "refused", "not-public"),
        ("public/app:1", "reader", "wrong-token", "refused", "public-but-refused"),
    ],
)
async def test_a_bearer_registry_s_no_has_its_cause(
    bearer_registry: Registry,
    repository: str,
    username: str | None,
    token: str,
    answer: str,
    code: str,
) -> None:
    found = await ask(f"{bearer_registry.authority}/{repository}", username, token)
    assert found.conclusion.cause is not None
    assert (found.conclusion.ending, found.conclusion.cause.code) == (answer, code)


@pytest.mark.parametrize(
    ("username", "token", "code"),
    [
        ("reader", "wrong-token", "wrong-credential"),
        ("nobody", _RIGHT, "wrong-credential"),
        (None, "", "not-public"),
    ],
)
async def test_a_basic_registry_s_no_has_its_cause(
    basic_registry: Registry, username: str | None, token: str, code: str
) -> None:
    found = await ask(f"{basic_registry.authority}/team/app:1", username, token)
    assert found.conclusion.cause is not None
    assert (found.conclusion.ending, found.conclusion.cause.code) == ("refused", code)


async def test_a_public_image_is_said_to_be_public(bearer_registry: Registry) -> None:
    image = f"{bearer_registry.authority}/public/app:1"
    with_one, without = await ask(image, "reader", _RIGHT), await ask(image)
    assert (with_one.conclusion.ending, with_one.conclusion.public) == ("pulls", True)
    assert (without.conclusion.ending, without.conclusion.public) == ("pulls", True)


async def test_an_identity_token_is_no_password(bearer_registry: Registry) -> None:
    """Docker exchanges one; a pull secret has no field for it, and no runtime does."""
    found = await ask(f"{bearer_registry.authority}/team/app:1", "<token>", "identity-token-1")
    assert (found.conclusion.ending, cause_of(found)) == ("refused", "wrong-credential")


async def test_a_realm_without_get_serves_containerd_alone(bearer_registry: Registry) -> None:
    assert bearer_registry.tokens is not None
    bearer_registry.tokens.get_allowed = False
    try:
        found = await ask(f"{bearer_registry.authority}/team/app:1", "reader", _RIGHT)
    finally:
        bearer_registry.tokens.get_allowed = True
    assert found.conclusion.ending == "differs"
    assert (found.ending_with("containerd"), found.ending_with("cri-o")) == ("pulls", "refused")


async def test_the_scope_is_pull_and_nothing_more(bearer_registry: Registry) -> None:
    assert bearer_registry.token_server is not None
    bearer_registry.token_server.received.clear()
    await ask(f"{bearer_registry.authority}/team/app:1", "reader", _RIGHT)
    received = bearer_registry.token_server.received
    by_get = {request.query["scope"] for request in received if request.method == "GET"}
    by_post = {request.form[b"scope"] for request in received if request.method == "POST"}
    assert by_get == {"repository:team/app:pull"}
    assert by_post == {b"repository:team/app:pull"}


async def test_rows_appear_as_they_happen(bearer_registry: Registry) -> None:
    seen: list[Step] = []
    image = parse_image(f"{bearer_registry.authority}/team/app:1")
    credential = Credential(image.domain, "reader", _RIGHT)
    found = await verify(Question(image, credential), SETTINGS, seen.append)
    assert [(row.number, row.outcome) for row in seen] == [
        (number, outcome) for number in range(10) for outcome in ("asking", "good")
    ]
    assert found.steps == tuple(seen[1::2])


_CREDENTIALS = [
    pytest.param("reader", _RIGHT, True, id="right"),
    pytest.param("reader", "wrong-token", False, id="wrong token"),
    pytest.param("nobody", _RIGHT, False, id="wrong user"),
    pytest.param("stranger", USERS["stranger"], False, id="no access"),
    pytest.param("reader", EXPIRED_TOKEN, False, id="expired credential"),
    pytest.param("late", USERS["late"], False, id="expired bearer token"),
    pytest.param(None, "", False, id="anonymous"),
]


@pytest.mark.parametrize(("username", "token", "pulls"), _CREDENTIALS)
@pytest.mark.parametrize("repository", ["team/app:1", "team/app:all"])
async def test_skopeo_agrees_about_a_bearer_registry(
    bearer_registry: Registry,
    tmp_path: Path,
    repository: str,
    username: str | None,
    token: str,
    pulls: bool,
) -> None:
    image = f"{bearer_registry.authority}/{repository}"
    found = await ask(image, username, token)
    agreed = _skopeo_pulls(image, username, token, tmp_path)
    assert (found.conclusion.ending == "pulls", agreed) == (pulls, pulls)


@pytest.mark.parametrize(("username", "token", "pulls"), _CREDENTIALS)
async def test_skopeo_agrees_about_a_basic_registry(
    basic_registry: Registry, tmp_path: Path, username: str | None, token: str, pulls: bool
) -> None:
    image = f"{basic_registry.authority}/team/app:1"
    found = await ask(image, username, token)
    agreed = _skopeo_pulls(image, username, token, tmp_path)
    assert (found.conclusion.ending == "pulls", agreed) == (pulls, pulls)


@pytest.mark.parametrize("username", ["reader", "stranger", None])
async def test_skopeo_agrees_about_a_public_image(
    bearer_registry: Registry, tmp_path: Path, username: str | None
) -> None:
    image = f"{bearer_registry.authority}/public/app:1"
    token = USERS[username] if username else ""
    found = await ask(image, username, token)
    agreed = _skopeo_pulls(image, username, token, tmp_path)
    assert (found.conclusion.ending == "pulls", agreed) == (True, True)


def _skopeo_pulls(image: str, username: str | None, token: str, folder: Path) -> bool:
    """Ask skopeo with the payload that this program composes."""
    registry = parse_image(image).domain
    credentials = () if username is None else (Credential(registry, username, token),)
    authfile = folder / "auth.json"
    authfile.write_text(payload_text(credentials))
    finished = subprocess.run(
        [
            installed("skopeo"), "inspect", "--raw", "--tls-verify=false",
            "--authfile", str(authfile), f"docker://{image}",
        ],
        capture_output=True,
        timeout=30,
        check=False,
    )  # fmt: skip
    return finished.returncode == 0
