"""Handing over to External Secrets: an ExternalSecret for each Secret, which then owns nothing.

Source: github.com/external-secrets/external-secrets, externalsecret_controller.go: a Secret that is
there and owned by nobody is updated; with `Owner` it would be deleted together with the
ExternalSecret, with `Orphan` it stays. `CreateOrMerge` does the same and is not in older versions.
"""

from ghcr_tui.core.formats.external_secret import documents_of
from ghcr_tui.core.formats.format import Store
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.handover.fleet import Fleet, Member
from ghcr_tui.core.handover.steps import Handover, Made, Step, get_secret, waited_for
from ghcr_tui.core.secret.objects import mapping_at, text_at
from ghcr_tui.core.secret.secret import Secret


def to_external_secrets(fleet: Fleet, store: Store | None, project: str = "") -> Handover:
    """Return the handover to External Secrets. Raises FormatProblem for what it lacks."""
    steps = []
    if store is not None:
        steps.append(Step("Put the credentials into the store", "", _wanted(fleet, store)))
    parts = [part for each in fleet.members for part in _made(each, store, project)]
    steps.append(
        Step(
            "Create the ExternalSecrets",
            "external-secrets",
            "The operator updates each Secret in place, and keeps it from then on. If the store "
            "holds the same tokens, no node pulls anew.",
            tuple(parts),
            (
                *(waited_for(each.place, "Ready", "externalsecret") for each in fleet.members[:1]),
                *(
                    get_secret(each, r"{.metadata.labels.reconcile\.external-secrets\.io/managed}")
                    for each in fleet.members[:1]
                ),
            ),
        )
    )
    return Handover(
        _needs(store),
        tuple(steps),
        (
            "A new token is put into the store alone; each Secret follows within its "
            "`refreshInterval`."
            if store
            else "The operator makes a new password before the old one ends.",
            "Deleting an ExternalSecret leaves its Secret: `creationPolicy: Orphan` owns nothing. "
            "(`Owner`, which `encode` writes for a new Secret, would delete it.)",
            "With `Orphan` a Secret that somebody changes by hand is put right at the next "
            "refresh, and not before.",
            "A new namespace needs an ExternalSecret of its own, or a ClusterExternalSecret.",
        ),
    )


def _needs(store: Store | None) -> tuple[str, ...]:
    runs = "External Secrets 0.17 or newer runs in the cluster."
    if store is None:
        return (runs, "Its own identity may fetch a password for the registry from the cloud.")
    if store.kind == "ClusterSecretStore":
        return (runs, f"The ClusterSecretStore `{store.name}` is ready.")
    return (runs, f"The SecretStore `{store.name}` is ready in each of these namespaces.")


def _wanted(fleet: Fleet, store: Store) -> str:
    registries = dict.fromkeys(
        each.registry for member in fleet.members for each in member.credentials
    )
    keys = ", ".join(f"`{store.key.replace('{registry}', each)}`" for each in registries)
    inside = f" under `{store.token_property}`" if store.token_property else ""
    names = f", the username under `{store.username_property}`" if store.username_property else ""
    return (
        f"Under the keys {keys}: the token that the Secrets hold now{inside}{names}. Secrets with "
        "different tokens for one registry need a key each: look at `ghcr-tui audit` first."
    )


def _made(member: Member, store: Store | None, project: str) -> list[Made]:
    item = member.item
    bare = Secret(
        member.place.name, member.place.namespace, {}, {}, False, {}, {}, text_at(item, "type")
    )
    documents = documents_of(bare, member.credentials, store, project)
    return [Made(member.place.context, _orphaning(each)) for each in documents]


def _orphaning(document: dict[str, Json]) -> dict[str, Json]:
    if document["kind"] != "ExternalSecret":
        return document
    spec = mapping_at(document, "spec")
    target: dict[str, Json] = {**mapping_at(spec, "target"), "creationPolicy": "Orphan"}
    return {**document, "spec": {**spec, "target": target}}
