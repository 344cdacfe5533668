"""GitHub's answer about a token: asked with leave alone, and only about its own."""

import pytest

from ghcr_tui.core.verification.verification import Verification
from registry_kit.answers import TOKEN, basic_guard
from registry_kit.asking import SETTINGS, ask, cause_of, settings_for
from registry_kit.certificates import Authority
from registry_kit.server import Answer, Request, Server, answer

_NOT_SAID = answer(500)


async def _ask_github(
    authority: Authority,
    api: Answer | None,
    registry_answer: Answer,
    package: Answer = _NOT_SAID,
) -> tuple[Verification, Server]:
    """Stand in for ghcr.io, at a port of its own, and for GitHub's API.

    `api` is the answer about the token, None without leave to ask; `package` that about a package.
    """

    def of_github(request: Request) -> Answer:
        return package if "/packages/" in request.path else api or _NOT_SAID

    with Server(of_github, tls=authority.context("api.test")) as github:

        def respond(request: Request) -> Answer:
            if not request.authorization and request.path != "/token":
                realm = f"https://ghcr.io:{registry.port}/token"
                return answer(401, www_authenticate=f'Bearer realm="{realm}"')
            return registry_answer

        with Server(respond, tls=authority.context("ghcr.io")) as registry:
            settings = settings_for(authority, ghcr_io="127.0.0.1", api_test="127.0.0.1")._replace(
                github_scopes=api is not None, github_api=f"https://api.test:{github.port}/"
            )
            image = f"ghcr.io:{registry.port}/owner/app:1"
            return await ask(image, "someone", TOKEN, settings), github


async def test_github_is_not_asked_without_leave(authority: Authority) -> None:
    _, github = await _ask_github(authority, None, answer(403))
    assert github.received == []


async def test_github_says_scopes_and_expiry(authority: Authority) -> None:
    api = answer(
        200,
        x_oauth_scopes="read:packages, repo",
        github_authentication_token_expiration="2027-01-01 10:00:00 UTC",
    )
    found, github = await _ask_github(authority, api, answer(403))
    assert found.scopes is not None
    assert found.scopes.scopes == ("read:packages", "repo")
    assert found.scopes.expires == "2027-01-01 10:00:00 UTC"
    assert set(github.authorizations) == {f"Bearer {TOKEN}"}


@pytest.mark.parametrize(
    ("api", "code"),
    [
        (answer(401), "github-token-invalid"),
        (answer(200, x_oauth_scopes="repo"), "missing-scope"),
        (answer(200, x_oauth_scopes=""), "missing-scope"),
        (answer(200, x_oauth_scopes="read:packages"), "denied"),
        (answer(200), "denied"),
    ],
)
async def test_github_s_answer_sharpens_the_cause(
    authority: Authority, api: Answer, code: str
) -> None:
    found, _ = await _ask_github(authority, api, answer(403))
    assert cause_of(found) == code
    assert found.conclusion.cause is not None
    assert "--github-scopes" not in found.conclusion.cause.fix  # it has been asked


@pytest.mark.parametrize(
    ("package", "code"),
    [
        (answer(200, b'{"visibility":"private"}'), "package-seen-not-pulled"),
        (answer(404), "package-not-readable"),
        (
            answer(403, x_github_sso="required; url=https://github.com/orgs/o/sso?a=b"),
            "single-sign-on",
        ),
        (answer(403), "denied"),
    ],
)
async def test_github_s_answer_about_the_package_tells_the_causes_apart(
    authority: Authority, package: Answer, code: str
) -> None:
    api = answer(200, x_oauth_scopes="read:packages")
    found, github = await _ask_github(authority, api, answer(403), package)
    assert cause_of(found) == code
    asked = [request.target for request in github.received[1:]]
    assert asked[0] == "/orgs/owner/packages/container/app"
    assert ("/users/owner/packages/container/app" in asked) == (package.status == 404)


async def test_the_link_for_single_sign_on_is_shown(authority: Authority) -> None:
    link = "https://github.com/orgs/owner/sso?authorization_request=made-up"
    sso = answer(403, x_github_sso=f"required; url={link}")
    api = answer(200, x_oauth_scopes="read:packages")
    found, _ = await _ask_github(authority, api, answer(403), sso)
    assert found.conclusion.cause is not None
    assert link in found.conclusion.cause.fix


async def test_a_pull_that_works_needs_no_question_about_the_package(authority: Authority) -> None:
    api = answer(200, x_oauth_scopes="read:packages")
    with Server(lambda _: api, tls=authority.context("api.test")) as github:
        guarded = Server(basic_guard, tls=authority.context("ghcr.io"))
        with guarded as registry:
            settings = settings_for(authority, ghcr_io="127.0.0.1", api_test="127.0.0.1")._replace(
                github_scopes=True, github_api=f"https://api.test:{github.port}/"
            )
            await ask(f"ghcr.io:{registry.port}/owner/app:1", "someone", TOKEN, settings)
    assert [request.path for request in github.received] == ["/"]


async def test_another_registry_s_token_is_never_shown_to_github() -> None:
    with Server(lambda _: answer(200)) as github, Server(basic_guard) as registry:
        settings = SETTINGS._replace(github_scopes=True, github_api=f"http://{github.authority}/")
        await ask(f"{registry.authority}/team/app:1", "someone", TOKEN, settings)
    assert github.received == []
