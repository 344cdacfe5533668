"""Platforms, and which entry of an index each runtime takes for one.

Sources: containerd's github.com/containerd/platforms (compare.go, platformVector) and
github.com/containers/image (pkg/platform, platform_matcher.go).
"""

from collections.abc import Sequence
from typing import Literal, NamedTuple

from ghcr_tui.core.text.problem import Problem

Runtime = Literal["containerd", "cri-o"]
RUNTIMES: tuple[Runtime, ...] = ("containerd", "cri-o")


class PlatformError(Problem, ValueError):
    """A text does not name a platform; the message is a sentence."""


class Platform(NamedTuple):
    """Operating system, architecture and variant (which may be empty)."""

    system: str
    architecture: str
    variant: str = ""

    def __str__(self) -> str:
        return "/".join(part for part in self if part)


DEFAULT_PLATFORMS = (Platform("linux", "amd64"), Platform("linux", "arm64"))
_ALIASES = {"x86_64": "amd64", "x86-64": "amd64", "aarch64": "arm64", "i386": "386"}
_ARM = ("v8", "v7", "v6", "v5")


def parse_platform(text: str) -> Platform:
    """Return the platform that `linux/arm64` or `linux/arm/v7` names. Raises PlatformError."""
    parts = text.strip().lower().split("/")
    if not 2 <= len(parts) <= 3 or not all(part.replace("-", "_").isidentifier() or part.isalnum()
                                           for part in parts):  # fmt: skip
        raise PlatformError(
            "A platform is written OS/ARCHITECTURE or OS/ARCHITECTURE/VARIANT, such as "
            "linux/amd64 or linux/arm/v7."
        )
    system, architecture, *variant = parts
    return _usual(Platform(system, _ALIASES.get(architecture, architecture), *variant))


def choose(runtime: Runtime, wanted: Platform, offered: Sequence[Platform | None]) -> int | None:
    """Return the position of the entry that `runtime` takes on a node of the platform `wanted`.

    An entry that names no platform (None) is taken where nothing else fits.
    """
    usual = [each and _usual(each) for each in offered]
    for candidate in _preferred(runtime, _usual(wanted)):
        if candidate in usual:
            return usual.index(candidate)
    return usual.index(None) if None in usual else None


def _preferred(runtime: Runtime, wanted: Platform) -> list[Platform]:
    system, architecture, variant = wanted
    if architecture == "arm":
        below = _ARM[_ARM.index(variant or "v7") :] if (variant or "v7") in _ARM else (variant,)
        return [*(Platform(system, "arm", each) for each in below), Platform(system, "arm")]
    found = [wanted]
    if architecture == "amd64" and variant[1:].isdigit():
        lower = range(int(variant[1:]) - 1, 1, -1)
        found += [*(wanted._replace(variant=f"v{n}") for n in lower), wanted._replace(variant="")]
    if runtime == "containerd" and architecture == "amd64":
        found.append(Platform(system, "386"))
    if runtime == "containerd" and architecture == "arm64":
        found += _preferred(runtime, Platform(system, "arm", "v8"))
    return found


def _usual(platform: Platform) -> Platform:
    """Return the platform without the variant that goes without saying."""
    if (platform.architecture, platform.variant) in (("arm64", "v8"), ("amd64", "v1")):
        return platform._replace(variant="")
    return platform
