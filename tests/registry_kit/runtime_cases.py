"""What container runtimes did, case by case: an imitated registry, a credential, and the endings.

Observed with containerd 2.4 and 1.6 (through CRI, as a kubelet asks) and the library of CRI-O (a
full copy with skopeo), on linux/amd64. `docs/verify.md` says which of them are asked again by the
tests.
"""

from typing import Literal, NamedTuple

from registry_kit.answers import TOKEN
from registry_kit.imitation import (
    DOCKER_CONFIG,
    DOCKER_LAYER,
    DOCKER_LIST,
    DOCKER_MANIFEST,
    IMAGE,
    OCI_INDEX,
    OCI_MANIFEST,
    Held,
    digest_of,
    image,
    index,
    layer,
    platform,
    serve,
)
from registry_kit.rules import (
    BASIC,
    CONFIG,
    GRANTED,
    LAYER,
    USERNAME,
    Rule,
    a_token,
    announcing,
    asked_for_basic,
    asked_for_token,
    challenged_by,
    chunked,
    elsewhere,
    granted,
    grants_strangers,
    login_page,
    mangled,
    on,
    proxied,
    public,
    public_to_strangers,
    refusal,
    store_at,
    store_refuses,
    stored,
    takes_basic_too,
    wants_scope,
    web_page,
    without_digest,
)
from registry_kit.server import Answer, Request, answer

Who = Literal["right", "wrong", "nobody", "no username", "no token", "identity token"]
Ending = Literal["pulls", "refused", "unknown"]
CREDENTIALS: dict[Who, tuple[str, str] | None] = {
    "right": (USERNAME, TOKEN),
    "wrong": (USERNAME, "wrong-token-1"),
    "nobody": None,
    "no username": ("", TOKEN),
    "no token": (USERNAME, ""),
    "identity token": ("<token>", TOKEN),
}


class Case(NamedTuple):
    """A registry with exceptions, whoever asks, and what each runtime comes to.

    `guard` is what the registry asks for: a Bearer token, Basic, or nothing of anybody.
    `not_by_1_6`: containerd 1.6 fails where version 2 pulls. `skopeo_copies` says what skopeo does
    where that is not CRI-O's ending: it copies what no container starts from.
    """

    name: str
    containerd: Ending
    cri_o: Ending
    rules: tuple[Rule, ...] = ()
    held: Held = IMAGE
    who: Who = "right"
    guard: Literal["bearer", "basic", "open"] = "bearer"
    skopeo_copies: bool | None = None
    not_by_1_6: bool = False

    def respond(self, request: Request) -> Answer:
        """Answer as this registry."""
        for rule in self.rules:
            said = rule(request)
            if said is not None:
                return said
        if request.path == "/token":
            return granted(request)
        expected = {"bearer": f"Bearer {GRANTED}", "basic": BASIC, "open": request.authorization}
        if request.authorization != expected[self.guard]:
            return asked_for_token(request) if self.guard == "bearer" else asked_for_basic()
        return serve(self.held, request)


_AMD64, _ARM64 = image(), image("arm64")
_BOTH = index((_AMD64, platform("amd64")), (_ARM64, platform("arm64")))
_DOCKER = image(media_type=DOCKER_MANIFEST, config_type=DOCKER_CONFIG, layer_type=DOCKER_LAYER)
_NONE = index()
_THREE = image(layers=(layer("one"), layer("two"), layer("three")))
_FIRST_CHILD = f"/{_AMD64.digest}"
_WRONG_DIGEST = f"sha256:{'0' * 64}"


def _as_child(reply: Answer) -> Rule:
    return lambda request: (
        reply if request.path.endswith(_FIRST_CHILD) and request.authorization else None
    )


def _bytes_of(media_type: str, body: bytes) -> Held:
    return Held({"1": (media_type, body), digest_of(body): (media_type, body)}, {})


