"""Mends of names: what the API server refuses in them, where only one spelling can be meant."""

import re

from ghcr_tui.core.secret.object_rules import (
    annotation_key_problem,
    label_key_problem,
    label_value_problem,
    name_problem,
    namespace_problem,
)

_AROUND = " \t\r\n\xa0\u200b\ufeff\"'`"


def mended_name(name: str) -> str | None:
    """Return a Secret's name in small letters, `-` for white space and `_`; None if unsound."""
    mended = _as_name(name)
    return mended if mended != name and not name_problem(mended) else None


def mended_namespace(namespace: str) -> str | None:
    """Return a namespace in small letters, `-` for white space and `_`; None if unsound."""
    mended = _as_name(namespace)
    return mended if mended != namespace and not namespace_problem(mended) else None


def mended_labels(labels: dict[str, str]) -> dict[str, str] | None:
    """Return labels without white space and quotes around them; None if nothing helps."""
    mended = {}
    for key, value in labels.items():
        name = key.strip(_AROUND) if label_key_problem(key) else key
        mended[name] = value.strip(_AROUND) if label_value_problem(value) else value
    return mended if len(mended) == len(labels) and mended != labels else None


def mended_annotations(annotations: dict[str, str]) -> dict[str, str] | None:
    """Return annotations without white space and quotes around keys; None if nothing helps."""
    mended = {
        key.strip(_AROUND) if annotation_key_problem(key) else key: value
        for key, value in annotations.items()
    }
    return mended if len(mended) == len(annotations) and mended != annotations else None


def _as_name(name: str) -> str:
    return re.sub(r"[\s_]+", "-", name.strip(_AROUND)).lower()
