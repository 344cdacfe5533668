"""The API server's rules for names, labels and annotations.

Source: Kubernetes, apimachinery pkg/util/validation and pkg/api/validation/objectmeta.go.
Each function returns a sentence that says what is wrong, or "" where nothing is.
"""

import re
from functools import lru_cache

from ghcr_tui.core.text.inert import excerpt

NAME_LIMIT = 253
LABEL_LIMIT = 63
ANNOTATIONS_LIMIT = 256 * 1024
"""Bytes of all annotation keys and values together."""
SECRET_LIMIT = 1024 * 1024
"""Bytes of all decoded values together."""

_LABEL = "[a-z0-9](?:[-a-z0-9]*[a-z0-9])?"
_DNS_LABEL = re.compile(_LABEL)
_DNS_SUBDOMAIN = re.compile(rf"{_LABEL}(?:\.{_LABEL})*")
_QUALIFIED = re.compile("[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?")


def name_problem(name: str) -> str:
    """Judge the name of a Secret: a DNS-1123 subdomain of at most 253 characters."""
    if not name:
        return "is empty"
    if len(name) > NAME_LIMIT:
        return f"has {len(name)} characters, and {NAME_LIMIT} are the limit"
    if _DNS_SUBDOMAIN.fullmatch(name):
        return ""
    return _character_problem(name, dots=True)


def namespace_problem(namespace: str) -> str:
    """Judge a namespace: a DNS-1123 label of at most 63 characters."""
    if not namespace:
        return "is empty"
    if len(namespace) > LABEL_LIMIT:
        return f"has {len(namespace)} characters, and {LABEL_LIMIT} are the limit"
    if _DNS_LABEL.fullmatch(namespace):
        return ""
    return _character_problem(namespace, dots=False)


def label_key_problem(key: str) -> str:
    """Judge the key of a label: an optional DNS-1123 subdomain and `/`, then a name of 1 to 63."""
    prefix, slash, name = key.rpartition("/")
    if "/" in prefix:
        return "has more than one `/`"
    if slash and (problem := name_problem(prefix)):
        return f"has a prefix before the `/` that {problem}"
    if not name:
        return "has no name behind the `/`" if slash else "is empty"
    return _qualified_problem(name)


def annotation_key_problem(key: str) -> str:
    """Judge the key of an annotation: as a label's, but the prefix may have capitals."""
    return label_key_problem(key.lower())


def label_value_problem(value: str) -> str:
    """Judge the value of a label: empty, or at most 63 letters, digits, `-`, `_` and `.`."""
    return _qualified_problem(value) if value else ""


def _qualified_problem(name: str) -> str:
    if len(name) > LABEL_LIMIT:
        return f"has {len(name)} characters, and {LABEL_LIMIT} are the limit"
    return _qualified_character_problem(name)


@lru_cache(maxsize=512)
def _qualified_character_problem(name: str) -> str:
    if _QUALIFIED.fullmatch(name):
        return ""
    if stray := re.search("[^-A-Za-z0-9_.]", name):
        return f"has {excerpt(stray[0])}: only letters, digits, `-`, `_` and `.` may stand there"
    return "must begin and end with a letter or a digit"


def _character_problem(name: str, dots: bool) -> str:
    allowed = "small letters, digits, `-` and `.`" if dots else "small letters, digits and `-`"
    if re.search("[A-Z]", name):
        return f"has capital letters: only {allowed} may stand there"
    if stray := re.search("[^-a-z0-9.]" if dots else "[^-a-z0-9]", name):
        return f"has {excerpt(stray[0])}: only {allowed} may stand there"
    if dots and ("." in name):
        return "must begin and end with a letter or a digit, and so must each part between dots"
    return "must begin and end with a letter or a digit"
