"""The composer's form: every field of a draft, and the registries that come and go in it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual import on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.events import DescendantFocus
from textual.message import Message
from textual.reactive import var
from textual.widget import Widget

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import SEVERITIES, Finding, Severity, Where
from ghcr_tui.screens.compose.credential_form import CredentialForm
from ghcr_tui.screens.compose.metadata_form import MetadataForm
from ghcr_tui.screens.compose.registry_list import RegistryList
from ghcr_tui.widgets.form import Form

_ADD = "[@click=screen.add_registry]add a registry[/]"
if TYPE_CHECKING:
    from ghcr_tui.core.registry.presets import Preset


class Removed(NamedTuple):
    """A registry that was taken out, and where it stood."""

    position: int
    credential: Credential
    visited: set[str]


class DraftForm(VerticalScroll, can_focus=False):
    """Shows a `Draft` and takes what is typed; whoever needs it at once watches `draft`."""

    DEFAULT_CSS = """
    DraftForm { height: auto; scrollbar-size-vertical: 1; }
    """
    BLANK: ClassVar = True  # its children cover it: its own lines need not be painted
    FIELDS: ClassVar[frozenset[str]] = frozenset(("registry", "username", "token", "email"))

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
        self.removed: list[Removed] = []
        self._has_list: bool | None = None
        self._visited: list[set[str]] = []
        self._visited_metadata: set[str] = set()
        self._entered: dict[str, int] = {}  # of each field, the registry it showed when entered
        self._marks: dict[int, Severity] = {}
        self._credential = CredentialForm(draft.credentials[0], token_from)
        self._metadata = MetadataForm(draft)
        for form in (self._credential, self._metadata):
            form.when_edited(self._field_edited)
        self._note_filled_fields(draft)

    def compose(self) -> ComposeResult:
        """Lay out the two panels; the list of registries comes when there is more than one."""
        yield self._credential
        yield self._metadata
        yield from self._below

    def on_mount(self) -> None:
        """List the registries of a draft that begins with several."""
        self._show_registries()

    def focus_first_empty(self) -> None:
        """Put the cursor where typing goes on, where that is not the username."""
        first = self.draft.credentials[0]
        if first.username and not first.token:
            self._credential.focus_field("token")

    def set_draft(self, draft: Draft) -> None:
        """Show `draft` in place of what is there."""
        self.draft, self.current, self.removed = draft, 0, []
        self._metadata.set_values(draft)
        self._note_filled_fields(draft)
        self._show_current()
        self.post_message(self.FieldsShown())

    def reveal(self, revealed: bool) -> None:
        """Show the token in clear, or as bullets."""
        self._credential.reveal(revealed)

    def apply_preset(self, preset: "Preset") -> None:
        """Fill in a known registry, and the username where that is prescribed; go on from there."""
        credential = self._credential.get_values()._replace(registry=preset.registry)
        if preset.username:
            credential = credential._replace(username=preset.username)
        self._visited[self.current].add("registry")
        self._credential.set_values(credential)
        self._gather()
        filled = "token" if preset.username else "username"
        self._credential.focus_field("registry" if preset.example else filled)

    def add_registry(self) -> None:
        """Add an empty registry behind the others, and edit it."""
        self._insert(len(self.draft.credentials), Credential("", "", ""), set())
        self._entered["registry"] = self.current
        self._credential.focus_field("registry")

    def remove_registry(self) -> Removed | None:
        """Take out the registry that is edited, and return it; the last one stays."""
        credentials = list(self.draft.credentials)
        if len(credentials) == 1:
            return None
        position = self.current
        taken = Removed(position, credentials.pop(position), self._visited.pop(position))
        self.removed.append(taken)
        self.draft = self.draft._replace(credentials=tuple(credentials))
        self.current = min(position, len(credentials) - 1)
        self._show_current()
        return taken

    def restore_registry(self) -> Removed | None:
        """Put back the registry that was taken out last, and return it."""
        if not self.removed:
            return None
        back = self.removed.pop()
        position = min(back.position, len(self.draft.credentials))
        self._insert(position, back.credential, back.visited)
        return back

    def move_registry(self, step: int) -> None:
        """Move the registry that is edited up or down."""
        target = self.current + step
        credentials = list(self.draft.credentials)
        if not 0 <= target < len(credentials):
            return
        credentials.insert(target, credentials.pop(self.current))
        self._visited.insert(target, self._visited.pop(self.current))
        self.draft = self.draft._replace(credentials=tuple(credentials))
        self.current = target
        self._show_registries()

    def focus_where(self, where: Where) -> None:
        """Put the cursor into the field that a finding is about."""
        if isinstance(where.entry, int):
            self._edit(where.entry)
            self._credential.focus_field(where.field)
        elif self._metadata.has_field(where.field):
            self._metadata.focus_field(where.field)

    def visit_all(self) -> None:
        """Count every field as visited, so that every finding is shown."""
        self._visited = [set(self.FIELDS) for _ in self.draft.credentials]
        self._visited_metadata = {"name", "namespace", "labels", "annotations"}

    def show_findings(self, findings: Sequence[Finding]) -> tuple[Finding, ...]:
        """Mark the fields that `findings` are about; return those about visited fields."""
        shown = tuple(finding for finding in findings if self._is_visited(finding.where))
        marks: dict[int, Severity] = {}
        notes: dict[str, Finding] = {}
        for finding in sorted(shown, key=lambda finding: -SEVERITIES.index(finding.severity)):
            field, entry = finding.where
            if isinstance(entry, int) and finding.severity != "info":
                marks[entry] = finding.severity
            if entry in (None, self.current):
                notes[field] = finding
        self._credential.show_notes({k: v for k, v in notes.items() if k in self.FIELDS})
        self._metadata.show_notes({k: v for k, v in notes.items() if k not in self.FIELDS})
        self._marks = marks
        self._show_registries()
        return shown

    def _is_visited(self, where: Where) -> bool:
        field, entry = where
        if isinstance(entry, int):
            return entry < len(self._visited) and field in self._visited[entry]
        return not field or field in self._visited_metadata

    def _note_filled_fields(self, draft: Draft) -> None:
        """Count what comes filled in as visited, except what every new draft has."""
        new = Draft()
        self._visited = [
            {name for name in self.FIELDS if getattr(each, name) and each != new.credentials[0]}
            for each in draft.credentials
        ]
        names = ("name", "namespace", "labels", "annotations")
        self._visited_metadata = {
            name for name in names if getattr(draft, name) != getattr(new, name)
        }

    def _insert(self, position: int, credential: Credential, visited: set[str]) -> None:
        credentials = list(self.draft.credentials)
        credentials.insert(position, credential)
        self._visited.insert(position, visited)
        self.draft = self.draft._replace(credentials=tuple(credentials))
        self.current = position
        self._show_current()

    def _edit(self, position: int) -> None:
        if position != self.current and position < len(self.draft.credentials):
            self.current = position
            self._show_current()
            self.post_message(self.FieldsShown())

    def _show_current(self) -> None:
        self._credential.set_values(self.draft.credentials[self.current])
        self._show_registries()

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

    def _gather(self) -> None:
        credentials = list(self.draft.credentials)
        credentials[self.current] = self._credential.get_values()
        draft = self.draft._replace(credentials=tuple(credentials))
        self.draft = self._metadata.get_values(draft)

    def _field_edited(self, name: str) -> None:
        self._note_visit(name, self.current)
        self._gather()

    @on(Form.Visited)
    def _field_visited(self, event: Form.Visited) -> None:
        event.stop()
        if self._note_visit(event.name, self._entered.get(event.name, self.current)):
            self.post_message(self.FieldsShown())

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Remember whose field is entered: once it is left, another registry may be shown."""
        self._entered[event.widget.id or ""] = self.current

    def _note_visit(self, name: str, registry: int) -> bool:
        of_registry = self._visited[min(registry, len(self._visited) - 1)]
        visited = of_registry if name in self.FIELDS else self._visited_metadata
        if name in visited:
            return False
        visited.add(name)
        return True

    @on(RegistryList.Picked)
    def _registry_picked(self, event: RegistryList.Picked) -> None:
        event.stop()
        self._edit(event.position)
