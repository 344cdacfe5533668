"""The Secret that a controller makes of another object, judged before there is one."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from ghcr_tui.core.credential.tokens_in_text import without_tokens
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.metadata import (
    annotation_findings,
    label_findings,
    name_findings,
    namespace_findings,
)
from ghcr_tui.core.findings.secret_shape import shape_findings
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.secret_values import payload_key
from ghcr_tui.core.secret.objects import Object, mapping_at
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON
from ghcr_tui.core.secret.secret_reader import SecretDocument, read_manifest
from ghcr_tui.core.text.inert import inert

_OF_TYPE = frozenset(("type-opaque", "type-ignored", "type-misspelt", "type-unfilled"))


class Made(NamedTuple):
    """What is known of a Secret that is still to be made.

    `template` is the place in the object that describes it, `values` the place of its values.
    """

    document: SecretDocument
    key: str
    template: str
    values: str

    @property
    def title(self) -> str:
        """How people will refer to it."""
        namespace, name = self.document.namespace, self.document.name
        return f"{namespace}/{name}" if namespace else name

    @property
    def shown(self) -> str:
        """The title as it may be shown, whatever was written in the place of a name."""
        return inert(without_tokens(self.title), 120)

    @property
    def called(self) -> str:
        """The Secret, as a sentence names it."""
        return f"the Secret `{self.shown}`" if self.shown else "a Secret without a name"

    @property
    def type(self) -> str:
        """The type that it will have."""
        return self.document.type or "Opaque"


def made(
    metadata: Json, template: Object, keys: Mapping[str, str], places: tuple[str, str]
) -> Made:
    """Return the Secret that is made under the names of `metadata`, as `template` describes it.

    `keys` are those of its values, each with its text where that is known; `places` are those of
    the template and of the values in the object.
    """
    own, about = mapping_at(metadata), mapping_at(template, "metadata")
    document: dict[str, Json] = {
        "apiVersion": "v1",
        "metadata": {
            **{name: own[name] for name in ("name", "namespace") if name in own},
            **{name: about[name] for name in ("labels", "annotations") if name in about},
        },
        "type": template.get("type", ""),
        "stringData": dict(keys),
    }
    read = read_manifest(document)
    return Made(read, payload_key(read), *places)


def made_findings(secret: Made) -> Iterator[Finding]:
    """Yield what is wrong with the Secret that will come of it, its payload apart."""
    document = secret.document
    if document.name or not document.is_misfit("metadata.name"):
        yield from (each.at("metadata.name") for each in name_findings(document.name))
    if document.namespace:
        about = namespace_findings(document.namespace)
        yield from (each.at("metadata.namespace") for each in about)
    for each in (*label_findings(document.labels), *annotation_findings(document.annotations)):
        yield each.at(_place(f"metadata.{each.where.field}", secret))
    for each in shape_findings(document, secret.key):
        if each.code in _OF_TYPE:
            under = f" under `{secret.template}`" * bool(secret.template)
            fix = f"Write `type: {DOCKERCONFIGJSON}`{under}."
            each = each._replace(fix=fix)
        yield each._replace(where=Where(_place(each.where.field, secret)))


def _place(field: str, secret: Made) -> str:
    """Return where in the object a field of the Secret is written."""
    first = field.partition(".")[0]
    if first in ("data", "stringData"):
        return secret.values
    if first.startswith(("data[", "stringData[")):
        return secret.values + first[first.index("[") :]
    if field.startswith(("metadata.name", "metadata.namespace")):
        return field
    return ".".join(filter(None, (secret.template, field)))
