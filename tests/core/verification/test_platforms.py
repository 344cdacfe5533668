"""Which entry of an index a node takes, and how a platform is written."""

import pytest

from ghcr_tui.core.verification.platforms import Platform, PlatformError, choose, parse_platform

_AMD64, _ARM64 = Platform("linux", "amd64"), Platform("linux", "arm64")


@pytest.mark.parametrize(
    ("text", "platform"),
    [
        ("linux/amd64", _AMD64),
        (" Linux/x86_64 ", _AMD64),
        ("linux/aarch64", _ARM64),
        ("linux/arm64/v8", _ARM64),
        ("linux/arm/v7", Platform("linux", "arm", "v7")),
        ("windows/amd64", Platform("windows", "amd64")),
    ],
)
def test_a_platform_is_read_as_it_is_usually_written(text: str, platform: Platform) -> None:
    assert parse_platform(text) == platform


@pytest.mark.parametrize("text", ["", "linux", "linux/", "/amd64", "a/b/c/d", "linux/am d64"])
def test_what_is_no_platform_is_said_to_be_none(text: str) -> None:
    with pytest.raises(PlatformError, match="OS/ARCHITECTURE"):
        parse_platform(text)


@pytest.mark.parametrize(
    ("wanted", "offered", "containerd", "cri_o"),
    [
        pytest.param("linux/amd64", ["linux/arm64", "linux/amd64"], 1, 1, id="the one"),
        pytest.param("linux/amd64", ["linux/arm64"], None, None, id="none"),
        pytest.param("linux/amd64", ["windows/amd64"], None, None, id="another system"),
        pytest.param("linux/amd64", ["unknown/unknown"], None, None, id="attestations"),
        pytest.param("linux/amd64", [], None, None, id="nothing at all"),
        pytest.param("linux/arm64", ["linux/arm64/v8"], 0, 0, id="a variant without saying"),
        pytest.param("linux/amd64", ["linux/386"], 0, None, id="containerd goes down to 386"),
        pytest.param("linux/arm64", ["linux/arm/v7"], 0, None, id="containerd goes down to arm"),
        pytest.param("linux/arm/v7", ["linux/arm/v5", "linux/arm/v6"], 1, 1, id="best variant"),
        pytest.param("linux/arm/v6", ["linux/arm/v7"], None, None, id="never up"),
        pytest.param("linux/amd64/v3", ["linux/amd64", "linux/amd64/v2"], 1, 1, id="levels"),
        pytest.param("linux/amd64", ["", "linux/amd64"], 1, 1, id="named before unnamed"),
        pytest.param("linux/amd64", [""], 0, 0, id="unnamed where nothing else fits"),
    ],
)
def test_each_runtime_takes_what_its_own_code_takes(
    wanted: str, offered: list[str], containerd: int | None, cri_o: int | None
) -> None:
    entries = [Platform(*text.split("/")) if text else None for text in offered]
    asked = parse_platform(wanted)
    assert choose("containerd", asked, entries) == containerd
    assert choose("cri-o", asked, entries) == cri_o
