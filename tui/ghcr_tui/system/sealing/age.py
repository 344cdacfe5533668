"""age: whom a text is encrypted for, and who can open it.

Source: age-encryption.org/v1, and SOPS for where identities are looked for (SOPS_AGE_KEY_FILE).
"""

import os
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.system.files import expand, read_text
from ghcr_tui.system.sealing.problem import SealingProblem, missing_library

if TYPE_CHECKING:
    from pyrage import ssh, x25519

_IDENTITY = "AGE-SECRET-KEY-"
_ARMOUR = b"-----BEGIN AGE ENCRYPTED FILE-----"
_VARIABLE = "SOPS_AGE_KEY_FILE"


def spelt(recipient: str) -> str:
    """Return `recipient` without its comment: a line of a recipients file, or of an SSH key."""
    return re.sub(r"\s+", " ", recipient).strip()


def recipient_of(text: str, what: str) -> "x25519.Recipient | ssh.Recipient":
    """Return the recipient that `text` names, for `what`, which needs it. Raises SealingProblem."""
    try:
        from pyrage import RecipientError, ssh, x25519
    except ImportError as error:
        raise missing_library(error, what) from None
    if text.upper().startswith(_IDENTITY):  # never quoted: it opens everything
        raise SealingProblem(
            "This is an age identity, which is secret. A recipient is its public half, `age1…`: "
            "`age-keygen -y FILE` prints it."
        )
    try:
        if text.startswith("ssh-"):
            return ssh.Recipient.from_str(text)
        return x25519.Recipient.from_str(text)
    except RecipientError:
        raise SealingProblem(f"{excerpt(text, 80)} is not an age recipient: `age1…`.") from None


def sealed(text: str, recipients: Sequence[str]) -> str:
    """Return `text` encrypted for every one of `recipients`, in lines. Raises SealingProblem."""
    read = [recipient_of(spelt(each), "An encrypted file") for each in recipients]
    from pyrage import encrypt

    return encrypt(text.encode("utf-8", "replace"), read, armored=True).decode()


def is_encrypted(data: bytes) -> bool:
    """Return whether `data` is a file of age's, in lines or not."""
    return data.startswith((_ARMOUR, b"age-encryption.org/v1"))


def opened(data: bytes, identity_file: str = "") -> str:
    """Return what is in `data`, which is_encrypted.

    The identity is in `identity_file`, else in the file that SOPS_AGE_KEY_FILE names.
    Raises SealingProblem, FileProblem.
    """
    return opened_by(data, identities_in(identity_file)).decode("utf-8", "replace")


def has_identity(identity_file: str = "") -> bool:
    """Return whether an identity is named: by `identity_file`, or by SOPS_AGE_KEY_FILE."""
    return bool(identity_file or os.environ.get(_VARIABLE))


def identities_in(identity_file: str = "") -> "list[x25519.Identity]":
    """Return the identities in `identity_file`, else in the file that SOPS_AGE_KEY_FILE names.

    Raises SealingProblem, FileProblem.
    """
    named = identity_file or os.environ.get(_VARIABLE, "")
    if not named:
        raise SealingProblem(
            f"It is encrypted with age: name the file of your identity, or set {_VARIABLE}."
        )
    try:
        from pyrage import IdentityError, x25519
    except ImportError as error:
        raise missing_library(error, "An encrypted file") from None
    identities = []
    for line in read_text(expand(named), pipe_too=True).split():
        if line.upper().startswith(_IDENTITY):
            try:
                identities.append(x25519.Identity.from_str(line))
            except IdentityError:
                raise SealingProblem("The age identity in the file is not whole.") from None
    if not identities:
        raise SealingProblem("The file that was named holds no age identity (AGE-SECRET-KEY-…).")
    return identities


def opened_by(data: bytes, identities: "Sequence[x25519.Identity]") -> bytes:
    """Return what is in `data`, which is_encrypted. Raises SealingProblem."""
    from pyrage import DecryptError, decrypt

    try:
        return decrypt(data, identities)
    except DecryptError:
        raise SealingProblem(
            "It is encrypted for somebody else: none of these identities opens it."
        ) from None
