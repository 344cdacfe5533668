"""Handing over to Sealed Secrets: each Secret sealed as it is, and marked as one to be patched.

Source: github.com/bitnami-labs/sealed-secrets, pkg/controller/controller.go (unseal): a Secret that
it does not own is refused unless an annotation permits it. `managed` replaces labels and
annotations and owns the Secret; `patch` merges and owns nothing, so that deleting the SealedSecret
leaves the Secret. `skip-set-owner-references` in the template says the same of one that is made
anew.
"""

from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.core.formats.sealed_secret import sealed_from
from ghcr_tui.core.handover.fleet import Fleet, Member
from ghcr_tui.core.handover.steps import Handover, Made, Mark, Step, waited_for
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.secret.secret import PAYLOAD_KEYS, Secret
from ghcr_tui.core.secret.secret_reader import LAST_APPLIED

_PATCH = {"sealedsecrets.bitnami.com/patch": "true"}
_SKIP_OWNER = {"sealedsecrets.bitnami.com/skip-set-owner-references": "true"}


def to_sealed_secrets(fleet: Fleet, options: FormatOptions) -> Handover:
    """Return the handover to Sealed Secrets. Raises FormatProblem without what seals."""
    marks = Step(
        "Permit the controller to patch the Secrets",
        "permission",
        "Sealed Secrets refuses a Secret that it did not make. Nothing happens yet.",
        tuple(Mark(each, annotations=_PATCH) for each in fleet.members),
    )
    sealed = Step(
        "Create the SealedSecrets",
        "sealed-secrets",
        "Each holds what its Secret holds now, so that no node pulls anew. The file may be "
        "committed: only the controller of this cluster can open it.",
        tuple(
            Made(each.place.context, sealed_from(_secret(each), options)) for each in fleet.members
        ),
        tuple(waited_for(each.place, "Synced", "sealedsecret") for each in fleet.members[:1]),
    )
    return Handover(
        ("Sealed Secrets 0.23 or newer runs in the cluster, with the key of this certificate.",),
        (marks, sealed),
        (
            "A new token is sealed anew for each Secret (`ghcr-tui rotate` prints the files), and "
            "committed.",
            "Deleting a SealedSecret leaves its Secret, which it patches and does not own.",
            "Labels and annotations of the Secrets stay.",
            "A new namespace needs a SealedSecret of its own: the scope "
            f"{options.scope} is bound to where it was sealed for."
            if options.scope != "cluster-wide"
            else "A new namespace can have a copy of the same SealedSecret.",
        ),
    )


def _secret(member: Member) -> Secret:
    """Return the Secret as it is, with the permissions, for whoever makes it anew."""
    metadata = mapping_at(member.item, "metadata")
    key = PAYLOAD_KEYS[text_at(member.item, "type")]
    annotations = _texts(mapping_at(metadata, "annotations"))
    annotations.pop(LAST_APPLIED, None)
    return Secret(
        member.place.name,
        member.place.namespace,
        _texts(mapping_at(metadata, "labels")),
        {**annotations, **_PATCH, **_SKIP_OWNER},
        False,
        {key: member.coded},
        {},
        text_at(member.item, "type"),
    )


def _texts(values: Object) -> dict[str, str]:
    return {name: value for name, value in values.items() if isinstance(value, str)}
