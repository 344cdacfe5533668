"""Handing over to the two controllers that copy a Secret: Reflector and replicator.

Both are told by annotations, at the source that it may be copied and at a copy whose copy it is.
Of a copy that is not annotated Reflector's auto-reflection and replicator's push make what they
like, so neither is used. Sources: github.com/emberstack/kubernetes-reflector, ResourceMirror.cs
and Annotations.cs; github.com/mittwald/kubernetes-replicator, replicate/secret/secrets.go,
replicate/common/generic-replicator.go.
"""

from typing import NamedTuple

from ghcr_tui.core.cluster.owner import BY_HAND, UNKNOWN, owner_of
from ghcr_tui.core.handover.fleet import Fleet, Member
from ghcr_tui.core.handover.steps import Handover, Mark, Step, get_secret
from ghcr_tui.core.secret.objects import mapping_at, text_at
from ghcr_tui.core.text.inert import excerpt


class _Words(NamedTuple):
    """The annotations of a controller, and what is to be known about it."""

    name: str
    allowed: str
    namespaces: str
    source: str
    written: str
    then: tuple[str, ...]
    is_open: bool = False
    """Whether a source that names no namespaces may be copied into all."""


_REFLECTOR = _Words(
    "Reflector",
    "reflector.v1.k8s.emberstack.com/reflection-allowed",
    "reflector.v1.k8s.emberstack.com/reflection-allowed-namespaces",
    "reflector.v1.k8s.emberstack.com/reflects",
    "reflector.v1.k8s.emberstack.com/reflected-version",
    (
        "A new token is put into the source alone; the copies follow it at once.",
        "Deleting the source leaves the copies as they are: a copy that is annotated by hand is "
        "never deleted by Reflector.",
        "A new namespace gets no copy by itself. Reflector makes them with the annotations "
        "`reflection-auto-enabled` and `reflection-auto-namespaces` at the source; it then writes "
        "over a Secret of the same name there, and deletes its own copies where they are no longer "
        "permitted.",
    ),
    is_open=True,
)
_REPLICATOR = _Words(
    "replicator",
    "replicator.v1.mittwald.de/replication-allowed",
    "replicator.v1.mittwald.de/replication-allowed-namespaces",
    "replicator.v1.mittwald.de/replicate-from",
    "replicator.v1.mittwald.de/replicated-from-version",
    (
        "A new token is put into the source alone; the copies follow it.",
        "As long as copy and source are equal replicator writes nothing, not even its own "
        "annotation: that comes with the first change of the source.",
        "A copy keeps its type and its labels: it pulls from the source. (The other way, "
        "`replicate-to`, replaces labels.)",
        "A new namespace needs a Secret with the same annotation, which may be empty but of the "
        "same type.",
    ),
)


def to_reflector(fleet: Fleet) -> Handover:
    """Return the handover to Reflector."""
    return _copied(fleet, _REFLECTOR)


def to_replicator(fleet: Fleet) -> Handover:
    """Return the handover to kubernetes-replicator."""
    return _copied(fleet, _REPLICATOR)


def kept_source(source: Member) -> str:
    """Return a warning where something keeps the source, and may take marks away; "" else."""
    owner = owner_of(mapping_at(source.item, "metadata"))
    if owner.tool in (BY_HAND, UNKNOWN):
        return ""
    return f"{excerpt(owner.tool, 60)} keeps the source, and may take this away: put it there, too."


def _copied(fleet: Fleet, words: _Words) -> Handover:
    source = fleet.source
    permission = {words.allowed: "true", **_namespaces(fleet, words)}
    first = Step(
        "Let the source be copied",
        "source",
        f"{words.name} copies nothing that does not permit it. Nothing happens yet.",
        (Mark(source, annotations=permission, warning=kept_source(source)),),
    )
    second = Step(
        "Tell each copy whose copy it is",
        "copies",
        f"From then on {words.name} keeps them. They hold the same login already, so that no node "
        "pulls anew.",
        tuple(
            Mark(each, annotations={words.source: f"{source.place.namespace}/{source.place.name}"})
            for each in fleet.copies
        ),
        tuple(
            get_secret(each, "{.metadata.annotations." + words.written.replace(".", r"\.") + "}")
            for each in fleet.copies[:1]
        ),
    )
    needs = (f"{words.name} runs in the cluster, and may update Secrets in these namespaces.",)
    return Handover(needs, (first, second), words.then)


def _namespaces(fleet: Fleet, words: _Words) -> dict[str, str]:
    """Return what says which namespaces may have copies: those that could before, and these."""
    annotations = mapping_at(fleet.source.item, "metadata", "annotations")
    before = text_at(annotations, words.namespaces)
    if words.is_open and not before.strip() and annotations.get(words.allowed) == "true":
        return {}  # all may have one, and a list would take that away
    named = [each.strip() for each in before.split(",") if each.strip()]
    copies = [each.place.namespace for each in fleet.copies]
    return {words.namespaces: ",".join(dict.fromkeys([*named, *copies]))}
