"""The answers of `verify` for programs; docs/json.md has the shape."""

import json
import textwrap
from collections.abc import Callable

from ghcr_tui.core.verification.verification import (
    Cause,
    RuntimeEnding,
    Step,
    Verification,
)


def result_json(result: Verification, indent: int | None = 2) -> str:
    """Return one result as a JSON object, on one line where `indent` is None."""
    return json.dumps(_result(result), indent=indent)


class JsonList:
    """Writes a JSON list piece by piece, so that each result is there as soon as it is known."""

    def __init__(self, write: Callable[[str], None]) -> None:
        self._write = write
        self._count = 0

    def add(self, result: Verification) -> None:
        """Write one result."""
        text = textwrap.indent(result_json(result), "  ")
        self._write(f"{',' if self._count else '['}\n{text}")
        self._count += 1

    def end(self) -> None:
        """Write the end of the list."""
        self._write("\n]\n" if self._count else "[]\n")


def _result(result: Verification) -> dict[str, object]:
    ended = result.conclusion
    return {
        "image": result.image,
        "registry": result.registry,
        "username": result.username,
        "secret": result.secret,
        "answer": ended.ending,
        "sentence": ended.sentence,
        "cause": _cause(ended.cause),
        "public": ended.public,
        "runtimes": [_runtime(each) for each in result.runtimes],
        "notes": ended.notes,
        "manifest": result.manifest and result.manifest._asdict(),
        "scopes": result.scopes and result.scopes._asdict(),
        "steps": [_step(step) for step in result.steps],
    }


def _runtime(each: RuntimeEnding) -> dict[str, object]:
    return {
        "runtime": each.runtime,
        "platform": each.platform,
        "answer": each.ending,
        "cause": _cause(each.cause),
        "notes": each.notes,
    }


def _step(step: Step) -> dict[str, object]:
    return {
        "name": step.name,
        "request": step.request,
        "host": step.host,
        "status": step.status,
        "milliseconds": step.milliseconds,
        "outcome": step.outcome,
        "message": step.message,
        "notes": step.notes,
        "cause": _cause(step.cause),
    }


def _cause(cause: Cause | None) -> dict[str, str] | None:
    return None if cause is None else cause._asdict()
