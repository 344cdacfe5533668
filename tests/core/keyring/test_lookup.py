"""The kubelet's keyring over several secrets: order, Docker Hub's default, and what spoils it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret, Skip, lookup
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.text.inert import inert

IMAGE = parse_image("ghcr.io/own/app:v1")
TOKEN = "made-up-token"


def secret(name: str, *keys: str) -> PullSecret:
    """Return a secret with an entry for each of `keys`, whose username is the key."""
    return PullSecret(name, tuple(KeyringEntry(key, key, TOKEN) for key in keys))


@pytest.mark.parametrize(
    ("image", "keys", "tried"),
    [
        pytest.param(
            "ghcr.io/own/app",
            ["ghcr.io", "ghcr.io/own/app", "ghcr.io/own"],
            ["ghcr.io/own/app", "ghcr.io/own", "ghcr.io"],
            id="more specific paths come first",
        ),
        pytest.param(
            "ghcr.io/own/app",
            ["*.io", "ghcr.*", "ghcr.io"],
            ["ghcr.io", "ghcr.*", "*.io"],
            id="globs come after names, because a star sorts low",
        ),
        pytest.param(
            "ghcr.io/own/app",
            ["g*.io/own/app", "ghcr.io"],
            ["ghcr.io", "g*.io/own/app"],
            id="the alphabet decides, not how much of the path is named",
        ),
        pytest.param(
            "ghcr.io/own/app",
            ["http://ghcr.io/own", "https://ghcr.io/v2/own/app", "ghcr.io"],
            ["https://ghcr.io/v2/own/app", "http://ghcr.io/own", "ghcr.io"],
            id="keys are sorted as filed, not as written",
        ),
        pytest.param(
            "ghcr.io/own/app",
            ["ghcr.io", "https://ghcr.io", "ghcr.io/"],
            ["ghcr.io", "https://ghcr.io", "ghcr.io/"],
            id="keys filed under one name stay in order",
        ),
        pytest.param(
            "ghcr.io/own/app",
            ["quay.io", "ghcr.io", "gh cr.io"],
            ["ghcr.io"],
            id="what does not match is left out",
        ),
        pytest.param(
            "nginx",
            ["https://index.docker.io/v1/", "docker.io", "*.io"],
            ["docker.io", "*.io"],
            id="Docker Hub's default does not count where another entry matches",
        ),
        pytest.param(
            "nginx",
            ["https://index.docker.io/v1/", "docker.io/me", "quay.io"],
            ["https://index.docker.io/v1/"],
            id="it counts where the others are for other images",
        ),
        pytest.param(
            "localhost/x",
            ["https://index.docker.io/v1/"],
            ["https://index.docker.io/v1/"],
            id="and for hosts with neither dot nor colon",
        ),
        pytest.param(
            "localhost:5000/x",
            ["https://index.docker.io/v1/"],
            [],
            id="and for no other host",
        ),
    ],
)
def test_what_matches_is_tried_in_the_kubelets_order(
    image: str, keys: list[str], tried: list[str]
) -> None:
    one_secret = lookup(parse_image(image), [secret("all", *keys)])
    a_secret_each = lookup(parse_image(image), [secret(f"of {key}", key) for key in keys])
    assert [match.registry for match in one_secret.matches] == tried
    assert [match.registry for match in a_secret_each.matches] == tried


def test_a_match_carries_its_credential_and_whose_it_is() -> None:
    match = lookup(IMAGE, [PullSecret("ns/a", (KeyringEntry("ghcr.io", "me", TOKEN),))]).matches[0]
    assert (match.secret, match.registry, match.username) == ("ns/a", "ghcr.io", "me")
    assert match.credential == Credential("ghcr.io", "me", TOKEN)


def test_an_entry_with_nothing_in_it_is_tried_as_an_anonymous_pull() -> None:
    match = lookup(IMAGE, [PullSecret("a", (KeyringEntry("ghcr.io", "", ""),))]).matches[0]
    assert "this pull is anonymous" in match.why


def test_one_secret_with_two_entries_for_one_registry_has_no_fixed_order() -> None:
    within = lookup(IMAGE, [secret("a", "ghcr.io", "https://ghcr.io")])
    across = lookup(IMAGE, [secret("a", "ghcr.io"), secret("a", "https://ghcr.io")])
    assert all("no fixed order" in match.why for match in within.matches)
    assert not any("no fixed order" in match.why for match in across.matches)


def test_what_does_not_match_is_skipped_with_its_reason_in_the_order_given() -> None:
    skipped = lookup(IMAGE, [secret("a", "quay.io", "ghcr.io:5000"), PullSecret("empty")]).skipped
    assert skipped == (
        Skip("a", "quay.io", "the host label `quay` is not the image's `ghcr`"),
        Skip("a", "ghcr.io:5000", "port 5000 wanted, the image names none"),
        Skip("empty", "", "its payload holds no entry"),
    )


def test_a_secret_the_kubelet_does_not_look_at_is_skipped_and_spoils_nothing() -> None:
    opaque = secret("opaque", "ghcr.io")._replace(
        ignored_because="its type is Opaque", unreadable="bad"
    )
    nothing = PullSecret("none", ignored_because="its key lacks the dot")
    found = lookup(IMAGE, [opaque, nothing, secret("good", "ghcr.io")])
    assert [match.secret for match in found.matches] == ["good"]
    assert found.keyring_lost == ""
    assert found.skipped == (
        Skip("opaque", "ghcr.io", "its type is Opaque"),
        Skip("none", "", "its key lacks the dot"),
    )


def test_one_unreadable_entry_loses_every_credential_of_every_secret() -> None:
    unreadable = secret("ns/bad", "quay.io")._replace(
        unreadable="the `auth` of `registry.lan` has no colon", unreadable_entry="registry.lan"
    )
    found = lookup(IMAGE, [secret("ns/good", "ghcr.io"), unreadable])
    assert found.matches == ()
    assert found.keyring_lost == (
        "In the secret `ns/bad`, entry `registry.lan`: the `auth` of `registry.lan` has no colon. "
        "The kubelet then gives up the whole keyring: no credential of any secret the pod lists "
        "is used, for any image."
    )
    given_up = "the kubelet gives up the whole keyring because of the secret `ns/bad`"
    assert found.skipped == (
        Skip("ns/good", "ghcr.io", f"it matches, but {given_up}"),
        Skip("ns/bad", "registry.lan", "the `auth` of `registry.lan` has no colon"),
        Skip(
            "ns/bad",
            "quay.io",
            f"the host label `quay` is not the image's `ghcr`; besides, {given_up}",
        ),
    )


def test_a_payload_unreadable_as_a_whole_names_the_secret_and_counts_its_like() -> None:
    first, second = PullSecret("a", unreadable="no JSON."), PullSecret("b", unreadable="no JSON")
    found = lookup(IMAGE, [first, second])
    assert found.keyring_lost.startswith("In the secret `a` (1 more like it): no JSON. The kubelet")
    assert found.skipped == (Skip("a", "", "no JSON."), Skip("b", "", "no JSON"))


def test_no_token_shows_in_the_repr_of_anything() -> None:
    given = [secret("a", "ghcr.io")]
    assert TOKEN not in repr(given) + repr(lookup(IMAGE, given))


def test_names_from_outside_are_shown_inert() -> None:
    keyring_lost = lookup(IMAGE, [PullSecret("a\x1b]0;b\x07", unreadable="\x1b[2J")]).keyring_lost
    assert inert(keyring_lost, 1000) == keyring_lost


_KEY = st.text(st.sampled_from("ghcr.io*[]?%2f/:@v1\x00\ud800"), max_size=20)
_TEXT = st.text(max_size=8)
_ENTRY = st.builds(KeyringEntry, _KEY | st.just("ghcr.io"), _TEXT, _TEXT)
_ENTRIES = st.lists(_ENTRY, max_size=4).map(tuple)
_SECRET = st.builds(PullSecret, _TEXT, _ENTRIES, _TEXT, _TEXT, _KEY)
_NOTHING = st.just("")
_SOUND = st.builds(PullSecret, _TEXT, _ENTRIES, _NOTHING, _NOTHING, _NOTHING)


@given(st.lists(_SECRET | _SOUND, max_size=4))
def test_no_secret_raises_and_a_lost_keyring_has_no_match(secrets: list[PullSecret]) -> None:
    found = lookup(IMAGE, secrets)
    assert not (found.keyring_lost and found.matches)


@given(st.lists(_SOUND, max_size=4))
def test_every_entry_is_either_tried_or_skipped(secrets: list[PullSecret]) -> None:
    found = lookup(IMAGE, secrets)
    told = [(match.secret, match.registry) for match in found.matches]
    told += [(skip.secret, skip.registry) for skip in found.skipped]
    given_entries = [(each.name, entry.registry) for each in secrets for entry in each.entries]
    empty = [(each.name, "") for each in secrets if not each.entries]
    assert sorted(told) == sorted(given_entries + empty)


@given(st.lists(_SOUND, max_size=4), st.sampled_from(["", ":v2", "@sha256:" + "0" * 64]))
def test_tags_and_digests_never_change_what_is_tried(
    secrets: list[PullSecret], suffix: str
) -> None:
    other = lookup(parse_image(f"ghcr.io/own/app{suffix}"), secrets)
    assert other._replace(image=IMAGE) == lookup(IMAGE, secrets)
