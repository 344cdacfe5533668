"""What programs write around a text."""

import pytest

from ghcr_tui.core.text.frames import without_frame, without_shell_end

BASE64 = "eyJhdXRocyI6eyJnaGNyLmlvIjp7fX19"


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("-----BEGIN CERTIFICATE-----\nYQ==\n-----END CERTIFICATE-----\n", "YQ=="),
        ("-----BEGIN CERTIFICATE-----\r\nYQ==\r\n-----END CERTIFICATE-----", "YQ=="),
        ("-----BEGIN CERTIFICATE----- YQ== -----END CERTIFICATE-----", "YQ=="),
        ("-----BEGIN CERTIFICATE-----\nYQ==", ""),
        ("YQ==", ""),
        ("-----BEGIN RSA PRIVATE KEY-----\nYQ==\n-----END RSA PRIVATE KEY-----", ""),
    ],
)
def test_the_lines_of_a_certificate_are_taken_off(text: str, inside: str) -> None:
    assert without_frame(text) == inside


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("{}%", "{}"),
        ('{"a": [1]}⏎', '{"a": [1]}'),
        (f"{BASE64}%", BASE64),
        ("b2N0b2NhdDpnaHBfMDAw%", "b2N0b2NhdDpnaHBfMDAw"),
        ("kind: Secret\ntype: kubernetes.io/dockerconfigjson%", None),
        (f"data:\n  x: {BASE64}%", f"data:\n  x: {BASE64}"),
        ("{}octocat@host:~$ ", "{}"),
        ("{}[root@node ~]#", "{}"),
        ("{}PS C:\\Users\\me> ", "{}"),
    ],
)
def test_a_shells_mark_and_its_next_prompt_are_taken_off(text: str, meant: str | None) -> None:
    assert without_shell_end(text) == (text[:-1] if meant is None else meant)


@pytest.mark.parametrize(
    "text",
    ["octocat:hunter2%", "password: hunter2%", "{}", "a: b", "50%", "%", "user@example.com", "x$"],
)
def test_what_may_be_meant_stays(text: str) -> None:
    assert without_shell_end(text) == text
