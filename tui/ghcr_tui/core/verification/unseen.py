"""What a node has that cannot be seen from here: said in a line, and only where it applies."""

import re
from typing import NamedTuple

from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.verification.platforms import Runtime
from ghcr_tui.core.verification.verification import Ending

_CLOUDS = {"aws": "EKS", "google": "GKE", "azure": "AKS"}


class Circumstances(NamedTuple):
    """How it was asked: with which runtimes in mind, and with what permission of the person's."""

    runtimes: tuple[Runtime, ...]
    plain_http: bool
    ca_file: bool
    short_name: bool
    signed_in: bool
    stores: tuple[str, ...] = ()
    layers: bool = True


def unseen(image: ImageReference, ending: Ending, asked: Circumstances) -> tuple[str, ...]:
    """Return the sentences on what a node needs besides, or may have besides."""
    notes = []
    if asked.stores:
        stores = " and ".join(asked.stores[:4])
        notes.append(f"The layers come from {stores}: the nodes must reach that too.")
    if ending in ("pulls", "differs") and not asked.layers:
        notes.append("Its configuration is there; its layers were not looked for (--no-layers).")
    if ending in ("pulls", "differs") and (asked.plain_http or asked.ca_file):
        option = "--plain-http" if asked.plain_http else "--ca-file"
        notes.append(
            f"That is from here, with {option}. Each node needs the same permission: containerd's "
            "hosts.toml, k3s's registries.yaml, CRI-O's registries.conf."
        )
    cloud = _CLOUDS.get(vendor_of(image.domain))
    if cloud and image.domain != "public.ecr.aws" and (not asked.signed_in or ending != "pulls"):
        notes.append(
            f"A node on {cloud} may log in to this registry by itself (a credential provider of "
            "the kubelet): this answer is for nodes that do not."
        )
    if ending != "pulls":
        notes.append(
            "A node may ask a mirror in its place (containerd's hosts.toml, k3s's "
            "registries.yaml, CRI-O's registries.conf), which is not seen from here."
        )
    if asked.short_name and "cri-o" in asked.runtimes:
        notes.append(
            f"`{_familiar(image)}` is a short name: OpenShift may refuse it or ask another "
            f"registry first. `{image}` is certain."
        )
    return tuple(notes)


def _familiar(image: ImageReference) -> str:
    return re.sub(r"^library/", "", image.path)
