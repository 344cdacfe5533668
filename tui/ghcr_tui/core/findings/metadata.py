"""Rules about the object: what the API server refuses in names, labels and annotations."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache

from ghcr_tui.core.credential.tokens_in_text import without_tokens
from ghcr_tui.core.findings.finding import Finding, Where, refusal
from ghcr_tui.core.findings.placeholder_value import is_value_placeholder
from ghcr_tui.core.findings.unfilled import unfilled_anywhere, unfilled_in
from ghcr_tui.core.secret.object_rules import (
    ANNOTATIONS_LIMIT,
    SECRET_LIMIT,
    annotation_key_problem,
    label_key_problem,
    label_value_problem,
    name_problem,
    namespace_problem,
)
from ghcr_tui.core.text.decoding import utf8
from ghcr_tui.core.text.inert import excerpt

_NO_TEXT = re.compile("[\ud800-\udfff]")
_TAKEN = "The API server takes it as it is."
NO_NAMESPACE = Finding(
    "namespace-missing",
    "info",
    "No namespace is named: the Secret goes to whatever namespace the current context says, "
    "and only pods in that namespace can use it.",
    "Name the namespace of the pods that pull.",
    Where("namespace"),
)


def _shown(text: str) -> str:
    """Return how a text is named in a sentence: no token in it, wherever it was pasted."""
    return excerpt(without_tokens(text))


def name_findings(name: str) -> list[Finding]:
    """Return what the API server says against the name of a Secret."""
    if not name:
        message = "The name is empty."
        return [refusal("name-empty", message, "Name it.", Where("name"))]
    problem = name_problem(name)
    if problem and (found := _not_filled_in("name", "The name", name, Where("name"))):
        return [found]
    if problem:
        message = f"The name {_shown(name)} {problem}."
        return [refusal("name-invalid", message, "Change the name.", Where("name"))]
    return []


def are_sound(name: str, namespace: str) -> bool:
    """Return whether there is nothing to say about the names of a Secret and its namespace."""
    return not (name_findings(name) or namespace_findings(namespace))


@lru_cache(maxsize=512)
def namespace_findings(namespace: str) -> tuple[Finding, ...]:
    """Return what the API server says against a namespace, or that there is none."""
    if not namespace:
        return (NO_NAMESPACE,)
    problem = namespace_problem(namespace)
    if problem and (
        found := _not_filled_in("name", "The namespace", namespace, Where("namespace"))
    ):
        return (found,)
    if problem:
        message = f"The namespace {_shown(namespace)} {problem}."
        fix = "Change the namespace."
        return (refusal("namespace-invalid", message, fix, Where("namespace")),)
    return ()


def _not_filled_in(code: str, subject: str, name: str, where: Where) -> Finding | None:
    """Return what there is to say of a template or a placeholder in the place of a name.

    `code` is how the code of the finding begins, `subject` whom its sentence is about.
    """
    if unfilled := unfilled_anywhere(name):
        return refusal(f"{code}-unfilled", f"{subject} is {unfilled.what}.", unfilled.fix, where)
    if not is_value_placeholder(name):
        return None
    message = f"{subject} looks like a placeholder that was left in."
    return refusal(f"{code}-placeholder", message, "Write the real one.", where)


def label_findings(labels: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what the API server says against labels."""
    where = Where("labels")
    for key, value in labels.items():
        if problem := label_key_problem(key):
            message = f"The label key {_shown(key)} {problem}."
            yield _not_filled_in("label", "A label key", key, where) or refusal(
                "label-key-invalid", message, "Change the key.", where
            )
        if problem := label_value_problem(value):
            message = f"The value {_shown(value)} of label {_shown(key)} {problem}."
            fix = "Change the value, or make it an annotation, which takes any text."
            subject = f"The value of label {_shown(key)}"
            yield _not_filled_in("label", subject, value, where) or refusal(
                "label-value-invalid", message, fix, where
            )


def annotation_findings(annotations: Mapping[str, str]) -> Iterator[Finding]:
    """Yield what the API server says against annotations: their keys, and their size together.

    It takes any text as a value, a template that nothing has rendered as well.
    """
    where = Where("annotations")
    for key, value in annotations.items():
        if _NO_TEXT.search(value):
            message = f"The value of annotation {_shown(key)} holds bytes that are not UTF-8 text."
            fix = "Write it in UTF-8, or in base64."
            yield refusal("annotation-not-text", message, fix, where)
        if unfilled := unfilled_in(value):
            message = f"The value of annotation {_shown(key)} is {unfilled.what}. {_TAKEN}"
            yield Finding("annotation-unfilled", "info", message, unfilled.fix, where)
        if problem := annotation_key_problem(key):
            message = f"The annotation key {_shown(key)} {problem}."
            yield _not_filled_in("annotation", "An annotation key", key, where) or refusal(
                "annotation-key-invalid", message, "Change the key.", where
            )
    size = sum(len(utf8(key)) + len(utf8(value)) for key, value in annotations.items())
    if size > ANNOTATIONS_LIMIT:
        message = f"The annotations have {size:,} bytes, and 262,144 are the limit."
        fix = "Shorten the annotations."
        yield refusal("annotations-too-large", message, fix, where)


def size_findings(size: int) -> Iterator[Finding]:
    """Yield what the API server says against `size` bytes of decoded values."""
    if size > SECRET_LIMIT:
        message = f"The Secret holds {size:,} bytes, and 1,048,576 are the limit."
        yield refusal("secret-too-large", message, "Put less into it.", Where("data"))
