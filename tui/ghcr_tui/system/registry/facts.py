"""From an exchange to the facts in it: after this, no body, header or token is carried on."""

import hashlib
import json
import re
from binascii import a2b_base64
from typing import cast

from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.verification.image_manifest import (
    Document,
    UnreadableManifest,
    is_digest,
    read_config_platform,
    read_document,
)
from ghcr_tui.core.verification.replies import Reply
from ghcr_tui.core.verification.requests import Ask, Request
from ghcr_tui.system.registry.http.answer import LONGEST_SAID, Exchange
from ghcr_tui.system.registry.scrubber import Scrubber

_BEARER = re.compile(r"[\x21-\x7e]{1,65536}")
_ALGORITHMS = ("sha256", "sha384", "sha512")
_TOTAL = re.compile(r"bytes [0-9*-]+/([0-9]{1,18})", re.ASCII)
_SSO_URL = re.compile(r"url=(https://[^;,\s]{1,300})")
_PULLS_LEFT = re.compile(r"([0-9]{1,9})(?:;w=([0-9]{1,9}))?")


def reply_of(exchange: Exchange, ask: Ask, registry: str, scrubber: Scrubber) -> Reply:
    """Return the facts of an answer to `ask`; `registry` is the authority that was asked."""
    errors = (challenge.parameter("error") for challenge in exchange.challenges)
    codes, said = exchange.errors
    host = exchange.origin.authority
    reply = Reply(
        host=host,
        status=exchange.status,
        html=exchange.media_type in ("text/html", "application/xhtml+xml"),
        codes=codes,
        said=inert(scrubber.clean(said.strip()), LONGEST_SAID),
        challenge_error=next((error for error in errors if error), ""),
        retry_after=exchange.retry_after,
        skew=exchange.skew,
        challenges=exchange.challenges,
        redirected_to=host if host != registry and isinstance(ask, Request) else "",
        pulls_left=_pulls_left(exchange.header("ratelimit-remaining")),
        sso_link=_sso_link(exchange.header("x-github-sso")),
    )
    if not isinstance(ask, Request):
        return _with_token(reply, exchange.body)
    if ask.kind == "manifest":
        return _with_manifest(reply, exchange, ask)
    return _with_blob(reply, exchange, ask) if ask.kind in ("config", "layer") else reply


def tokens_in(body: bytes) -> dict[str, str]:
    """Return the tokens of a token service's answer that fit into a header, by field."""
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(document, dict):
        return {}
    answer = cast(dict[str, object], document)
    found = {field: answer.get(field) for field in ("token", "access_token")}
    return {
        field: token
        for field, token in found.items()
        if isinstance(token, str) and _BEARER.fullmatch(token)
    }


def _with_token(reply: Reply, body: bytes) -> Reply:
    if reply.status >= 400:
        return reply
    tokens = tokens_in(body)
    opens_nothing = any(map(_opens_nothing, tokens.values()))
    return reply._replace(token_fields=tuple(tokens), opens_nothing=opens_nothing)


def _opens_nothing(token: str) -> bool:
    """Tell whether a token says of itself that it grants no access (Docker's token format)."""
    parts = token.split(".")
    if len(parts) != 3:
        return False
    claims = parts[1].replace("-", "+").replace("_", "/")
    try:
        value = json.loads(a2b_base64(claims + "=" * (-len(claims) % 4)))
    except (ValueError, RecursionError):
        return False
    access = value.get("access") if isinstance(value, dict) else None
    if not isinstance(access, list):
        return False
    return not any(isinstance(each, dict) and each.get("actions") for each in access)


def _with_manifest(reply: Reply, exchange: Exchange, ask: Request) -> Reply:
    length = exchange.header("content-length")
    announced = digest_in(exchange.header("docker-content-digest"))
    reply = reply._replace(
        digest=announced,
        media_type=exchange.media_type,
        length=int(length) if length and re.fullmatch("[0-9]{1,18}", length) else None,
    )
    if ask.method == "HEAD" or not reply.good or not exchange.whole:
        return reply
    document: Document | None = None
    unreadable = ""
    try:
        document = read_document(exchange.body)
    except UnreadableManifest as error:
        unreadable = str(error)
    return reply._replace(
        document=document,
        unreadable=unreadable,
        found_digest=_digest(exchange.body, ask.digest),
        found_size=len(exchange.body),
    )


def digest_in(value: str | None) -> str:
    """Return a digest header, or "" for what is not a digest."""
    text = (value or "").strip()
    return text if is_digest(text) else ""


def _with_blob(reply: Reply, exchange: Exchange, ask: Request) -> Reply:
    total = _TOTAL.fullmatch(exchange.header("content-range") or "")
    if total and reply.status == 206:
        reply = reply._replace(total=int(total[1]))
    if not reply.good or not exchange.whole or not ask.whole:
        return reply
    return reply._replace(
        found_digest=_digest(exchange.body, ask.digest),
        found_size=len(exchange.body),
        platform=read_config_platform(exchange.body) if ask.kind == "config" else "",
    )


def _digest(body: bytes, like: str) -> str:
    """Return the digest of `body`, by the algorithm of the digest `like`."""
    algorithm = like.partition(":")[0]
    if algorithm not in _ALGORITHMS:
        algorithm = "sha256"
    return f"{algorithm}:{hashlib.new(algorithm, body).hexdigest()}"


def _pulls_left(header: str | None) -> str:
    """Return what Docker Hub says of its limit (`ratelimit-remaining: 76;w=21600`) in words."""
    match = _PULLS_LEFT.fullmatch((header or "").strip())
    if match is None:
        return ""
    hours = int(match[2] or 0) / 3600
    return f"{match[1]} pulls are left" + (f" of those for {hours:g} hours" if hours else "")


def _sso_link(header: str | None) -> str:
    match = _SSO_URL.search(header or "")
    return inert(match[1], 300) if match else ""