_SCHEMA_1 = _bytes_of(
    "application/vnd.docker.distribution.manifest.v1+prettyjws",
    b'{"schemaVersion":1,"name":"team/app","tag":"1","fsLayers":[],"history":[]}',
)
_BIG = _bytes_of(OCI_INDEX, b'{"schemaVersion":2,"manifests":[],"x":"' + b"x" * 5_000_000 + b'"}')


CASES = (
    # What the registry holds.
    Case("an image", "pulls", "pulls"),
    Case("index for amd64 and arm64", "pulls", "pulls", held=_BOTH),
    Case("index for arm64 alone", "refused", "refused", held=index((_ARM64, platform("arm64")))),
    Case("index for Windows alone", "refused", "refused",
         held=index((_AMD64, platform("amd64", "windows")))),
    Case("image for arm64 without an index", "pulls", "pulls", held=_ARM64),
    Case("image for Windows without an index", "pulls", "pulls", held=image(system="windows")),
    Case("empty index", "refused", "refused", held=_NONE),
    Case("index of attestations", "refused", "refused",
         held=index((_AMD64, platform("unknown", "unknown")))),
    Case("Docker schema 2", "pulls", "pulls", held=_DOCKER),
    Case("Docker manifest list", "pulls", "pulls",
         held=index((_DOCKER, platform("amd64")), media_type=DOCKER_LIST)),
    Case("schema 1", "refused", "refused", held=_SCHEMA_1),
    Case("manifest over 4 MiB", "refused", "refused", held=_BIG),
    Case("manifest that is not JSON", "refused", "refused",
         held=_bytes_of(OCI_MANIFEST, b"no JSON")),
    Case("child of the index is gone", "refused", "refused", (_as_child(answer(404)),), _BOTH),
    Case("child of the index is refused", "refused", "refused", (_as_child(answer(403)),), _BOTH),
    # Configuration and layers.
    Case("config is gone", "refused", "refused", held=IMAGE.without_blob(0)),
    Case("layer is gone", "refused", "refused", held=IMAGE.without_blob(1)),
    Case("last of three layers is gone", "refused", "refused", held=_THREE.without_blob(3)),
    Case("blobs answer 403", "refused", "refused", (on("blob", answer(403)),)),
    Case("blobs answer 401", "refused", "refused", (on("blob", answer(401)),)),
    Case("blobs answer 500", "unknown", "unknown", (on("blob", answer(500)),)),
    Case("layer has other bytes", "refused", "refused", (on(LAYER, mangled),)),
    Case("config has other bytes", "refused", "refused", (on(CONFIG, answer(200, b"{}")),)),
    Case("HEAD of a blob answers 405", "pulls", "pulls", (on("blob", answer(405), "HEAD"),)),
    Case("config of a Helm chart", "refused", "refused", skopeo_copies=True,
         held=image(config_type="application/vnd.cncf.helm.config.v1+json",
                    config=b'{"name":"chart"}')),
    Case("artifact with an empty config", "refused", "refused", skopeo_copies=True,
         held=image(config_type="application/vnd.oci.empty.v1+json", config=b"{}")),
    Case("blobs redirected to a store that serves", "pulls", "pulls", (stored, store_at("HERE"))),
    Case("blobs redirected to a store that refuses", "refused", "refused",
         (store_refuses, store_at("HERE"))),
    Case("blobs redirected to a store without DNS", "unknown", "unknown",
         (store_at("store.invalid"),)),
    Case("blobs redirected to a closed port", "unknown", "unknown", (store_at("127.0.0.1:1"),)),
    Case("foreign layer whose address is closed", "unknown", "unknown",
         held=image(urls=["http://127.0.0.1:1/layer"]).without_blob(1)),
    Case("manifests redirected to a host that serves", "pulls", "pulls", (elsewhere,)),
    # HEAD and GET, tag and digest.
    Case("no digest header", "pulls", "pulls", (without_digest,)),
    Case("neither digest nor length, chunked", "pulls", "pulls", (chunked,)),
    Case("digest header is wrong", "refused", "pulls", (announcing(_WRONG_DIGEST),)),
    Case("GET by digest gives other bytes", "refused", "pulls",
         (on("digest", answer(200, b"{}", content_type=OCI_MANIFEST)),)),
    Case("HEAD 404, GET 200", "refused", "pulls", (on("tag", answer(404), "HEAD"),)),
    Case("HEAD 403, GET 200", "refused", "pulls", (on("tag", answer(403), "HEAD"),)),
    Case("HEAD 400, GET 200", "refused", "pulls", (on("tag", answer(400), "HEAD"),)),
    Case("HEAD 405, GET 200", "pulls", "pulls", (on("tag", answer(405), "HEAD"),)),
    Case("HEAD 501, GET 200", "unknown", "pulls", (on("tag", answer(501), "HEAD"),)),
    Case("HEAD 200, GET 403", "refused", "refused", (on("manifest", answer(403), "GET"),)),
    Case("HEAD 200, GET 404", "refused", "refused", (on("manifest", answer(404), "GET"),)),
    Case("HEAD 200, GET 429", "unknown", "unknown", (on("manifest", answer(429), "GET"),)),
    Case("HEAD 200, GET 500", "unknown", "unknown", (on("manifest", answer(500), "GET"),)),
    Case("by tag, and not by digest", "refused", "pulls", (on("digest", answer(404)),)),
    Case("HEAD 503 once", "pulls", "pulls", (on("tag", answer(503), "HEAD", times=1),),
         not_by_1_6=True),
    Case("HEAD 429 once", "pulls", "pulls", (on("tag", answer(429), "HEAD", times=1),)),
    Case("missing tag", "refused", "refused", held=IMAGE._replace(manifests={})),
    Case("451", "refused", "refused", (on("manifest", answer(451)),)),
    Case("402", "refused", "refused", (on("manifest", answer(402)),)),
    Case("400, as ECR answers an expired password", "refused", "refused",
         (on("manifest", answer(400)),)),
    Case("manifests are web pages", "unknown", "unknown", (on("manifest", web_page(200)),)),
    Case("everything is 400, for want of a client's certificate", "refused", "refused",
         (lambda _: web_page(400),)),
    Case("a firewall's page instead of the manifest", "refused", "refused",
         (on("manifest", web_page(403)),)),
    # The token service.
    Case("wrong token", "refused", "refused", who="wrong"),
    Case("token: POST 404, GET good", "pulls", "pulls", (on("token", answer(404), "POST"),)),
    Case("token: POST 404, GET good, wrong token", "refused", "refused",
         (on("token", answer(404), "POST"),), who="wrong"),
    Case("token: POST 405, GET good", "pulls", "pulls", (on("token", answer(405), "POST"),)),
    Case("token: POST 401, GET good", "pulls", "pulls", (on("token", answer(401), "POST"),)),
    Case("token: POST 400, GET good", "pulls", "pulls", (on("token", answer(400), "POST"),)),
    Case("token: POST 403, GET good", "refused", "pulls", (on("token", answer(403), "POST"),)),
    Case("token: POST 500, GET good", "unknown", "pulls", (on("token", answer(500), "POST"),)),
    Case("token: POST gives a web page, GET good", "unknown", "pulls",
         (on("token", web_page(200), "POST"),)),
    Case("token: POST gives `token` alone", "refused", "pulls",
         (on("token", a_token(token=GRANTED), "POST"),)),
    Case("token: GET gives `access_token` alone", "pulls", "pulls",
         (on("token", a_token(access_token=GRANTED), "GET"),)),
    Case("token: GET 401, POST good", "pulls", "refused", (on("token", answer(401), "GET"),)),
    Case("token: GET 403, POST good", "pulls", "refused", (on("token", answer(403), "GET"),)),
    Case("token: GET 405, POST good", "pulls", "refused", (on("token", answer(405), "GET"),)),
    Case("token: GET answers 201", "pulls", "refused",
         (on("token", a_token()._replace(status=201), "GET"),)),
    Case("token is an empty text", "refused", "refused",
         (on("token", a_token(token="", access_token="")),)),
    Case("token 429", "unknown", "unknown", (on("token", answer(429)),)),
    Case("token 503", "unknown", "unknown", (on("token", answer(503)),)),
    Case("token 403 from a firewall", "refused", "refused",
         (on("token", refusal(403, "DENIED", "client with IP '192.0.2.1' is not allowed")),)),
    Case("token 403 as a page", "refused", "refused", (on("token", web_page(403)),)),
    Case("token service redirects to a login page", "unknown", "unknown",
         (on("token", answer(302, location="/login")), login_page)),
    Case("granted, and then refused", "refused", "refused",
         (on("manifest", refusal(403, "DENIED", "requested access is denied")),)),
    # `/v2/`, which CRI-O asks first and containerd never.
    Case("/v2/ 404", "pulls", "refused", (on("ping", answer(404)),)),
    Case("/v2/ 403", "pulls", "refused", (on("ping", answer(403)),)),
    Case("/v2/ 500", "pulls", "unknown", (on("ping", answer(500)),)),
    Case("/v2/ 200, manifests want a token", "pulls", "refused", (on("ping", answer(200)),)),
    Case("/v2/ 401 without a challenge", "pulls", "refused", (on("ping", answer(401)),)),
    Case("/v2/ shows a web page", "pulls", "unknown", (on("ping", web_page(200)),)),
    Case("public, /v2/ wants a token", "pulls", "pulls", (public,)),
    Case("public, /v2/ wants a token, wrong one", "pulls", "refused", (public,), who="wrong"),
    Case("public, /v2/ wants a token, nobody", "pulls", "pulls", (grants_strangers, public),
         who="nobody"),
    Case("public, /v2/ wants Basic", "pulls", "pulls", (public,), guard="basic"),
    Case("public, /v2/ wants Basic, wrong one", "pulls", "refused", (public_to_strangers,),
         guard="basic", who="wrong"),
    Case("public, /v2/ wants Basic, nobody", "pulls", "refused", (public_to_strangers,),
         guard="basic", who="nobody"),
    # Challenges.
    Case("Basic", "pulls", "pulls", guard="basic"),
    Case("Basic, wrong token", "refused", "refused", guard="basic", who="wrong"),
    Case("Basic, no username", "refused", "refused", guard="basic", who="no username"),
    Case("no token", "refused", "refused", who="no token"),
    Case("an identity token", "refused", "refused", who="identity token"),
    Case("nobody", "refused", "refused", who="nobody"),
    Case("open to everybody", "pulls", "pulls", guard="open"),
    Case("Bearer, then Basic, in one line", "pulls", "pulls",
         (challenged_by('Bearer realm="REALM",service="s", Basic realm="x"'),)),
    Case("Basic, then Bearer, in one line", "pulls", "pulls",
         (takes_basic_too, challenged_by('Basic realm="x", Bearer realm="REALM",service="s"'))),
    Case("Basic, then Bearer, in two lines", "pulls", "pulls",
         (takes_basic_too, challenged_by('Basic realm="x"\nBearer realm="REALM",service="s"'))),
    Case("Negotiate, then Bearer", "pulls", "pulls",
         (challenged_by('Negotiate\nBearer realm="REALM",service="s"'),)),
    Case("Bearer without commas", "pulls", "pulls",
         (challenged_by('Bearer realm="REALM" service="s"'),)),
    Case("Bearer with a scope twice", "pulls", "pulls",
         (challenged_by('Bearer realm="REALM",scope="a",scope="repository:team/app:pull"'),)),
    Case("Bearer with a rough description", "pulls", "pulls",
         (challenged_by('Bearer realm="REALM",service="s",error_description="a "b" c"'),)),
    Case("Bearer with a relative realm", "refused", "refused",
         (challenged_by('Bearer realm="/token",service="s"'),)),
    Case("challenge wants the scope `aws`", "pulls", "refused", (wants_scope("aws"),)),
    Case("challenge names another repository", "pulls", "pulls", (proxied,)),
)  # fmt: skip
"""Names are unique: they are the tests' ids, and the rows of docs/verify.md."""
