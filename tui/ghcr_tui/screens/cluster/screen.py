"""Cluster: one context's pull secrets, live, who uses them, and the pods that do not pull."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.events import Resize
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input

from ghcr_tui.core.cluster.live_state import Phase, Snapshot
from ghcr_tui.core.cluster.row_detail import Detail
from ghcr_tui.core.keyring.lookup import PullSecret
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.cluster.detail_view import DetailView
from ghcr_tui.screens.cluster.face_tabs import FaceTabs
from ghcr_tui.screens.cluster.place_form import Place, PlaceForm, target_of
from ghcr_tui.screens.cluster.rows_panel import RowsPanel
from ghcr_tui.screens.cluster.session import PlacesRead, Session, Told
from ghcr_tui.screens.cluster.status_line import StatusLine
from ghcr_tui.screens.messages import InspectText
from ghcr_tui.system.cluster.kubectl import Contexts
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.key_bar import KeyBar
from ghcr_tui.widgets.title_bar import TitleBar

if TYPE_CHECKING:
    from ghcr_tui.screens.cluster.changing import Chosen

_WIDE = 110
"""Columns from which the detail is beside the table."""
_OF_A_ROW = frozenset(("inspect", "why", "mark", "rotate", "attach", "deliver"))
"""Actions that need a row to act on."""


class ClusterScreen(Screen[None]):
    """Reads one context and watches it; what its keys change is planned and asked on Change."""

    AUTO_FOCUS = "#rows"
    DEFAULT_CSS = """
    ClusterScreen {
        & > #body { height: 1fr; layout: horizontal; }
        & #panel { width: 3fr; }
        & #detail { width: 2fr; }
        &.-narrow > #body { layout: vertical; }
        &.-narrow #panel { width: 1fr; height: 3fr; }
        &.-narrow #detail { width: 1fr; height: 2fr; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "inspect", "Inspect", tooltip="Inspect the Secrets of this row"),
        Binding("w", "why", "Why", tooltip="Say why the pod of this row does not pull"),
        Binding("f3", "next_face", "Face", tooltip="Show Secrets, credentials, or failing pods"),
        Binding(  # at once, so that letters which come faster than the field is there go into it
            "slash",
            "filter",
            "Filter",
            key_display="/",
            priority=True,
            tooltip="Show only some rows",
        ),
        Binding("space", "mark", "Mark", tooltip="Mark this row for what comes next"),
        Binding("e", "export", "Export", tooltip="Save the marked rows, or all shown, as JSON"),
        Binding("s", "sort_next", "Sort", tooltip="Sort by the next column; a number names one"),
        Binding(
            "f2",
            "change_place",
            "Context",
            priority=True,
            tooltip="Show another context or namespace",
        ),
        Binding("r", "rotate", "Rotate", tooltip="Put a new token in the place of this one"),
        Binding("a", "attach", "Attach", tooltip="Add this Secret to a service account"),
        Binding("d", "deliver", "Deliver", tooltip="Bring this Secret to other namespaces"),
        Binding("ctrl+r", "read_again", "Read again", show=False, tooltip="Read the cluster anew"),
        *(
            Binding(f"{number}", f"sort({number})", f"Sort by column {number}", show=False)
            for number in range(1, 10)
        ),
        Binding("0", "sort(0)", "Sort by how bad it is", show=False),
        Binding("escape", "stop_or_leave", "Stop / Back", tooltip="Stop reading, or go back"),
    ]

    class BackRequested(Message):
        """The person wants back to where they came from."""

    def __init__(self) -> None:
        super().__init__()
        self._contexts = Contexts(())
        self._place = Place()
        self._session = Session(self)

    def compose(self) -> ComposeResult:
        """Lay out the place, the faces, the table with its detail, and the keys."""
        yield TitleBar("Cluster")
        yield PlaceForm(id="place")
        yield StatusLine(id="status")
        yield FaceTabs(id="faces")
        with Container(id="body"):
            yield RowsPanel(id="panel")
            yield DetailView(id="detail")
        yield KeyBar()

    def on_mount(self) -> None:
        """Read the kubeconfig, and then the cluster of its current context."""
        self._say("connecting", "Reading the kubeconfig …")
        self._session.read_places()

    def on_unmount(self) -> None:
        """End what was started."""
        self._session.close()

    @property
    def panel(self) -> RowsPanel:
        """The table with its filter."""
        return self.query_one(RowsPanel)

    @property
    def detail(self) -> Detail | None:
        """What is shown of the row that the cursor is on."""
        return self.query_one(DetailView).detail

    def pull_secrets(self) -> Sequence[PullSecret]:
        """Return the Secrets of the row that the cursor is on."""
        return self.detail.secrets if self.detail else ()

    @property
    def asked_image(self) -> str:
        """An image that is pulled with them."""
        return self.detail.image if self.detail else ""

    def on_resize(self, event: Resize) -> None:
        """Put the detail beside the table where there is room."""
        self.set_class(event.size.width < _WIDE, "-narrow")

    @on(PlacesRead)
    def _places_read(self, event: PlacesRead) -> None:
        event.stop()
        self._contexts = event.contexts
        known = event.contexts.named(event.contexts.current)
        place = Place(event.contexts.current, (known.namespace,) if known else ())
        self.query_one(PlaceForm).show(place, event.contexts)
        if event.sentence:
            self._say("lost", event.sentence)
        elif known is None:
            self._say("lost", _NO_CURRENT if event.contexts.all else _NO_CONTEXT)
            self.action_change_place()
        else:
            self._go_to(place)

    @on(PlaceForm.Chosen)
    def _place_chosen(self, event: PlaceForm.Chosen) -> None:
        event.stop()
        if self._contexts.named(event.place.context) is None:
            name = inert(event.place.context, 80) or "that name"
            self.notify(f"The kubeconfig has no context {name}.", severity="error")
            return
        self._go_to(event.place)
        self.panel.table.focus()

    def _go_to(self, place: Place) -> None:
        self._place = place
        self.panel.clear(place.title)
        self.query_one(DetailView).show(None)
        self._say("connecting", f"Starting kubectl for {inert(place.context, 80)} …")
        self._session.open(target_of(place, self._contexts), self.panel.view)

    @on(Told)
    def _told(self, event: Told) -> None:
        event.stop()
        if not self._session.is_of(event):
            return  # of a place that was left meanwhile
        if isinstance(event.told, Detail):
            row = self.panel.row
            if row is not None and row.key == event.told.key:
                self.query_one(DetailView).show(event.told)
                self.refresh_bindings()
            return
        self.show(event.told)

    def show(self, snapshot: Snapshot) -> None:
        """Show what a cluster told."""
        state = snapshot.state
        self._say(state.phase, state.sentence)
        self.query_one(StatusLine).show_notes(state.notes)
        self.query_one(FaceTabs).count(snapshot.counts)
        self.panel.show(snapshot)

    def _say(self, phase: Phase, sentence: str) -> None:
        if self.query_one(StatusLine).say(phase, sentence):
            self.refresh_bindings()

    @on(RowsPanel.ViewChanged)
    def _view_changed(self, event: RowsPanel.ViewChanged) -> None:
        event.stop()
        self._session.look(event.view)

    @on(RowsPanel.RowChosen)
    def _row_chosen(self, event: RowsPanel.RowChosen) -> None:
        event.stop()
        detail = self.query_one(DetailView)
        if event.row is None or (detail.detail and detail.detail.key != event.row.key):
            detail.show(None)
        self._session.choose(event.row)
        self.refresh_bindings()

    @on(Choice.Changed, "#faces")
    def _face_changed(self, event: Choice.Changed) -> None:
        event.stop()
        self.panel.turn_to(self.query_one(FaceTabs).face)

    def action_next_face(self) -> None:
        """Show the next face."""
        self.query_one(FaceTabs).action_choose(1)

    def action_sort(self, column: int) -> None:
        """Sort by a column, or the other way round."""
        self.panel.sort_by(column)

    def action_sort_next(self) -> None:
        """Sort by the next column."""
        self.panel.sort_by_next()

    def action_filter(self) -> None:
        """Go to the filter."""
        self.panel.begin_filter()

    def action_mark(self) -> None:
        """Mark the row, or take the mark away."""
        self.panel.mark()

    def action_change_place(self) -> None:
        """Go to the context's field, and from there back to the table."""
        form = self.query_one(PlaceForm)
        target = self.panel.table if form.has_focus_within else form.query_one("#context")
        self.set_focus(target)

    def action_read_again(self) -> None:
        """Read the cluster anew, and the kubeconfig first where that could not be read."""
        if self._contexts.named(self._place.context) is None:
            self._session.read_places()
        else:
            self._go_to(self._place)

    def action_inspect(self) -> None:
        """Open the row's Secrets on Inspect, as the cluster has them now."""
        detail = self.detail
        if detail is None:
            return
        if not detail.places:
            self.notify("This pod lists no pull secret that could be read.")
            return
        source = self._session.secrets_of(detail.places)
        label = f"{detail.title} of {self._place.context}"
        self.post_message(InspectText(source, label))

    def action_rotate(self) -> None:
        """Put a new token in the place of the marked Secrets' one, or of the row's."""
        self._session.changing.rotate(self._chosen())

    def action_attach(self) -> None:
        """Add the marked Secrets, or the row's, to a service account."""
        self._session.changing.attach(self._chosen())

    def action_deliver(self) -> None:
        """Bring the row's Secret to other namespaces."""
        self._session.changing.deliver(self._chosen(), self._session.secrets_of)

    def _chosen(self) -> "Chosen":
        from ghcr_tui.screens.cluster.changing import Chosen

        marked = self.panel.marked_rows
        rows = marked or [row for row in (self.panel.row,) if row]
        return Chosen(tuple(rows), bool(marked), self.detail)

    def action_why(self) -> None:
        """Say why the row's pod does not pull; of a Secret, the newest such pod that uses it."""
        detail = self.detail
        if detail is None:
            return
        if detail.pod is None:
            self.notify("No pod that pulls with this waits for an image.")
            return
        from ghcr_tui.screens.cluster.why_dialog import WhyDialog

        namespace, name = detail.pod
        self.app.push_screen(
            WhyDialog(f"{namespace}/{name}", self._session.why_of(namespace, name))
        )

    def action_export(self) -> None:
        """Ask where to save the marked rows, or all that are shown."""
        rows = self.panel.rows
        if not rows:
            self.notify("There is no row to export.")
            return
        from ghcr_tui.screens.cluster.export import offer_rows

        offer_rows(self, self.panel.view.face, rows, self._place.context)

    def action_stop_or_leave(self) -> None:
        """Stop reading; where nothing is read, go back."""
        if self.query_one(StatusLine).is_reading:
            self._say("stopped", "Stopped: what was read until then is shown. ctrl+r reads anew.")
            self._session.stop()
        else:
            self.post_message(self.BackRequested())

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer what there is a row for; a slash that is typed into a field stays there."""
        if action == "filter" and isinstance(self.focused, Input):
            return False
        if action in _OF_A_ROW and self.is_mounted and self.panel.row is None:
            return None
        return True


_NO_CONTEXT = "There is no kubeconfig with a context in it: kubectl knows no cluster."
_NO_CURRENT = "The kubeconfig has no current context: type one, and press enter."
