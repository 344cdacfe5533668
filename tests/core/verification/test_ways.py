"""Whatever a registry answers, a runtime's way ends: with an image, or with a cause."""

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
