"""Recorded answers of Kubernetes' own code: what a kubelet does, known without Go.

The table's first lines say which versions of Kubernetes and of Go gave them.
"""

import json
from base64 import b64decode
from pathlib import Path
from typing import NamedTuple

from judges.kubelet import KubeSecret

_TABLE = json.loads(Path(__file__).with_name("kubelet_cases.json").read_text())


class KeyCase(NamedTuple):
    """One registry key against one image; `filed_under` is None where the entry is ignored."""

    key: str
    image: str
    repository: str
    filed_under: str | None
    match: bool
    as_default: bool


class KeyringCase(NamedTuple):
    """Pull secrets against one image: what is tried, as username and password, or an error."""

    name: str
    image: str
    secrets: list[KubeSecret]
    tried: list[tuple[str, str]]
    has_error: bool


KEYS = [KeyCase(*(case[field] for field in KeyCase._fields)) for case in _TABLE["keys"]]
KEYRINGS = [
    KeyringCase(
        name=case["name"],
        image=case["image"],
        secrets=[
            KubeSecret(
                each["type"], {key: b64decode(value) for key, value in each["data_base64"].items()}
            )
            for each in case["secrets"]
        ],
        tried=[
            (username, password) for username, password in case["kubelet"].get("credentials", [])
        ],
        has_error="error" in case["kubelet"],
    )
    for case in _TABLE["keyrings"]
]
