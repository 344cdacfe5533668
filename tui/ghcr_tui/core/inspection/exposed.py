"""What a file gives away: pull credentials in clear, and what was meant to be encrypted."""

import json
import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.credential.tokens import PREFIXES
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.front_door import inspect
from ghcr_tui.core.inspection.inspection import InspectedSecret, Inspection

_MOST_PIECES: Final = 200
_SEALED: Final = frozenset(("SealedSecret", "ExternalSecret", "ClusterExternalSecret", "SOPS file"))
_ABOUT_SEALED: Final = ("sealed-", "sops-", "external-", "template-")
_UNFILLED: Final = ("placeholder", "unfilled", "not-rendered")
_FENCED: Final = re.compile(r"^[ \t]*(```+|~~~+)[^\n]*\n(.*?)^[ \t]*\1", re.DOTALL | re.MULTILINE)
_BASE64: Final = re.compile(r"(?<![A-Za-z0-9+/])(?:ey|ew|e3|IH|Cn)[A-Za-z0-9+/]{38,}={0,2}")
_OBJECT: Final = re.compile(r"\{\s*\"(?:auths|credHelpers|credsStore|HttpHeaders)\"")
_SIGNS: Final = (
    *(b"dockerconfigjson", b"dockercfg", b'"auth', b"'auths'", b"auths:", b"docker-registry"),
    *(b'\\"auths\\"', b"H4sI"),
    # the same word as hex, as numbers, and as programs dump them
    *(b"6175746873", b"6175 7468", b"7574 6873", b"61 75 74 68 73"),
    *(b"97 117 116 104 115", b"97, 117, 116, 104, 115", b"97,117,116,104,115"),
    *(b"SealedSecret", b"ExternalSecret", b"sops:", b'"sops"'),
    *(b"imageCredentials", b"DOCKER_AUTH_CONFIG", b"registries.yaml", b"machine "),
    # `"auths"` in base64, in each of its three places within four letters
    *(b"ImF1dGhz", b"JhdXRocy", b"iYXV0aHMi"),
    *(prefix.text.encode() for prefix in PREFIXES if len(prefix.text) > 3),
)
_ONE_VALUE: Final = re.compile(rb"\s*[A-Za-z0-9+/_\s-]{16,}={0,2}\s*")
"""A file with nothing else than base64 in it, which may be of anything."""
_PASSWORD: Final = re.compile(rb"(?i)pass(?:word)?[\"']?\s*[:=]")
_USERNAME: Final = re.compile(rb"(?i)user(?:name)?[\"']?\s*[:=]|login[\"']?\s*[:=]")


class Exposed(NamedTuple):
    """A credential in clear, or with `finding` something else that is wrong with what is sealed.

    `line` counts from 1, 0 where it is the file as a whole; `secret` is the Secret's name, "" where
    it is in none. Registry and username are as they may be shown.
    """

    line: int
    secret: str
    registry: str = ""
    username: str = ""
    finding: Finding | None = None


def may_expose(data: bytes) -> bool:
    """Return whether a file is worth inspecting; most files of a repository are not.

    None that `exposed` finds something in is passed over: each form has one of the signs.
    """
    if any(sign in data for sign in _SIGNS) or _ONE_VALUE.fullmatch(data):
        return True
    return bool(_PASSWORD.search(data) and _USERNAME.search(data))


def exposed(text: str) -> Iterator[Exposed]:
    """Yield what `text` gives away: as a whole, or in pieces where it is text around them."""
    found = tuple(_in_whole(text, 0))
    if found:
        yield from found
        return
    for line, piece in _pieces(text):
        yield from _in_whole(piece, line)


def _in_whole(text: str, line: int) -> Iterator[Exposed]:
    for event in inspect(text):
        if isinstance(event, Inspection):
            for finding in event.findings:
                is_about_it = event.kind in _SEALED or finding.code.startswith(_ABOUT_SEALED)
                if finding.severity == "error" and is_about_it:
                    yield Exposed(line, event.title, finding=finding)
        else:
            yield from _of_secret(event.secret, line)


def _of_secret(secret: InspectedSecret, line: int) -> Iterator[Exposed]:
    for finding in secret.findings:
        if finding.code.startswith("sops-") and finding.severity == "error":
            yield Exposed(line, secret.title, finding=finding)
    for entry in secret.entries:
        if entry.token and not _is_unfilled(secret, entry.registry):
            yield Exposed(
                line,
                secret.title,
                hidden_registry(entry.registry),
                hidden_username(entry.username, entry.token),
            )


def _is_unfilled(secret: InspectedSecret, registry: str) -> bool:
    """Return whether a finding says that what is there is no credential yet."""
    return any(
        finding.where.entry in (registry, None)
        and finding.code != "name-placeholder"
        and any(word in finding.code for word in _UNFILLED)
        for finding in secret.findings
    )


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Yield what may be a credential within a longer text, with its line."""
    spans: list[tuple[int, int]] = []
    for number, (start, end) in enumerate(_spans(text)):
        if number >= _MOST_PIECES:
            return
        if not any(start < theirs and ours < end for ours, theirs in spans):
            spans.append((start, end))
            yield text.count("\n", 0, start) + 1, text[start:end]


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for fence in _FENCED.finditer(text):
        yield fence.span(2)
    decoder = json.JSONDecoder()
    for match in _OBJECT.finditer(text):
        try:
            _, end = decoder.raw_decode(text, match.start())
        except (ValueError, RecursionError):
            continue
        yield match.start(), end
    for match in _BASE64.finditer(text):
        yield match.span()
