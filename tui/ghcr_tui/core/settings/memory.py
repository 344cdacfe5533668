"""What the app remembers from one run to the next: never a token, nor anything that looks so."""

import json
import re
from typing import Final, NamedTuple

from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.text.inert import is_inert

_LONGEST: Final = 300
"""Characters of a value that is remembered; what is longer was no name and no path."""

_PARTS: Final = re.compile(r"[\s:;,@'\"]+")
"""Between what may be a token in a longer text, as in `octocat:ghp_...`."""


class Memory(NamedTuple):
    """The last theme, registry, username, namespace and folder; "" where there was none."""

    theme: str = ""
    registry: str = ""
    username: str = ""
    namespace: str = ""
    folder: str = ""

    def only(self, names: tuple[str, ...]) -> "Memory":
        """Return what of this may be remembered: the fields called `names`."""
        return Memory(**{name: getattr(self, name) for name in names})


def memory_of(draft: Draft) -> Memory:
    """Return what is remembered of a draft that was copied or saved: its first registry."""
    first = draft.credentials[0]
    username = first.username if first.username != first.token else ""
    return Memory("", _safe(first.registry), _safe(username), _safe(draft.namespace))


def merged(old: Memory, new: Memory) -> Memory:
    """Return `old` with everything that `new` has."""
    return Memory(*(theirs or ours for ours, theirs in zip(old, new, strict=True)))


def read_memory(text: str) -> Memory:
    """Return what is in a file that was kept; what is not as it was written is forgotten."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Memory()
    if not isinstance(value, dict):
        return Memory()
    return Memory(*(_safe(value.get(name, "")) for name in Memory._fields))


def write_memory(memory: Memory) -> str:
    """Return the text of the file that keeps `memory`."""
    kept = {name: value for name, value in memory._asdict().items() if value}
    return json.dumps(kept, indent=2) + "\n"


def _safe(value: object) -> str:
    """Return a value that may be kept and shown, else ""."""
    if not isinstance(value, str) or len(value) > _LONGEST or not is_inert(value):
        return ""
    return "" if any(holds_token(part) for part in _PARTS.split(value)) else value
