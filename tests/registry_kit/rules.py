"""Exceptions to what an orderly registry does: a rule answers a request itself, or leaves it."""

import base64
import json
from collections import Counter
from collections.abc import Callable

from registry_kit.answers import TOKEN
from registry_kit.imitation import IMAGE, blob_answer, serve
from registry_kit.server import Answer, Request, answer

USERNAME = "someone"
GRANTED = "granted-token-1"
BASIC = f"Basic {base64.b64encode(f'{USERNAME}:{TOKEN}'.encode()).decode()}"

Rule = Callable[[Request], Answer | None]
"""None leaves the request to the registry."""
CONFIG, LAYER = IMAGE.blobs


def on(
    kind: str, reply: Answer | Callable[[Request], Answer], method: str = "", times: int = 0
) -> Rule:
    """Answer requests of one kind with `reply`: all of them, or the first few `times`.

    Kinds: `ping`, `token`, `tag`, `digest`, `config`, `layer`, `blob`, `last layer`. What is not
    authorised is left to the registry, but for `ping` and `token`.
    """
    seen: Counter[str] = Counter()  # by server: each test has one of its own

    def rule(request: Request) -> Answer | None:
        if not _is(kind, request) or (method and request.method != method):
            return None
        if kind not in ("ping", "token") and not request.authorization:
            return None
        server = request.headers["host"]
        seen[server] += 1
        if times and seen[server] > times:
            return None
        return reply if isinstance(reply, Answer) else reply(request)

    return rule


def _is(kind: str, request: Request) -> bool:
    parent, _, last = request.path.rpartition("/")
    if kind == "ping":
        return request.path == "/v2/"
    if kind == "token":
        return request.path == "/token"
    if parent.endswith("/manifests"):
        return kind == "manifest" or kind == ("digest" if ":" in last else "tag")
    return parent.endswith("/blobs") and (kind == "blob" or last == kind)


def asked_for_token(request: Request, parameters: str = "", path: str = "/token") -> Answer:
    """Answer as a registry that wants a token of its own service."""
    realm = f'realm="http://{request.headers["host"]}{path}"'
    return answer(401, www_authenticate=f'Bearer {realm},service="s"{parameters}')


def asked_for_basic() -> Answer:
    return answer(401, www_authenticate='Basic realm="x"')


def granted(request: Request) -> Answer:
    if request.method == "POST":
        given = (request.form.get(b"username", b""), request.form.get(b"password", b""))
        right = given == (USERNAME.encode(), TOKEN.encode())
    else:
        right = request.authorization == BASIC
    if not right:
        said = {"errors": [{"code": "UNAUTHORIZED", "message": "who is that?"}]}
        return answer(401, json.dumps(said).encode(), content_type="application/json")
    return a_token()


def a_token(**fields: str) -> Answer:
    body = fields or {"token": GRANTED, "access_token": GRANTED}
    return answer(200, json.dumps(body).encode(), content_type="application/json")


def challenged_by(header: str) -> Rule:
    """Ask for a token with another header; `REALM` stands for the realm's address."""

    def rule(request: Request) -> Answer | None:
        if request.path == "/token" or request.authorization:
            return None
        realm = f"http://{request.headers['host']}/token"
        lines = header.replace("REALM", realm).split("\n")
        return Answer(401, tuple(("WWW-Authenticate", line) for line in lines))

    return rule


def public(request: Request) -> Answer | None:
    """Serve everybody, and still ask for a credential at `/v2/`."""
    return None if request.path in ("/v2/", "/token") else serve(IMAGE, request)


def public_to_strangers(request: Request) -> Answer | None:
    """Serve whoever sends no credential, and check one that is sent, as Quay does."""
    return None if request.path == "/v2/" or request.authorization else serve(IMAGE, request)


def grants_strangers(request: Request) -> Answer | None:
    stranger = request.path == "/token" and request.method == "GET" and not request.authorization
    return a_token() if stranger else None


def login_page(request: Request) -> Answer | None:
    """Show a page for people where the token service sends everybody."""
    return web_page(200) if request.path == "/login" else None


