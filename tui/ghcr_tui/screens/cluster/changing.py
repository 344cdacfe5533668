"""What Cluster's keys change: marked Secrets, or the Secret or credential under the cursor."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from textual.worker import get_current_worker

from ghcr_tui.core.change.delivery import delivery_of
from ghcr_tui.core.cluster.live_rows import ClusterRow, SecretRow, TokenRow
from ghcr_tui.core.cluster.row_detail import Detail
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.screens.change.starting import attach, deliver, rotate
from ghcr_tui.system.change.errands import Where

if TYPE_CHECKING:
    from textual.screen import Screen

    from ghcr_tui.core.cluster.token_name import TokenNames
    from ghcr_tui.system.cluster.kubectl import Kubectl
    from ghcr_tui.system.cluster.scope import Target

_PODS = "A pod is not changed: choose a Secret or a credential (f3)."
_SEVERAL = "They hold several tokens: choose one on the face Credentials (f3)."


Reader = Callable[[Sequence[tuple[str, str]]], Callable[[], str]]
"""Returns what reads Secrets of these namespaces and names, in a thread, as JSON."""


class Chosen(NamedTuple):
    """What a change is about: the marked Secrets, else the row under the cursor."""

    rows: tuple[ClusterRow, ...]
    is_marked: bool
    detail: Detail | None


class Changing:
    """Begins changes of what was chosen on `screen`; a dialog asks for the rest."""

    def __init__(
        self, screen: "Screen[None]", kubectl: "Kubectl", names: "TokenNames", target: "Target"
    ) -> None:
        self._screen = screen
        self._kubectl = kubectl
        self._names = names
        self._target = target

    def rotate(self, chosen: Chosen) -> None:
        """Ask for the token that takes the place of the chosen one."""
        row = chosen.rows[0]
        if isinstance(row, TokenRow):
            held = chosen.detail.secrets if chosen.detail else ()
            tokens = {entry.token for secret in held for entry in secret.entries}
            tokens = {token for token in tokens if self._names(token) == row.row.name}
            title, only = row.row.name, None
        elif isinstance(row, SecretRow):
            secrets = [each for each in chosen.rows if isinstance(each, SecretRow)]
            tokens = _tokens(secrets)
            title = row.secret.title if len(secrets) == 1 else f"{len(secrets):,} Secrets"
            only = {(each.secret.namespace, each.secret.name) for each in secrets}
            only = only if chosen.is_marked else None
        else:
            self._screen.notify(_PODS)
            return
        if len(tokens) != 1:
            self._screen.notify(_SEVERAL if tokens else "There is no token to rotate in it.")
            return
        rotate(self._screen.app, self._kubectl, self._target, tokens, inert(title, 120), only)

    def attach(self, chosen: Chosen) -> None:
        """Ask for the account that is to bring the chosen Secret."""
        secrets = [each.secret for each in chosen.rows if isinstance(each, SecretRow)]
        names = {each.name for each in secrets}
        if len(names) != 1:
            self._screen.notify("Mark Secrets of one name." if names else _PODS)
            return
        where = Where(self._target.context, tuple(each.namespace for each in secrets))
        attach(self._screen.app, self._kubectl, where, names.pop())

    def deliver(
        self, chosen: Chosen, read: Callable[[Sequence[tuple[str, str]]], Callable[[], str]]
    ) -> None:
        """Read the chosen Secret as it is now, and ask where else it is to be."""
        row = chosen.rows[0]
        if not isinstance(row, SecretRow) or len(chosen.rows) > 1:
            self._screen.notify(
                "One Secret is delivered at a time." if len(chosen.rows) > 1 else _PODS
            )
            return
        fetch = read([(row.secret.namespace, row.secret.name)])
        self._screen.run_worker(lambda: self._fetched(fetch), thread=True, exit_on_error=True)

    def _fetched(self, fetch: Callable[[], str]) -> None:
        worker = get_current_worker()
        app = self._screen.app
        try:
            text = fetch()
        except Problem as problem:
            app.call_from_thread(self._screen.notify, inert(str(problem), 400), severity="error")
            return
        if not worker.is_cancelled:
            app.call_from_thread(self._deliver, text)

    def _deliver(self, text: str) -> None:
        found = [each for each in inspect_whole(text).secrets if each.entries]
        if not found:
            self._screen.notify("It holds no credential that a node could use.")
            return
        deliveries = [delivery_of(each, merge=True) for each in found]
        deliver(self._screen.app, self._kubectl, self._target.context, deliveries)


def _tokens(secrets: Sequence[SecretRow]) -> set[str]:
    return {
        entry.token for row in secrets for entry in row.secret.judged.secret.entries if entry.token
    }
