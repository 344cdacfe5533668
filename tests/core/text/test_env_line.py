"""Lines of env files with JSON or its base64 behind a name."""

import pytest

from ghcr_tui.core.text.env_line import env_value

JSON = '{"auths": {}}'
BASE64 = "eyJhdXRocyI6IHt9fQ=="


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f".dockerconfigjson={JSON}", (".dockerconfigjson", JSON)),
        (f"DOCKER_AUTH_CONFIG='{JSON}'", ("DOCKER_AUTH_CONFIG", JSON)),
        ('X="{\\"auths\\": {}}"', ("X", JSON)),
        (f"export X={JSON}\n", ("X", JSON)),
        (f"X={BASE64}", ("X", BASE64)),
        (f"$env:X='{JSON}'", ("X", JSON)),
        (f"--from-literal=x={JSON}", ("x", JSON)),
        (f"--from-literal='x={JSON}'", ("x", JSON)),
        (f"# why\nA=b\n\nX={JSON}\nC=d\n", ("X", JSON)),
        ('X={\n  "auths": {}\n}\nC=d', ("X", '{\n  "auths": {}\n}')),
        ("A=b\nC=d", None),
        ("X=", None),
        (JSON, None),
        (f"{BASE64}=", None),
        ("apiVersion: v1\nx={}", None),
        ("", None),
    ],
)
def test_the_first_value_that_is_json_is_found(text: str, found: tuple[str, str] | None) -> None:
    assert env_value(text) == found
