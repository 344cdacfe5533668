"""The ExternalSecret: no credential at all, only where the External Secrets operator finds it.

Source: external-secrets.io, API `external-secrets.io/v1` and the guide "Common K8S secret types";
`v1beta1` is no longer served since External Secrets 0.17. The template is Go's, with sprig's
functions: `toJson` and `b64enc` escape whatever the store holds.
"""

import re

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.formats.format import FormatProblem, Store
from ghcr_tui.core.golang.duration import duration
from ghcr_tui.core.golang.json_text import Json, dumps
from ghcr_tui.core.registry.key import take_apart
from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.secret.controllers import EXTERNAL_VERSION, GENERATORS, GENERATORS_VERSION
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON_KEY, Secret

_REGION = re.compile(r"\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\.")


def documents_of(
    secret: Secret, credentials: tuple[Credential, ...], store: Store | None, project: str = ""
) -> list[dict[str, Json]]:
    """Return what brings `secret` into being: from `store`, or by a generator where there is none.

    `project` is that of Google's registry, where its key does not name it. Raises FormatProblem
    where neither can be.
    """
    if store is not None:
        return [external_secret(secret, credentials, store)]
    registries = list(dict.fromkeys(each.registry for each in credentials))
    if len(registries) != 1:
        raise FormatProblem("Several registries need a store: a generator is for one registry.")
    return generated_secret(secret, registries[0], project)


def external_secret(
    secret: Secret, credentials: tuple[Credential, ...], store: Store
) -> dict[str, Json]:
    """Return the manifest by which `store`'s keys become `secret`; no token is read or written."""
    last = {each.registry: each for each in credentials}
    names = _variable_names(list(last))
    data: list[Json] = []
    for registry, name in names.items():
        key = store.key.replace("{registry}", registry)
        data.append(_from_store(f"{name}_token", key, store.token_property))
        if store.username_property:
            data.append(_from_store(f"{name}_username", key, store.username_property))
    entries = [
        _entry(each, names[each.registry], in_store=bool(store.username_property))
        for each in last.values()
    ]
    spec: dict[str, Json] = {
        "refreshInterval": "1h0m0s",
        "secretStoreRef": {"name": store.name, "kind": store.kind},
        "target": _target(secret, entries),
        "data": data,
    }
    return _manifest(secret, spec)


def generated_secret(secret: Secret, registry: str, project: str = "") -> list[dict[str, Json]]:
    """Return the generator for `registry`'s short-lived passwords, and the ExternalSecret on it.

    Raises FormatProblem, with the reason, for a registry that has no generator.
    """
    kind, spec = _generator(registry, project)
    name = f"{secret.name}-generator"
    namespace: dict[str, Json] = {"namespace": secret.namespace} if secret.namespace else {}
    generator: dict[str, Json] = {
        "apiVersion": GENERATORS_VERSION,
        "kind": kind,
        "metadata": {"name": name, **namespace},
        "spec": spec,
    }
    login = (
        f'{_literal(registry)}:{{"auth":{{{{ printf "%s:%s" .username .password '
        "| b64enc | toJson }}}"
    )
    source: dict[str, Json] = {
        "sourceRef": {
            "generatorRef": {"apiVersion": GENERATORS_VERSION, "kind": kind, "name": name}
        }
    }
    body: dict[str, Json] = {
        "refreshInterval": duration(GENERATORS[kind].lasts // 2),
        "target": _target(secret, [login]),
        "dataFrom": [source],
    }
    return [generator, _manifest(secret, body)]


def _generator(registry: str, project: str) -> tuple[str, dict[str, Json]]:
    """Return the generator's kind and spec.

    They act as the operator's own service account does, which the cloud knows. Source:
    apis/generators/v1alpha1 of External Secrets.
    """
    parts = take_apart(registry)
    host = parts.host.lower()
    vendor = vendor_of(registry)
    if vendor == "aws" and (match := _REGION.search(host)):
        return "ECRAuthorizationToken", {"region": match[1]}
    if vendor == "azure":
        return "ACRAccessToken", {"registry": host, "auth": {"workloadIdentity": {}}}
    if vendor == "google":
        project = project or parts.path.strip("/").partition("/")[0]
        if not project:
            raise FormatProblem(
                "Google's generator needs the project: name it with --google-project, or in the "
                "registry, as in `europe-docker.pkg.dev/PROJECT`."
            )
        # Its `workloadIdentity` needs the names of account and cluster, which nobody has said.
        return "GCRAccessToken", {"projectID": project, "auth": {}}
    if vendor == "github":
        raise FormatProblem(
            "The generator for GitHub makes tokens of an App's installation, which ghcr.io refuses "
            "for private packages: keep a classic token in a store instead."
        )
    if vendor in ("quay", "cloudsmith"):
        raise FormatProblem(
            "The generator for this registry needs a robot account and its federation, which only "
            "you know: see QuayAccessToken and CloudsmithAccessToken of External Secrets."
        )
    raise FormatProblem("External Secrets has no generator for this registry: name a store.")


def _manifest(secret: Secret, spec: dict[str, Json]) -> dict[str, Json]:
    metadata: dict[str, Json] = {"name": secret.name}
    if secret.namespace:
        metadata["namespace"] = secret.namespace
    return {
        "apiVersion": EXTERNAL_VERSION,
        "kind": "ExternalSecret",
        "metadata": metadata,
        "spec": spec,
    }


def _target(secret: Secret, entries: list[str]) -> dict[str, Json]:
    template: dict[str, Json] = {"engineVersion": "v2", "type": secret.type}
    metadata: dict[str, Json] = {}
    if secret.labels:
        metadata["labels"] = dict(secret.labels)
    if secret.annotations:
        metadata["annotations"] = dict(secret.annotations)
    if metadata:
        template["metadata"] = metadata
    template["data"] = {DOCKERCONFIGJSON_KEY: f'{{"auths":{{ {",".join(entries)}}}}}'}
    target: dict[str, Json] = {"name": secret.name, "creationPolicy": "Owner"}
    if secret.immutable:
        target["immutable"] = True
    return {**target, "template": template}


def _from_store(variable: str, key: str, name: str) -> dict[str, Json]:
    reference: dict[str, Json] = {"key": key, **({"property": name} if name else {})}
    return {"secretKey": variable, "remoteRef": reference}


def _entry(credential: Credential, name: str, in_store: bool) -> str:
    username = f".{name}_username" if in_store else _go_string(credential.username)
    login = f'{{{{ printf "%s:%s" {username} .{name}_token | b64enc | toJson }}}}'
    email = f',"email":{_literal(credential.email)}' if credential.email else ""
    return f'{_literal(credential.registry)}:{{"auth":{login}{email}}}'


def _literal(text: str) -> str:
    """Return `text` as a JSON string that the template engine leaves alone."""
    written = dumps(text)
    return f"{{{{ {_go_string(text)} | toJson }}}}" if "{{" in written else written


def _go_string(text: str) -> str:
    """Return `text` as a string of Go's templates: JSON's escapes are Go's."""
    return dumps(text).replace("{{", "{\\u007b")


def _variable_names(registries: list[str]) -> dict[str, str]:
    """Return a name for each registry that a template can use, the same for no two of them."""
    names: dict[str, str] = {}
    for registry in registries:
        plain = re.sub(r"[^A-Za-z0-9]+", "_", registry).strip("_").lower() or "registry"
        name = plain if plain[0].isalpha() else f"r{plain}"
        number = 2
        unique = name
        while unique in names.values():
            unique = f"{name}_{number}"
            number += 1
        names[registry] = unique
    return names
