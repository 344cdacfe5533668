"""How the kubelet files a registry key: Go's net/url, then BasicDockerKeyring.Add."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.url import NotAUrl
from ghcr_tui.core.golang.url import split_host_port as split
from ghcr_tui.core.registry.key import normalise, normalised_key
from ghcr_tui.core.text.inert import inert


@pytest.mark.parametrize(
    ("key", "filed"),
    [
        pytest.param("ghcr.io", "ghcr.io", id="a host stays"),
        pytest.param("https://ghcr.io", "ghcr.io", id="https goes"),
        pytest.param("http://ghcr.io", "ghcr.io", id="http goes"),
        pytest.param("https://https://ghcr.io", "https:/" + "/ghcr.io", id="but only once"),
        pytest.param("HTTPS://ghcr.io", "HTTPS:" + "//ghcr.io", id="and only in small letters"),
        pytest.param("ftp://ghcr.io", "ftp://ghcr.io", id="other schemes are hosts"),
        pytest.param("ghcr.io/", "ghcr.io", id="a bare slash goes"),
        pytest.param("ghcr.io//", "ghcr.io//", id="two do not"),
        pytest.param("https://index.docker.io/v1/", "index.docker.io", id="/v1/ goes"),
        pytest.param("https://index.docker.io/v1", "index.docker.io/v1", id="/v1 does not"),
        pytest.param("ghcr.io/v2/", "ghcr.io", id="/v2/ goes"),
        pytest.param("ghcr.io/v2/own", "ghcr.io/own", id="/v2/ goes before a path"),
        pytest.param("ghcr.io/v1/v2/own", "ghcr.io/v2/own", id="one of them"),
        pytest.param("ghcr.io/v3/", "ghcr.io/v3/", id="/v3/ stays"),
        pytest.param("ghcr.io/own/", "ghcr.io/own/", id="a path keeps its slash"),
        pytest.param("GHCR.io", "GHCR.io", id="capitals stay"),
        pytest.param("ghcr.io:5000/a", "ghcr.io:5000/a", id="the port stays"),
        pytest.param("ghcr.io:", "ghcr.io:", id="an empty port is a port to Go"),
        pytest.param("user:pw@ghcr.io", "ghcr.io", id="a user goes"),
        pytest.param("ghcr.io?x=/own", "ghcr.io", id="a query goes"),
        pytest.param("ghcr.io#own", "ghcr.io", id="a fragment goes"),
        pytest.param("ghcr.io/a%2Fb", "ghcr.io/a/b", id="escapes in a path are decoded"),
        pytest.param("ghcr.io/%ff", "ghcr.io/\udcff", id="to bytes, if need be"),
        pytest.param("ghcr.io/a b", "ghcr.io/a b", id="a path may have a space"),
        pytest.param("%c3%a9.io", "é.io", id="a host may escape what is not ASCII"),
        pytest.param("[::1]:5000", "[::1]:5000", id="an IPv6 address"),
        pytest.param("[::ffff:1.2.3.4]", "[::ffff:1.2.3.4]", id="with IPv4 inside"),
        pytest.param("*.azurecr.io", "*.azurecr.io", id="a glob"),
        pytest.param("", "", id="nothing is a URL without a host"),
        pytest.param("\ud800.io", "\ufffd.io", id="a lone surrogate"),
    ],
)
def test_a_key_is_filed_as_go_files_it(key: str, filed: str) -> None:
    assert normalise(key) == filed


@pytest.mark.parametrize(
    ("key", "said"),
    [
        pytest.param("gh\x07cr.io", "the control character `␇`", id="a control character"),
        pytest.param("ghcr.io/a\x7f", "the control character `␡`", id="DEL, in a path"),
        pytest.param("gh cr.io", "its host has a space", id="a space in the host"),
        pytest.param("gh^cr.io", "its host has `^`", id="a caret in the host"),
        pytest.param("gh\\cr.io", "its host has `\\`", id="a backslash in the host"),
        pytest.param("%41.io", "its host has `%41`", id="an ASCII escape in the host"),
        pytest.param("ghcr.io:abc", "`:abc` stands where a port", id="a port of letters"),
        pytest.param("ghcr.io:5000x/a", "`:5000x` stands where a port", id="a port and more"),
        pytest.param("[g]hcr.io", "`hcr.io` stands where a port", id="brackets first"),
        pytest.param("gh[cd]r.io", "`[` that begins no IPv6 address", id="a glob's brackets"),
        pytest.param("[a]:5000", "`[a]` in its host is not an IPv6", id="a host in brackets"),
        pytest.param("[1.2.3.4]", "`[1.2.3.4]` in its host is not", id="IPv4 in brackets"),
        pytest.param("ghcr.io:1:1", "`:1:1` stands where a port", id="two ports"),
        pytest.param("::1", "`::1` stands where a port", id="IPv6 without brackets"),
        pytest.param("[::1/a", "a `[` without a `]`", id="a bracket left open"),
        pytest.param("[fe80::1%25eth0]:1", "an IPv6 zone", id="an IPv6 zone"),
        pytest.param("ghcr.io/%zz", "`%zz` is not an escape", id="a broken escape"),
        pytest.param("ghcr.io/a%2", "`%2` is not an escape", id="half an escape"),
        pytest.param("ghcr.io#%g0", "`%g0` is not an escape", id="even in a fragment"),
        pytest.param("us er@ghcr.io", "before its `@`", id="a user with a space"),
    ],
)
def test_a_key_that_is_no_url_is_ignored_with_a_reason(key: str, said: str) -> None:
    with pytest.raises(NotAUrl) as refused:
        normalise(key)
    assert said in str(refused.value)
    assert normalised_key(key) is None


@pytest.mark.parametrize(
    ("host", "parts"),
    [
        ("ghcr.io", ("ghcr.io", "")),
        ("ghcr.io:5000", ("ghcr.io", "5000")),
        ("ghcr.io:", ("ghcr.io", "")),
        ("[::1]:5000", ("::1", "5000")),
        ("[::1]", ("[::1]", "")),  # no port: Go reports an error, and the kubelet takes it whole
        ("::1", ("::1", "")),
        ("a:80:80", ("a:80:80", "")),
        ("g[h]:80", ("g[h]:80", "")),
        ("", ("", "")),
    ],
)
def test_host_and_port_are_split_as_go_splits_them(host: str, parts: tuple[str, str]) -> None:
    assert split(host) == parts


@pytest.mark.parametrize(
    ("key_a", "key_b", "same"),
    [
        pytest.param("ghcr.io", "https://ghcr.io/v2/", True, id="scheme and API version"),
        pytest.param("docker.io", "index.docker.io", False, id="two names of Docker Hub"),
        pytest.param("ghcr.io", "GHCR.io", False, id="capitals count"),
        pytest.param("ghcr.io/a", "ghcr.io/a/", False, id="a slash at the end counts"),
        pytest.param("gh cr.io", "gh cr.io", False, id="no URL is no registry"),
    ],
)
def test_two_keys_are_one_registry_if_they_are_filed_under_one_name(
    key_a: str, key_b: str, same: bool
) -> None:
    filed = normalised_key(key_a)
    assert (filed is not None and filed == normalised_key(key_b)) is same


@given(st.text(st.sampled_from("ghcr.io:50/[]%2f@?#v1*\\ \x00é\ud800"), max_size=40) | st.text())
def test_any_key_is_filed_or_refused_in_harmless_words(key: str) -> None:
    refusal = ""
    try:
        normalise(key)
    except NotAUrl as refused:
        refusal = str(refused)
    assert inert(refusal, 1000) == refusal


@given(st.from_regex(r"[a-z0-9.-]+(:[0-9]+)?(/[a-z0-9./]*)?", fullmatch=True))
def test_a_scheme_never_changes_under_which_name_a_key_is_filed(key: str) -> None:
    filed = normalised_key(key)
    assert normalised_key(f"https://{key}") == filed
    assert normalised_key(f"http://{key}") == filed
