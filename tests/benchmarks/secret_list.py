"""Makes lists of pull secrets as `kubectl get secrets -A -o json` prints them, tokens made up."""

import base64
import json
import random
import string
import sys
import zlib
from collections.abc import Iterator
from typing import Literal

_BASE62 = string.digits + string.ascii_uppercase + string.ascii_lowercase


Kind = Literal["sound", "warned", "copied"]
"""`warned`: an entry with `auth` alone and an unknown token; `copied`: 40 different payloads."""
_PAYLOADS = 40


def secret_list(count: int, indent: int | None = 4, kind: Kind = "sound") -> str:
    """Return the JSON of a List of `count` Secrets of a kind, the same for the same count."""
    chance = random.Random(count)  # noqa: S311 - made-up tokens
    return json.dumps(
        {
            "apiVersion": "v1",
            "items": list(_secrets(count, chance, kind)),
            "kind": "List",
            "metadata": {"resourceVersion": ""},
        },
        indent=indent,
    )


def made_up_token(chance: random.Random) -> str:
    """Return a GitHub token that nobody has, with the checksum that GitHub's have."""
    body = "".join(chance.choices(_BASE62, k=30))
    checksum, digits = zlib.crc32(body.encode()), ""
    for _ in range(6):
        checksum, digit = divmod(checksum, 62)
        digits = _BASE62[digit] + digits
    return f"ghp_{body}{digits}"


def _secrets(count: int, chance: random.Random, kind: Kind) -> Iterator[dict[str, object]]:
    payloads: list[str] = []
    for number in range(count):
        if kind != "copied" or len(payloads) < _PAYLOADS:
            payloads = [*payloads[-_PAYLOADS:], _payload(number, chance, kind)]
        payload = payloads[number % _PAYLOADS if kind == "copied" else -1]
        yield {
            "apiVersion": "v1",
            "data": {".dockerconfigjson": base64.b64encode(payload.encode()).decode()},
            "kind": "Secret",
            "metadata": _metadata(number, chance),
            "type": "kubernetes.io/dockerconfigjson",
        }


def _payload(number: int, chance: random.Random, kind: Kind) -> str:
    username, token = f"user-{number % 500}", made_up_token(chance)
    if kind == "warned":
        token = "".join(chance.choices(_BASE62, k=32))
    auth = base64.b64encode(f"{username}:{token}".encode()).decode()
    fields = {"auth": auth}
    if kind != "warned":
        fields = {"username": username, "password": token, "auth": auth}
    return json.dumps({"auths": {"ghcr.io": fields}}, separators=(",", ":"))


def _metadata(number: int, chance: random.Random) -> dict[str, object]:
    field: dict[str, object] = {"f:data": {".": {}, "f:.dockerconfigjson": {}}, "f:type": {}}
    time = "2026-10-01T12:00:00Z"
    manager = {
        "apiVersion": "v1",
        "fieldsType": "FieldsV1",
        "fieldsV1": field,
        "manager": "kubectl-create",
        "operation": "Update",
        "time": time,
    }
    return {
        "creationTimestamp": time,
        "managedFields": [manager],
        "name": f"pull-{number}",
        "namespace": f"team-{number % 200}",
        "resourceVersion": str(100_000 + number),
        "uid": "-".join(f"{chance.getrandbits(4 * k):0{k}x}" for k in (8, 4, 4, 4, 12)),
    }


if __name__ == "__main__":
    sys.stdout.write(secret_list(int(sys.argv[1])))
