"""What an inspection finds: the Secrets in a text, their credentials, and what is wrong."""

from collections.abc import Iterator
from typing import NamedTuple

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.secret_reader import Surplus


class OtherValue(NamedTuple):
    """A value of a Secret that is no pull credential: `text` is "" where it is binary."""

    key: str
    text: str
    size: int
    binary: bool = False

    def __repr__(self) -> str:
        """Leave the text out: it is somebody's secret too."""
        return f"OtherValue({self.key!r}, {self.size} bytes)"


class Leftover(NamedTuple):
    """Names of what a Secret has and no draft of it holds, for whoever edits it.

    `misfits` are the places of what could not be read, `values` those of other values, `members`
    the names in the payload beside `auths`; `last_applied` tells kubectl's annotation.
    """

    surplus: Surplus = Surplus()
    misfits: tuple[str, ...] = ()
    values: tuple[tuple[str, str], ...] = ()
    members: tuple[str, ...] = ()
    last_applied: bool = False


class InspectedSecret(NamedTuple):
    """One Secret, or a payload without one: then name, namespace and type are "".

    `payload` is the decoded payload as it is, "" where there is none. `ignored_because` says
    why the kubelet does not look at the Secret, `unreadable` why it gives up its whole keyring over
    it (`unreadable_entry` being the registry key of the culprit). `leftover` is what no
    draft holds, named by `dropped`.
    """

    name: str = ""
    namespace: str = ""
    type: str = ""
    labels: dict[str, str] = {}  # noqa: RUF012 - never written to
    annotations: dict[str, str] = {}  # noqa: RUF012 - never written to
    immutable: bool = False
    string_data: bool = False
    payload: str = ""
    entries: tuple[Entry, ...] = ()
    other: tuple[OtherValue, ...] = ()
    findings: tuple[Finding, ...] = ()
    ignored_because: str = ""
    unreadable: str = ""
    unreadable_entry: str = ""
    leftover: Leftover = Leftover()

    @property
    def title(self) -> str:
        """How people refer to it: `namespace/name`, or "" for a bare payload."""
        return f"{self.namespace}/{self.name}" if self.namespace else self.name

    @property
    def is_alone(self) -> bool:
        """Whether it is a credential alone: an `auth` or a token that names no registry."""
        return bool(self.entries) and not (self.payload or self.type or self.name)

    def named(self, name: str, namespace: str) -> "InspectedSecret":
        """Return the same Secret under another name: one that differs in nothing else."""
        return InspectedSecret(name, namespace, *self[2:])

    def __repr__(self) -> str:
        """Leave out whatever may hold a token."""
        return f"InspectedSecret({self.title!r}, {self.type!r}, {len(self.entries)} entries)"


class Inspection(NamedTuple):
    """The answer to a text. `kind` is a short stable word, `summary` one plain sentence.

    `title` is the name of the one object that it is about, "" where it is about no such thing.
    """

    kind: str
    summary: str
    secrets: tuple[InspectedSecret, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""


class FoundSecret(NamedTuple):
    """A Secret that was found on the way, and the share of the text read so far, from 0 to 1."""

    secret: InspectedSecret
    share: float = 1.0


Events = Iterator[FoundSecret | Inspection]
"""Each Secret as it is found, and as the last event what the text is, without its Secrets."""