def refusal(status: int, code: str, message: str) -> Answer:
    body = json.dumps({"errors": [{"code": code, "message": message}]}).encode()
    return answer(status, body, content_type="application/json")


def web_page(status: int) -> Answer:
    return answer(status, b"<html>Access denied</html>", content_type="text/html")


def proxied(request: Request) -> Answer | None:
    """A pull-through proxy: what it asks for is `library/app`, whatever was asked of it."""
    scope = "repository:library/app:pull"
    if request.path == "/token":
        form = request.form.get(b"scope", b"").decode()
        asked = form if request.method == "POST" else request.target.replace("%3A", ":")
        granted = GRANTED if scope in asked.replace("%2F", "/") else "too-narrow"
        return a_token(token=granted, access_token=granted)
    if request.authorization == f"Bearer {GRANTED}":
        return None
    error = ',error="insufficient_scope"' if request.authorization else ""
    return asked_for_token(request, f',scope="{scope}"{error}')


def takes_basic_too(request: Request) -> Answer | None:
    """Serve whoever sends the credential itself, where others send a token."""
    basic = request.path != "/token" and request.authorization == BASIC
    return serve(IMAGE, request) if basic else None


def wants_scope(scope: str) -> Rule:
    """Name a scope that is no repository's, as ECR Public does, and grant nothing for another."""

    def rule(request: Request) -> Answer | None:
        if request.path == "/token":
            form = request.form.get(b"scope", b"").decode()
            asked = form if request.method == "POST" else request.target
            found = (
                scope in asked.replace("scope=", " ").replace("&", " ").replace("+", " ").split()
            )
            return None if found else answer(400)
        return None if request.authorization else asked_for_token(request, f',scope="{scope}"')

    return rule


def chunked(request: Request) -> Answer | None:
    """Tell neither digest nor length of a manifest."""
    if "/manifests/" not in request.path or not request.authorization:
        return None
    reply = serve(IMAGE, request)
    kept = tuple(h for h in reply.headers if "digest" not in h[0])
    body = b"%x\r\n%b\r\n0\r\n\r\n" % (len(reply.body), reply.body)
    return Answer(reply.status, (*kept, ("Transfer-Encoding", "chunked")), body)


def without_digest(request: Request) -> Answer | None:
    if "/manifests/" not in request.path or not request.authorization:
        return None
    reply = serve(IMAGE, request)
    return reply._replace(headers=tuple(h for h in reply.headers if "digest" not in h[0]))


def announcing(digest: str) -> Rule:
    def rule(request: Request) -> Answer | None:
        if not _is("tag", request) or not request.authorization:
            return None
        reply = serve(IMAGE, request)
        kept = tuple(h for h in reply.headers if "digest" not in h[0])
        return reply._replace(headers=(*kept, ("Docker-Content-Digest", digest)))

    return rule


def store_at(host: str) -> Rule:
    """Keep the blobs at another address, `HERE` for this server under another name."""

    def rule(request: Request) -> Answer | None:
        if not _is("blob", request) or not request.authorization:
            return None
        here = f"localhost:{request.headers['host'].rpartition(':')[2]}"
        digest = request.path.rpartition("/")[2]
        return answer(307, location=f"http://{host.replace('HERE', here)}/store/{digest}")

    return rule


def stored(request: Request) -> Answer | None:
    """Serve what the store keeps, to GET alone and without a credential, as presigned URLs do."""
    if not request.path.startswith("/store/"):
        return None
    if request.method != "GET" or request.authorization:
        return answer(403)
    return blob_answer(request, IMAGE.blobs[request.path.rpartition("/")[2]])


def store_refuses(request: Request) -> Answer | None:
    return answer(403) if request.path.startswith("/store/") else None


def elsewhere(request: Request) -> Answer | None:
    """Keep the manifests at another address, which asks for nothing."""
    if request.path.startswith("/elsewhere/"):
        return serve(IMAGE, request)
    if "/manifests/" not in request.path or not request.authorization:
        return None
    here = f"localhost:{request.headers['host'].rpartition(':')[2]}"
    return answer(307, location=f"http://{here}/elsewhere{request.path}")


def mangled(request: Request) -> Answer:
    return blob_answer(request, b"X" * len(IMAGE.blobs[LAYER]))
