"""A request as it goes out: address, headers, form, and how much of the answer is read."""

from typing import NamedTuple
from urllib.parse import urlencode

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.verification.contents import LARGEST_CONFIG
from ghcr_tui.core.verification.image_manifest import MANIFEST_TYPES
from ghcr_tui.core.verification.origin import Origin, parse_origin
from ghcr_tui.core.verification.requests import Ask, Request, TokenRequest
from ghcr_tui.system.registry.http.session import Limits

_CLIENT_ID = "ghcr-tui"
_TOKEN = Limits(256 * 1024, cut=False)
_MANIFEST = Limits(4 * 1024 * 1024, cut=False)
"""As much as runtimes take, and the distribution specification asks registries to (4 MiB)."""
_CONFIG = Limits(LARGEST_CONFIG, cut=False)
_LAYER = Limits(64 * 1024 + 1)
_FIRST_BYTE = Limits(1)

Authorization = str
"""The value of the header, or an empty text for none."""


class Sent(NamedTuple):
    """What goes out. `authority` is the server that it goes to first; `repr` shows no header."""

    method: str
    url: str
    headers: dict[str, str]
    limits: Limits
    authority: str
    form: dict[str, str] | None = None

    def __repr__(self) -> str:
        return f"Sent({self.method!r}, {self.authority!r})"


def sent_for(
    ask: Ask, origin: Origin, credential: Credential | None, authorization: Authorization
) -> Sent:
    """Return how `ask` goes out to the registry at `origin`, or to the realm that it names."""
    headers = {"Authorization": authorization} if authorization else {}
    if isinstance(ask, TokenRequest):
        return _token(ask, credential, {"Accept": "application/json", **headers})
    url = ask.target if "://" in ask.target else f"{origin}{ask.target}"
    target = parse_origin(url)
    authority = target.authority if target else origin.authority
    limits = Limits()
    if ask.kind == "manifest":
        headers["Accept"] = ", ".join(MANIFEST_TYPES)
        limits = _MANIFEST if ask.method == "GET" else limits
    elif ask.kind == "config":
        limits = _CONFIG
    elif ask.kind == "layer":
        limits = _LAYER if ask.whole else _FIRST_BYTE
        if not ask.whole:
            headers["Range"] = "bytes=0-0"
    return Sent(ask.method, url, headers, limits, authority)


def _token(ask: TokenRequest, credential: Credential | None, headers: dict[str, str]) -> Sent:
    origin = parse_origin(ask.realm)
    authority = origin.authority if origin else ""
    if ask.method == "POST" and credential is not None:
        form = {
            "grant_type": "password",
            "username": credential.username,
            "password": credential.token,
            "service": ask.service,
            "scope": " ".join(ask.scopes),
            "client_id": _CLIENT_ID,
        }
        return Sent("POST", ask.realm, headers, _TOKEN, authority, form)
    query = [("service", ask.service)] if ask.service else []
    query += [("scope", scope) for scope in ask.scopes]
    joint = "&" if "?" in ask.realm else "?"
    url = f"{ask.realm}{joint}{urlencode(query, safe='/:')}"
    return Sent("GET", url, headers, _TOKEN, authority)


def shown(ask: Ask, origin: Origin) -> str:
    """Return method and address of a request without a query: a realm's says nothing."""
    if isinstance(ask, TokenRequest):
        return f"{ask.method} {ask.realm.partition('?')[0]}"
    if "://" in ask.target:
        return f"{ask.method} {ask.target.partition('?')[0]}"
    return f"{ask.method} {origin}{ask.target}"


def shown_together(asks: tuple[Ask, ...], origin: Origin) -> str:
    """Return the first of several requests as it is shown, and how many more there are."""
    more = f" and {len(asks) - 1} more" if len(asks) > 1 else ""
    return shown(asks[0], origin) + more


def host_of(ask: Ask, origin: Origin) -> str:
    """Return the authority that a request goes to, as far as it is one."""
    address = ask.realm if isinstance(ask, TokenRequest) else ask.target
    if "://" not in address:
        return origin.authority if isinstance(ask, Request) else address
    target = parse_origin(address)
    return target.authority if target else address
