"""Fills an API server with as much as a large cluster has: Secrets, pods, accounts."""

import base64
import itertools
import json
import random
import ssl
import threading
from collections.abc import Iterable, Iterator
from http.client import HTTPSConnection
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from secret_list import made_up_token

NAMESPACES = 206
_AT_ONCE = 8
Object = dict[str, object]


class Sizes(NamedTuple):
    """How many objects a cluster gets; `tokens` is how many different ones the Secrets hold."""

    pull_secrets: int = 5_414
    other_secrets: int = 5_000
    pods: int = 3_000
    tokens: int = 400


class Way(NamedTuple):
    """How to reach the server: from an administrator's kubeconfig."""

    host: str
    token: str
    context: ssl.SSLContext


def way_of(kubeconfig: Path) -> Way:
    """Return the way that a kubeconfig of the judge describes."""
    import yaml

    config = yaml.safe_load(kubeconfig.read_text())
    cluster = config["clusters"][0]["cluster"]
    authority = base64.b64decode(cluster["certificate-authority-data"]).decode()
    context = ssl.create_default_context(cadata=authority)
    return Way(urlsplit(cluster["server"]).netloc, config["users"][0]["user"]["token"], context)


def fill(way: Way, sizes: Sizes) -> None:
    """Create everything, several at once."""
    _create(way, _namespaces())
    _create(way, itertools.chain(pull_secrets(sizes), _other_secrets(sizes)))
    _create(way, _pods(sizes))


def _create(way: Way, requests: Iterable[tuple[str, Object]]) -> None:
    waiting = iter(requests)
    lock = threading.Lock()
    failures: list[str] = []

    def work() -> None:
        connection = HTTPSConnection(way.host, context=way.context)
        headers = {"Authorization": f"Bearer {way.token}", "Content-Type": "application/json"}
        while not failures:
            with lock:
                request = next(waiting, None)
            if request is None:
                return
            for _ in range(100):  # a new namespace has its service account after a moment
                connection.request("POST", request[0], json.dumps(request[1]), headers)
                response = connection.getresponse()
                said = response.read()
                if response.status in (201, 409):
                    break
                threading.Event().wait(0.1)
            else:
                failures.append(said.decode())

    threads = [threading.Thread(target=work) for _ in range(_AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise RuntimeError(failures[0])


def _namespaces() -> Iterator[tuple[str, Object]]:
    for number in range(NAMESPACES):
        yield "/api/v1/namespaces", {"metadata": {"name": f"team-{number}"}}


def pull_secrets(sizes: Sizes) -> Iterator[tuple[str, Object]]:
    """Yield the path and the body of each pull secret, tokens made up."""
    chance = random.Random(1)  # noqa: S311 - made-up tokens
    tokens = [made_up_token(chance) for _ in range(sizes.tokens)]
    for number in range(sizes.pull_secrets):
        which = number % sizes.tokens
        auth = base64.b64encode(f"user-{which}:{tokens[which]}".encode()).decode()
        payload = json.dumps({"auths": {"ghcr.io": {"auth": auth}}})
        data: Object = {".dockerconfigjson": base64.b64encode(payload.encode()).decode()}
        yield _secret(number, f"pull-{number // NAMESPACES}", "dockerconfigjson", data)


def _other_secrets(sizes: Sizes) -> Iterator[tuple[str, Object]]:
    value = base64.b64encode(random.Random(2).randbytes(6_000)).decode()  # noqa: S311
    for number in range(sizes.other_secrets):
        yield _secret(number, f"other-{number // NAMESPACES}", "", {"release": value})


def _secret(number: int, name: str, kind: str, data: Object) -> tuple[str, Object]:
    namespace = f"team-{number % NAMESPACES}"
    body: Object = {"metadata": {"name": name}, "data": data}
    if kind:
        body["type"] = f"kubernetes.io/{kind}"
    return f"/api/v1/namespaces/{namespace}/secrets", body


def _pods(sizes: Sizes) -> Iterator[tuple[str, Object]]:
    env = [{"name": f"SETTING_{number}", "value": "x" * 90} for number in range(40)]
    for number in range(sizes.pods):
        spec: Object = {
            "containers": [{"name": "app", "image": f"ghcr.io/o/app-{number % 300}:1", "env": env}],
            "imagePullSecrets": [{"name": f"pull-{number % 20}"}],
        }
        path = f"/api/v1/namespaces/team-{number % NAMESPACES}/pods"
        yield path, {"metadata": {"name": f"pod-{number}"}, "spec": spec}
