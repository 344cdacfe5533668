"""What becomes of each registry when one set of credentials takes another's place."""

from collections.abc import Iterable

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.redaction import shown_registry

_FIELDS = ("username", "token", "email")


def registry_changes(before: Iterable[Credential], after: Iterable[Credential]) -> tuple[str, ...]:
    """Return a line for each registry of either: `quay.io: token changed`, `ghcr.io: as before`.

    The order is that of `before`, then what is new. No line holds a token or a username.
    """
    old = {each.registry: each for each in before}
    new = {each.registry: each for each in after}
    return tuple(
        f"{shown_registry(registry)}: {_change(old.get(registry), new.get(registry))}"
        for registry in {**old, **new}
    )


def lost_registries(before: Iterable[Credential], after: Iterable[Credential]) -> tuple[str, ...]:
    """Return the registries, fit to be shown, that only `before` has."""
    kept = {each.registry for each in after}
    lost = dict.fromkeys(each.registry for each in before if each.registry not in kept)
    return tuple(map(shown_registry, lost))


def _change(old: Credential | None, new: Credential | None) -> str:
    if old is None:
        return "added"
    if new is None:
        return "removed"
    changed = [name for name in _FIELDS if getattr(old, name) != getattr(new, name)]
    if not changed:
        return "as before"
    listed = f"{', '.join(changed[:-1])} and {changed[-1]}" if len(changed) > 1 else changed[0]
    return f"{listed} changed"
