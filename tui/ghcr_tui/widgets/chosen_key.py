"""A key that a person may change in `config.toml`."""

from textual.binding import Binding

from ghcr_tui.core.settings.keys import ACTIONS


def chosen_key(
    name: str,
    action: str,
    description: str,
    tooltip: str = "",
    *,
    show: bool = True,
    priority: bool = False,
) -> Binding:
    """Return the binding of what settings call `name`, on its own key until another is chosen."""
    return Binding(
        ACTIONS[name].key,
        action,
        description,
        show=show,
        priority=priority,
        tooltip=tooltip,
        id=name,
    )
