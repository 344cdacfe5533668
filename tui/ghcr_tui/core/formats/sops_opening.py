"""A SOPS file opened: its values in clear, and what its own check sums up.

The cryptography comes from `system.sealing`. Source: github.com/getsops/sops, sops.go
(Tree.Decrypt, ToBytes) and aes/cipher.go (parse, Decrypt).
"""

import hashlib
import re
from base64 import b64decode
from collections.abc import Callable, Mapping
from typing import Final, NamedTuple

from ghcr_tui.core.formats.sops_file import Path, bound_to, each_value, summed
from ghcr_tui.core.formats.sops_rules import selection_of
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.controllers import ENCRYPTED
from ghcr_tui.core.secret.objects import Object, mapping_at
from ghcr_tui.core.text.problem import Problem

Decrypt = Callable[["Sealed", str], str]
"""From what is sealed and the place that it is bound to, to its text. Raises SopsProblem."""

_SEALED: Final = re.compile(r"ENC\[AES256_GCM,data:(.+),iv:(.+),tag:(.+),type:(.+)\]")
_ONLY_ENCRYPTED: Final = hashlib.sha256(b"sops").digest()
"""What the check begins with where it is about encrypted values alone."""
_MAY_BE_A_TIME: Final = re.compile(r"\d{4}-\d\d?-\d\d?(?:[Tt ].*)?")


class SopsProblem(Problem):
    """A SOPS file that cannot be opened; the message is a sentence."""


class Sealed(NamedTuple):
    """One encrypted value: its bytes, and the type that it has in clear."""

    data: bytes
    nonce: bytes
    tag: bytes
    kind: str


class OpenedSops(NamedTuple):
    """The manifest in clear, without its `sops` block; `is_changed`: its check does not fit.

    `is_checked` is False where a value is one that SOPS and this program may read otherwise.
    """

    manifest: dict[str, Json]
    is_changed: bool
    is_checked: bool

    def __repr__(self) -> str:
        """Leave the manifest out: it is secret."""
        return f"OpenedSops(is_changed={self.is_changed}, is_checked={self.is_checked})"


def sealed_of(text: str) -> Sealed:
    """Return the parts of an encrypted value. Raises SopsProblem."""
    match = _SEALED.fullmatch(text)
    if match is None:
        raise SopsProblem("A value of the SOPS file is not encrypted as SOPS does.")
    try:
        data, nonce, tag = (b64decode(match[n], validate=True) for n in (1, 2, 3))
    except ValueError:
        raise SopsProblem("A value of the SOPS file is not whole: its base64 is broken.") from None
    return Sealed(data, nonce, tag, match[4])


def opened_sops(document: Object, decrypt: Decrypt) -> OpenedSops:
    """Return what is in a SOPS file, each value opened by `decrypt`. Raises SopsProblem."""
    block = mapping_at(document, "sops")
    selection = selection_of(block)
    only_encrypted = block.get("mac_only_encrypted") is True
    digest = hashlib.sha512(check_begins(block))
    is_checked = True

    def opened(value: Json, path: Path) -> Json:
        nonlocal is_checked
        if isinstance(value, str) and value.startswith(ENCRYPTED):
            sealed = sealed_of(value)
            text = decrypt(sealed, bound_to(path))
            value = _typed(text, sealed.kind)
            written = summed(value)[1] if sealed.kind in ("float", "bool") else text
            is_checked &= sealed.kind not in ("float", "time")
        else:
            kind, written = summed(value)
            is_checked &= kind != "float" and not _MAY_BE_A_TIME.fullmatch(written)
        if not only_encrypted or selection.encrypts(path):
            digest.update(written.encode("utf-8", "surrogateescape"))
        return value

    in_clear = {key: child for key, child in document.items() if key != "sops"}
    manifest = each_value(in_clear, opened)
    moment = block.get("lastmodified")
    mac = block.get("mac")
    if not isinstance(mac, str) or not isinstance(moment, str):
        return OpenedSops(manifest, is_changed=True, is_checked=True)
    expected = decrypt(sealed_of(mac), moment)
    return OpenedSops(manifest, digest.hexdigest().upper() != expected, is_checked)


def check_begins(block: Mapping[str, Json]) -> bytes:
    """Return what the check of a file with this `sops` block begins with."""
    return _ONLY_ENCRYPTED if block.get("mac_only_encrypted") is True else b""


def _typed(text: str, kind: str) -> Json:
    """Return the value that a text stands for. Raises SopsProblem."""
    try:
        if kind == "int":
            return int(text)
        if kind == "float":
            return float(text)
    except ValueError:
        raise SopsProblem("A number in the SOPS file is none.") from None
    return text.casefold() in ("true", "1", "t") if kind == "bool" else text
