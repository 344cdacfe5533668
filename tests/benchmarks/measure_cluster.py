"""Measures what the cluster verbs may cost, on a real API server, side by side with kubectl.

`python tests/benchmarks/measure_cluster.py [--quick]`; it needs the judge `apiserver`
(`python -m judges.build apiserver` in tests/). Prints one table in Markdown.
"""

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

from cluster_fill import Sizes, fill, way_of
from stopwatch import Spread, in_turns, peak_memory, process_time, python

sys.path.insert(0, str(Path(__file__).parents[1]))

from judges.build import judge
from judges.cluster import running

_PROGRAM = [sys.executable, "-m", "ghcr_tui"]
_KUBECTL = str(Path(sys.executable).with_name("kubectl"))
_LARGE = 100_000
_BARE = """
import json, subprocess, sys
for path in sys.argv[2:]:
    json.loads(subprocess.run([sys.argv[1], "get", "--raw", path], capture_output=True).stdout)
"""
"""The yardstick: the same data by `kubectl get --raw`, and `json.loads`, in one process."""
_TYPE = "/api/v1/secrets?fieldSelector=type%3Dkubernetes.io%2F"
_PATHS = (
    f"{_TYPE}dockerconfigjson",
    f"{_TYPE}dockercfg",
    *("/api/v1/serviceaccounts", "/api/v1/pods"),
    *(f"/apis/apps/v1/{each}" for each in ("deployments", "statefulsets", "daemonsets")),
    *("/apis/apps/v1/replicasets", "/apis/batch/v1/jobs", "/apis/batch/v1/cronjobs"),
)


def main() -> None:
    """Fill a server, measure everything and print the table."""
    quick = "--quick" in sys.argv
    sizes = Sizes(540, 500, 300) if quick else Sizes()
    with (
        tempfile.TemporaryDirectory() as folder,
        running(judge("apiserver"), Path(folder)) as cluster,
    ):
        fill(way_of(cluster.kubeconfig), sizes)
        environment = _environment(Path(folder), cluster.kubeconfig)
        rows = [*_audit_rows(environment, sizes, 3 if quick else 7), *_why_rows(environment)]
    with tempfile.TemporaryDirectory() as folder:
        rows.append(_memory_row(Path(folder), 10_000 if quick else _LARGE))
    print("| what | ghcr-tui | yardstick | ratio | budget |")
    print("| --- | --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def _environment(folder: Path, kubeconfig: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    path = f"{Path(_KUBECTL).parent}:{os.environ['PATH']}"
    home = folder / "home"
    home.mkdir()
    return {**kept, "HOME": str(home), "KUBECONFIG": str(kubeconfig), "PATH": path}


def _audit_rows(environment: dict[str, str], sizes: Sizes, runs: int) -> Iterator[tuple[str, ...]]:
    audit = [*_PROGRAM, "audit", "-A", "--fail-on", "none"]
    bare = python("-c", _BARE, _KUBECTL, *_PATHS)
    listing = [_KUBECTL, "get", "secrets", "-A", "-o", "json"]
    ours, yardstick, kubectl = in_turns(
        runs,
        process_time(audit, environment),
        process_time(bare, environment),
        process_time(listing, environment),
    )
    total = sizes.pull_secrets + sizes.other_secrets
    what = f"`audit -A`: {sizes.pull_secrets:,} of {total:,} Secrets, {sizes.pods:,} pods"
    yield _ratio(what, ours, yardstick, "`kubectl get --raw` and json.loads", 1.8)
    yield _ratio("the same", ours, kubectl, "`kubectl get secrets -A -o json`", 0.5)
    memory = peak_memory(audit, environment)
    yield "its memory", f"{memory:.0f} MiB", "", "", ""


def _why_rows(environment: dict[str, str]) -> Iterator[tuple[str, ...]]:
    pod, inside = "pod-0", "--namespace=team-0"
    ours, yardstick = in_turns(
        10,
        _any_status([*_PROGRAM, "why", pod, inside], environment),
        process_time([_KUBECTL, "describe", "pod", pod, inside], environment),
    )
    yield _ratio("`why POD`", ours, yardstick, "`kubectl describe pod`", 1.5)


def _any_status(command: list[str], environment: dict[str, str]) -> Callable[[], float]:
    """Time a command whose answer may be no."""
    return process_time(["/bin/sh", "-c", '"$@" || test $? -eq 1', "sh", *command], environment)


def _memory_row(folder: Path, count: int) -> tuple[str, ...]:
    """Measure an audit of pages, as a server gives them, in a process of its own."""
    memory = peak_memory(python(str(Path(__file__).with_name("audit_pages.py")), str(count)),
                         dict(os.environ))  # fmt: skip
    return f"memory of an audit of {count:,} pull secrets", f"{memory:.0f} MiB", "", "", "300 MiB"


def _ratio(
    what: str, ours: Spread, yardstick: Spread, against: str, budget: float
) -> tuple[str, ...]:
    ratio = ours.median / yardstick.median
    return what, str(ours), f"{yardstick} {against}", f"{ratio:.2f} x", f"{budget:.1f} x"


if __name__ == "__main__":
    main()
