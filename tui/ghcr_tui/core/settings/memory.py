"""What the app remembers from one run to the next: never a token, nor anything that looks so."""

import json
import re
from typing import Final, NamedTuple

from ghcr_tui.core.credential.tokens import holds_token
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.means import Means
from ghcr_tui.core.text.inert import is_inert

_LONGEST: Final = 300
"""Characters of a value that is remembered; what is longer was no name and no path."""
_LONGEST_LIST: Final = 4_000
"""Characters of what was chosen for git; sixty age recipients are in it."""
_IDENTITY: Final = "AGE-SECRET-KEY-"
"""How the secret half of an age recipient begins."""

_PARTS: Final = re.compile(r"[\s:;,@'\"]+")
"""Between what may be a token in a longer text, as in `octocat:ghp_...`."""
_STEPS: Final = re.compile(r"[\s:;,@'\"/]+")
"""The same in a path. A token may have a slash in it, so both ways are tried."""


class Memory(NamedTuple):
    """The last theme, registry, username, namespace and folder; "" where there was none.

    `safe_for_git` is what was chosen for the views that are, None where nothing was.
    """

    theme: str = ""
    registry: str = ""
    username: str = ""
    namespace: str = ""
    folder: str = ""
    safe_for_git: Means | None = None

    def only(self, names: tuple[str, ...]) -> "Memory":
        """Return what of this may be remembered: the fields called `names`."""
        return Memory(**{name: getattr(self, name) for name in names})


def memory_of(draft: Draft) -> Memory:
    """Return what is remembered of a draft that was copied or saved: its first registry."""
    first = draft.credentials[0]
    username = first.username if first.username != first.token else ""
    return Memory("", _safe(first.registry), _safe(username), _safe(draft.namespace))


def memory_of_means(means: Means) -> Memory:
    """Return what is remembered of what was chosen for the views that are safe for git."""
    return Memory(safe_for_git=Means(*(_safe(each, _LONGEST_LIST) for each in means)))


def merged(old: Memory, new: Memory) -> Memory:
    """Return `old` with everything that `new` has."""
    return Memory(
        new.theme or old.theme,
        new.registry or old.registry,
        new.username or old.username,
        new.namespace or old.namespace,
        new.folder or old.folder,
        old.safe_for_git if new.safe_for_git is None else new.safe_for_git,
    )


def read_memory(text: str) -> Memory:
    """Return what is in a file that was kept; what is not as it was written is forgotten."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        return Memory()
    if not isinstance(value, dict):
        return Memory()
    theme, registry, username, namespace, folder = (
        _safe(value.get(name, "")) for name in Memory._fields[:-1]
    )
    chosen = value.get("safe_for_git")
    means = None
    if isinstance(chosen, dict):
        means = Means(*(_safe(chosen.get(name, ""), _LONGEST_LIST) for name in Means._fields))
    return Memory(theme, registry, username, namespace, folder, means)


def write_memory(memory: Memory) -> str:
    """Return the text of the file that keeps `memory`."""
    kept = {name: value for name, value in memory._asdict().items() if value}
    if memory.safe_for_git:
        kept["safe_for_git"] = {
            name: value for name, value in memory.safe_for_git._asdict().items() if value
        }
    return json.dumps(kept, indent=2) + "\n"


def _safe(value: object, longest: int = _LONGEST) -> str:
    """Return a value that may be kept and shown, else ""."""
    if not isinstance(value, str) or len(value) > longest or not is_inert(value):
        return ""
    if _IDENTITY in value.upper():
        return ""
    parts = (*_PARTS.split(value), *_STEPS.split(value))
    return "" if any(holds_token(part) for part in parts) else value
