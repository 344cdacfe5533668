"""The syntax of registry keys: what may stand under `auths`, beside what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.findings.registry_syntax import find_problem
from ghcr_tui.core.keyring.match import matches_key
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.registry.key import LONGEST, normalised_key, take_apart
from ghcr_tui.core.text.inert import is_inert


@pytest.mark.parametrize(
    "registry",
    [
        "ghcr.io",
        "ghcr.io/own",
        "ghcr.io/own/",
        "https://ghcr.io",
        "http://localhost:5000",
        "localhost",
        "registry:5000",
        "https://index.docker.io/v1/",
        "https://index.docker.io/v2/",
        "10.0.0.1:443",
        "[::1]:5000",
        "[2001:db8::1]:5000/team/",
        "*.dkr.ecr.eu-west-1.amazonaws.com",
        "*.*.azurecr.io",
        "my_host.lan:5000",  # no host name by the book, but runtimes take it
        "xn--mnchen-3ya.example",
        "GHCR.IO",  # has a rule of its own
        "ghcr.io/own/app.v1_x-y",
        "ghcr.io/own%2Fapp",
        "ghcr.io/%256Fwn",  # decoded when it is filed, and at each lookup once more
        "a" * 63 + ".example:65535",
    ],
)
def test_a_sound_key_has_no_problem(registry: str) -> None:
    assert find_problem(registry) is None


@pytest.mark.parametrize(
    ("registry", "code", "said"),
    [
        ("", "registry-empty", "is empty"),
        ("ghcr.io ", "registry-whitespace", "a space at character 8"),
        ("\tghcr.io", "registry-whitespace", "a tab at character 1"),
        ("ghcr.io\n", "registry-whitespace", "a line break at character 8"),
        ("ghcr\u200b.io", "registry-whitespace", "(U+200B) at character 5"),
        ("ghcr.io\xa0", "registry-whitespace", "a non-breaking space"),
        ("ghcr.io\x00", "registry-whitespace", "(U+0000)"),
        ("oci://ghcr.io", "registry-scheme", "another scheme"),
        ("HTTPS://ghcr.io", "registry-scheme", "another scheme"),  # the kubelet minds the case
        ("https://", "registry-host", "names no host"),
        ("/own/app", "registry-host", "names no host"),
        (":5000", "registry-host", "names no host"),
        ("ghcr.io/own/app:v1", "registry-is-image", "a tag"),
        ("ghcr.io:latest", "registry-is-image", "a tag"),
        (f"ghcr.io/own/app@sha256:{'a' * 64}", "registry-is-image", "a digest"),
        ("user:pass@ghcr.io", "registry-userinfo", "before an `@`"),
        ("https://user@ghcr.io/", "registry-userinfo", "before an `@`"),
        ("ghcr.io?ns=x", "registry-query", "a query"),
        ("ghcr.io/#top", "registry-query", "a fragment"),
        ("ghcr.io?a b", "registry-query", "a query"),  # the kubelet leaves it out, space and all
        ("ghcr.io?a\nb", "registry-whitespace", "a line break"),  # but Go refuses this
        ("ghcr.io/%zz", "registry-path", "a `%` that begins no escape"),
        ("ghcr.io#%", "registry-path", "a `%` that begins no escape"),
        ("ghcr.io/%2541%25", "registry-path", "a `%` that begins no escape"),
        ("ghcr.io/%41", "registry-path", "capital letters"),
        ("ghcr.io/a%20b", "registry-path", "has ` `, which no repository has"),
        ("<me>@ghcr.io", "registry-userinfo", "what no username in a URL has"),
        ("ghcr.io:", "registry-port", "no port follows"),
        ("ghcr.io:0", "registry-port", "not between"),
        ("ghcr.io:65536", "registry-port", "not between"),
        ("ghcr.io:" + "9" * 400, "registry-port", "not between"),
        ("ghcr.io:http/own", "registry-port", "not a number"),
        ("ghcr.io:٤٤٣/own", "registry-port", "not a number"),
        ("ghcr..io", "registry-host", "before or between its dots"),
        (".ghcr.io", "registry-host", "before or between its dots"),
        ("ghcr.io.", "registry-host", "ends with a dot"),
        ("-ghcr.io", "registry-host", "begins or ends with `-`"),
        ("ghcr,io", "registry-host", "`,` in its host"),
        ("ghcr.io\\own", "registry-host", "in its host"),
        ("gһcr.io", "registry-host", "an image reference is ASCII"),  # a Cyrillic letter
        ("a" * 64 + ".io", "registry-host", "more than 63"),
        ("a." * 130 + "io", "registry-host", "253 are the limit"),
        ("::1", "registry-host", "without `[` and `]`"),
        ("[::1]", "registry-host", "without a port"),
        ("[12345::]:5000", "registry-host", "IPv6 address is none"),
        ("a:b:c", "registry-host", "more than one `:`"),
        ("[ghcr.io", "registry-host", "`[` in its host"),
        ("g[a-h]cr.io", "registry-host", "older ones read it as a glob"),
        ("ghcr.io/Own", "registry-path", "capital letters"),
        ("ghcr.io/own/*", "registry-path", "globs count in the host only"),
        ("ghcr.io//own", "registry-path", "two slashes"),
        ("ghcr.io/own+app", "registry-path", "no repository has"),
        ("ghp_" + "a" * 36, "registry-is-token", "A token stands where"),
        ("x" * (LONGEST + 1), "registry-too-long", "characters"),
    ],
)
def test_a_key_that_is_none_is_told_why(registry: str, code: str, said: str) -> None:
    problem = find_problem(registry)
    assert problem is not None
    assert (problem.code, said in problem.sentence) == (code, True), problem


@pytest.mark.parametrize(
    "registry",
    ["user@ghcr.io", "user:pass@ghcr.io", "ghcr.io?ns=x", "ghcr.io/#top", "ghcr.io:"],
)
def test_what_the_kubelet_takes_all_the_same_is_only_a_warning(registry: str) -> None:
    problem = find_problem(registry)
    assert matches_key(registry, parse_image("ghcr.io/own/app")).matches
    assert problem is not None
    assert problem.severity == "warning"


HOSTS = st.sampled_from(["ghcr.io", "a.b", "localhost:5000", "[::1]", "x", "A.b", "q.io:", "é.io"])
TAILS = st.text(alphabet="/abO.:@*?#[] \\%\n", max_size=6)
PATHS = st.from_regex(r"(/[a-z]{1,3}){1,2}", fullmatch=True)


@given(HOSTS, TAILS, PATHS)
def test_a_key_with_an_error_takes_no_image(host: str, tail: str, path: str) -> None:
    key = host + tail
    problem = find_problem(key)
    if problem is None or problem.severity != "error":
        return
    for text in (host + tail + path, host + path, host.rstrip(":") + path):
        try:
            image = parse_image(text)
        except ImageError:
            continue
        assert not matches_key(key, image).matches, (key, text, problem)


@given(HOSTS, TAILS)
def test_a_key_without_an_error_is_filed_by_the_kubelet(host: str, tail: str) -> None:
    problem = find_problem(host + tail)
    if problem is None or problem.severity != "error":
        assert normalised_key(host + tail) is not None


@given(st.text())
def test_no_text_makes_the_judge_of_keys_raise(registry: str) -> None:
    problem = find_problem(registry)
    assert problem is None or is_inert(problem.sentence)
    assert take_apart(registry).path[:1] in ("", "/")
