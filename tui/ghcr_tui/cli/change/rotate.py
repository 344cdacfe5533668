"""`ghcr-tui rotate`: put a new token in every place that holds the old one, and nothing else."""

import argparse
from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.change.carry_out import carry_out
from ghcr_tui.cli.change.clusters import Clusters, clusters_of
from ghcr_tui.cli.change.options import EXIT_STATUS, add_change_options
from ghcr_tui.cli.change.plan_json import source_row
from ghcr_tui.cli.change.revoke import add_revoke_options, last_step
from ghcr_tui.cli.cluster.audit_sources import token_names
from ghcr_tui.cli.cluster.options import add_cluster_options
from ghcr_tui.cli.paint import shown
from ghcr_tui.cli.streams import complain, write_text
from ghcr_tui.cli.tokens import token_from_pipe, token_in_file
from ghcr_tui.core.change.old_token import ByValue
from ghcr_tui.core.change.payload_edit import CannotEdit, editable_payload
from ghcr_tui.core.change.plan import Place, Plan
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.secret.entry_reader import Entry, read_entry
from ghcr_tui.core.secret.objects import Object, mapping_at, text_at
from ghcr_tui.core.secret.secret import DOCKERCFG, PAYLOAD_KEYS
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.change.at_source import AtSource, at_source
from ghcr_tui.system.change.read import KeepingInventory
from ghcr_tui.system.change.rotating import Reached, rotation_run
from ghcr_tui.system.cluster.api import ClusterProblem
from ghcr_tui.system.cluster.paths import object_path

_EPILOG = f"""\
The old token is found by its value, whatever the Secrets are called: in pull secrets of both types
and in what `kubectl apply` noted; copies in Opaque Secrets are named. Each Secret is changed in
place, one entry of it, so that nodes keep the images that they have. What a controller keeps is
changed at its source, and left alone here with a word on how.

Without --yes nothing is changed: the plan is shown, and the server tries it (dry run).

examples:
  ghcr-tui rotate --from-secret shop/ghcr --token-file new.txt -A
  ghcr-tui rotate --old-token-file old.txt --token-file new.txt -A --context prod --yes
  pass show ghcr | ghcr-tui rotate --username octocat@ghcr.io --token-stdin -A --wave 5 --yes

{EXIT_STATUS}"""


class NoOldToken(Problem):
    """What was named leads to no token; the message is a sentence."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `rotate`."""
    parser.description = "Put a new token in the place of an old one, wherever that is."
    parser.epilog = _EPILOG
    old = parser.add_mutually_exclusive_group(required=True)
    old.add_argument(
        "--from-secret", metavar="NS/NAME[:REGISTRY]", help="the old token is in this Secret"
    )
    old.add_argument("--old-token-file", metavar="FILE", help="the old token is in this file")
    old.add_argument(
        "--username", metavar="USER@REGISTRY", help="whatever this user has at this registry"
    )
    new = parser.add_mutually_exclusive_group(required=True)
    new.add_argument("--token-stdin", action="store_true", help="read the new token from a pipe")
    new.add_argument("--token-file", metavar="FILE", help="the new token is in this file")
    parser.add_argument("--new-username", metavar="USER", default="", help="default: as before")
    parser.add_argument(
        "--no-verify", action="store_true", help="do not ask the registries about the new token"
    )
    parser.add_argument(
        "--certificate", metavar="FILE", default="",
        help="a Sealed Secrets controller's: new SealedSecrets are printed; default the last one",
    )  # fmt: skip
    add_cluster_options(parser, several=True)
    add_revoke_options(parser)
    add_change_options(parser)


def run(arguments: argparse.Namespace) -> int:
    """Rotate; return the exit status."""
    token = token_from_pipe() if arguments.token_stdin else token_in_file(arguments.token_file)
    new = NewToken(token, arguments.new_username)
    names = token_names("")
    try:
        with clusters_of(arguments) as clusters:
            return _rotate(arguments, clusters, new, names)
    except ClusterProblem as problem:
        complain(str(problem))
        return exit_status.OUTSIDE


