"""What leaves a screen, to the clipboard or a file, as one value: made first, delivered then."""

import re
from typing import Final, NamedTuple

_NO_FILE_NAME: Final = re.compile(r"[^\w.-]+", re.ASCII)


class Parcel(NamedTuple):
    """One text that leaves, and what there is to say of it.

    `noun` names it in a sentence ("Copied the manifest."), `file_name` is offered for a file,
    `is_secret` says whether a token is in it, and `caution` what a person cannot see of it.
    """

    text: str
    noun: str
    file_name: str
    is_secret: bool
    caution: str = ""

    def __repr__(self) -> str:
        """Leave the text out: a token may be in it."""
        return f"Parcel({self.noun!r})"


def file_stem(name: str) -> str:
    """Return the beginning of a file's name: `name` without slashes and a shell's signs."""
    return _NO_FILE_NAME.sub("-", name)[:200].strip("-")
