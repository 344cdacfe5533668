"""The cases of the kit as the table in docs/verify.md: `python -m registry_kit.runtime_table`."""

from collections.abc import Iterator

from registry_kit.runtime_cases import CASES, Case

BEGIN, END = "<!-- cases: begin -->", "<!-- cases: end -->"


def table() -> str:
    """Return the table in Markdown, with the marks around it."""
    return "\n".join((BEGIN, *_lines(), END))


def _lines() -> Iterator[str]:
    yield "| case | credential | containerd | CRI-O |"
    yield "| --- | --- | --- | --- |"
    for case in CASES:
        yield f"| {case.name} | {case.who} | {case.containerd} | {_cri_o(case)} |"


def _cri_o(case: Case) -> str:
    copied = case.skopeo_copies is True and case.cri_o != "pulls"
    return f"{case.cri_o} (skopeo copies it; no container starts)" if copied else case.cri_o


if __name__ == "__main__":
    print(table())
