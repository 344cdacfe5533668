"""The judge `apiserver` itself, and what it says of payloads that no kubelet ever sees."""

import json
import os
import signal
import socket
from base64 import b64decode, b64encode
from pathlib import Path

import pytest

from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.secret.payload_reader import read_payload
from judges.cluster import Cluster, running
from judges.needed import needed_judge
from made_up_secrets import TOKEN

_TYPE = "kubernetes.io/dockerconfigjson"


def test_a_new_namespace_has_its_service_account_and_keeps_a_pull_secret(cluster: Cluster) -> None:
    cluster.kubectl("create", "namespace", "team")
    cluster.kubectl("wait", "--namespace=team", "--for=create", "sa/default", "--timeout=50s")
    cluster.kubectl(
        *("create", "secret", "docker-registry", "pull", "--namespace=team"),
        *("--docker-server=ghcr.io", "--docker-username=me", f"--docker-password={TOKEN}"),
    )
    secret = json.loads(cluster.kubectl("get", "secret/pull", "--namespace=team", "--output=json"))
    payload = json.loads(b64decode(secret["data"][".dockerconfigjson"]))
    assert secret["type"] == _TYPE
    assert payload["auths"]["ghcr.io"]["password"] == TOKEN


def test_a_secret_that_asks_for_a_token_of_its_service_account_has_one(cluster: Cluster) -> None:
    cluster.kubectl("create", "namespace", "tokens")
    manifest = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {
            "name": "long",
            "namespace": "tokens",
            "annotations": {"kubernetes.io/service-account.name": "default"},
        },
        "type": "kubernetes.io/service-account-token",
    }
    in_namespace = "--namespace=tokens"
    cluster.kubectl("wait", in_namespace, "--for=create", "sa/default", "--timeout=50s")
    cluster.kubectl("create", "--filename=-", given=json.dumps(manifest))
    has_token = "--for=jsonpath={.data.token}"
    cluster.kubectl("wait", in_namespace, has_token, "secret/long", "--timeout=50s")
    cluster.kubectl("create", "token", "default", in_namespace)


def test_a_deleted_namespace_goes(cluster: Cluster) -> None:
    cluster.kubectl("create", "namespace", "short")
    cluster.kubectl("delete", "namespace", "short", "--timeout=50s")
    assert cluster.try_kubectl("get", "namespace", "short").returncode != 0


@pytest.mark.parametrize(
    "payload",
    [
        pytest.param(b'{"auths":{}}', id="a sound one"),
        pytest.param(b'{"auths":{},"auths":{"a":"x","a":5}}', id="one that spoils the keyring"),
        pytest.param(b"null", id="null"),
        pytest.param(b'{"x":%s}' % (b"[" * 9_999 + b"]" * 9_999), id="nested as deep as may be"),
        pytest.param(b'{"x":%s}' % (b"[" * 10_000 + b"]" * 10_000), id="nested deeper"),
        pytest.param(b'{"auths":{"a":{"x":1e999}}}', id="a number too large"),
        pytest.param(b'{"x":%s}' % (b"9" * 400), id="an integer too large"),
        pytest.param(b'{"x":1e-999}', id="a number too small"),
        pytest.param(b'{"x":"\xff\\ud800"}', id="bytes and surrogates that are no text"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"", id="nothing"),
        pytest.param(b"{} {}", id="two"),
        pytest.param(b"\xef\xbb\xbf{}", id="a byte order mark"),
    ],
)
def test_the_api_server_refuses_just_the_payloads_that_are_said_to_be_refused(
    cluster: Cluster, payload: bytes
) -> None:
    manifest = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": "tried", "namespace": "default"},
        "type": _TYPE,
        "data": {".dockerconfigjson": b64encode(payload).decode()},
    }
    done = cluster.try_kubectl(
        "create", "--dry-run=server", "--filename=-", given=json.dumps(manifest)
    )
    read = read_payload(payload.decode("utf-8", "surrogateescape"), False, JsonReader())
    assert (read.refused or read.too_large) == (done.returncode != 0), done.stderr.decode()
    if done.returncode:
        assert b"data[.dockerconfigjson]: Invalid value" in done.stderr


@pytest.mark.parametrize("end", ["its standard input ends", "it is told to"])
def test_it_ends_cleanly_and_all_it_kept_is_in_its_folder(end: str, tmp_path: Path) -> None:
    with running(needed_judge("apiserver"), tmp_path) as cluster:
        host, port = _address(cluster.kubeconfig)
        socket.create_connection((host, port)).close()
        if end == "it is told to":
            os.kill(cluster.process.pid, signal.SIGTERM)
            cluster.process.wait(60)
    assert cluster.process.returncode == 0
    assert cluster.kubeconfig.parent == tmp_path
    assert cluster.kubeconfig.stat().st_mode & 0o077 == 0
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((host, port))


def _address(kubeconfig: Path) -> tuple[str, int]:
    (line,) = (each for each in kubeconfig.read_text().splitlines() if "server: https://" in each)
    host, _, port = line.rpartition("https://")[2].partition(":")
    return host, int(port)
