"""What a Secret that something keeps becomes at its source: a SealedSecret, a SOPS file, a key.

The copy in the cluster is left alone. Sources: sealed-secrets (`core/formats/sealed_secret`), SOPS
(`system/sealing/sops`), External Secrets' `spec.data[].remoteRef` and `spec.dataFrom[].extract`.
"""

import datetime
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from ghcr_tui.core.change.old_token import ByValue
from ghcr_tui.core.change.plan import Edit, Place
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.owner import owner_of
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.core.formats.sealed_secret import sealed_from
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.secret.controllers import scope_of
from ghcr_tui.core.secret.objects import Object, mapping_at, mappings_at, text_at
from ghcr_tui.core.secret.secret import Secret, manifest
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.files import read_text
from ghcr_tui.system.sealing.certificate import read_certificate
from ghcr_tui.system.sealing.controller import kept_certificate
from ghcr_tui.system.sealing.sealed_secrets import seal
from ghcr_tui.system.sealing.sops import sops_encrypted
from ghcr_tui.system.sealing.sops_rules import rule_of_repository

_EXTERNAL = "/apis/external-secrets.io/v1/namespaces/{}/externalsecrets/{}"


class AtSource(NamedTuple):
    """What to do at the source of a Secret: `text` is a file, or a sentence; no token is in it."""

    place: Place
    kind: str
    text: str
    is_file: bool


def at_source(
    api: ClusterApi, item: Object, place: Place, old: ByValue, new: NewToken, certificate: str = ""
) -> AtSource | None:
    """Return what a Secret becomes at its source; None where that is not known how.

    `certificate` is the file of a Sealed Secrets controller's; "" for the one that was kept.
    """
    tool = owner_of(mapping_at(item, "metadata")).tool
    makers: dict[str, Callable[[], AtSource | None]] = {
        "Sealed Secrets": lambda: _sealed(place, renewed(), item, certificate),
        "Flux": lambda: _sops(place, renewed()),
        "External Secrets": lambda: _key(api, place, item),
    }

    def renewed() -> Secret | None:
        return _renewed(item, place, old, new)

    try:
        return makers[tool]() if tool in makers else None
    except Problem as problem:
        return AtSource(place, tool, str(problem), False)


def _renewed(item: Object, place: Place, old: ByValue, new: NewToken) -> Secret | None:
    """Return the Secret with the new token, as if nobody kept it."""
    alone: Object = {"name": place.name, "namespace": place.namespace}
    bare: Object = {**item, "immutable": False, "metadata": alone}
    planned = rotation(bare, place.context, old, new)
    if not isinstance(planned, Edit):
        return None
    data = {
        path.removeprefix("/data/"): value
        for path, value in planned.after.items()
        if path.startswith("/data/") and isinstance(value, str)
    }
    kind = text_at(item, "type")
    return Secret(place.name, place.namespace, {}, {}, False, data, {}, kind)


def _sealed(place: Place, secret: Secret | None, item: Object, file: str) -> AtSource | None:
    if secret is None:
        return None
    pem = read_text(file, pipe_too=True) if file else kept_certificate(place.context)
    if not pem:
        return AtSource(
            place, "Sealed Secrets", "Name the controller's certificate: --certificate FILE.", False
        )
    certificate = read_certificate(pem)
    notes = mapping_at(item, "metadata", "annotations")
    options = FormatOptions(
        seal=lambda value, label: seal(value, certificate, label), scope=scope_of(notes)
    )
    text = yaml_writer.dump(sealed_from(secret, options))
    return AtSource(place, "SealedSecret", text, True)


def _sops(place: Place, secret: Secret | None) -> AtSource | None:
    rule = rule_of_repository(Path("secret.yaml"))
    if secret is None or rule is None or rule.beyond or not rule.recipients:
        return None
    moment = datetime.datetime.now(datetime.UTC)
    document = sops_encrypted(manifest(secret), rule.selection, rule.recipients, moment)
    return AtSource(place, "SOPS", yaml_writer.dump(document), True)


def _key(api: ClusterApi, place: Place, item: Object) -> AtSource:
    source = owner_of(mapping_at(item, "metadata")).source
    found = api.get(_EXTERNAL.format(place.namespace, source))
    store = text_at(found, "spec", "secretStoreRef", "name")
    keys = ", ".join(dict.fromkeys(_keys(found))) or "the keys that it names"
    sentence = f"Set the new token in the store {excerpt(store, 80)}, under {keys}."
    return AtSource(place, "External Secrets", sentence, False)


def _keys(found: Object) -> Iterator[str]:
    references = [mapping_at(each, "remoteRef") for each in mappings_at(found, "spec", "data")]
    references += [mapping_at(each, "extract") for each in mappings_at(found, "spec", "dataFrom")]
    for reference in references:
        key, inner = text_at(reference, "key"), text_at(reference, "property")
        if key:
            yield excerpt(key, 120) + (f" ({excerpt(inner, 80)})" if inner else "")
