"""The distribution's containerd as a process: its own folders and sockets, and no other plugins."""

import json
import os
import subprocess
import time
from pathlib import Path
from types import TracebackType

from needs import installed, unmet

_OFF = (
    "grpc.v1.cri",
    *(f"snapshotter.v1.{name}" for name in ("aufs", "btrfs", "devmapper", "zfs")),
)
_PATIENCE = 20.0


class Containerd:
    """A daemon that pulls, and unpacks with the native snapshotter: it needs no kernel module."""

    def __init__(self, folder: Path) -> None:
        self._socket = folder / "containerd.sock"
        self._log = folder / "log"
        self._pulls = 0
        self._config = folder / "config.toml"
        off = json.dumps([f"io.containerd.{name}" for name in _OFF])
        self._config.write_text(
            f'version = 2\nroot = "{folder}/root"\nstate = "{folder}/state"\n'
            f"disabled_plugins = {off}\n"
            f'[grpc]\naddress = "{self._socket}"\n[ttrpc]\naddress = "{folder}/ttrpc.sock"\n'
            '[plugins."io.containerd.metadata.v1.bolt"]\ncontent_sharing_policy = "isolated"\n'
        )

    def __enter__(self) -> "Containerd":
        if os.geteuid() != 0:
            unmet("containerd runs as root alone")
        installed("ctr")
        with self._log.open("wb") as log:
            self._process = subprocess.Popen(
                [installed("containerd"), "--config", str(self._config)], stdout=log, stderr=log
            )
        deadline = time.monotonic() + _PATIENCE
        while b"successfully booted" not in self._log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self._process.kill()
                unmet(f"containerd does not start here: {self._log.read_text()[-300:]}")
            time.sleep(0.05)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.terminate()
        self._process.wait(_PATIENCE)

    def pull(self, image: str, credential: tuple[str, str] | None) -> str:
        """Pull `image` for linux/amd64 over plain HTTP; return the complaint, "" for none.

        Each pull has a namespace of its own, so that nothing is there from another one.
        """
        self._pulls += 1
        login = ["--user", ":".join(credential)] if credential else []
        options = ["--plain-http", "--platform", "linux/amd64", "--snapshotter", "native", *login]
        namespace = f"pull{self._pulls}"
        done = self._ctr("--namespace", namespace, "images", "pull", *options, image)
        return "" if done.returncode == 0 else done.stderr.strip() or "ctr failed"

    def _ctr(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [installed("ctr"), "--address", str(self._socket), *arguments],
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )
