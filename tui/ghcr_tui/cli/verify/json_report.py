"""The answers of `verify` for programs; `cli.verify` documents the shape."""

import json
from collections.abc import Sequence

from ghcr_tui.core.verification.verification import Cause, Step, Verification


def results_json(results: Sequence[Verification]) -> str:
    """Return the results as an indented JSON list."""
    return json.dumps([_result(result) for result in results], indent=2) + "\n"


def _result(result: Verification) -> dict[str, object]:
    verdict = result.verdict
    return {
        "image": result.image,
        "registry": result.registry,
        "username": result.username,
        "secret": result.secret,
        "answer": verdict.answer,
        "sentence": verdict.sentence,
        "cause": _cause(verdict.cause),
        "public": verdict.public,
        "manifest": result.manifest and result.manifest._asdict(),
        "scopes": result.scopes and result.scopes._asdict(),
        "steps": [_step(step) for step in result.steps],
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
