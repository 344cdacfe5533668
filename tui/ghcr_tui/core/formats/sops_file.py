"""A SOPS file: a manifest in which only the values that are secret are encrypted.

The cryptography comes from `system.sealing`; this is what is encrypted, under which names, and
what the file's own check sums up. Source: github.com/getsops/sops, sops.go (Tree.Encrypt,
shouldBeEncrypted) and aes/cipher.go.
"""

import hashlib
import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal, NamedTuple

from ghcr_tui.core.golang.json_text import Json

Path = tuple[str, ...]
"""The names on the way to a value."""
Document = dict[str, Json]
Encrypt = Callable[[str, str, str], str]
"""From a value, its type (`str`, `bool`, `int`) and the place it is bound to, to its ciphertext."""
Rule = Literal["encrypted_regex", "unencrypted_regex", "encrypted_suffix", "unencrypted_suffix"]


class Selection(NamedTuple):
    """Which values are encrypted: by a rule of SOPS, under the name that the file gives it."""

    rule: Rule
    pattern: str

    def encrypts(self, path: Path) -> bool:
        """Return whether the value at `path` is encrypted: any name on the way may decide."""
        if self.rule.endswith("regex"):
            is_named = any(re.search(self.pattern, name) for name in path)
        else:
            is_named = any(name.endswith(self.pattern) for name in path)
        return is_named is self.rule.startswith("encrypted")


ONLY_DATA = Selection("encrypted_regex", "^(data|stringData)$")
"""What Flux' guide recommends: the rest of the manifest stays readable in reviews."""


class Recipient(NamedTuple):
    """An age recipient, and the file's key encrypted for it, armoured."""

    name: str
    sealed_key: str


class SopsFile(NamedTuple):
    """A manifest with its secret values encrypted, and what belongs into its `sops` block."""

    manifest: dict[str, Json]
    mac: str


def encrypted_manifest(
    manifest: dict[str, Json], selection: Selection, encrypt: Encrypt, mac_of: Callable[[str], str]
) -> SopsFile:
    """Return `manifest` with the values of `selection` encrypted by `encrypt`.

    The check sums up every value, encrypted or not, in the order of the file; `mac_of` encrypts it.
    """
    digest = hashlib.sha512()

    def encrypted(value: Json, path: Path) -> Json:
        kind, text = summed(value)
        digest.update(text.encode("utf-8", "replace"))
        if not text or not selection.encrypts(path):
            return value
        return encrypt(text, kind, bound_to(path))

    walked = each_value(manifest, encrypted)
    return SopsFile(walked, mac_of(digest.hexdigest().upper()))


def each_value(document: Mapping[str, Json], change: Callable[[Json, Path], Json]) -> Document:
    """Return `document` with each value that is no mapping and no list changed, in its order.

    `change` is given a value and its path, in which the places of a list are not counted.
    """

    def walk(value: Json, path: Path) -> Json:
        if isinstance(value, dict):
            return {key: walk(child, (*path, key)) for key, child in value.items()}
        if isinstance(value, list):
            return [walk(child, path) for child in value]
        return change(value, path)

    return {key: walk(child, (key,)) for key, child in document.items()}


def bound_to(path: Path) -> str:
    """Return the place that the value at `path` is bound to when it is encrypted."""
    return "".join(f"{name}:" for name in path)


def sops_document(
    file: SopsFile,
    selection: Selection,
    recipients: tuple[Recipient, ...],
    last_modified: str,
) -> dict[str, Json]:
    """Return the whole document; `last_modified` is what `mac` is bound to, in RFC 3339."""
    age: list[Json] = [{"recipient": each.name, "enc": each.sealed_key} for each in recipients]
    block: dict[str, Json] = {
        "age": age,
        "lastmodified": last_modified,
        "mac": file.mac,
        selection.rule: selection.pattern,
        "version": _FORMAT_OF,
    }
    return {**file.manifest, "sops": block}


_FORMAT_OF = "3.9.0"
"""The version of SOPS whose format this is: what older and newer ones read alike."""


def summed(value: Json) -> tuple[str, str]:
    """Return the type and the text of a value as SOPS sums it up. Source: sops.go, ToBytes."""
    if isinstance(value, bool):
        return "bool", "True" if value else "False"
    if isinstance(value, int):
        return "int", str(value)
    if isinstance(value, float):
        return "float", format(Decimal(repr(value)), "f")
    return "str", value if isinstance(value, str) else ""
