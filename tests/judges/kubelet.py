"""Questions to the judge `keyring`: which credentials a kubelet tries for an image."""

import json
import subprocess
from base64 import b64decode, b64encode
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple


class KubeSecret(NamedTuple):
    """A Secret as a kubelet gets it: its type, and its data in bytes."""

    type: str
    data: dict[str, bytes]


class Tried(NamedTuple):
    """A credential that the kubelet tries, and which secret of the question it is from.

    Credentials with the same `run` have no fixed order among themselves; the judge cannot say.
    """

    secret: int
    username: bytes
    password: bytes
    run: str = ""


class Answer(NamedTuple):
    """What the kubelet does: `error` is why it has no keyring, and `stage` what that is about.

    `stage` is "" without an error, "image" for a text that is no image, "keyring" for a payload
    that it cannot read; nothing else is an answer.
    """

    repository: str
    tried: tuple[Tried, ...]
    error: str = ""
    stage: str = ""


def ask(judge: Path, questions: Iterable[tuple[str, list[KubeSecret]]]) -> list[Answer]:
    """Return the answer of the program `judge` to each question: an image, and pull secrets."""
    lines = "".join(f"{json.dumps(_question(*each))}\n" for each in questions)
    done = subprocess.run([judge], input=lines.encode(), capture_output=True, check=True)
    return [_answer(line) for line in done.stdout.splitlines()]


def _question(image: str, secrets: list[KubeSecret]) -> dict[str, object]:
    return {
        "image": image,
        "secrets": [
            {
                "type": secret.type,
                "data": {key: b64encode(value).decode() for key, value in secret.data.items()},
            }
            for secret in secrets
        ],
    }


def _answer(line: bytes) -> Answer:
    given = json.loads(line)
    stage = given.get("stage", "")
    assert stage in ("", "image", "keyring"), given
    tried = tuple(
        Tried(each["secret"], b64decode(each["username"]), b64decode(each["password"]))
        for each in given["credentials"] or ()
    )
    return Answer(given.get("repository", ""), tried, given.get("error", ""), stage)
