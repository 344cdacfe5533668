"""Something to verify: Debian's docker-registry with an image, and a file for skopeo too."""

import json
import sys
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

sys.path.insert(0, str(Path(__file__).parent.parent))  # the tests' own registry

from registry_kit.distribution import push, running
from registry_kit.fixtures import HTPASSWD
from registry_kit.tokens import USERS


@contextmanager
def commands(
    folder: Path, program: list[str], skopeo: str
) -> Iterator[tuple[list[str], list[str]]]:
    """Run a registry; yields the commands that ask it with ghcr-tui's `program` and with skopeo."""
    folder.mkdir()
    (folder / "htpasswd").write_text(HTPASSWD)
    auth: dict[str, object] = {"htpasswd": {"realm": "x", "path": str(folder / "htpasswd")}}
    with running(folder, auth) as authority:
        login = ("pusher", USERS["pusher"])
        with httpx.Client(base_url=f"http://{authority}", auth=login, trust_env=False) as client:
            push(client, "team/app", "1")
        secret = folder / "auth.json"
        pair = b64encode(f"reader:{USERS['reader']}".encode()).decode()
        secret.write_text(json.dumps({"auths": {authority: {"auth": pair}}}))
        image = f"{authority}/team/app:1"
        inspect = [skopeo, "inspect", "--tls-verify=false", f"--authfile={secret}"]
        yield [*program, "verify", image, str(secret)], [*inspect, f"docker://{image}"]
