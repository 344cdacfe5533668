"""Docker's reference grammar, as a table: the rows follow the tests of distribution/reference."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.registry.image import LONGEST_REFERENCE, ImageError, ImageReference, parse_image
from ghcr_tui.core.text.inert import inert

SHA256 = "sha256:" + "0123456789abcdef" * 4
SHA384 = "sha384:" + "a" * 96
SHA512 = "sha512:" + "f" * 128


@pytest.mark.parametrize(
    ("text", "completed"),
    [
        pytest.param("nginx", "docker.io/library/nginx:latest", id="a bare name is Docker Hub's"),
        pytest.param("nginx:1.27", "docker.io/library/nginx:1.27", id="its tag is kept"),
        pytest.param("me/app", "docker.io/me/app:latest", id="a namespace is not a registry"),
        pytest.param("docker.io/nginx", "docker.io/library/nginx:latest", id="library is added"),
        pytest.param("index.docker.io/a/b", "docker.io/a/b:latest", id="the old name of the Hub"),
        pytest.param("index.docker.io/b", "docker.io/library/b:latest", id="and library with it"),
        pytest.param("library/a/b", "docker.io/library/a/b:latest", id="three parts on the Hub"),
        pytest.param("ghcr.io/own/app:v1", "ghcr.io/own/app:v1", id="a dot makes a registry"),
        pytest.param("ghcr.io/app", "ghcr.io/app:latest", id="no library elsewhere"),
        pytest.param("ghcr.io", "docker.io/library/ghcr.io:latest", id="a host alone is a name"),
        pytest.param("localhost/x", "localhost/x:latest", id="localhost is a registry"),
        pytest.param("localhost:5000/x", "localhost:5000/x:latest", id="a port makes a registry"),
        pytest.param("test:5000/repo:5050", "test:5000/repo:5050", id="port and numeric tag"),
        pytest.param("host:80", "docker.io/library/host:80", id="without a slash it is a tag"),
        pytest.param("192.168.1.1:5000/r", "192.168.1.1:5000/r:latest", id="an IPv4 registry"),
        pytest.param("[2001:db8::1]/r:t", "[2001:db8::1]/r:t", id="an IPv6 registry"),
        pytest.param("[::1]:5000/r", "[::1]:5000/r:latest", id="an IPv6 registry with a port"),
        pytest.param("Foo/bar", "Foo/bar:latest", id="a capital makes a registry, too"),
        pytest.param("xn--n3h.com/i:xn--n3h.com", "xn--n3h.com/i:xn--n3h.com", id="punycode"),
        pytest.param("test_com/foo", "docker.io/test_com/foo:latest", id="no dot, no registry"),
        pytest.param("my_host.lan/x", "my_host.lan/x:latest", id="an underscore in the host"),
        pytest.param("lower:UPPER", "docker.io/library/lower:UPPER", id="tags may have capitals"),
        pytest.param("a---b/c__d.e", "docker.io/a---b/c__d.e:latest", id="every separator"),
        pytest.param(f"r@{SHA256}", f"docker.io/library/r@{SHA256}", id="no latest beside digest"),
        pytest.param(f"q.io/r:t@{SHA256}", f"q.io/r:t@{SHA256}", id="tag and digest"),
        pytest.param(f"q.io/r@{SHA384}", f"q.io/r@{SHA384}", id="sha384"),
        pytest.param(f"q.io/r@{SHA512}", f"q.io/r@{SHA512}", id="sha512"),
        pytest.param(f"q.io/{'0' * 64}", f"q.io/{'0' * 64}:latest", id="hex behind a registry"),
        pytest.param("0" * 63, f"docker.io/library/{'0' * 63}:latest", id="63 hex are a name"),
        pytest.param(f"q.io/{'a/' * 127}a", f"q.io/{'a/' * 127}a:latest", id="255 in the path"),
        pytest.param("r:" + "t" * 128, f"docker.io/library/r:{'t' * 128}", id="the longest tag"),
    ],
)
def test_an_image_is_completed_as_docker_completes_it(text: str, completed: str) -> None:
    assert str(parse_image(text)) == completed


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param("", "no image is named", id="nothing"),
        pytest.param(" nginx", "a space at character 1", id="a space in front"),
        pytest.param("nginx\n", "a line break at character 6", id="a pasted line break"),
        pytest.param("ng\u00a0inx", "a non-breaking space at character 3", id="nbsp"),
        pytest.param("a\u2003b", "white space (U+2003) at character 2", id="an em space"),
        pytest.param("docker pull nginx", "a space at character 7", id="a whole command"),
        pytest.param("https://ghcr.io/a/b", "begins with `https://`", id="a web address"),
        pytest.param("docker://alpine", "begins with `docker://`", id="skopeo's transport"),
        pytest.param("1a3f" * 16, "an image ID and not a name", id="64 hexadecimal digits"),
        pytest.param("Nginx", "`Nginx` has capital letters", id="capital in a name"),
        pytest.param("ghcr.io/Own/app", "`Own` has capital letters", id="capital in the path"),
        pytest.param("ghcr.io/", "names no repository", id="registry alone with a slash"),
        pytest.param(":tag", "names no repository", id="tag alone"),
        pytest.param(f"@{SHA256}", "names no repository", id="digest alone"),
        pytest.param("[2001:db8::1]", "an address alone", id="IPv6 without a repository"),
        pytest.param("[2001:db8::1]:5000", "an address alone", id="IPv6 and port alone"),
        pytest.param("[fe80::1%eth0]:5000/r", "is not a registry", id="an IPv6 zone"),
        pytest.param("[2001:db8::192.0.2.33]/r", "is not a registry", id="IPv4 inside IPv6"),
        pytest.param("fc00::1:5000/r", "is not a registry", id="IPv6 without brackets"),
        pytest.param("ghcr.io:abc/r", "is not a registry", id="a port that is no number"),
        pytest.param("-x.io/r", "is not a registry", id="a host with a dash in front"),
        pytest.param("my_host.lan:80/r", "is not a registry", id="underscore and a port"),
        pytest.param("a//b", "nothing between two slashes", id="an empty part"),
        pytest.param("/a", "nothing between two slashes", id="a slash in front"),
        pytest.param("ghcr.io/a/", "nothing between two slashes", id="a slash at the end"),
        pytest.param("aa/asdf$$^/aa", "`$` in `asdf$$^`", id="a foreign character"),
        pytest.param("ghcr.io/$OWNER/x", "`$` in `$OWNER`", id="a variable left in"),
        pytest.param("a/\x1b[31mb", "`␛` in", id="an escape is shown inert"),
        pytest.param("-docker", "`-docker` is not a part", id="a dash in front"),
        pytest.param("dock..er", "`dock..er` is not a part", id="two dots"),
        pytest.param("a___b", "`a___b` is not a part", id="three underscores"),
        pytest.param("r:", "nothing after `:` is not a tag", id="an empty tag"),
        pytest.param("r:.x", "`.x` after `:` is not a tag", id="a tag with a dot in front"),
        pytest.param("r:" + "t" * 129, "is not a tag", id="a tag of 129"),
        pytest.param("r@", "nothing after `@`", id="an empty digest"),
        pytest.param("r@md5:" + "a" * 32, "is not a digest", id="an unknown algorithm"),
        pytest.param("r@sha256:ffff", "has 4 digits after `sha256:`", id="a cut-off digest"),
        pytest.param("r@sha256:" + "F" * 64, "`F` at digit 1", id="a digest in capitals"),
        pytest.param("r@" + SHA512[:70], "has 63 digits after `sha512:`", id="a short sha512"),
        pytest.param("q.io/" + "a" * 256, "path has 256 characters", id="256 in the path"),
        pytest.param("a" * 248, "path has 256 characters", id="library counts, too"),
        pytest.param("a" * 1_000_000, "the image has 1,000,000 characters", id="a megabyte"),
    ],
)
def test_what_is_no_image_is_answered_with_what_was_found(text: str, said: str) -> None:
    with pytest.raises(ImageError) as refused:
        parse_image(text)
    assert said in str(refused.value)


def test_the_repository_is_the_name_without_tag_and_digest() -> None:
    assert parse_image(f"ghcr.io/own/app:v1@{SHA256}").repository == "ghcr.io/own/app"


def test_the_longest_reference_the_grammar_gives_is_within_the_limit() -> None:
    host = ".".join(["a" * 63] * 4)
    text = f"{host}:65535/{'a/' * 127}a:{'t' * 128}@{SHA512}"
    assert len(text) < LONGEST_REFERENCE
    assert parse_image(text).domain == f"{host}:65535"


@given(st.text(st.sampled_from("aA1./:@-_ []é\x1b%" + "sha256"), max_size=80) | st.text())
def test_no_text_raises_anything_but_an_image_error(text: str) -> None:
    refusal, completed = "", ""
    try:
        completed = str(parse_image(text))
    except ImageError as refused:
        refusal = str(refused)
    assert bool(refusal) != bool(completed)
    assert inert(refusal, 1000) == refusal


@given(st.from_regex("[a-z0-9]{1,9}(/[a-z0-9]{1,9}){0,3}", fullmatch=True))
def test_completing_twice_changes_nothing(name: str) -> None:
    once = parse_image(name)
    assert isinstance(once, ImageReference)
    assert parse_image(str(once)) == once
