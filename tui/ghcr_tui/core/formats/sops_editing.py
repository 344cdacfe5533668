"""A SOPS file edited: what was changed is encrypted anew, and everything else stays as it is.

Source: github.com/getsops/sops, sops.go (Tree.Encrypt) and cmd/sops/edit.go: the key of the file
stays, and so do those for whom it is encrypted.
"""

import hashlib

from ghcr_tui.core.formats.sops_file import Encrypt, Path, bound_to, summed
from ghcr_tui.core.formats.sops_opening import OpenedSops, check_begins
from ghcr_tui.core.formats.sops_rules import selection_of
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.objects import mapping_at


def edited_values(
    document: dict[str, Json], opened: OpenedSops, manifest: dict[str, Json], encrypt: Encrypt
) -> dict[str, Json]:
    """Return the values of the SOPS file `document`, which `opened` is, with `manifest` in it."""
    selection = selection_of(mapping_at(document, "sops"))

    def walk(value: Json, sealed: Json, before: Json, path: Path) -> Json:
        if isinstance(value, dict):
            return walk_names(value, _mapping(sealed), _mapping(before), path)
        if isinstance(value, list):
            seals, earlier = _items(sealed, len(value)), _items(before, len(value))
            return [walk(*each, path) for each in zip(value, seals, earlier, strict=True)]
        if type(value) is type(before) and value == before:
            return sealed
        kind, text = summed(value)
        return encrypt(text, kind, bound_to(path)) if text and selection.encrypts(path) else value

    def walk_names(
        values: dict[str, Json], sealed: dict[str, Json], before: dict[str, Json], path: Path
    ) -> dict[str, Json]:
        return {
            key: walk(value, sealed.get(key), before.get(key), (*path, key))
            for key, value in values.items()
        }

    in_clear = {key: value for key, value in document.items() if key != "sops"}
    return walk_names(manifest, in_clear, opened.manifest, ())


def check_of(written: dict[str, Json], manifest: dict[str, Json]) -> str:
    """Return what sums up `manifest` in the order in which it is `written` in the file."""
    block = mapping_at(written, "sops")
    selection = selection_of(block)
    only_encrypted = block.get("mac_only_encrypted") is True
    digest = hashlib.sha512(check_begins(block))

    def walk(place: Json, value: Json, path: Path) -> None:
        if isinstance(place, dict):
            values = _mapping(value)
            for key, child in place.items():
                walk(child, values.get(key), (*path, key))
        elif isinstance(place, list):
            for child, item in zip(place, _items(value, len(place)), strict=True):
                walk(child, item, path)
        elif selection.encrypts(path) or not only_encrypted:
            digest.update(summed(value)[1].encode("utf-8", "replace"))

    walk({key: value for key, value in written.items() if key != "sops"}, manifest, ())
    return digest.hexdigest().upper()


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else {}


def _items(value: Json, count: int) -> list[Json]:
    """Return the items of a list, None where it has fewer than `count`."""
    items = value if isinstance(value, list) else []
    return [*items, *[None] * count][:count]
