"""Which proxy the environment names, as rows: Go's rules, which container runtimes follow."""

import pytest

from ghcr_tui.core.verification.origin import parse_origin
from ghcr_tui.system.registry.http.proxies import proxy_for

_P, _Q = "http://p:3128", "http://q:3128"


@pytest.mark.parametrize(
    ("url", "environment", "expected"),
    [
        pytest.param("https://ghcr.io", {}, "", id="nothing set"),
        pytest.param("https://ghcr.io", {"HTTPS_PROXY": _P}, _P, id="by scheme"),
        pytest.param("https://ghcr.io", {"https_proxy": _P}, _P, id="lower case"),
        pytest.param("https://ghcr.io", {"HTTPS_PROXY": "p:3128"}, _P, id="without a scheme"),
        pytest.param("https://ghcr.io", {"HTTP_PROXY": _P}, "", id="the other scheme's"),
        pytest.param("http://ghcr.io", {"HTTP_PROXY": _P}, _P, id="plain HTTP"),
        pytest.param("https://ghcr.io", {"ALL_PROXY": _P}, "", id="not Go's"),
        pytest.param("https://ghcr.io", {"ALL_PROXY": _P, "HTTPS_PROXY": _Q}, _Q, id="both"),
        pytest.param("https://localhost:5000", {"HTTPS_PROXY": _P}, "", id="this machine, never"),
        pytest.param("https://127.0.0.1", {"HTTPS_PROXY": _P}, "", id="this address, never"),
    ],
)
def test_the_proxy_is_the_one_for_the_scheme(
    url: str, environment: dict[str, str], expected: str
) -> None:
    origin = parse_origin(url)
    assert origin is not None
    assert proxy_for(origin, environment) == expected


@pytest.mark.parametrize(
    ("url", "no_proxy", "exempt"),
    [
        pytest.param("https://ghcr.io", "*", True, id="everything"),
        pytest.param("https://ghcr.io", "ghcr.io", True, id="the name"),
        pytest.param("https://ghcr.io", "a.b, GHCR.io ", True, id="in a list, in capitals"),
        pytest.param("https://pkg.ghcr.io", "ghcr.io", True, id="a name below"),
        pytest.param("https://notghcr.io", "ghcr.io", False, id="a name that ends alike"),
        pytest.param("https://ghcr.io", ".ghcr.io", False, id="a dot means names below alone"),
        pytest.param("https://pkg.ghcr.io", ".ghcr.io", True, id="a name below the dot"),
        pytest.param("https://pkg.ghcr.io", "*.ghcr.io", True, id="a star and a dot"),
        pytest.param("https://ghcr.io", "ghcr.io:443", True, id="with the port"),
        pytest.param("https://ghcr.io", "ghcr.io:8443", False, id="with another port"),
        pytest.param("https://10.1.2.3", "10.0.0.0/8", True, id="a network"),
        pytest.param("https://11.1.2.3", "10.0.0.0/8", False, id="another network"),
        pytest.param("https://ghcr.io", "10.0.0.0/8", False, id="a name is in no network"),
        pytest.param("https://10.1.2.3", "10.1.2.3", True, id="an address"),
        pytest.param("https://110.1.2.3", "10.1.2.3", False, id="addresses have no names below"),
        pytest.param("https://[fd00::1]", "fd00::1", True, id="IPv6"),
        pytest.param("https://[fd00::1]", "[fd00::1]:443", True, id="IPv6 with a port"),
        pytest.param("https://ghcr.io", "", False, id="empty"),
        pytest.param("https://ghcr.io", "/,:,[]", False, id="nonsense"),
    ],
)
def test_no_proxy_exempts_as_go_does(url: str, no_proxy: str, exempt: bool) -> None:
    origin = parse_origin(url)
    assert origin is not None
    environment = {"HTTPS_PROXY": _P, "NO_PROXY": no_proxy}
    assert (proxy_for(origin, environment) == "") is exempt
