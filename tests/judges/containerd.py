"""containerd's own module as a judge: it pulls an image as a node's containerd does."""

import json
import subprocess
from typing import NamedTuple, cast

from judges.needed import needed_judge


class Pulled(NamedTuple):
    """Whether a pull went through, and what containerd said where it did not."""

    pulls: bool
    error: str


def pull(image: str, username: str, token: str, platform: str = "linux/amd64") -> Pulled:
    """Have containerd's code pull `image` over plain HTTP, into a folder that is gone afterwards.

    Username and token go through a pipe; both are empty for a pull without a credential.
    """
    question = {"image": image, "username": username, "password": token, "platform": platform}
    done = subprocess.run(
        [str(needed_judge("resolver"))],
        input=json.dumps(question) + "\n",
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said = cast(dict[str, object], json.loads(done.stdout))
    return Pulled(said["pulls"] is True, str(said["error"]))
