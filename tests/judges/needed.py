"""A judge for a test: skipped with the reason where it cannot be had, unless it is required."""

from pathlib import Path

import pytest

from judges.build import NoJudge, is_required, judge
from needs import unmet


def needed_judge(name: str) -> Path:
    """Return the program of the judge `name`, or end the test."""
    try:
        return judge(name)
    except NoJudge as problem:
        reason = f"the judge {name}: {problem}"
    if is_required():
        pytest.fail(f"GHCR_TUI_JUDGES is `require`: {reason}")
    unmet(reason)
    raise AssertionError("unmet ends the test")
