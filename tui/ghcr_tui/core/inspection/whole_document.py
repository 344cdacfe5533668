"""Whether a pasted text stands for itself, or is a piece that belongs into another."""

import re

from ghcr_tui.core.inspection.front_door import inspect
from ghcr_tui.core.inspection.inspection import FoundSecret
from ghcr_tui.core.inspection.lone_base64 import is_one_value, is_word
from ghcr_tui.core.text.surroundings import without_surroundings

_OBJECT = re.compile(r"""(?m)^["']?(?:apiVersion|kind)["']?\s*:""")
"""A line that begins an object of Kubernetes, whatever kind it is."""


def takes_the_place_of(pasted: str, there: str) -> bool:
    """Return whether `pasted` is meant in place of the text that is `there`, not as a part of it.

    A Secret, a payload or another whole object is; one value (base64, a token) is where there is
    nothing else than one value either: in a manifest it may well be what was missing. A word that
    somebody typed is no value.
    """
    inner, there = without_surroundings(pasted).strip(), there.strip()
    if not inner or not there:
        return False
    if is_one_value(inner):
        return is_one_value(there) and not is_word(there) and not is_word(inner)
    if _OBJECT.search(inner):
        return True
    return isinstance(next(iter(inspect(inner))), FoundSecret)
