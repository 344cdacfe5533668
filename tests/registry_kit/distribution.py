"""Debian's docker-registry (the CNCF distribution server) as a process on a loopback port."""

import hashlib
import json
import os
import re
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import httpx

from needs import installed

_LISTENING = re.compile(r"listening on 127\.0\.0\.1:(\d+)")
_IMAGE = "application/vnd.oci.image.manifest.v1+json"
_INDEX = "application/vnd.oci.image.index.v1+json"
_CONFIG = (
    b'{"architecture":"amd64","os":"linux","config":{},"rootfs":{"type":"layers","diff_ids":[]}}'
)


class Pushed(NamedTuple):
    digest: str
    size: int


@contextmanager
def running(folder: Path, auth: dict[str, object]) -> Iterator[str]:
    """Run a registry with `auth` as its configuration says; yields its host and port."""
    config = {
        "version": "0.1",
        "log": {"level": "info", "accesslog": {"disabled": True}},
        "storage": {"filesystem": {"rootdirectory": str(folder / "data")}},
        "http": {"addr": "127.0.0.1:0"},
        "auth": auth,
    }
    file = folder / "config.yml"
    file.write_text(json.dumps(config))  # JSON is YAML
    log = folder / "log"
    with (
        log.open("wb") as output,
        subprocess.Popen(
            [installed("docker-registry"), "serve", str(file)],
            stdout=output,
            stderr=output,
            env={"PATH": os.environ["PATH"]},
        ) as process,
    ):
        try:
            yield _listening(log, process)
        finally:
            process.kill()


def _listening(log: Path, process: subprocess.Popen[bytes]) -> str:
    """Wait until the log says at which port the registry listens."""
    while process.poll() is None:
        match = _LISTENING.search(log.read_text())
        if match:
            return f"127.0.0.1:{match[1]}"
        time.sleep(0.02)
    raise AssertionError(f"the registry did not start: {log.read_text()}")


def push(client: httpx.Client, repository: str, tag: str) -> Pushed:
    """Push an image of one small layer, through a client that is authorised for it."""
    blobs = [_CONFIG, f"the layer of {repository}:{tag}".encode()]
    config, layer = ({"digest": _upload(client, repository, b), "size": len(b)} for b in blobs)
    manifest = {
        "schemaVersion": 2,
        "mediaType": _IMAGE,
        "config": {"mediaType": "application/vnd.oci.image.config.v1+json", **config},
        "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", **layer}],
    }
    digest = _put(client, repository, tag, manifest, _IMAGE)
    return Pushed(digest, sum(map(len, blobs)))


def push_index(client: httpx.Client, repository: str, tag: str, image: str) -> Pushed:
    """Push an index whose two platforms are both the image with the digest `image`."""
    size = len(client.get(f"/v2/{repository}/manifests/{image}").content)
    manifests = [
        {"mediaType": _IMAGE, "digest": image, "size": size, "platform": platform}
        for platform in (
            {"os": "linux", "architecture": "amd64"},
            {"os": "linux", "architecture": "arm64", "variant": "v8"},
        )
    ]
    index = {"schemaVersion": 2, "mediaType": _INDEX, "manifests": manifests}
    return Pushed(_put(client, repository, tag, index, _INDEX), size)


def _upload(client: httpx.Client, repository: str, blob: bytes) -> str:
    digest = f"sha256:{hashlib.sha256(blob).hexdigest()}"
    started = client.post(f"/v2/{repository}/blobs/uploads/").raise_for_status()
    place = httpx.URL(started.headers["location"]).copy_merge_params({"digest": digest})
    client.put(place, content=blob).raise_for_status()
    return digest


def _put(
    client: httpx.Client, repository: str, tag: str, manifest: dict[str, object], kind: str
) -> str:
    body = json.dumps(manifest).encode()
    headers = {"Content-Type": kind}
    client.put(
        f"/v2/{repository}/manifests/{tag}", content=body, headers=headers
    ).raise_for_status()
    return f"sha256:{hashlib.sha256(body).hexdigest()}"
