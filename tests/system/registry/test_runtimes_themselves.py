"""The runtimes' own code on the cases of the kit: what is written there is what they do.

containerd is its own Go module, built by `judges`, and the distribution's daemon; CRI-O's library
is asked through `skopeo copy`.
"""

import json
import subprocess
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

import pytest

from judges.containerd import pull
from needs import installed
from registry_kit.containerd import Containerd
from registry_kit.runtime_cases import CASES, CREDENTIALS, Case
from registry_kit.server import Server

_IDS = [case.name for case in CASES]


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_containerd_itself_does_what_the_case_says(case: Case) -> None:
    with Server(case.respond) as server:
        said = pull(f"{server.authority}/team/app:1", *(CREDENTIALS[case.who] or ("", "")))
    assert said.pulls == (case.containerd == "pulls"), said.error


@pytest.fixture(scope="module")
def containerd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Containerd]:
    """A containerd of this machine's distribution, in folders of its own."""
    with Containerd(tmp_path_factory.mktemp("containerd")) as started:
        yield started


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_a_node_s_containerd_does_what_the_case_says(case: Case, containerd: Containerd) -> None:
    """It unpacks the image too; `ctr` asks it as a node's CRI plugin does."""
    with Server(case.respond) as server:
        problem = containerd.pull(f"{server.authority}/team/app:1", CREDENTIALS[case.who])
    expected = case.containerd == "pulls" and not case.not_by_1_6
    assert (problem == "") == expected, problem


@pytest.mark.parametrize("case", CASES, ids=_IDS)
def test_skopeo_copies_what_the_case_says(case: Case, tmp_path: Path) -> None:
    with Server(case.respond) as server:
        copied = _skopeo_copy(server.authority, CREDENTIALS[case.who], tmp_path)
    expected = case.cri_o == "pulls" if case.skopeo_copies is None else case.skopeo_copies
    assert (copied == "") == expected, copied


def _skopeo_copy(authority: str, credential: tuple[str, str] | None, folder: Path) -> str:
    """Return what skopeo complained of, or nothing where it copied the whole image."""
    entries = {} if credential is None else {"auth": b64encode(":".join(credential).encode())}
    auths = {authority: {key: value.decode() for key, value in entries.items()}} if entries else {}
    authfile = folder / "auth.json"
    authfile.write_text(json.dumps({"auths": auths}))
    done = subprocess.run(
        [
            installed("skopeo"), "--insecure-policy", "--override-os", "linux",
            "--override-arch", "amd64", "copy", "--src-tls-verify=false",
            "--authfile", str(authfile),
            f"docker://{authority}/team/app:1", f"dir:{folder / 'image'}",
        ],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )  # fmt: skip
    return "" if done.returncode == 0 else done.stderr.strip() or "skopeo failed"
