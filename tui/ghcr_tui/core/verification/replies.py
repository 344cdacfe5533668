"""What came back, reduced to facts: no body, no header and no token is kept."""

from typing import NamedTuple

from ghcr_tui.core.verification.challenge import Challenge
from ghcr_tui.core.verification.failures import Failure
from ghcr_tui.core.verification.image_manifest import Document
from ghcr_tui.core.verification.realm import Realm


class Reply(NamedTuple):
    """What a server answered.

    `host` is the one that answered, after redirects; `codes` are the distribution specification's
    error codes from the body, and `said` the first message there, scrubbed. `challenge_error` is
    RFC 6750's `error`; `retry_after` is in seconds; `skew` is the server's clock minus this
    machine's in seconds. `digest` and `media_type` are headers, `length` is Content-Length or
    None; `found_digest` and `found_size` are those of the body that came, "" and -1 where it was
    not read whole. `document` is the manifest in it, or `unreadable` says why there is none.
    `platform` is what an image's config names. `token_fields` are the fields in which a token
    service put a token; `opens_nothing`: the token itself says that it grants no access.
    `total` is the size of a blob of which a part came. `redirected_to` is the host that the
    registry sent the request on to. `pulls_left` is what Docker Hub says is left of the limit.
    `sso_link` is GitHub's address for authorising a token for single sign-on.
    """

    host: str
    status: int
    html: bool = False
    codes: tuple[str, ...] = ()
    said: str = ""
    challenge_error: str = ""
    retry_after: int | None = None
    skew: int = 0
    challenges: tuple[Challenge, ...] = ()
    digest: str = ""
    media_type: str = ""
    length: int | None = None
    found_digest: str = ""
    found_size: int = -1
    document: Document | None = None
    unreadable: str = ""
    platform: str = ""
    token_fields: tuple[str, ...] = ()
    opens_nothing: bool = False
    total: int | None = None
    redirected_to: str = ""
    pulls_left: str = ""
    sso_link: str = ""

    @property
    def good(self) -> bool:
        """Whether the status is one of success."""
        return 200 <= self.status < 300


class Withheld(NamedTuple):
    """The credential was not sent to the realm: a person did not agree to it, or never may."""

    realm: Realm


Heard = Reply | Failure | Withheld
