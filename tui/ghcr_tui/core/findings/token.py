"""Rules about a token: is it one at all, is it the registry's own, and then what its kind means."""

import re
from binascii import Error, a2b_base64
from collections.abc import Callable

from ghcr_tui.core.credential.tokens import (
    VENDOR_NAMES,
    Vendor,
    kind_of,
    known_prefix,
    vendor_of_kind,
)
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.github_token import github_token_findings
from ghcr_tui.core.findings.paste_damage import (
    has_damage_inside,
    is_plain,
    is_quoted,
    paste_findings,
    without_wrapping,
)
from ghcr_tui.core.findings.placeholder import placeholder_findings
from ghcr_tui.core.findings.token_case import TokenCase
from ghcr_tui.core.findings.unfilled import unfilled_in
from ghcr_tui.core.findings.vendor_token import expired_finding, vendor_token_findings

_Instead = Callable[[str, str], Finding | None]
_WHERE = Where("token")
_ANYBODYS = ("unknown", "harbor", "github-server")
"""Registries that may hand a login on to another, or be called what they are not."""
_JSON_KEYS = ("google-key", "yandex-key", "json-key")
_LONGEST = 32 * 1024
"""Characters; no server takes a header near that size."""
_SENT = "It is sent along, and the registry refuses the credential."
_KNOWN = (
    r"(?:gh[oprsu]_[A-Za-z0-9]{36}|ghs_[0-9]{1,15}_eyJ|github_pat_|glpat-|dckr_pat_|dop_v1_|nvapi-)"
)
HEADER = (
    r"(?i:Authorization:\s*(?:Bearer|Basic|token)?\s*|Bearer\s+(?=\S+$)"
    rf"|token\s+(?={_KNOWN}))"
    r"|(?i:Basic)\s+(?=[a-z]*[A-Z0-9+/])[A-Za-z0-9+/=]{8,}$"
)
ASSIGNMENT = (
    r"(?:export\s+|set\s+)?(?:[A-Z][A-Z0-9]*_[A-Z0-9_]{1,60}|TOKEN|PASSWORD|PAT)=(?=[^=])"
    rf"|[A-Za-z_][A-Za-z0-9_.-]{{0,60}}\s?[=:]\s?[\"']?(?={_KNOWN})"
    r"|(?i:token|password):\s+"
)
TEXT_BEFORE = rf"(?<![A-Za-z0-9_-]){_KNOWN}"
_ENCODED_BEGINNINGS = (
    *("Z2hwX", "Z2hvX", "Z2hzX", "Z2l0aHViX3BhdF", "Z2xwYXQt", "ZGNrcl9wYXRf"),
    *("ZG9wX3YxX", "bnZhcGkt"),
)
"""Base64 of the prefixes of tokens that are used for pulls."""


def token_findings(
    username: str, token: str, vendor: Vendor, now: float | None = None
) -> list[Finding]:
    """Return what there is to say about a token; `vendor` is the registry's.

    `now`, in seconds since the epoch, lets expiry be judged.
    """
    if not token:
        message = "The token is empty: the pull is denied unless the image is public."
        return [Finding("token-empty", "error", message, "Paste the token (password).", _WHERE)]
    if len(token) > _LONGEST:
        message = f"The token has {len(token):,} characters, more than any registry reads."
        return [Finding("token-too-long", "error", message, "Paste the token alone.", _WHERE)]
    if is_plain(token):
        return _unwrapped(_IN_PLAIN, TokenCase(username, token, kind_of(token), vendor, now))
    return token_findings_in_full(username, token, vendor, now)


def token_findings_in_full(
    username: str, token: str, vendor: Vendor, now: float | None = None
) -> list[Finding]:
    """Return what every rule says of a token that is there, of a plain one too."""
    if unfilled_in(token):  # whatever is in it then
        return placeholder_findings(token, "token")
    core = without_wrapping(token)
    is_json = core.startswith("{") and '"' in core  # has spaces and line breaks of its own
    if quoted := _key_in_quotes(token, core):
        return [quoted]
    pasted = [] if is_json else paste_findings(token, "token")
    if not core:
        return pasted
    if not is_json and has_damage_inside(core):
        return pasted  # of what is broken inside, kind and checksum say nothing
    case = TokenCase(username, core, kind_of(core), vendor, now)
    return [*pasted, *_unwrapped(_INSTEAD, case)]


def _key_in_quotes(token: str, core: str) -> Finding | None:
    """Say when a JSON key is in quotes, which a shell or a template was to take off."""
    if not is_quoted(token) or kind_of(core) not in _JSON_KEYS:
        return None
    message = "The JSON key stands in quotes. They are sent along, and the registry cannot read it."
    return Finding("token-surrounding-quotes", "error", message, "Remove the quotes.", _WHERE)


def _unwrapped(instead: tuple[_Instead, ...], case: TokenCase) -> list[Finding]:
    """Judge a token without white space and quotes around it: what it is decides what counts."""
    for rule in instead:
        if found := rule(case.username, case.token):
            return [found]
    return placeholder_findings(case.token, "token") or _about(case)


