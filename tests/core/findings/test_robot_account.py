"""Usernames with a `$`: whole ones stay in peace, and what shells leave of them is told."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.credential.tokens import Vendor
from ghcr_tui.core.findings.robot_account import nvidia_finding, robot_finding

NAMES = st.from_regex(r"[a-z0-9]+([._-][a-z0-9]+)*", fullmatch=True)


@pytest.mark.parametrize(
    ("username", "vendor", "found"),
    [
        # Whole names, and names of other registries.
        ("robot$pull", "harbor", ""),
        ("robot$shop+pull", "harbor", ""),
        ("robot-pull", "harbor", ""),  # with a prefix of the administrator's
        ("robot_pull", "unknown", ""),
        ("robotics", "harbor", ""),
        ("admin", "harbor", ""),
        ("robot+pull", "quay", ""),  # an organisation called robot
        ("robot", "dockerhub", ""),
        # What a shell leaves when it takes `$pull` or `$shop` for a variable.
        ("robot", "harbor", "error harbor-robot-cut"),
        ("robot+pull", "harbor", "error harbor-robot-cut"),
        ("robot", "unknown", "warning harbor-robot-cut"),  # who knows whose it is
        ("robot+pull", "unknown", "warning harbor-robot-cut"),
        # A `$` that something was to take away or to fill in.
        (r"robot\$pull", "harbor", "error harbor-robot-mangled"),
        (r"robot\\$shop+pull", "harbor", "error harbor-robot-mangled"),
        ("robot$$pull", "unknown", "error harbor-robot-mangled"),
        ("robot$$shop+pull", "harbor", "error harbor-robot-mangled"),
        ("robot${pull}", "harbor", "error harbor-robot-mangled"),
        ("robot$(pull)", "harbor", "error harbor-robot-mangled"),
        ("robot%24pull", "harbor", "error harbor-robot-mangled"),
        ("robot$", "harbor", "error harbor-robot-mangled"),
        ("robot$+pull", "harbor", "error harbor-robot-mangled"),
    ],
)
def test_a_robots_name_yields_its_finding(username: str, vendor: Vendor, found: str) -> None:
    finding = robot_finding(username, vendor)
    assert (f"{finding.severity} {finding.code}" if finding else "") == found


@given(NAMES, NAMES)
def test_a_name_that_harbor_makes_is_never_spoken_against(project: str, robot: str) -> None:
    assert robot_finding(f"robot${robot}", "harbor") is None
    assert robot_finding(f"robot${project}+{robot}", "unknown") is None


@given(NAMES, st.sampled_from(["\\$", "$$", "\\\\$", "%24"]))
def test_a_dollar_that_was_escaped_is_always_told(robot: str, dollar: str) -> None:
    finding = robot_finding(f"robot{dollar}{robot}", "harbor")
    assert finding is not None
    assert finding.severity == "error"


@pytest.mark.parametrize(
    ("username", "is_known"),
    [
        ("$oauthtoken", True),
        ("", False),
        ("oauthtoken", False),
        (r"\$oauthtoken", False),
        ("$$oauthtoken", False),
        ("${oauthtoken}", False),
        ("$OAUTHTOKEN", False),
        ("me@example.com", False),
    ],
)
def test_nvidia_knows_one_username(username: str, is_known: bool) -> None:
    finding = nvidia_finding(username, "nvidia")
    assert (finding is None) == is_known
    assert nvidia_finding(username, "quay") is None
