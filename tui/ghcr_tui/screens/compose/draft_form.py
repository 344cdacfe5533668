"""The composer's form: every field of a draft, and the registries that come and go in it."""

from collections.abc import Sequence
from time import monotonic
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.events import DescendantFocus
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.history import History, Step, changed_field, recorded, redone, undone
from ghcr_tui.core.draft.pasted_lines import lines_by_field
from ghcr_tui.core.findings.finding import Finding, Severity, Where
from ghcr_tui.screens.compose.credential_form import CredentialForm
from ghcr_tui.screens.compose.metadata_form import MetadataForm
from ghcr_tui.screens.compose.registry_list import RegistryList
from ghcr_tui.screens.compose.visits import OF_REGISTRY, Visits, gravest
from ghcr_tui.widgets.field_moves import FieldMoves
from ghcr_tui.widgets.form import Form

_ADD = "[@click=screen.add_registry]add a registry[/]"
if TYPE_CHECKING:
    from ghcr_tui.core.registry.presets import Preset


class DraftForm(FieldMoves):
    """Shows a `Draft` and takes what is typed; whoever needs it at once watches `draft`."""

    DEFAULT_CSS = """
    DraftForm { height: auto; scrollbar-size-vertical: 1; }
    """
    BLANK: ClassVar = True  # its children cover it: its own lines need not be painted
    LAST = "string_data"

    draft: var[Draft] = var(Draft())

    class FieldsShown(Message):
        """Another field has been visited, or another registry is shown: findings may show."""

    def __init__(
        self, draft: Draft, *below: Widget, token_from: str = "", id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self._below = below
        self.set_reactive(DraftForm.draft, draft)
        self.current = 0
        self.visits = Visits(draft)
        self._history = History(Step(draft))
        self._has_list: bool | None = None
        self._marks: dict[int, Severity] = {}
        self._credential = CredentialForm(draft.credentials[0], token_from)
        self._metadata = MetadataForm(draft)
        for form in (self._credential, self._metadata):
            form.when_edited(self._field_edited)
            form.when_pasted(self._lines_pasted)

    def compose(self) -> ComposeResult:
        """Lay out the two panels; the list of registries comes when there is more than one."""
        yield self._credential
        yield self._metadata
        yield from self._below

    def on_mount(self) -> None:
        """List the registries of a draft that begins with several."""
        self._show_registries()

    def set_draft(self, draft: Draft) -> None:
        """Show `draft` in place of what is there, which undo brings back."""
        self.visits.begin(draft)
        self._become(draft, 0)
        self.post_message(self.FieldsShown())

    def undo(self) -> bool:
        """Go back to the draft before; return whether there was one."""
        return self._go_to(undone(self._history))

    def redo(self) -> bool:
        """Go on to the draft that was there before the last undo; return whether there was one."""
        return self._go_to(redone(self._history))

    def reveal(self, revealed: bool) -> None:
        """Show the token in clear, or as bullets."""
        self._credential.reveal(revealed)
        self._metadata.reveal(revealed)

    def put(self, draft: Draft, focus: str = "") -> None:
        """Show `draft`, which has the same registries, the cursor in the field `focus`."""
        self._become(draft, self.current)
        if focus:
            self.focus_field(focus)

    def apply_preset(self, preset: "Preset") -> None:
        """Fill in a known registry, and the username where that is prescribed; go on from there."""
        credential = self._credential.get_values()._replace(registry=preset.registry)
        if preset.username:
            credential = credential._replace(username=preset.username)
        self.visits.note("registry", self.current)
        filled = "token" if preset.username else "username"
        self.put(self._with_credential(credential), "registry" if preset.example else filled)

    def add_registry(self) -> None:
        """Add an empty registry behind the others, and edit it."""
        position = len(self.draft.credentials)
        self.visits.insert(position)
        credentials = (*self.draft.credentials, Credential("", "", ""))
        self._become(self.draft._replace(credentials=credentials), position)
        self.visits.enter("registry", position)
        self.focus_field("registry")

    def remove_registry(self) -> Credential | None:
        """Take out the registry that is edited, and return it; the last one stays."""
        credentials = list(self.draft.credentials)
        if len(credentials) == 1:
            return None
        position = self.current
        taken = credentials.pop(position)
        self.visits.remove(position)
        draft = self.draft._replace(credentials=tuple(credentials))
        self._become(draft, min(position, len(credentials) - 1))
        return taken

    def move_registry(self, step: int) -> None:
        """Move the registry that is edited up or down."""
        target = self.current + step
        credentials = list(self.draft.credentials)
        if not 0 <= target < len(credentials):
            return
        credentials.insert(target, credentials.pop(self.current))
        self.visits.move(self.current, target)
        self._become(self.draft._replace(credentials=tuple(credentials)), target)

    def focus_where(self, where: Where) -> None:
        """Put the cursor into the field that a finding is about."""
        if isinstance(where.entry, int):
            self._edit(where.entry)
        self.focus_field(where.field)

    def focus_field(self, name: str) -> None:
        """Put the cursor into the field called `name`, if there is one, at once."""
        for form in (self._credential, self._metadata):
            if form.has_field(name):
                self.screen.set_focus(form.query_one(f"#{name}"))

    def focus_first_empty(self) -> None:
        """Put the cursor into the first field that is to be filled in and is empty."""
        credential = self.draft.credentials[self.current]
        needed = ("registry", "username", "token")
        empty = next((name for name in needed if not getattr(credential, name)), "")
        self.focus_field(empty or ("name" if not self.draft.name else "namespace"))

    def show_findings(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Mark the fields that `findings` are about; return those about visited fields."""
        shown = tuple(finding for finding in findings if self.visits.has(finding.where))
        notes, self._marks = gravest(shown, self.current)
        self._credential.show_notes({k: v for k, v in notes.items() if k in OF_REGISTRY})
        self._metadata.show_notes({k: v for k, v in notes.items() if k not in OF_REGISTRY})
        self._show_registries()
        return shown

    def _become(self, draft: Draft, current: int) -> None:
        """Hold `draft`, of which the registry `current` is edited, as a step of its own."""
        self._history = recorded(self._history, Step(draft, current))
        self._hold(draft, current)

    def _hold(self, draft: Draft, current: int) -> None:
        self.current = current
        if self._metadata.get_values(draft) != draft:  # pairs are left as they were written
            self._metadata.set_values(draft)
        self._credential.set_values(draft.credentials[current])
        self.draft = draft
        self._show_registries()

    def _go_to(self, history: History) -> bool:
        """Show another step of the history, the cursor in what it changes."""
        if history is self._history:
            return False
        field, entry = changed_field(self._history.now, history.now)
        self._history = history
        self.visits.fit(history.now.draft)
        self._hold(history.now.draft, min(entry, len(history.now.draft.credentials) - 1))
        self.focus_field(field)
        self.post_message(self.FieldsShown())
        return True

    def _with_credential(self, credential: Credential) -> Draft:
        credentials = list(self.draft.credentials)
        credentials[self.current] = credential
        return self.draft._replace(credentials=tuple(credentials))

    def _edit(self, position: int) -> None:
        if position != self.current and position < len(self.draft.credentials):
            self._hold(self.draft, position)
            self.post_message(self.FieldsShown())

    def _show_registries(self) -> None:
        listed = self.query(RegistryList)
        several = len(self.draft.credentials) > 1
        if several != self._has_list:
            self._has_list = several
            self._credential.border_subtitle = "" if several else _ADD
        if several and not listed:
            self.mount(RegistryList(id="registries"), before=0)
        for registries in self.query(RegistryList):
            registries.display = several
            registries.show(self.draft.credentials, self._marks, self.current)

    def _field_edited(self, name: str) -> None:
        self.visits.note(name, self.current)
        draft = self._metadata.get_values(self._with_credential(self._credential.get_values()))
        self._history = recorded(self._history, Step(draft, self.current), name, monotonic())
        self.draft = draft

    def _lines_pasted(self, name: str, text: str) -> bool:
        """Put each line of a login that was pasted at once into the field where it belongs."""
        lines = lines_by_field(name, text)
        if not lines:
            return False
        for field in lines:
            self.visits.note(field, self.current)
        credential = self.draft.credentials[self.current]._replace(**lines)
        self.put(self._with_credential(credential), list(lines)[-1])
        return True

    @on(Form.Visited)
    def _field_visited(self, event: Form.Visited) -> None:
        event.stop()
        if self.visits.leave(event.name, self.current):
            self.post_message(self.FieldsShown())

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember whose field is entered: once it is left, another registry may be shown."""
        self.visits.enter(event.widget.id or "", self.current)

    @on(RegistryList.Picked)
    def _registry_picked(self, event: RegistryList.Picked) -> None:
        event.stop()
        self._edit(event.position)

    @on(RegistryList.Chosen)
    def _registry_chosen(self, event: RegistryList.Chosen) -> None:
        event.stop()
        self.focus_field("registry")
