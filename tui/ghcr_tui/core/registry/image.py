"""Image references: the authority on how Docker's reference grammar reads and completes one.

The rules are those of github.com/distribution/reference (regexp.go, normalize.go), which the
kubelet and the container runtimes use.
"""

import re
from typing import NamedTuple

from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem

DEFAULT_DOMAIN = "docker.io"
LEGACY_DEFAULT_DOMAIN = "index.docker.io"
DEFAULT_TAG = "latest"
LONGEST_PATH = 255
LONGEST_REFERENCE = 2048  # no registry takes more; keeps every later step short
EXAMPLE = "`ghcr.io/owner/name:tag`"

# Left for `re` to compile on first use: most runs of the program never read an image.
_LABEL = "(?:[a-zA-Z0-9]|[a-zA-Z0-9][a-zA-Z0-9-]*[a-zA-Z0-9])"
_DOMAIN = rf"(?:{_LABEL}(?:\.{_LABEL})*|\[[a-fA-F0-9:]+\])(?::[0-9]+)?"
_COMPONENT = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*"
_TAG = "[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}"
_IDENTIFIER = "[a-f0-9]{64}"
_BLANK = r"\s"
_SCHEME = "[A-Za-z][A-Za-z0-9+.-]*://"
_DIGEST_DIGITS = {"sha256": 64, "sha384": 96, "sha512": 128}


class ImageError(Problem, ValueError):
    """A text is not an image reference; the message says what was found and what was expected."""


class ImageReference(NamedTuple):
    """One image, completed: `nginx` has become `docker.io/library/nginx:latest`.

    `domain` is the registry with its port, `path` the repository there. `tag` is empty when only
    a digest was given; `digest` has the form `sha256:…` or is empty.
    """

    domain: str
    path: str
    tag: str = ""
    digest: str = ""

    @property
    def repository(self) -> str:
        """The name without tag and digest: what credentials are matched against."""
        return f"{self.domain}/{self.path}"

    def __str__(self) -> str:
        tag = f":{self.tag}" if self.tag else ""
        digest = f"@{self.digest}" if self.digest else ""
        return f"{self.repository}{tag}{digest}"


def parse_image(text: str) -> ImageReference:
    """Return the image that `text` names, completed the way `docker pull` and the kubelet do.

    Raises ImageError with one plain sentence.
    """
    _refuse_what_is_no_reference(text)
    name, at, digest = text.partition("@")
    if at:
        _check_digest(digest)
    domain, remainder = _split_domain(name)
    path, colon, tag = remainder.partition(":")
    _check_path(domain, path)
    if colon and not re.fullmatch(_TAG, tag):
        raise ImageError(
            f"{_found(tag)} after `:` is not a tag: expected 1 to 128 letters, digits, "
            "`_`, `.` and `-`, with neither `.` nor `-` in front"
        )
    if not tag and not digest:
        tag = DEFAULT_TAG
    return ImageReference(domain, path, tag, digest)


def _split_domain(name: str) -> tuple[str, str]:
    """Return the registry and the rest of `name`, both completed.

    What is before the first slash is a registry if it has a dot, a colon or a capital in it,
    or is `localhost`; otherwise it is part of a Docker Hub repository.
    """
    first, slash, rest = name.partition("/")
    named = slash and (
        first == "localhost" or "." in first or ":" in first or first != first.lower()
    )
    domain, remainder = (first, rest) if named else (DEFAULT_DOMAIN, name)
    if domain == LEGACY_DEFAULT_DOMAIN:
        domain = DEFAULT_DOMAIN
    if domain == DEFAULT_DOMAIN and "/" not in remainder:
        remainder = f"library/{remainder}"
    return domain, remainder


def _refuse_what_is_no_reference(text: str) -> None:
    if not text:
        raise ImageError(f"no image is named: expected something like {EXAMPLE}")
    if len(text) > LONGEST_REFERENCE:
        raise ImageError(
            f"the image has {len(text):,} characters: an image reference is shorter than that"
        )
    blank = re.search(_BLANK, text)
    if blank:
        raise ImageError(
            f"{_name_of(blank[0])} at character {blank.start() + 1} of the image: "
            f"expected one word such as {EXAMPLE}"
        )
    scheme = re.match(_SCHEME, text)
    if scheme:
        raise ImageError(
            f"the image begins with {excerpt(scheme[0])}, as a web address does: expected it "
            f"without, such as {EXAMPLE}"
        )
    if re.fullmatch(_IDENTIFIER, text):
        raise ImageError(
            "64 hexadecimal digits alone are an image ID and not a name: "
            "expected `repository@sha256:…`"
        )


def _name_of(character: str) -> str:
    named = {" ": "a space", "\t": "a tab", "\n": "a line break", "\u00a0": "a non-breaking space"}
    return named.get(character) or f"white space (U+{ord(character):04X})"


def _check_digest(digest: str) -> None:
    algorithm, _, digits = digest.partition(":")
    wanted = _DIGEST_DIGITS.get(algorithm)
    if wanted is None:
        raise ImageError(
            f"{_found(digest)} after `@` is not a digest: expected `sha256:` (or `sha384:`, "
            "`sha512:`) and hexadecimal digits"
        )
    if len(digits) != wanted:
        raise ImageError(
            f"the digest has {len(digits)} digits after `{algorithm}:`: expected {wanted}"
        )
    wrong = re.search("[^a-f0-9]", digits)
    if wrong:
        raise ImageError(
            f"the digest has {excerpt(wrong[0])} at digit {wrong.start() + 1}: "
            "expected the digits 0-9 and a-f, in lower case"
        )


def _check_path(domain: str, path: str) -> None:
    if path in ("", "library/"):
        raise ImageError(f"the image names no repository: {_expected()}")
    if path.startswith("library/["):
        raise ImageError(f"an address alone is not an image: {_expected()}")
    for component in path.split("/"):
        if not re.fullmatch(_COMPONENT, component):
            raise ImageError(_why_not_a_component(component))
    length = len(path)
    if not re.fullmatch(_DOMAIN, domain):
        # Docker reads a host with an underscore (`my_host.lan/x`) as part of the path, and
        # whoever pulls takes it for the host all the same.
        if not re.fullmatch(_COMPONENT, domain):
            raise ImageError(
                f"{excerpt(domain, 60)} before the first `/` is not a registry: expected a host "
                "name or address, then perhaps `:` and a port number"
            )
        length += len(domain) + 1
    if length > LONGEST_PATH:
        raise ImageError(
            f"the repository's path has {length} characters: at most {LONGEST_PATH} are allowed"
        )


def _why_not_a_component(component: str) -> str:
    if not component:
        return (
            f"the repository has nothing between two slashes or after the last one: {_expected()}"
        )
    if re.search("[A-Z]", component) and re.fullmatch(_COMPONENT, component.lower()):
        return f"{excerpt(component, 60)} has capital letters: the repository must be in lower case"
    wrong = re.search("[^a-z0-9._-]", component)
    if wrong:
        return (
            f"{excerpt(wrong[0])} in {excerpt(component, 60)} may not stand in a repository: "
            "expected lower-case letters, digits, `.`, `_` and `-`"
        )
    return (
        f"{excerpt(component, 60)} is not a part of a repository: expected lower-case letters and "
        "digits, and between them `.`, `_`, `__` or dashes"
    )


def _found(text: str) -> str:
    return excerpt(text) if text else "nothing"


def _expected() -> str:
    return f"expected something like {EXAMPLE}"
