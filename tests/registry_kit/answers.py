"""What the servers of the tests answer most often, and the credential that they are shown."""

import base64
from collections.abc import Callable

from registry_kit.imitation import IMAGE, serve
from registry_kit.server import Answer, Request, Server, answer

TOKEN = "a-made-up-token-1"
BASIC = f"Basic {base64.b64encode(f'someone:{TOKEN}'.encode()).decode()}"
"""What `someone` with TOKEN sends."""


def bearer_challenge(realm: str) -> str:
    return f'Bearer realm="{realm}",service="s"'


def lenient(challenge: Callable[[], str]) -> Callable[[Request], Answer]:
    """Answer as a registry that lets everybody in who has anything to show."""

    def respond(request: Request) -> Answer:
        if not request.authorization:
            return answer(401, www_authenticate=challenge())
        return serve(IMAGE, request)

    return respond


basic_guard = lenient(lambda: 'Basic realm="x"')


def image_at(server: Server) -> str:
    return f"{server.authority}/team/app:1"