def _rotate(
    arguments: argparse.Namespace, clusters: Clusters, new: NewToken, names: TokenNames
) -> int:
    known = _old_token(arguments, clusters)
    inventories = clusters.read(
        lambda item: known is None or rotation(item, "", known, new) is not None
    )
    old = known or _tokens_of_login(
        arguments.username, [item for inventory in inventories for item in inventory.kept]
    )
    if new.token in old.tokens:
        raise NoOldToken("The new token is the old one.")
    prepared = rotation_run(
        Reached(clusters.apis, clusters.scopes, clusters.servers, clusters.unseen),
        inventories, old, new, names, verifies=not arguments.no_verify,
    )  # fmt: skip
    sources = tuple(_sources(clusters, prepared.plan, inventories, old, new, arguments.certificate))
    if arguments.output == "text":
        _tell(sources)
    return carry_out(
        prepared,
        arguments,
        last_step(
            arguments, clusters, old.tokens, lambda item: rotation(item, "", old, new) is not None
        ),
        {"sources": [source_row(each) for each in sources]},
    )


def _sources(
    clusters: Clusters,
    plan: Plan,
    inventories: Sequence[KeepingInventory],
    old: ByValue,
    new: NewToken,
    certificate: str,
) -> Iterator[AtSource]:
    """Yield what the Secrets that something keeps become at their source."""
    owned = {each.place for each in plan.left_alone if each.reason == "owned"}
    for inventory in inventories:
        for item in inventory.kept:
            names = (text_at(item, "metadata", each) for each in ("namespace", "name"))
            place = Place(inventory.name, *names)
            if place not in owned:
                continue
            api = clusters.apis[place.context]
            if found := at_source(api, item, place, old, new, certificate):
                yield found


def _tell(sources: Iterable[AtSource]) -> None:
    for each in sources:
        title = shown(each.place.title, 320)
        if each.is_file:
            write_text(f"# {each.kind} of {title}, with the new token\n{each.text}---\n")
        else:
            write_text(f"At the source of {title}: {each.text}\n")


def _old_token(arguments: argparse.Namespace, clusters: Clusters) -> ByValue | None:
    """Return the old token; None where it is known by its login alone. Raises NoOldToken."""
    if arguments.old_token_file is not None:
        return ByValue([token_in_file(arguments.old_token_file)])
    if arguments.from_secret is not None:
        return ByValue([_token_in(arguments.from_secret, clusters)])
    if "@" not in arguments.username.strip("@"):
        raise NoOldToken("--username takes USER@REGISTRY, such as octocat@ghcr.io.")
    return None


def _token_in(named: str, clusters: Clusters) -> str:
    """Return the token in a Secret of the first context. Raises NoOldToken, ClusterProblem."""
    path, _, registry = named.partition(":")
    namespace, slash, name = path.partition("/")
    if not (namespace and slash and name):
        raise NoOldToken("--from-secret takes NS/NAME or NS/NAME:REGISTRY.")
    api = next(iter(clusters.apis.values()), None)
    if api is None:
        raise NoOldToken(" ".join(each.sentence for each in clusters.unseen))
    item = api.get(object_path("secrets", namespace, name))
    entries = [entry for entry in _entries(item) if entry.usable and entry.token]
    chosen = [entry for entry in entries if registry in ("", entry.registry)]
    tokens = {entry.token for entry in chosen}
    if len(tokens) == 1:
        return tokens.pop()
    if tokens:
        raise NoOldToken(
            f"{excerpt(path, 120)} holds several tokens: name the registry, as {excerpt(path, 120)}"
            ":REGISTRY."
        )
    where = f" for {excerpt(registry, 80)}" if registry else ""
    raise NoOldToken(f"{excerpt(path, 120)} holds no token{where}.")


def _tokens_of_login(login: str, items: Sequence[Object]) -> ByValue:
    """Return the tokens that a user has at a registry. Raises NoOldToken where there is none."""
    username, _, registry = login.rpartition("@")
    tokens = {
        entry.token
        for item in items
        for entry in _entries(item)
        if (entry.registry, entry.username) == (registry, username) and entry.token
    }
    if not tokens:
        raise NoOldToken(f"Nothing that was read has a token of {excerpt(login, 120)}.")
    return ByValue(tokens, (registry, username))


def _entries(item: Object) -> list[Entry]:
    kind = text_at(item, "type")
    value = mapping_at(item, "data").get(PAYLOAD_KEYS.get(kind, ""))
    try:
        data = b64decode(value) if isinstance(value, str) else b""
        payload = editable_payload(data, legacy=kind == DOCKERCFG)
    except (CannotEdit, ValueError):
        return []
    return [read_entry(name, raw) for name, raw in payload.entries.items()]
