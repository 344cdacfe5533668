"""Docker's credential helpers, the programs that keep tokens out of Docker's configuration.

Source: docker/docker-credential-helpers, README, client/client.go and credentials/error.go.
"""

import re

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import JsonError, folded
from ghcr_tui.core.text.decoding import text_of, utf8
from ghcr_tui.core.text.inert import excerpt
from ghcr_tui.core.text.problem import Problem
from ghcr_tui.system.processes import ProgramError, run_program

_NAME = re.compile(r"[A-Za-z0-9._-]{1,64}")
_NOT_FOUND = b"credentials not found in native keychain"
_IDENTITY_TOKEN = "<token>"  # noqa: S105 - the username that says what the secret is
_OUTPUT_LIMIT = 1024 * 1024
_LIFETIMES = {
    "ecr-login": "12 hours",  # Amazon ECR, GetAuthorizationToken
    "gcloud": "an hour",  # Google Cloud, access tokens of OAuth 2.0
    "gcr": "an hour",
}


class HelperError(Problem):
    """A helper that gave no credential; the message is a clause, never with what it said.

    `lasting` is true where the helper would do the same for every registry.
    """

    status = 3

    def __init__(self, clause: str, *, lasting: bool = False) -> None:
        super().__init__(clause)
        self.lasting = lasting


def ask_helper(helper: str, server: str, timeout: float) -> Credential:
    """Return the credential that `docker-credential-HELPER get` gives for `server`.

    It is waited for `timeout` seconds, in which a person may have to unlock a keychain. It gets
    the whole environment, as Docker gives it: helpers find their own credentials there, for
    GitHub's in GITHUB_TOKEN even. Raises `HelperError`.
    """
    if not _NAME.fullmatch(helper):
        raise HelperError(f"{excerpt(helper)} is not the name of a helper", lasting=True)
    program = f"docker-credential-{helper}"
    try:
        ended = run_program(
            (program, "get"), utf8(server), timeout=timeout, output_limit=_OUTPUT_LIMIT
        )
    except ProgramError as problem:
        raise HelperError(str(problem), lasting=True) from None
    if ended.status:
        if ended.output.strip() == _NOT_FOUND:
            raise HelperError(f"{program} has nothing for it")
        raise HelperError(f"{program} failed with status {ended.status}")
    username, token = _read(program, text_of(ended.output))
    if username == _IDENTITY_TOKEN:
        raise HelperError(
            f"{program} has an identity token for it, which only Docker can exchange: "
            "make an access token of the registry's for the pods"
        )
    if not token:
        raise HelperError(f"{program} has an empty token for it")
    return Credential(server, username, token)


def lifetime(helper: str) -> str:
    """Return how long the tokens of a helper live, in words, "" where it keeps lasting ones."""
    return _LIFETIMES.get(helper, "")


def _read(program: str, output: str) -> tuple[str, str]:
    """Return username and token of an answer, its field names matched as Go matches them."""
    try:
        answer = JsonReader().read(output)
    except JsonError:
        answer = None
    if not isinstance(answer, dict):
        raise HelperError(f"{program} answered with something other than a JSON object")
    fields = folded(answer, ("username", "secret"))
    username, token = fields.get("username"), fields.get("secret")
    if not isinstance(username, str) or not isinstance(token, str):
        raise HelperError(f"{program} answered without a username and a token")
    return username, token
