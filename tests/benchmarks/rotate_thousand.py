"""Measures 1,000 Secrets rotated against 1,000 bare patches over the same socket, real server.

python tests/benchmarks/rotate_thousand.py
"""

import json
import os
import statistics
import tempfile
import time
from pathlib import Path
from threading import Event

import kubectl
from ghcr_tui.core.change.old_token import ByValue
from ghcr_tui.core.change.plan import operations
from ghcr_tui.core.change.rotation import NewToken, rotation
from ghcr_tui.core.cluster.token_name import TokenNames
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.system.change.act import path_of, side_by_side
from ghcr_tui.system.change.read import read_for_plan
from ghcr_tui.system.change.rotating import Reached, rotation_run
from ghcr_tui.system.change.run import Manner, Run, carried_out
from ghcr_tui.system.cluster.api import ClusterApi
from ghcr_tui.system.cluster.connect import connected
from ghcr_tui.system.cluster.kubectl import Kubectl
from ghcr_tui.system.cluster.scope import Scope, Target
from judges.build import judge
from judges.cluster import Cluster, running
from kube_kit.objects import secret

COUNT = 1000
ROUNDS = 3
BUDGET = 1.5
_TOKENS = [f"made-up-token-for-a-measurement-{number:04}" for number in range(2 * ROUNDS + 1)]


def main() -> None:
    """Print both times of each round, and what they come to."""
    with tempfile.TemporaryDirectory() as folder, running(judge("apiserver"), Path(folder)) as it:
        os.environ["KUBECONFIG"] = str(it.kubeconfig)
        os.environ["XDG_STATE_HOME"] = folder
        _fill(it)
        program = Kubectl((kubectl.kubectl_path(),), timeout=60.0)
        with connected(program, "") as api:
            ratios = []
            for number in range(ROUNDS):
                bare = _bare(_run(api, _TOKENS[2 * number], _TOKENS[2 * number + 1]), api)
                whole = _whole(_run(api, _TOKENS[2 * number + 1], _TOKENS[2 * number + 2]))
                ratios.append(whole / bare)
                print(f"bare {bare:.2f} s, rotated {whole:.2f} s: {whole / bare:.2f}")
            print(f"median {statistics.median(ratios):.2f}, budget {BUDGET}")


def _fill(cluster: Cluster) -> None:
    from kube_kit.objects import payload

    cluster.kubectl("create", "namespace", "many")
    text = payload(token=_TOKENS[0])
    items: list[Json] = [secret("many", f"pull-{number}", text) for number in range(COUNT)]
    document = {"apiVersion": "v1", "kind": "List", "items": items}
    cluster.kubectl("create", "--filename=-", given=json.dumps(document))


def _run(api: ClusterApi, old: str, new: str) -> Run:
    target = Target("", "", Scope(("many",)))
    known, fresh = ByValue([old]), NewToken(new)
    inventories = read_for_plan(
        {"": api}, [target], time.time(), lambda item: rotation(item, "", known, fresh) is not None
    )
    reached = Reached({"": api}, {"": target.scope}, (("", ""),))
    names = TokenNames(b"made up for a measurement")
    return rotation_run(reached, inventories, known, fresh, names, verifies=False)


def _bare(run: Run, api: ClusterApi) -> float:
    edits = run.plan.edits
    assert len(edits) == COUNT
    start = time.perf_counter()
    for _ in side_by_side(
        range(COUNT), lambda number: api.patch(path_of(edits[number]), operations(edits[number])),
        lambda: False,
    ):  # fmt: skip
        pass
    return time.perf_counter() - start


def _whole(run: Run) -> float:
    assert len(run.plan.edits) == COUNT
    start = time.perf_counter()
    outcomes = carried_out(run, Manner(), Event())
    assert outcomes.ending == "done"
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
