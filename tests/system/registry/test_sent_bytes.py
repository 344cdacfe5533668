"""What goes out is what the Secret holds, byte for byte, UTF-8 or not."""

import base64

import pytest

from ghcr_tui.core.credential.credential import decode_auth
from registry_kit.answers import bearer_challenge, image_at
from registry_kit.asking import ask
from registry_kit.imitation import IMAGE, serve
from registry_kit.server import Answer, Request, Server, answer

_AUTHS = [
    pytest.param("b2N0b2NhdDpw5HNz", id="Latin-1"),
    pytest.param("b2N0b2NhdDpww6Rzcw==", id="UTF-8"),
    pytest.param(base64.b64encode(b"\xff\xfe:\x80\x00:\xed\xa0\x80").decode(), id="no text at all"),
]


@pytest.mark.parametrize("auth", _AUTHS)
async def test_basic_sends_the_bytes_that_auth_holds(auth: str) -> None:
    def respond(request: Request) -> Answer:
        if request.authorization != f"Basic {auth}":
            return answer(401, www_authenticate='Basic realm="x"')
        return serve(IMAGE, request)

    with Server(respond) as registry:
        found = await ask(image_at(registry), *decode_auth(auth))
    assert found.conclusion.ending == "pulls"


@pytest.mark.parametrize("auth", _AUTHS)
@pytest.mark.parametrize("method", ["GET", "POST"])
async def test_a_token_service_gets_the_bytes_that_auth_holds(auth: str, method: str) -> None:
    username, _, token = base64.b64decode(auth).partition(b":")

    def grant(request: Request) -> Answer:
        if request.method != method:
            return answer(405)
        form = request.form
        shown = (form.get(b"username"), form.get(b"password")) == (username, token)
        right = request.authorization == f"Basic {auth}" if method == "GET" else shown
        return answer(200, b'{"token":"t-1","access_token":"t-1"}') if right else answer(401)

    with Server(grant) as service:

        def respond(request: Request) -> Answer:
            if request.authorization != "Bearer t-1":
                return answer(
                    401, www_authenticate=bearer_challenge(f"http://{service.authority}/t")
                )
            return serve(IMAGE, request)

        with Server(respond) as registry:
            found = await ask(image_at(registry), *decode_auth(auth))
    # CRI-O knows GET alone.
    assert found.ending_with("containerd") == "pulls"
    assert found.ending_with("cri-o") == ("pulls" if method == "GET" else "refused")
