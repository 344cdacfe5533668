"""Generates docs/findings.md from the rules: `python tests/core/findings/make_findings_page.py`.

Every example on the page is what a rule says of a text of the corpus, or of a draft below.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[3]
if __name__ == "__main__":
    sys.path[:0] = [str(ROOT / "tui"), str(ROOT / "tests")]

from ghcr_tui.core.credential.credential import Credential  # noqa: E402 - after the path is set
from ghcr_tui.core.draft.draft import Draft  # noqa: E402
from ghcr_tui.core.draft.draft_findings import judge_draft  # noqa: E402
from ghcr_tui.core.findings.finding import SEVERITIES, Finding  # noqa: E402
from ghcr_tui.core.inspection.front_door import inspect_whole  # noqa: E402
from ghcr_tui.core.inspection.sops_opened import (  # noqa: E402
    not_opened_finding,
    opened_finding,
)
from ghcr_tui.core.mending.catalogue import MECHANICAL, PERSON  # noqa: E402

PAGE = ROOT / "docs" / "findings.md"
_CORPUS = ROOT / "tests" / "corpus"
_NOW = 1_790_000_000.0
_TOKEN = "a-made-up-token-1"
_KEYS = ("", "ghcr..io", "ghcr.io/%zz", "ghcr.io:99999", "ghcr.io?x=1", "ftp://ghcr.io", "ghcr .io")
_EXPIRED = (
    "eyJwYXlsb2FkIjoieCIsImRhdGFrZXkiOiJ4IiwidmVyc2lvbiI6IjIiLCJ0eXBlIjoiREFUQV9LRVkiLCJl"
    "eHBpcmF0aW9uIjoxNzAwMDAwMDAwfQ=="
)
_DRAFTS = (
    *(Draft(credentials=(Credential(key, "octocat", _TOKEN),)) for key in (*_KEYS, "a" * 2000)),
    Draft(credentials=(Credential("quay.io", "o" * 3000, "t" * 2_000_000),)),
    Draft(
        credentials=(Credential("1.dkr.ecr.eu-west-1.amazonaws.com", "AWS", _EXPIRED),),
        annotations=(("a", "x"), ("a", "y"), ("b", None), ("c", "\ud800")),
    ),
    Draft(annotations=(("a", "x" * 300_000),)),
    Draft(labels=(("token", f"nvapi-{'x' * 20}"),)),
    Draft(credentials=(Credential("quay.io", "a", _TOKEN), Credential("quay.io", "b", _TOKEN))),
)
_HEAD = """\
# Findings

What `ghcr-tui` says of a Secret, by code. `decode -o json` and `lookup -o json` name the code of
each finding; the text around it may change, the code does not. An **error** means that a pull
fails or that no pod ever has the Secret, a **warning** that it may fail or that something is not
as it was meant, **info** is worth knowing. What *is mended* `ghcr-tui fix` and `ctrl+f` in the app
take away by themselves wherever only one thing can be meant; the rest is left to a person, and why.

Written by `python tests/core/findings/make_findings_page.py` from what the rules say of the texts
in `tests/corpus`. Where a code has several wordings, one of them stands here.

"""


def examples() -> dict[str, Finding]:
    """Return one finding of each code, the gravest and then the shortest that was met."""
    found: dict[str, Finding] = {}
    for finding in _findings():
        known = found.get(finding.code)
        if known is None or _rank(finding) < _rank(known):
            found[finding.code] = finding
    return found


def page() -> str:
    """Return the whole page in Markdown."""
    rows = [
        f"## `{code}`\n\n**{finding.severity}**: {_one_line(finding.message)}\n"
        + (f"\n*Fix:* {_one_line(finding.fix)}\n" if finding.fix else "")
        + f"\n{_who_mends(code)}\n"
        for code, finding in sorted(examples().items())
    ]
    return _HEAD + "\n".join(rows)


def _who_mends(code: str) -> str:
    return "*Is mended.*" if code in MECHANICAL else f"*Left to a person:* {PERSON[code]}"


def _findings() -> Iterator[Finding]:
    for file in sorted(_CORPUS.iterdir()):
        if file.suffix != ".codes":
            whole = inspect_whole(file.read_bytes().decode("utf-8"))
            yield from whole.findings
            for secret in whole.secrets:
                yield from secret.findings
    for draft in _DRAFTS:
        yield from judge_draft(draft, _NOW)
    yield opened_finding(is_changed=False, is_checked=True)
    yield opened_finding(is_changed=True, is_checked=True)
    yield not_opened_finding("It is encrypted for somebody else.")


def _rank(finding: Finding) -> tuple[int, int, str]:
    return SEVERITIES.index(finding.severity), len(finding.message), finding.message


def _one_line(text: str) -> str:
    return " ".join(text.split()).replace("<", "&lt;")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
