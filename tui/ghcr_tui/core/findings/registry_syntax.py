"""The syntax of a registry key, the authority on what may be under `auths`.

A key that breaks it is ignored by the kubelet or matches no image. Sources: Kubernetes,
pkg/credentialprovider/keyring.go; github.com/distribution/reference, regexp.go.
"""

import re
from typing import NamedTuple

from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.findings.finding import Severity
from ghcr_tui.core.golang.url import NotAUrl, parse_url
from ghcr_tui.core.registry.key import (
    LONGEST,
    RegistryKey,
    normalise,
    take_apart,
    without_api_prefix,
)
from ghcr_tui.core.text.inert import excerpt

_LONGEST_HOST = 253
_LONGEST_LABEL = 63
_HIGHEST_PORT = 65535
_NEVER = "No image matches it, so the pod pulls without this credential."
_IGNORED = "The kubelet ignores such an entry, so the pod pulls without this credential."
_TAKEN_OFF = "The kubelet takes it off; other programs that read the Secret may not."
_HOST_FIX = "Write the host alone, such as `ghcr.io`, perhaps with a port or the start of a path."

# Left for `re` to compile on first use, and then only once for every registry.
_BLANK = (
    r"[\s\x00-\x1f\x7f-\xa0\xad\u1680\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff]"
)
_CONTROL = r"[\x00-\x1f\x7f]"  # in a query too, where a space is let be
_SCHEME = "[A-Za-z][A-Za-z0-9+.-]*://"
_STRAY_IN_HOST = r"[^A-Za-z0-9_.*?-]"  # globs are allowed; an underscore is no host's, yet works
_STRAY_IN_PATH = r"[^a-z0-9._/-]"
_PATH_FIX = "Write the path as images have it, or leave it out."


class KeyProblem(NamedTuple):
    """What is wrong with a key: the code and severity of its finding, a sentence, and the fix."""

    code: str
    severity: Severity
    sentence: str
    fix: str


def find_problem(text: str) -> KeyProblem | None:
    """Return the first thing that is wrong with the syntax of a registry key, or None.

    The sentences quote single characters only: people paste tokens into the wrong field.
    """
    return None if _is_plain(text) and not _is_token(text) else find_problem_in_full(text)


def find_problem_in_full(text: str) -> KeyProblem | None:
    """Return what `find_problem` returns, with every rule asked even about a plain host."""
    if problem := _text_problem(text):
        return problem
    if re.match(_SCHEME, text) and not text.startswith(("https://", "http://")):
        what = "The registry begins with another scheme than `https://` or `http://`. "
        return KeyProblem("registry-scheme", "error", what + _NEVER, _HOST_FIX)
    key = take_apart(text)
    problems = (_surplus_problem(text), _host_problem(key), _port_problem(text, key))
    for problem in problems:
        if problem and problem.severity == "error":
            return problem
    is_whole = "%" not in text and "@" not in text
    path = without_api_prefix(key.path) if is_whole else _filed_path(text)
    if path is None:
        return _no_url_problem(text)
    return _path_problem(path) or next(filter(None, problems), None)


def _no_url_problem(text: str) -> KeyProblem:
    if "%" in text:
        what = f"The registry has a `%` that begins no escape of a character. {_IGNORED}"
        return KeyProblem("registry-path", "error", what, "Leave out the `%`, or write `%25`.")
    what = f"The registry has before its `@` what no username in a URL has. {_IGNORED}"
    return KeyProblem("registry-userinfo", "error", what, _HOST_FIX)


def _filed_path(text: str) -> str | None:
    """Return the path that images are held against, escapes decoded; None if there is none."""
    try:
        return parse_url(f"https://{normalise(text)}").path  # decoded twice, as each lookup does
    except NotAUrl:
        return None


def _is_plain(text: str) -> bool:
    """Return whether `text` is a plain host, perhaps with scheme and path, as nearly every key."""
    if len(text) > _LONGEST_HOST or not text.isascii():
        return False
    # One scheme is taken off, not the other behind it: `https://http://ghcr.io`.
    scheme = next(filter(text.startswith, ("https://", "http://")), "")
    rest = text.removeprefix(scheme)
    host, _, path = rest.partition("/")
    return (
        host.replace(".", "").replace("-", "").isalnum()
        and _label_problem(host.split(".")) is None
        and (not path or (path.replace("/", "").isalnum() and path == path.lower()))
        and "//" not in rest
    )


def _is_token(text: str) -> bool:
    return holds_token(text) or holds_token(take_apart(text).host)


def _text_problem(text: str) -> KeyProblem | None:
    if not text:
        what = f"The registry is empty. {_IGNORED}"
        return KeyProblem("registry-empty", "error", what, "Name it, such as `ghcr.io`.")
    if len(text) > LONGEST:
        what = f"The registry has {len(text):,} characters, far more than any host and path have. "
        return KeyProblem("registry-too-long", "error", what + _NEVER, _HOST_FIX)
    if _is_token(text):
        what = f"A token stands where the registry belongs. {_NEVER}"
        fix = "Move it to the token field, and name the registry here."
        return KeyProblem("registry-is-token", "error", what, fix)
    before = text.partition("#")[0]
    blank = re.search(_BLANK, before.partition("?")[0]) or re.search(_CONTROL, before)
    if blank:
        place = f"at character {blank.start() + 1}"
        what = f"The registry has {_name_of(blank[0])} {place}. {_NEVER}"
        return KeyProblem("registry-whitespace", "error", what, "Remove it.")
    return None


