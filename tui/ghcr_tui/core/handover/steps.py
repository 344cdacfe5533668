"""The steps of a handover: what is marked, what is made, how to see that it worked, and back."""

from collections.abc import Mapping
from typing import NamedTuple

from ghcr_tui.core.change.plan import (
    Edit,
    EntryFate,
    LeftAlone,
    Parts,
    Place,
    parts_of,
    pointer,
    resource_of,
    uid_of,
    version_of,
)
from ghcr_tui.core.credential.redaction import hidden_registry, hidden_username
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.handover.fleet import Member, still_a_copy
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.text.shell import word

_WHOLE = {"spec", "rules"}
"""The fields that say what an object is for."""


class Mark(NamedTuple):
    """Labels and annotations that a Secret gets; nothing else of it is touched."""

    member: Member
    labels: Mapping[str, str] = {}
    annotations: Mapping[str, str] = {}
    warning: str = ""

    @property
    def place(self) -> Place:
        """Where it is."""
        return self.member.place

    def document(self) -> dict[str, Json]:
        """Return what server-side apply merges: names and marks, and no data."""
        metadata: dict[str, Json] = {"name": self.place.name, "namespace": self.place.namespace}
        if self.labels:
            metadata["labels"] = dict(self.labels)
        if self.annotations:
            metadata["annotations"] = dict(self.annotations)
        kind = text_at(self.member.item, "type")
        return {"apiVersion": "v1", "kind": "Secret", "metadata": metadata, "type": kind}

    def edit(self) -> Edit | None:
        """Return the edit that marks it; None where it is marked."""
        item, after = self.member.item, dict(self._parts())
        before = parts_of(item, after)
        if before == after:
            return None
        fates = tuple(
            EntryFate(
                hidden_registry(each.registry),
                hidden_username(each.username, each.token),
                "as before",
            )
            for each in self.member.credentials
        )
        notes = tuple(
            f"{noun} {key}={value}"
            for noun, marks in (("label", self.labels), ("annotation", self.annotations))
            for key, value in marks.items()
        )
        return Edit(
            self.place, uid_of(item), version_of(item), before, after, fates, notes, self.warning
        )

    def again(self, item: Object) -> Edit | LeftAlone | None:
        """Return the edit of the Secret as it is now."""
        if not still_a_copy(self.member, item):
            sentence = "It holds something else by now: it is not handed over."
            return LeftAlone(self.place, "changed meanwhile", sentence)
        return self._replace(member=self.member._replace(item=item)).edit()

    def back(self) -> tuple[str, ...]:
        """Return the commands that take the marks away, or put back what was in their place."""
        metadata = mapping_at(self.member.item, "metadata")
        return tuple(
            _kubectl(
                self.place,
                f"{verb} secret {word(self.place.name)} --overwrite "
                + " ".join(_as_it_was(key, mapping_at(metadata, field)) for key in marks),
            )
            for verb, field, marks in (
                ("label", "labels", self.labels),
                ("annotate", "annotations", self.annotations),
            )
            if marks
        )

    def _parts(self) -> Parts:
        parts: Parts = {}
        metadata = mapping_at(self.member.item, "metadata")
        for field, marks in (("labels", self.labels), ("annotations", self.annotations)):
            if marks and not isinstance(metadata.get(field), dict):
                parts[pointer("metadata", field)] = dict(marks)  # nothing to add one to
            else:
                parts |= {pointer("metadata", field, key): each for key, each in marks.items()}
        return parts


class Made(NamedTuple):
    """An object that the controller reads, and that is not there yet."""

    context: str
    manifest: dict[str, Json]

    @property
    def place(self) -> Place:
        """Where it will be."""
        namespace, name = (
            text_at(self.manifest, "metadata", each) for each in ("namespace", "name")
        )
        return Place(self.context, namespace, name, resource_of(text_at(self.manifest, "kind")))

    def document(self) -> dict[str, Json]:
        """Return its manifest."""
        return self.manifest

    def edit(self) -> Edit | None:
        """Return the edit that makes it."""
        after = dict(_leaves("/spec", self.manifest.get("spec")))
        return Edit(self.place, "", "", dict.fromkeys(after), after, manifest=self.manifest)

    def again(self, item: Object) -> Edit | LeftAlone | None:
        """Return what is left to be done where somebody has made one of this name."""
        if all(_holds(item.get(name), self.manifest[name]) for name in _WHOLE & set(self.manifest)):
            return None
        kind = text_at(self.manifest, "kind")
        return LeftAlone(
            self.place, "needs a person", f"There is another {kind} of this name.",
            "Look at it, and apply the file by hand if it may go.",
        )  # fmt: skip

    def back(self) -> tuple[str, ...]:
        """Return the command that takes it away."""
        kind = text_at(self.manifest, "kind").lower()
        return (_kubectl(self.place, f"delete {kind} {word(self.place.name)}"),)


class Step(NamedTuple):
    """One step: its title, why it is taken, what it does, and how to see that it worked.

    `file` is the file's name without its number and ending; `checks` are commands.
    """

    title: str
    file: str
    why: str
    parts: tuple[Mark | Made, ...] = ()
    checks: tuple[str, ...] = ()

    @property
    def back(self) -> tuple[str, ...]:
        """The commands that take the step back."""
        return tuple(command for each in self.parts for command in each.back())


class Handover(NamedTuple):
    """What has to be so before, the steps, and what is so from then on; all in sentences."""

    needs: tuple[str, ...]
    steps: tuple[Step, ...]
    then: tuple[str, ...]
    left: tuple[LeftAlone, ...] = ()


def get_secret(member: Member, output: str) -> str:
    """Return the command that shows what a controller wrote on a Secret."""
    name = word(member.place.name)
    return _kubectl(member.place, f"get secret {name} -o jsonpath={word(output)}")


def waited_for(place: Place, condition: str, kind: str) -> str:
    """Return the command that waits until an object of `kind` in the Secret's place is so."""
    return _kubectl(place, f"wait --for=condition={condition} {kind}/{word(place.name)}")


def _kubectl(place: Place, rest: str) -> str:
    where = f" -n {word(place.namespace)}" if place.namespace else ""
    return f"kubectl --context {word(place.context)}{where} {rest}"


def _as_it_was(key: str, there: Object) -> str:
    was = there.get(key)
    return word(f"{key}={was}") if isinstance(was, str) else word(f"{key}-")


def _leaves(path: str, value: Json) -> "list[tuple[str, Json]]":
    """Return what is plain in a mapping by its pointers: servers add fields, and keep these."""
    if isinstance(value, dict):
        return [leaf for key, each in value.items() for leaf in _leaves(path + pointer(key), each)]
    return [] if isinstance(value, list) else [(path, value)]


def _holds(there: Json, wanted: Json) -> bool:
    """Return whether `there` is what is wanted, but for fields that a server has added."""
    if isinstance(wanted, dict):
        return isinstance(there, dict) and all(
            _holds(there.get(key), each) for key, each in wanted.items()
        )
    if isinstance(wanted, list):
        return (
            isinstance(there, list)
            and len(there) == len(wanted)
            and all(map(_holds, there, wanted))
        )
    return there == wanted
