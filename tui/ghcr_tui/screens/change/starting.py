"""How a change is begun from other screens: what is missing is asked for, then it is planned."""

from collections.abc import Callable, Collection, Sequence
from typing import TYPE_CHECKING

from ghcr_tui.core.change.delivery import Delivery, delivery_of
from ghcr_tui.core.change.rotation import NewToken
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.golang.json_text import dumps
from ghcr_tui.core.inspection.front_door import inspect_whole
from ghcr_tui.core.secret.secret import manifest
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.change.fields_dialog import Field, FieldsDialog
from ghcr_tui.screens.change.screen import ChangeScreen
from ghcr_tui.system.change.errands import Errand, Where, attaching, delivering, rotating
from ghcr_tui.system.change.permission import safety_here
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.kubectl import Kubectl, read_contexts
from ghcr_tui.system.cluster.scope import Target

if TYPE_CHECKING:
    from textual.app import App


def rotate(
    app: "App[None]",
    kubectl: Kubectl,
    target: Target,
    old: Collection[str],
    title: str,
    only: Collection[tuple[str, str]] | None,
) -> None:
    """Ask for the new token, and plan the rotation of `old`."""
    fields = (
        Field("New token", placeholder="typed or pasted; never shown", is_secret=True),
        Field("Username", placeholder="empty: each entry keeps its own", is_needed=False),
    )

    def answered(typed: tuple[str, ...]) -> Errand | str:
        token, username = typed
        if token in old:
            return "The new token is the old one."
        return rotating(kubectl, target, old, NewToken(token, username), only)

    where = "in these Secrets" if only is not None else "wherever it is in what is shown"
    sentence = f"A new token takes the place of that of {title}, {where} ({target.context})."
    _ask(app, "Rotate", sentence, fields, answered)


def attach(app: "App[None]", kubectl: Kubectl, where: Where, secret: str) -> None:
    """Ask for the account, and plan the attaching of `secret`."""
    names = ", ".join(where.namespaces)
    sentence = f"The Secret {secret} is added to a service account of {names} ({where.context})."
    _ask(
        app, "Attach", sentence, (Field("Service account", "default"),),
        lambda typed: attaching(kubectl, where, secret, typed[0]),
    )  # fmt: skip


def deliver(
    app: "App[None]",
    kubectl: Kubectl,
    context: str,
    deliveries: Sequence[Delivery],
    namespace: str = "",
) -> None:
    """Ask where to, and plan the delivery."""
    names = ", ".join(each.secret.name for each in deliveries)
    fields = (
        Field("Context", context, placeholder="of your kubeconfig"),
        Field("Namespaces", namespace, placeholder="names, or label=value, or * for all"),
        Field("Attach to the service account", placeholder="empty: to none", is_needed=False),
    )

    def answered(typed: tuple[str, ...]) -> Errand | str:
        chosen, where, account = typed
        words = where.replace(",", " ").split()
        labels = [each for each in words if "=" in each]
        names = tuple(each for each in words if "=" not in each and each != "*")
        if labels and names:
            return "Name namespaces, or one label, not both."
        return delivering(kubectl, Where(chosen, names, ",".join(labels)), deliveries, account)

    sentence = f"{names} is applied there; where one is already, its other entries are kept."
    _ask(app, "Deliver", sentence, fields, answered)


def deliver_draft(app: "App[None]", draft: Draft) -> None:
    """Ask where the Secret of `draft` is to be, the kubeconfig's own place being offered."""
    kubectl = Kubectl()
    made = inspect_whole(dumps(manifest(secret_of(draft)))).secrets
    deliveries = [delivery_of(each, merge=True) for each in made]

    def read() -> None:
        try:
            contexts = read_contexts(kubectl)
        except ClusterProblem as problem:
            app.call_from_thread(app.notify, inert(str(problem), 400), severity="error")
            return
        known = contexts.named(contexts.current)
        namespace = draft.namespace or (known.namespace if known else "")
        app.call_from_thread(deliver, app, kubectl, contexts.current, deliveries, namespace)

    app.run_worker(read, thread=True)


def _ask(
    app: "App[None]",
    title: str,
    sentence: str,
    fields: Sequence[Field],
    errand_of: Callable[[tuple[str, ...]], Errand | str],
) -> None:
    safety = safety_here()
    if safety.read_only:
        app.notify(safety.refusal(()), severity="warning")
        return

    def answered(typed: tuple[str, ...] | None) -> None:
        if typed is None:
            return
        errand = errand_of(typed)
        if isinstance(errand, str):
            app.notify(inert(errand, 300), severity="error")
        else:
            app.push_screen(ChangeScreen(errand, safety))

    app.push_screen(FieldsDialog(title, sentence, fields), answered)