def _surplus_problem(text: str) -> KeyProblem | None:
    """Return what is in a key that belongs to other kinds of addresses."""
    if re.search("@[A-Za-z0-9+._-]+:[0-9A-Fa-f]{32}", text):
        return _image_problem("a digest")
    before = text.partition("://")[2] or text
    if "@" in before.partition("/")[0]:
        what = f"The registry has a username before an `@`. {_TAKEN_OFF}"
        fix = "Write the host alone; username and token have their own fields."
        return KeyProblem("registry-userinfo", "warning", what, fix)
    for sign, name in (("?", "query"), ("#", "fragment")):
        if sign in text:
            what = f"The registry has a {name} (`{sign}`), as a web address has. {_TAKEN_OFF}"
            return KeyProblem("registry-query", "warning", what, f"Remove it from `{sign}` on.")
    return None


def _host_problem(key: RegistryKey) -> KeyProblem | None:
    host = key.host
    if not host:
        return _bad_host("The registry names no host", "Name it, such as `ghcr.io`.")
    if re.fullmatch(r"\[[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*\]", host):
        return _address_problem(key)
    if ":" in host:
        if _is_ipv6(host):
            return _bad_host("The registry is an IPv6 address without `[` and `]`", "Add them.")
        return _bad_host("The registry has more than one `:` in its host")
    if len(host) > _LONGEST_HOST:
        return _bad_host(f"The registry's host has {len(host)} characters, and 253 are the limit")
    if "[" in host:
        return _bad_host(
            "The registry has a `[` in its host: kubelets built with Go 1.24.8, 1.25.2 or later "
            "ignore the entry, older ones read it as a glob",
            "Name each host in an entry of its own, or use `*`.",
        )
    stray = re.search(_STRAY_IN_HOST, host)
    if stray and not stray[0].isascii():
        return _bad_host(
            f"The registry has {excerpt(stray[0])} in its host, and an image reference is ASCII",
            "Write such a host in its `xn--` form, or type it anew if it looks plain.",
        )
    if stray:
        return _bad_host(f"The registry has {excerpt(stray[0])} in its host")
    return _label_problem(host.split("."))


def _address_problem(key: RegistryKey) -> KeyProblem | None:
    if not _is_ipv6(key.host[1:-1]):
        return _bad_host("The registry's IPv6 address is none")
    if not key.port:
        what = "The registry is an IPv6 address without a port, which the kubelet reads as a glob"
        return _bad_host(what, "Add the port; 443 if it is no other.")
    return None


def _label_problem(labels: list[str]) -> KeyProblem | None:
    if labels[-1] == "" and len(labels) > 1 and all(labels[:-1]):
        return _bad_host("The registry's host ends with a dot", "Remove it.")
    for label in labels:
        if not label:
            return _bad_host("The registry's host has nothing before or between its dots")
        if len(label) > _LONGEST_LABEL:
            return _bad_host("A part of the registry's host has more than 63 characters")
        if label.startswith("-") or label.endswith("-"):
            return _bad_host("A part of the registry's host begins or ends with `-`")
    return None


def _port_problem(text: str, key: RegistryKey) -> KeyProblem | None:
    if not key.port:
        if f"{key.host}:{key.path}" not in text:
            return None
        what = f"The registry ends its host with `:`, and no port follows. {_TAKEN_OFF}"
        return KeyProblem("registry-port", "warning", what, "Remove the `:`, or add the port.")
    if not (key.port.isascii() and key.port.isdigit()):
        if not key.path:
            return _image_problem("a tag")
        what = f"The registry's port is not a number. {_IGNORED}"
        return KeyProblem("registry-port", "error", what, "Write a number from 1 to 65535.")
    if len(key.port) > 5 or not 1 <= int(key.port) <= _HIGHEST_PORT:
        what = f"The registry's port is not between 1 and 65535. {_NEVER}"
        return KeyProblem("registry-port", "error", what, "Write a number from 1 to 65535.")
    return None


def _path_problem(path: str) -> KeyProblem | None:
    fix = _PATH_FIX
    if re.search(":[A-Za-z0-9_.-]+$", path):
        return _image_problem("a tag")
    if "//" in path:
        what = f"The registry's path has two slashes in a row. {_NEVER}"
        return KeyProblem("registry-path", "error", what, fix)
    stray = re.search(_STRAY_IN_PATH, path)
    if stray is None:
        return None
    if stray[0].isupper() and stray[0].isascii():
        what = "The registry's path has capital letters, and repositories are in small letters. "
    elif stray[0] in "*[":
        what = f"The registry's path has {excerpt(stray[0])}: globs count in the host only. "
        fix = "Leave the path where the glob stands: it is the start that images are held against."
    else:
        what = f"The registry's path has {excerpt(stray[0])}, which no repository has. "
    return KeyProblem("registry-path", "error", what + _NEVER, fix)


def _image_problem(part: str) -> KeyProblem:
    what = f"The registry is an image reference: it has {part}. {_NEVER}"
    return KeyProblem("registry-is-image", "error", what, _HOST_FIX)


def _bad_host(what: str, fix: str = _HOST_FIX) -> KeyProblem:
    return KeyProblem("registry-host", "error", f"{what}. {_NEVER}", fix)


def _name_of(character: str) -> str:
    named = {" ": "a space", "\t": "a tab", "\n": "a line break", "\xa0": "a non-breaking space"}
    return named.get(character) or f"an invisible character (U+{ord(character):04X})"


def _is_ipv6(text: str) -> bool:
    from ipaddress import AddressValueError, IPv6Address

    try:
        IPv6Address(text)
    except AddressValueError:
        return False
    return True
