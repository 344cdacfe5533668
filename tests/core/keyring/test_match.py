"""One key against one image: rows of the kubelet's own tests (keyring_test.go) and their like."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.keyring.match import matches_key, open_path
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.text.inert import inert

K8S = "prefix.kubernetes.io"


@pytest.mark.parametrize(
    ("key", "image", "said"),
    [
        # The kubelet's tables TestURLsMatch and TestDockerKeyringForGlob.
        ("*.kubernetes.io", f"{K8S}/x", "the glob `*.kubernetes.io` takes the host"),
        ("prefix.*.io", f"{K8S}/x", "the glob"),
        ("prefix.kubernetes.*", f"{K8S}/x", "the glob"),
        ("*-good.kubernetes.io", "prefix-good.kubernetes.io/x", "the glob"),
        ("*.kubernetes.io/blah", f"{K8S}/blah", "`blah` is the image's path"),
        ("prefix.*.io/foo", f"{K8S}/foo/bar", "`foo` is the start of the image's path"),
        ("*.kubernetes.io:1111/blah", f"{K8S}:1111/blah", "port 1111 too,"),
        ("https://hello.kubernetes.io", "hello.kubernetes.io/foo/bar", "read as `hello."),
        ("https://*.docker.io/v1/", "prefix.docker.io/path/x", "counts for every image there"),
        ("https://*.docker.io/v2/", "prefix.docker.io/path/x", "counts for every image there"),
        ("prefix.docker.io:1111", "prefix.docker.io:1111/path", "port 1111 too,"),
        # What people write.
        ("ghcr.io", "ghcr.io/own/app:v1", "the entry names no path"),
        ("ghcr.io/own", "ghcr.io/owner/app", "(as plain text, so `ghcr.io/own2` would match too)"),
        ("ghcr.io/owner/", "ghcr.io/owner/app", "`owner/` is the start of the image's path"),
        ("https://ghcr.io/v2/own/", "ghcr.io/own/app", "read as `ghcr.io/own/`: the host matches"),
        ("user:pw@ghcr.io", "ghcr.io/own/app", "read as `ghcr.io`"),
        ("ghcr.io?x", "ghcr.io/own/app", "read as `ghcr.io`"),
        ("ghcr.io/%6Fwn", "ghcr.io/own/app", "read as `ghcr.io/own`"),
        ("ghcr.io/own%3Fer", "ghcr.io/own/app", "`own` is the start"),  # `?`, read a second time
        ("ghcr.io:", "ghcr.io/app", "the host matches"),  # an empty port is none
        ("localhost:5000", "localhost:5000/app", "port 5000 too,"),
        ("[::1]:5000", "[::1]:5000/app", "port 5000 too,"),
        # Docker Hub under its three names.
        ("docker.io", "nginx", "the host matches"),
        ("index.docker.io", "nginx", "is on Docker Hub, and no other entry matches"),
        ("https://index.docker.io/v1/", "docker.io/me/app", "`index.docker.io` is for that"),
        ("https://u@index.docker.io/v2/?q#f", "index.docker.io/me/app", "is on Docker Hub"),
        ("https://index.docker.io/v1/", "localhost/x", "has no dot in its host"),
        ("index.docker.io", "Registry/x", "has no dot in its host"),
        ("docker.io/library/", "nginx:1.27", "`library/` is the start of the image's path"),
    ],
)
def test_a_key_takes_an_image_and_says_why(key: str, image: str, said: str) -> None:
    verdict = matches_key(key, parse_image(image))
    assert verdict.matches, verdict
    assert said in verdict.why


@pytest.mark.parametrize(
    ("key", "image", "said"),
    [
        # The kubelet's tables TestURLsMatch and TestKeyringMiss.
        (
            "*.kubernetes.io",
            "kubernetes.io/x",
            "has 3 host labels, the image's `kubernetes.io` has 2",
        ),
        ("*.*.kubernetes.io", f"{K8S}/x", "has 4 host labels, the image's"),
        ("kubernetes.io", "kubernetes.com/x", "the host label `io` is not the image's `com`"),
        ("k*.io", "quay.io/x", "the glob `k*` does not take the image's host label `quay`"),
        ("*.kubernetes.io:1234/blah", f"{K8S}:1111/blah", "port 1234 wanted, the image names 1111"),
        ("prefix.*.io/foo", f"{K8S}:1111/foo/bar", "no port wanted, the image names 1111"),
        ("https://prefix.*.io/path:1111", "prefix.docker.io/path/sub", "is not the start of"),
        # What people write.
        ("ghcr.io:5000", "ghcr.io/x", "port 5000 wanted, the image names none"),
        ("ghcr.io:443", "ghcr.io/x", "port 443 wanted, the image names none"),
        ("GHCR.io", "ghcr.io/x", "differs from the image's `ghcr` in its capitals"),
        (
            "ghcr.io/other",
            "ghcr.io/own/app",
            "`other` is not the start of the image's path `own/app`",
        ),
        ("ghcr.io/own/app:v1", "ghcr.io/own/app:v1", "is not the start of"),  # a tag in a key
        ("ghcr.io//", "ghcr.io/own", "`/` is not the start of the image's path `own`"),
        ("HTTPS://ghcr.io", "ghcr.io/x", "in small letters, are taken off a key, so `HTTPS`"),
        ("docker://ghcr.io", "ghcr.io/x", "so `docker` is read as its host"),
        ("gh cr.io", "ghcr.io/x", "the key is not a URL (its host has a space in it)"),
        ("ghcr.io:abc", "ghcr.io/x", "so the kubelet ignores the entry"),
        ("", "ghcr.io/x", "the key names no host"),
        ("/own", "ghcr.io/own", "the key names no host"),
        ("ghcr.io/%2541%25", "ghcr.io/x", "what is left of the key is no URL"),
        ("gh[cr.io", "ghcr.io/x", "a `[` that begins no IPv6 address"),
        ("g[h]cr.io:5000", "ghcr.io:5000/x", "kubelets built with Go before 1.24.8"),
        ("[a]:5000", "a:5000/x", "`[a]` in its host is not an IPv6 address"),
        ("ghcr.io:5000:5000", "ghcr.io:5000/x", "`:5000:5000` stands where a port"),
        ("[::1]", "[::1]/x", "in brackets without a port"),
        # Docker Hub: keys that never match a pull.
        (
            "https://index.docker.io/v1",
            "nginx",
            "Docker Hub's own key is `https://index.docker.io/v1/`",
        ),
        ("registry-1.docker.io", "nginx", "Docker Hub's own key is `https://index.docker.io/v1/`"),
        ("hub.docker.com", "nginx", "Docker Hub's own key is `https://index.docker.io/v1/`"),
        ("index.docker.io", "ghcr.io/x", "has 3 host labels"),
        ("index.docker.io", "localhost:5000/x", "has 3 host labels"),
        ("docker.io", "myhostdocker.io/x", "the host label `docker` is not the image's"),
    ],
)
def test_a_key_leaves_an_image_and_says_why(key: str, image: str, said: str) -> None:
    verdict = matches_key(key, parse_image(image))
    assert not verdict.matches, verdict
    assert said in verdict.why


@pytest.mark.parametrize(
    ("key", "path"),
    [
        pytest.param("ghcr.io", "", id="a host alone says what it takes"),
        pytest.param("ghcr.io/own", "own", id="a path without its slash takes more"),
        pytest.param("ghcr.io/own/", "", id="with the slash it does not"),
        pytest.param("https://ghcr.io/v2/", "", id="the API version is no path"),
        pytest.param("*.azurecr.io", "", id="a star in the host"),
        pytest.param("ghcr.io/*", "*", id="a star in the path is only a star"),
        pytest.param("gh cr.io/own", "", id="what is ignored takes nothing"),
    ],
)
def test_a_key_that_takes_more_than_it_looks_like_is_known(key: str, path: str) -> None:
    assert open_path(key) == path


_KEYS = st.text(st.sampled_from("ghcr.io*[]^\\?%25/:@v1\x00é\ud800\udcff"), max_size=30) | st.text()


@given(_KEYS)
def test_no_key_raises_and_every_reason_is_harmless(key: str) -> None:
    why = matches_key(key, parse_image("ghcr.io/own/app")).why
    assert why
    assert inert(why, 2000) == why


@given(_KEYS | st.sampled_from(["ghcr.io", "*.io", "ghcr.io/own"]), st.sampled_from(":@"))
def test_tags_and_digests_never_change_the_match(key: str, sign: str) -> None:
    suffix = ":v1" if sign == ":" else "@sha256:" + "a" * 64
    bare, full = parse_image("ghcr.io/own/app"), parse_image(f"ghcr.io/own/app{suffix}")
    assert matches_key(key, full) == matches_key(key, bare)
