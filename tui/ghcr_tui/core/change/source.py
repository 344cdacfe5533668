"""Where a Secret that something keeps has to be changed, since its copy would be put back."""

from ghcr_tui.core.change.plan import LeftAlone, Place
from ghcr_tui.core.cluster.owner import BY_HAND, UNKNOWN, Owner
from ghcr_tui.core.secret.objects import Object, mappings_at
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.shell import word

_AT_SOURCE = {
    "External Secrets": (
        "Set the new token in the store that the ExternalSecret {source} reads, under its "
        "`remoteRef.key`; to have it at once: "
        "`kubectl annotate externalsecret {word} force-sync=$(date +%s) --overwrite`."
    ),
    "Sealed Secrets": (
        "Seal it anew, commit that, and let it be applied: `ghcr-tui encode -o sealed-secret` "
        "with the name {source}."
    ),
    "Helm": "Change the value of the release {source}, and run `helm upgrade`.",
    "Argo CD": "Change it in the repository that the application {source} comes from.",
    "Flux": (
        "Change it in the repository that {source} comes from: `ghcr-tui encode -o sops` writes "
        "a file that Flux opens."
    ),
    "Kyverno": "Change the Secret that the policy {source} copies.",
    "Reflector": "It follows its source {source}: that one is to be changed.",
    "replicator": "It follows its source {source}: that one is to be changed.",
    "imagepullsecret-patcher": "Change the Secret that imagepullsecret-patcher copies.",
    "its service account": "The cluster itself makes it, and renews it by itself.",
}


def kept_elsewhere(place: Place, owner: Owner, metadata: Object) -> LeftAlone | None:
    """Return why a Secret is left to its `owner`; None where the owner is a person, or unknown."""
    if owner.tool in (BY_HAND, UNKNOWN):
        return None
    source = excerpt(owner.source, 120)
    remedy = _AT_SOURCE.get(owner.tool)
    has_owner = any(mappings_at(metadata, "ownerReferences"))
    if remedy is None and not has_owner:
        return None  # somebody's program wrote it last: that is no promise to do so again
    sentence = f"{excerpt(owner.tool, 60)} keeps it, and would put the old value back."
    if remedy is None:
        remedy = f"Change what the {excerpt(owner.tool, 60)} {source} makes it from."
    named = remedy.format(source=source, word=word(owner.source)) if owner.source else remedy
    return LeftAlone(place, "owned", sentence, named.format(source="behind it", word="NAME"))


def may_be_put_back(owner: Owner) -> str:
    """Return a warning where a program that is not known wrote the Secret last, "" else."""
    if owner.tool in (BY_HAND, UNKNOWN) or owner.tool in _AT_SOURCE:
        return ""
    return f"{excerpt(owner.tool, 60)} wrote it last, and may put the old value back."