def _about(case: TokenCase) -> list[Finding]:
    foreign = _of_other_vendor(case)
    if foreign:
        return [foreign]
    expired = expired_finding(case.token, case.now)
    if expired:
        return [expired]
    broken = _space_inside(case)
    if broken:
        return [broken]
    if case.kind.startswith("github-") or case.vendor == "github":
        return github_token_findings(case.token, case.kind, case.vendor)
    return vendor_token_findings(case)


def _of_other_vendor(case: TokenCase) -> Finding | None:
    issuer = vendor_of_kind(case.kind)
    if issuer == "unknown" or case.vendor in (*_ANYBODYS, issuer):
        return None
    message = (
        f"A token of {VENDOR_NAMES[issuer]} for a registry of {VENDOR_NAMES[case.vendor]}, which "
        "does not know it: the pull is denied."
    )
    fix = "Use a token of the registry's own, or correct the registry."
    return Finding("token-other-vendor", "error", message, fix, _WHERE)


def _space_inside(case: TokenCase) -> Finding | None:
    """Say when words are beside a token; a pass phrase of another registry may have spaces."""
    if " " not in case.token or not known_prefix(case.token):
        return None
    message = f"There is a space inside the token, which such a token never has. {_SENT}"
    return Finding("token-whitespace", "error", message, "Keep only the token.", _WHERE)


def _header(username: str, token: str) -> Finding | None:
    if not re.match(HEADER, token):
        return None
    message = f"The token begins with a word that belongs to an HTTP header, as `Bearer `. {_SENT}"
    return Finding("token-bearer-prefix", "error", message, "Keep only the token.", _WHERE)


def _assignment(username: str, token: str) -> Finding | None:
    if not re.match(ASSIGNMENT, token):
        return None
    message = f"The token begins with the name of a variable, as `GHCR_TOKEN=`. {_SENT}"
    return Finding("token-env-assignment", "error", message, "Keep only the token.", _WHERE)


def _holds_username(username: str, token: str) -> Finding | None:
    if not username or not token.startswith(f"{username}:"):
        return None
    message = (
        "The token begins with the username and a colon, which `auth` adds by itself: sent twice, "
        "the registry refuses it."
    )
    return Finding("token-holds-username", "error", message, "Keep only the token.", _WHERE)


def _encoded(username: str, token: str) -> Finding | None:
    if holder := _username_in_auth(username, token):
        return _is_auth(holder)
    if not token.startswith(_ENCODED_BEGINNINGS):
        return None
    message = (
        "The token is in base64 already. It is encoded again on its way into the Secret, so the "
        "registry gets the base64 and refuses it."
    )
    fix = "Decode it, and use the plain token."
    return Finding("token-in-base64", "error", message, fix, _WHERE)


def _is_auth(username: str) -> Finding:
    maker = ", which `aws ecr get-authorization-token` prints" if username == "AWS" else ""
    message = (
        f"The token is the base64 of username and token together{maker}. It is encoded again on "
        "its way into the Secret, so the registry gets the base64 and refuses it."
    )
    fix = "Decode it, and use what is behind the colon."
    if username == "AWS":
        fix += " Or use `aws ecr get-login-password`."
    return Finding("token-in-base64", "error", message, fix, _WHERE)


def _username_in_auth(username: str, token: str) -> str:
    """Return the username where `token` is the base64 of `username:…`, an `auth` value, else "".

    Of another username than the entry's it is one only where it is ECR's or a known token follows.
    """
    if not 4 < len(token) <= _LONGEST or not token.isascii():
        return ""
    try:
        decoded = a2b_base64(token, strict_mode=True)
    except Error:
        return ""
    name, colon, rest = decoded.partition(b":")
    if not colon or not rest:
        return ""
    if name in (username.encode("utf-8", "surrogatepass"), b"AWS"):
        return name.decode("utf-8", "replace")
    is_known = rest.isascii() and known_prefix(rest.decode("ascii"))
    return name.decode("utf-8", "replace") if is_known else ""


def _text_before(username: str, token: str) -> Finding | None:
    if all(token.find(beginning, 1) < 0 for beginning in ("gh", "glpat-", "dckr_pat_")):
        return None
    match = re.search(TEXT_BEFORE, token)
    if not match or match.start() == 0 or token.startswith("{"):
        return None
    message = f"Something stands before the token, perhaps the username. {_SENT}"
    return Finding("token-text-before", "error", message, "Keep only the token.", _WHERE)


def _payload(username: str, token: str) -> Finding | None:
    if not token.startswith("{") or '"auths"' not in token:
        return None
    message = "A whole payload stands where the token belongs; the registry refuses it."
    fix = "Paste it into Inspect, and take the token from there."
    return Finding("token-is-payload", "error", message, fix, _WHERE)


_IN_PLAIN = (_encoded, _text_before)
_INSTEAD = (_header, _holds_username, _assignment, _payload, *_IN_PLAIN)
"""Rules that tell what is in the place of a token; after one of them no kind is judged."""
