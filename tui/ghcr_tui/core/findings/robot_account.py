r"""Rules about usernames with a `$` in them, which shells and templates take for a variable.

Harbor names a robot account `robot$NAME`, or `robot$PROJECT+NAME` ("Create System Robot Accounts",
"Create Project Robot Accounts"; an administrator may set another prefix). NVIDIA's registry has
one username for everybody, the literal `$oauthtoken` ("NGC API keys").
"""

import re

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.finding import Finding, Severity, Where

_WHERE = Where("username")
_OAUTH = "$oauthtoken"
_ROBOT_FIX = "Write the name as Harbor shows it, such as `robot$NAME`: in a shell in single quotes."
_NEAR_ROBOT = r"robot(?:\\+\$|\$\$|\$\{|\$\(|\$?%24|\$\\|\$$|\$\+).*"
r"""`robot\$x`, `robot$$x`, `robot${x}`, `robot%24x`: a `$` that was escaped, doubled or wrapped."""
_EATEN_ROBOT = r"robot(?:\+.+)?"


def robot_finding(username: str, vendor: Vendor) -> Finding | None:
    """Say when a username is what a shell or a template made of a Harbor robot's name."""
    if not username.startswith("robot") or vendor not in ("harbor", "unknown"):
        return None
    if re.fullmatch(_NEAR_ROBOT, username, re.DOTALL):
        return _mangled_robot()
    if re.fullmatch(_EATEN_ROBOT, username):
        return _eaten_robot(username, vendor)
    return None


def nvidia_finding(username: str, vendor: Vendor) -> Finding | None:
    """Say when a username at NVIDIA's registry is any other than the one that it knows."""
    if vendor != "nvidia" or username == _OAUTH:
        return None
    what = "another" if username else "empty, as when a shell took `$oauthtoken` for a variable"
    message = (
        f"NVIDIA's registry knows one username, the literal `{_OAUTH}`. This one is {what}, so the "
        "pull is denied."
    )
    fix = f"Write `{_OAUTH}` as it stands: in a shell in single quotes."
    return Finding("nvidia-username", "error", message, fix, _WHERE)


def _mangled_robot() -> Finding:
    message = (
        "The username is meant for a Harbor robot, `robot$NAME`, but its `$` was escaped, doubled "
        "or wrapped, and stayed so. Harbor knows no such user, so the pull is denied."
    )
    return Finding("harbor-robot-mangled", "error", message, _ROBOT_FIX, _WHERE)


def _eaten_robot(username: str, vendor: Vendor) -> Finding:
    lost = "`robot$NAME`" if username == "robot" else "`robot$PROJECT+NAME`"
    message = (
        f"The username is what a shell leaves of {lost}, a Harbor robot's name: it took what "
        "follows the `$` for a variable. "
    )
    severity: Severity = "error" if vendor == "harbor" else "warning"
    message += (
        "Harbor knows no such user, so the pull is denied."
        if vendor == "harbor"
        else "If the registry is a Harbor, it refuses such a username."
    )
    return Finding("harbor-robot-cut", severity, message, _ROBOT_FIX, _WHERE)
