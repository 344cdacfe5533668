"""Which cluster: the context and the namespaces, the kubeconfig's own, changed by typing."""

from typing import NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.message import Message
from textual.suggester import SuggestFromList
from textual.widgets import Input, Label

from ghcr_tui.system.cluster.kubectl import Contexts
from ghcr_tui.system.cluster.scope import Scope, Target
from ghcr_tui.widgets.text_field import TextField

_CONTEXT_HELP = (
    "The context of your kubeconfig whose cluster is shown. Type another and press enter; the "
    "right arrow takes what is suggested. Nothing is asked of a cluster before that."
)
_NAMESPACES_HELP = (
    "The namespaces that are shown, with commas or spaces between them. Empty, or *, is all of "
    "them. Enter changes over."
)


class Place(NamedTuple):
    """A context and the namespaces in it; none: all."""

    context: str = ""
    namespaces: tuple[str, ...] = ()

    @property
    def title(self) -> str:
        """How it is called where there is little room."""
        return f"{self.context} · {', '.join(self.namespaces) or 'all namespaces'}"


class PlaceForm(Horizontal):
    """The two fields on one line."""

    DEFAULT_CSS = """
    PlaceForm { height: 1; padding: 0 1;
        & > Label { color: $foreground 70%; padding: 0 1; }
        & > #context { width: 2fr; }
        & > #namespaces { width: 3fr; }
    }
    """

    class Chosen(Message):
        """A person wants to see this place."""

        def __init__(self, place: Place) -> None:
            super().__init__()
            self.place = place

    def compose(self) -> ComposeResult:
        """Lay out the fields."""
        yield Label("Context")
        yield TextField(
            placeholder="reading the kubeconfig …", help_text=_CONTEXT_HELP, id="context"
        )
        yield Label("Namespaces")
        yield TextField(placeholder="all namespaces", help_text=_NAMESPACES_HELP, id="namespaces")

    @property
    def typed(self) -> Place:
        """What is typed in."""
        names = self.query_one("#namespaces", TextField).value.replace(",", " ").split()
        is_all = "*" in names
        context = self.query_one("#context", TextField).value.strip()
        return Place(context, () if is_all else tuple(dict.fromkeys(names)))

    def show(self, place: Place, contexts: Contexts) -> None:
        """Show a place, and suggest the kubeconfig's others."""
        context = self.query_one("#context", TextField)
        context.placeholder = "a context of your kubeconfig"
        context.suggester = SuggestFromList([each.name for each in contexts.all])
        context.set_silently(place.context)
        namespaces = self.query_one("#namespaces", TextField)
        named = dict.fromkeys(each.namespace for each in contexts.all)
        namespaces.suggester = SuggestFromList(list(named))
        namespaces.set_silently(", ".join(place.namespaces))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Chosen(self.typed))


def target_of(place: Place, contexts: Contexts) -> Target:
    """Return what is read for a place; known namespaces are tried where all may not be listed."""
    known = contexts.named(place.context)
    cluster = known.cluster if known else ""
    tried = [each.namespace for each in contexts.all if each.cluster == cluster]
    if known:
        tried = [known.namespace, *tried]
    return Target(place.context, place.title, Scope(place.namespaces, tuple(dict.fromkeys(tried))))
