"""What this program says to the questions that are put to the judge `keyring`."""

from base64 import b64encode
from collections.abc import Sequence
from itertools import groupby

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.conversions import pull_secret
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.keyring.lookup import Match, PullSecret, lookup
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.registry.key import normalised_key
from ghcr_tui.core.text.decoding import utf8
from judges.kubelet import Answer, KubeSecret, Tried

_INSPECTOR = SecretInspector()


def answer(image: str, secrets: list[KubeSecret]) -> Answer:
    """Return which credentials of `secrets` the program says that a kubelet tries for `image`."""
    try:
        reference = parse_image(image)
    except ImageError as problem:
        return Answer("", (), str(problem), "image")
    found = lookup(reference, [_read(number, secret) for number, secret in enumerate(secrets)])
    if found.keyring_lost:
        return Answer(reference.repository, (), found.keyring_lost, "keyring")
    return Answer(reference.repository, _tried(found.matches))


def settled(given: Answer, like: Answer) -> Answer:
    """Return `given` with what has no fixed order sorted: `like` tells how far such a run goes.

    Source: Kubernetes, keyring.go, which files the entries of one secret in the order of a Go map.
    """
    ordered: list[Tried] = []
    for _, run in groupby(like.tried, lambda tried: tried.run):
        size = len(list(run))
        ordered.extend(sorted(given.tried[len(ordered) : len(ordered) + size]))
    ordered.extend(given.tried[len(ordered) :])
    return Answer(given.repository, tuple(each._replace(run="") for each in ordered))


def _read(number: int, secret: KubeSecret) -> PullSecret:
    manifest: dict[str, Json] = {
        "apiVersion": "v1",
        "kind": "Secret",
        "metadata": {"name": f"s{number}"},
        "type": secret.type,
        "data": {key: b64encode(value).decode() for key, value in secret.data.items()},
    }
    return pull_secret(_INSPECTOR.secret(manifest))


def _tried(matches: Sequence[Match]) -> tuple[Tried, ...]:
    return tuple(
        Tried(
            int(match.secret.removeprefix("s")),
            utf8(match.username),
            utf8(match.credential.token),
            f"{match.secret} {normalised_key(match.registry)}",
        )
        for match in matches
    )
