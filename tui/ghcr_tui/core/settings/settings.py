"""The settings: what `config.toml` may say, as one value, and what holds where it says nothing."""

import fnmatch
from typing import Final, Literal, NamedTuple, get_args

from ghcr_tui.core.draft.pairs import Pair

ClipboardUse = Literal["auto", "program", "terminal", "off"]
CLIPBOARD_USES: Final[tuple[ClipboardUse, ...]] = get_args(ClipboardUse)
REMEMBERED: Final = ("theme", "registry", "username", "namespace", "folder", "safe_for_git")
"""What may be remembered; a token is not among it and never will be."""

THEMES: Final = (
    *("ansi-dark", "ansi-light", "atom-one-dark", "atom-one-light", "catppuccin-frappe"),
    *("catppuccin-latte", "catppuccin-macchiato", "catppuccin-mocha", "dracula", "flexoki"),
    *("gruvbox", "monokai", "nord", "rose-pine", "rose-pine-dawn", "rose-pine-moon"),
    *("solarized-dark", "solarized-light", "textual-dark", "textual-light", "tokyo-night"),
)
"""Textual's own, which only the app could be asked for; a test holds them together."""


class Settings(NamedTuple):
    """What is set; "" and () where a person has set nothing.

    `remembered` names what is kept from one run to the next. `keys` has an action and the keys
    that do it instead of its own. `read_only`: nothing is written to any cluster. In
    `protected_contexts` are names of contexts, `*` and `?` as in a shell, whose every change has
    to be confirmed by typing the name.
    """

    theme: str = ""
    clipboard: ClipboardUse = "auto"
    remembered: tuple[str, ...] = REMEMBERED
    read_only: bool = False
    protected_contexts: tuple[str, ...] = ()
    registry: str = ""
    namespace: str = ""
    labels: tuple[Pair, ...] = ()
    keys: tuple[tuple[str, str], ...] = ()

    def protects(self, context: str) -> bool:
        """Return whether a change of the cluster behind `context` needs its name typed."""
        return any(fnmatch.fnmatchcase(context, each) for each in self.protected_contexts)
