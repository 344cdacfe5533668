"""The form of everything around the credentials: the Secret's metadata, and how it is written."""

import asyncio

from textual.suggester import Suggester

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.pairs import format_pairs, parse_pairs
from ghcr_tui.widgets.choice import Choice
from ghcr_tui.widgets.form import Form, FormRow
from ghcr_tui.widgets.text_field import TextField

_PAIRS = 'Written key=value, separated by commas; a value with a comma in quotes: key="a, b".'


class KnownNamespaces(Suggester):
    """Completes a namespace to the first one of the kubeconfig that begins so."""

    def __init__(self) -> None:
        super().__init__(use_cache=False)
        self._known: tuple[str, ...] | None = None

    async def get_suggestion(self, value: str) -> str | None:
        """Return a namespace of the kubeconfig that begins with `value`."""
        if self._known is None:
            self._known = await asyncio.to_thread(_namespaces)
        return next((each for each in self._known if each.startswith(value)), None)


def _namespaces() -> tuple[str, ...]:
    from ghcr_tui.system.kubeconfig import known_namespaces  # and YAML, once somebody types

    return known_namespaces()


class MetadataForm(Form):
    """Shows and returns every part of a `Draft` but its credentials."""

    def __init__(self, draft: Draft) -> None:
        self._make_fields(draft)
        self._make_choices(draft)
        super().__init__(
            "Metadata",
            FormRow("name", self._secret_name),
            FormRow("namespace", self._namespace),
            FormRow("labels", self._labels_field),
            FormRow("annotations", self._annotations),
            FormRow("immutable", self._immutable),
            FormRow("payload", self._style),
            FormRow("written as", self._data),
            id="metadata",
        )

    def _make_fields(self, draft: Draft) -> None:
        self._secret_name = TextField(
            draft.name,
            "ghcr",
            help_text="What pods and service accounts name under imagePullSecrets.",
            id="name",
        )
        self._namespace = TextField(
            draft.namespace,
            "the current context's",
            help_text="A pod uses Secrets of its own namespace only. Left empty, kubectl takes "
            "the namespace of the current context. The right key takes the suggestion, which is "
            "from the kubeconfig.",
            suggester=KnownNamespaces(),
            id="namespace",
        )
        self._labels_field = TextField(
            format_pairs(draft.labels),
            "key=value, …",
            help_text=f"What selectors find the Secret by. {_PAIRS}",
            id="labels",
        )
        self._annotations = TextField(
            format_pairs(draft.annotations),
            "key=value, …",
            help_text=f"Notes for tools and people. {_PAIRS}",
            id="annotations",
        )

    def _make_choices(self, draft: Draft) -> None:
        self._immutable = Choice(
            "no",
            "yes",
            chosen=int(draft.immutable),
            help_text="Yes: the API server refuses every later change, so that a new token needs "
            "a new Secret.",
            id="immutable",
        )
        self._style = Choice(
            "auth",
            "kubectl",
            chosen=int(draft.style == "kubectl"),
            help_text="auth: each entry holds `auth` alone, which the kubelet reads. kubectl: "
            "username and password beside it, byte for byte as kubectl writes; some tools read "
            "only those.",
            id="style",
        )
        self._data = Choice(
            "data",
            "stringData",
            chosen=int(draft.string_data),
            help_text="data: the payload in base64. stringData: in clear; the API server encodes "
            "it, and whoever sees the file reads the token.",
            id="string_data",
        )

    def get_values(self, draft: Draft) -> Draft:
        """Return `draft` with everything that this form holds replaced."""
        return draft._replace(
            name=self._secret_name.value,
            namespace=self._namespace.value,
            labels=parse_pairs(self._labels_field.value),
            annotations=parse_pairs(self._annotations.value),
            immutable=bool(self._immutable.chosen),
            style="kubectl" if self._style.chosen else "auth",
            string_data=bool(self._data.chosen),
        )

    def set_values(self, draft: Draft) -> None:
        """Show the metadata of `draft` in place of what is there, telling nobody."""
        self._secret_name.set_silently(draft.name)
        self._namespace.set_silently(draft.namespace)
        self._labels_field.set_silently(format_pairs(draft.labels))
        self._annotations.set_silently(format_pairs(draft.annotations))
        self._immutable.set_silently(int(draft.immutable))
        self._style.set_silently(int(draft.style == "kubectl"))
        self._data.set_silently(int(draft.string_data))
