"""Change: one screen for plan, proof, waves and check, whose table fills as it goes."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static

from ghcr_tui.core.change.outcome import Proofs, would_take
from ghcr_tui.core.change.plan import Plan
from ghcr_tui.core.change.safety import Safety, touched, where_to
from ghcr_tui.core.text.inert import inert
from ghcr_tui.screens.change.fields_dialog import Field, FieldsDialog
from ghcr_tui.screens.change.question import DoDialog, counted, ending_sentence
from ghcr_tui.screens.change.rows import COLUMNS, ChangeRow, rows_of
from ghcr_tui.screens.change.steps import Conductor, Ended, Failed, Planned, Proved, Stepped
from ghcr_tui.system.change.errands import Errand
from ghcr_tui.system.change.run import Manner
from ghcr_tui.widgets.key_bar import KeyBar
from ghcr_tui.widgets.title_bar import TitleBar
from ghcr_tui.widgets.virtual_table import VirtualTable

_OBSTACLES = 4
WAVE = 5
"""Objects of a wave, each checked before the next is begun."""


class ChangeTable(VirtualTable[ChangeRow]):
    """The objects of a change."""

    HELP: ClassVar[str] = (
        "One line an object: · planned, … on its way, ✔ done and read back, ✖ refused or failed, "
        "↶ taken back, – left alone. Nothing is written before you have said so (y)."
    )


class ChangeScreen(Screen[None]):
    """Leads an errand from its plan to its end; nothing is written before a person has said so."""

    AUTO_FOCUS = "#objects"
    DEFAULT_CSS = """
    ChangeScreen {
        & > #status { height: auto; max-height: 3; padding: 0 2; }
        & > #said { height: auto; max-height: 8; padding: 0 2; color: $foreground 80%; }
        & > ChangeTable { height: 1fr; border: round $border; }
        & > #row { height: auto; max-height: 5; padding: 0 2; color: $foreground 80%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "do", "Do it", tooltip="Carry the plan out, after one more question"),
        Binding("escape", "stop_or_leave", "Stop / Back", tooltip="Stop, or go back"),
    ]

    def __init__(self, errand: Errand, safety: Safety) -> None:
        super().__init__()
        self._errand = errand
        self._safety = safety
        self._plan: Plan | None = None
        self._proofs: Proofs | None = None
        self._is_acting = False
        self._is_over = False
        manner = Manner(wave=WAVE, back_on_failure=True)
        self._conductor = Conductor(errand, manner, self.post_message)

    def compose(self) -> ComposeResult:
        """Lay out how far it is, what was said, the objects, and the keys."""
        yield TitleBar("Cluster")
        yield Static(id="status", markup=False)
        yield Static(id="said", markup=False)
        yield ChangeTable(COLUMNS, ChangeRow.cells, id="objects")
        yield Static(id="row", markup=False)
        yield KeyBar()

    def on_mount(self) -> None:
        """Begin to plan."""
        self.table.border_title = self._errand.title
        self._say("…", "$text-primary", "Reading the cluster for the plan …")
        self.run_worker(self._conductor.lead, thread=True, exit_on_error=True)

    def on_unmount(self) -> None:
        """End after what is in flight."""
        self._conductor.end()

    @property
    def table(self) -> ChangeTable:
        """The objects."""
        return self.query_one(ChangeTable)

    @on(Planned)
    def _planned(self, event: Planned) -> None:
        event.stop()
        self._plan = event.plan
        self._show(rows_of(event.plan))
        count = len(event.plan.edits)
        self._say("…", "$text-primary", f"The server tries {count:,} changes and keeps none …")

    @on(Proved)
    def _proved(self, event: Proved) -> None:
        event.stop()
        if self._plan is None:
            return
        self._proofs = event.proofs
        self._show(rows_of(self._plan, event.proofs))
        self._tell_proofs(self._plan, event.proofs)
        self.refresh_bindings()

    def _tell_proofs(self, plan: Plan, proofs: Proofs) -> None:
        obstacles = proofs.obstacles(plan)
        if not plan.edits:
            self._say("✔", "$text-success", "There is nothing to do.")
        elif self._safety.read_only:
            self._say("■", "$text-warning", self._safety.refusal(()))
        elif obstacles:
            self._say("✖", "$text-error", "Nothing is changed, because of what is said here.")
        else:
            count = len(plan.edits)
            said = f"{would_take(count)}. y does it"
            self._say("✔", "$text-success", f"{said} in {where_to(plan)}.")
        lines = [*obstacles[:_OBSTACLES]]
        lines += [
            f"{each.answer} {each.image}: {each.sentence}"
            for each in proofs.verified[:_OBSTACLES]
            if each.answer != "refused"
        ]
        lines += [f"Not seen: {each.sentence}" for each in plan.unseen[:_OBSTACLES]]
        self._said(lines)

    @on(Stepped)
    def _stepped(self, event: Stepped) -> None:
        event.stop()
        if self._plan is not None and not self._is_over:
            self._show(rows_of(self._plan, self._proofs, event.states, event.why))
            done, total = event.states.count("done"), len(event.states)
            self._say("…", "$text-primary", f"{done:,}/{total:,} done, in waves of {WAVE}.")

    @on(Ended)
    def _ended(self, event: Ended) -> None:
        event.stop()
        if self._plan is None:
            return
        self._is_acting, self._is_over = False, True
        outcomes = event.outcomes
        self._show(rows_of(self._plan, self._proofs, outcomes.states, outcomes.why))
        is_good = outcomes.ending == "done"
        mark, style = ("✔", "$text-success") if is_good else ("✖", "$text-error")
        self._say(mark, style, ending_sentence(outcomes))
        self._said(outcomes.fails_since)
        self.refresh_bindings()

    @on(Failed)
    def _failed(self, event: Failed) -> None:
        event.stop()
        self._is_acting, self._is_over = False, True
        self._say("✖", "$text-error", event.sentence)
        self.refresh_bindings()

    def action_do(self) -> None:
        """Ask once more, with context and server in the question; protected ones are typed."""
        plan = self._plan
        if plan is None:
            return
        names = self._safety.to_be_confirmed(touched(plan))
        question = f"{counted(plan)} in {where_to(plan)}?"
        if names:
            fields = [Field(f"Type {name} to confirm", placeholder=name) for name in names]

            def typed(answer: tuple[str, ...] | None) -> None:
                if answer == tuple(names):
                    self._act()
                elif answer is not None:
                    self.notify("That is not the context's name: nothing was changed.")

            self.app.push_screen(FieldsDialog("A protected context", question, fields), typed)
            return
        self.app.push_screen(DoDialog(question), lambda answer: self._act() if answer else None)

    def _act(self) -> None:
        self._is_acting = True
        self.refresh_bindings()
        self._conductor.answer("do")

    def action_stop_or_leave(self) -> None:
        """Stop after what is in flight; where nothing is, go back."""
        if self._is_acting:
            self._conductor.stop.set()
            self._say("■", "$text-warning", "Stopping after what is in flight …")
        else:
            self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Offer to do it only where it was proved, and may be done."""
        if action != "do":
            return True
        if self._plan is None or self._proofs is None or self._is_acting or self._is_over:
            return None
        may = bool(self._plan.edits) and not self._safety.read_only
        return True if may and not self._proofs.obstacles(self._plan) else None

    @on(VirtualTable.Highlighted)
    def _highlighted(self, event: VirtualTable.Highlighted) -> None:
        event.stop()
        self._show_row()

    def _show_row(self) -> None:
        """Show all about the row under the cursor, which the table may have to cut."""
        index = self.table.index
        row = None if index is None else self.table.items[index]
        told = "" if row is None else " ".join(filter(None, (f"{row.title}:", row.what, row.why)))
        self.query_one("#row", Static).update(told)

    def _show(self, rows: list[ChangeRow]) -> None:
        self.table.replace(rows, lambda row: row.key, COLUMNS)
        self._show_row()
        self.table.border_subtitle = f"{len(rows):,}"

    def _say(self, mark: str, style: str, sentence: str) -> None:
        content = Content.assemble((f"{mark} ", f"bold {style}"), inert(sentence, 400))
        self.query_one("#status", Static).update(content)

    def _said(self, lines: "list[str] | tuple[str, ...]") -> None:
        self.query_one("#said", Static).update("\n".join(inert(line, 400) for line in lines))
