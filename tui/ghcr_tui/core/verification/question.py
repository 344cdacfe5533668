"""What a registry is asked: one image with one credential, and what a person has to allow."""

from typing import NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.keyring.lookup import Lookup
from ghcr_tui.core.registry.image import DEFAULT_DOMAIN, ImageReference


class Question(NamedTuple):
    """One image and the credential to pull it with (None: anonymously).

    The credential goes to the image's registry: it is the caller's to see that it is meant for
    it. `secret` is a label for people, and comes back in the Verification. `short_name`: the
    image was written without its registry, as in `nginx`.
    """

    image: ImageReference
    credential: Credential | None = None
    secret: str = ""
    short_name: bool = False


def questions_for(found: Lookup, short_name: bool = False) -> tuple[Question, ...]:
    """Return what a node asks about an image: each credential of the kubelet's, in its order.

    Where none matches, or an entry holds neither username nor token, it asks anonymously.
    """
    questions = []
    for match in found.matches:
        held = match.credential.username or match.credential.token
        credential = match.credential if held else None
        questions.append(Question(found.image, credential, match.secret, short_name))
    return tuple(questions) or (Question(found.image, short_name=short_name),)


class RealmQuestion(NamedTuple):
    """What the person has to know before a credential goes to another site.

    `registry` named `authority` (host, with a port that is not the usual one) as the server that
    would get `username` and the token; `reason` says why this is asked.
    """

    image: str
    registry: str
    authority: str
    username: str
    reason: str


def is_short_name(typed: str, image: ImageReference) -> bool:
    """Tell whether `typed`, which names `image`, leaves the registry out."""
    return image.domain == DEFAULT_DOMAIN and not typed.startswith((DEFAULT_DOMAIN, "index."))
