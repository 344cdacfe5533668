"""Real container runtimes, asked to pull: Debian's containerd, and skopeo for CRI-O's library."""

import os
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from needs import installed, unmet

_CONFIG = """
version = 2
root = "{folder}/root"
state = "{folder}/state"
disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.zfs", "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.devmapper", "io.containerd.internal.v1.opt"]
[grpc]
  address = "{folder}/c.sock"
"""


@contextmanager
def containerd(folder: Path) -> Iterator[str]:
    """Run containerd with all it keeps in `folder`; yield the path of its socket."""
    program = installed("containerd")
    installed("ctr")
    if os.geteuid() != 0:
        unmet("containerd runs as root alone")
    config = folder / "config.toml"
    config.write_text(_CONFIG.format(folder=folder))
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen([program, "--config", config], stdout=log, stderr=log)
    socket = f"{folder}/c.sock"
    try:
        for _ in range(300):
            if _answers(socket):
                break
            time.sleep(0.1)
        else:
            raise AssertionError((folder / "log").read_text())
        yield socket
    finally:
        process.terminate()
        process.wait(30)


def containerd_pull(socket: str, image: str, login: str = "") -> str:
    """Return what containerd says when it pulls `image` from a registry on loopback."""
    user = ["--user", login] if login else []
    done = subprocess.run(
        ["ctr", "--address", socket, "images", "pull", "--plain-http", *user, image],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode, done.stdout
    return _last_line(done.stderr).removeprefix("ctr: ")


def skopeo_pull(image: str, login: str = "") -> str:
    """Return what containers/image says when it reads `image`."""
    user = ["--creds", login] if login else ["--no-creds"]
    done = subprocess.run(
        [installed("skopeo"), "inspect", "--tls-verify=false", *user, f"docker://{image}"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode, done.stdout
    line = _last_line(done.stderr)
    return line.partition('msg="')[2].removesuffix('"').replace('\\"', '"') or line


def _answers(socket: str) -> bool:
    command = ["ctr", "--address", socket, "version"]
    return subprocess.run(command, capture_output=True, timeout=30).returncode == 0


def _last_line(text: str) -> str:
    return text.strip().splitlines()[-1]
