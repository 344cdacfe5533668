"""Opens SOPS files with the person's own age identity, in memory alone.

Source: github.com/getsops/sops, age/keysource.go (MasterKey.Decrypt) and aes/cipher.go.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from ghcr_tui.core.formats.sops_opening import OpenedSops, Sealed, SopsProblem, opened_sops
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.golang.yaml_stream import YamlReader
from ghcr_tui.core.secret.objects import mappings_at, text_at
from ghcr_tui.system.sealing.age import identities_in, opened_by
from ghcr_tui.system.sealing.problem import SealingProblem
from ghcr_tui.system.sealing.sops import KEY_BYTES, cipher_of

if TYPE_CHECKING:
    from pyrage import x25519


class OpenedText(NamedTuple):
    """A text whose SOPS files are in clear, as JSON documents; and what came of their checks."""

    text: str
    is_changed: bool
    is_checked: bool

    def __repr__(self) -> str:
        """Leave the text out: it is secret."""
        return f"OpenedText(is_changed={self.is_changed}, is_checked={self.is_checked})"


def opened_text(text: str, identity_file: str = "") -> OpenedText | None:
    """Return `text` with the SOPS files in it opened, None where there is none.

    The identity is in `identity_file`, else in the file that SOPS_AGE_KEY_FILE names. Raises
    SealingProblem, SopsProblem, FileProblem.
    """
    try:
        documents = [value for is_item, value, _ in YamlReader().read_pieces(text) if not is_item]
    except ValueError:
        return None
    if not any(isinstance(each, dict) and "sops" in each for each in documents):
        return None
    identities = identities_in(identity_file)
    written: list[str] = []
    opened: list[OpenedSops] = []
    for document in documents:
        if isinstance(document, dict) and "sops" in document:
            opened.append(opened_file(document, identities)[0])
            document = opened[-1].manifest
        written.append(dumps_indented(document))
    return OpenedText(
        "\n".join(written),
        any(each.is_changed for each in opened),
        all(each.is_checked for each in opened),
    )


def opened_file(
    document: dict[str, Json], identities: "Sequence[x25519.Identity]"
) -> tuple[OpenedSops, bytes]:
    """Return what is in a SOPS file, and the key of its values.

    Raises SealingProblem, SopsProblem.
    """
    key = _file_key(document["sops"], identities)
    cipher = cipher_of(key)
    from cryptography.exceptions import InvalidTag

    def decrypt(sealed: Sealed, place: str) -> str:
        try:
            clear = cipher.decrypt(sealed.nonce, sealed.data + sealed.tag, place.encode())
        except (InvalidTag, ValueError):
            raise SopsProblem(
                "A value of the SOPS file was changed, or moved, after it was encrypted: it cannot "
                "be opened."
            ) from None
        return clear.decode("utf-8", "surrogateescape")

    return opened_sops(document, decrypt), key


def _file_key(block: Json, identities: "Sequence[x25519.Identity]") -> bytes:
    """Return the key that the file's values are encrypted with. Raises SealingProblem."""
    sealed = [text for each in mappings_at(block, "age") if (text := text_at(each, "enc"))]
    if not sealed:
        raise SealingProblem(
            "The SOPS file is not encrypted for an age identity of its own: open it with `sops -d`."
        )
    problem: SealingProblem | None = None
    for each in sealed:
        try:
            key = opened_by(each.encode(), identities)
        except SealingProblem as found:
            problem = found
            continue
        if len(key) == KEY_BYTES:
            return key
    raise problem or SealingProblem("The key in the SOPS file is not one of SOPS.")
