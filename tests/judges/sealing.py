"""Questions to the judge `sealing`: what upstream's own code makes of what was sealed, or seals."""

import json
import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path


class Refused(Exception):
    """The judge has an error for an answer; the message is its own."""


def ask(judge: Path, question: Mapping[str, object], age_key: str = "") -> dict[str, object]:
    """Return the answer of the program `judge` to one question. Raises Refused."""
    (given,) = ask_all(judge, [question], age_key)
    if "error" in given:
        raise Refused(given["error"])
    return given


def ask_all(
    judge: Path, questions: Iterable[Mapping[str, object]], age_key: str = ""
) -> list[dict[str, object]]:
    """Return the answers to `questions`, errors among them; `age_key` opens SOPS files."""
    lines = "".join(f"{json.dumps(each)}\n" for each in questions)
    environment = {**os.environ, **({"SOPS_AGE_KEY": age_key} if age_key else {})}
    done = subprocess.run(
        [judge], input=lines.encode(), capture_output=True, check=True, env=environment
    )
    return [json.loads(line) for line in done.stdout.splitlines()]
