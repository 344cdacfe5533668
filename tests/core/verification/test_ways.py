"""Whatever a registry answers, a runtime's way ends: with an image, or with a cause."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.containerd import reach_with_containerd
from ghcr_tui.core.verification.contents import pull_contents
from ghcr_tui.core.verification.cri_o import reach_with_cri_o
from ghcr_tui.core.verification.failures import Failure, FailureKind
from ghcr_tui.core.verification.image_manifest import Child, Descriptor, Document
from ghcr_tui.core.verification.login import Login
from ghcr_tui.core.verification.platforms import DEFAULT_PLATFORMS, RUNTIMES, Platform, Runtime
from ghcr_tui.core.verification.realm import Realm
from ghcr_tui.core.verification.refusals import Asked
from ghcr_tui.core.verification.replies import Heard, Reply, Withheld
from ghcr_tui.core.verification.requests import Ask
from ghcr_tui.core.verification.runtimes import Needs, Pulled, Reached, judge
from ghcr_tui.core.verification.verification import Stop

_IMAGE = parse_image("ghcr.io/a/b:1")
_ABOUT = Asked("ghcr.io", "a/b", signed_in=True)
_DIGESTS = st.sampled_from(["", f"sha256:{'0' * 64}", f"sha256:{'1' * 64}", "no digest", "../x"])
_SIZES = st.sampled_from([-1, 0, 10, 5_000_000])
_URLS = st.sampled_from([(), ("https://a.example/x",), ("file:///etc/passwd",)])
_DESCRIPTORS = st.builds(Descriptor, st.just(""), _DIGESTS, _SIZES, _URLS)
_PLATFORMS = st.none() | st.sampled_from([*DEFAULT_PLATFORMS, Platform("", ""), Platform("a", "b")])
_DOCUMENTS = st.builds(
    Document,
    kind=st.sampled_from(["index", "image", "schema1", "other"]),
    config=st.none() | _DESCRIPTORS,
    layers=st.lists(_DESCRIPTORS, max_size=3).map(tuple),
    children=st.lists(st.builds(Child, _DESCRIPTORS, _PLATFORMS), max_size=3).map(tuple),
)
_CHALLENGES = st.builds(
    Challenge,
    st.sampled_from(["bearer", "basic", "negotiate"]),
    st.sampled_from(
        [(), (("realm", "https://ghcr.io/token"),), (("error", "insufficient_scope"),)]
    ),
)
_REPLIES = st.builds(
    Reply,
    host=st.just("ghcr.io"),
    status=st.sampled_from([200, 201, 206, 302, 400, 401, 401, 403, 404, 405, 416, 429, 500]),
    html=st.booleans(),
    challenges=st.lists(_CHALLENGES, max_size=2).map(tuple),
    digest=_DIGESTS,
    length=st.none() | st.just(10),
    found_digest=_DIGESTS,
    document=st.none() | _DOCUMENTS,
    token_fields=st.sampled_from([(), ("token",), ("token", "access_token")]),
    total=st.none() | _SIZES,
)
_CHILD = Child(Descriptor("", f"sha256:{'0' * 64}"), DEFAULT_PLATFORMS[0])
_INDEX = Document("index", children=(_CHILD,))
_ARTIFACT = Document("image", config=Descriptor("application/vnd.x", f"sha256:{'0' * 64}", 10))
_IMAGE_WITHOUT = Document("image")
_ODD_DIGEST = Document("image", config=Descriptor("", "../x"))
_HUGE_CONFIG = Document("image", config=Descriptor("", f"sha256:{'0' * 64}", 5_000_000))
_KINDS: tuple[FailureKind, ...] = ("timeout", "too-large", "bad-redirect")
_HEARD: st.SearchStrategy[Heard] = st.one_of(
    _REPLIES,
    st.sampled_from([Failure(kind, "ghcr.io") for kind in _KINDS]),
    st.just(Withheld(Realm("ask", "auth.example", "it is another host", "ghcr.io"))),
)
_LOGINS = st.none() | st.builds(Login, st.booleans(), st.booleans())


@given(st.data(), st.sampled_from(RUNTIMES), _LOGINS)
def test_a_way_ends_after_a_few_questions(
    data: st.DataObject, runtime: Runtime, login: Login | None
) -> None:
    facts: dict[Ask, Heard] = {}
    for _ in range(20):
        found = _went(runtime, login, facts)
        if not isinstance(found, Needs):
            break
        facts.update({ask: data.draw(_HEARD) for ask in found.asks})
    assert isinstance(found, Pulled | Stop)
    if isinstance(found, Stop):
        assert found.cause.message
        assert found.cause.fix


def _went(runtime: Runtime, login: Login | None, facts: dict[Ask, Heard]) -> Pulled | Stop | Needs:
    """Return where the whole way ends over the facts so far."""
    way = {"containerd": reach_with_containerd, "cri-o": reach_with_cri_o}[runtime]
    reached = judge(way(_IMAGE, login, _ABOUT), facts)
    if not isinstance(reached, Reached):
        return reached
    return judge(pull_contents(runtime, _IMAGE, reached, DEFAULT_PLATFORMS[0], True, _ABOUT), facts)


@pytest.mark.parametrize(
    ("manifest", "child", "code"),
    [
        (_ARTIFACT, None, "not-an-image"),
        (_IMAGE_WITHOUT, None, "not-an-image"),
        (_ODD_DIGEST, None, "manifest-unreadable"),
        (_HUGE_CONFIG, None, "too-large"),
        (_INDEX, _INDEX, "not-an-image"),
        (_INDEX, Document("schema1"), "schema-1"),
        (_INDEX, Document("other"), "not-an-image"),
        (_INDEX, None, "manifest-unreadable"),
        (Document("index"), None, "no-platform"),
    ],
    ids=["an artifact", "no config", "a digest that is none", "a config over 4 MiB",
         "indexes without end", "a child of schema 1", "a child that is no manifest",
         "a child that is not JSON", "an empty index"],
)  # fmt: skip
@pytest.mark.parametrize("runtime", RUNTIMES)
def test_what_a_manifest_names_has_to_be_an_image(
    runtime: Runtime, manifest: Document, child: Document | None, code: str
) -> None:
    facts: dict[Ask, Heard] = {}
    reply = Reply("ghcr.io", 200, document=child)
    reached = Reached(f"sha256:{'1' * 64}", "", manifest)
    for _ in range(5):
        way = pull_contents(runtime, _IMAGE, reached, DEFAULT_PLATFORMS[0], True, _ABOUT)
        found = judge(way, facts)
        if not isinstance(found, Needs):
            break
        facts.update(dict.fromkeys(found.asks, reply))
    assert isinstance(found, Stop)
    assert (found.ending, found.cause.code) == ("refused", code)


@pytest.mark.parametrize("code", ["two-realms", "unreadable-challenge"])
def test_a_challenge_without_one_realm_gets_no_credential(code: str) -> None:
    realms = (("realm", "https://a/t"), ("realm", "https://b/t")) if code == "two-realms" else ()
    challenges = (Challenge("bearer", realms),)
    login = Login(username=True, token=True)
    for way in (reach_with_containerd, reach_with_cri_o):
        facts: dict[Ask, Heard] = {}
        found = judge(way(_IMAGE, login, _ABOUT), facts)
        assert isinstance(found, Needs)
        facts.update(dict.fromkeys(found.asks, Reply("ghcr.io", 401, challenges=challenges)))
        found = judge(way(_IMAGE, login, _ABOUT), facts)
        assert isinstance(found, Stop)
        assert found.cause.code == code
