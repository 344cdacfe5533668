"""`--from-docker-config`: the credentials that `docker login` left behind."""

from ghcr_tui.cli.encode.credentials import CredentialsError
from ghcr_tui.cli.streams import complain
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.system.docker.config import DockerConfigProblem, import_docker_config


def imported_credentials(file: str, registry: str | None) -> tuple[Credential, ...]:
    """Return the credentials in a Docker configuration and in the helpers that it names.

    `file` is "" for the one that Docker itself would read; `registry` narrows it to one. What
    could not be had is said on standard error. Raises `CredentialsError` where there is nothing.
    """
    try:
        imported = import_docker_config(file or None, only=registry)
    except DockerConfigProblem as problem:
        raise CredentialsError(str(problem)) from None
    for note in imported.notes:
        complain(note)
    if not imported.credentials:
        raise CredentialsError("Docker's configuration gave no credential.")
    return imported.credentials
