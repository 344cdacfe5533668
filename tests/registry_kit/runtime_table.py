"""The cases of the kit as the table in docs/verify.md: `python -m registry_kit.runtime_table`."""

from collections.abc import Iterator

from registry_kit.runtime_cases import CASES, Case

BEGIN, END = "<!-- cases: begin -->", "<!-- cases: end -->"


def table() -> str:
    """Return the table in Markdown, with the marks around it."""
    return "\n".join((BEGIN, *_lines(), END))


def _lines() -> Iterator[str]:
    yield "| case | credential | containerd | CRI-O | agree |"
    yield "| --- | --- | --- | --- | --- |"
    for case in CASES:
        row = (case.name, case.who, case.containerd, case.cri_o, _agreeing(case))
        yield f"| {' | '.join(row)} |"


def _agreeing(case: Case) -> str:
    """Return who did the same when the tests last asked: they fail where one does not."""
    peers = ["2.4"]
    if not case.not_by_1_6:
        peers.append("1.6")
    if case.skopeo_copies is None or case.skopeo_copies == (case.cri_o == "pulls"):
        peers.append("skopeo")
    return ", ".join(peers)


if __name__ == "__main__":
    print(table())
