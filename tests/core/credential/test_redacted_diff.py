import json

import pytest

from ghcr_tui.core.credential.redacted_diff import difference

_TOKEN = "ghp_MadeUp0123456789"


def _manifest(value: str, namespace: str = "default") -> str:
    return f"""apiVersion: v1
kind: Secret
metadata:
  name: ghcr
  namespace: {namespace}
type: kubernetes.io/dockerconfigjson
data:
  .dockerconfigjson: {value}
"""


def test_equal_texts_have_no_difference() -> None:
    assert difference("a\n", "a\n", "s.yaml") == ""


def test_what_changes_is_shown_with_its_surroundings() -> None:
    assert difference(_manifest("aaaa"), _manifest("aaaa", "prod"), "s.yaml") == (
        "--- s.yaml (as it is)\n"
        "+++ s.yaml (to be saved)\n"
        "@@ -2,7 +2,7 @@\n"
        " kind: Secret\n"
        " metadata:\n"
        "   name: ghcr\n"
        "-  namespace: default\n"
        "+  namespace: prod\n"
        " type: kubernetes.io/dockerconfigjson\n"
        " data:\n"
        "   .dockerconfigjson: ••••••••"
    )


def test_a_token_that_changes_is_shown_as_changed_and_not_shown() -> None:
    shown = difference(_manifest("b2xk"), _manifest("bmV3"), "s.yaml")

    assert "-  .dockerconfigjson: ••••••••\n+  .dockerconfigjson: ••••••••" in shown
    assert "b2xk" not in shown
    assert "bmV3" not in shown


@pytest.mark.parametrize(
    "text",
    [
        f"stringData:\n  token: {_TOKEN}\n",
        "stringData:\n  anything: hunter2\n",
        "stringData:\n  anything: |\n    first: hunter2\n    hunter2\n",  # a value of many lines
        "stringData:\n  anything:\n  hunter2\n",
        "  - data:\n      x: hunter2\n    kind: Secret\n",  # in a list
        "data: {x: hunter2}\n",
        '{"data": {"x": "hunter2"}}\n',
        '{\n  "data": {\n    "x": "hunter2"\n  }\n}\n',
        '{"kind": "Secret", "data":{"x":"hunter2"}}\n',
        '{"auths":{"ghcr.io":{"username":"u","password":"hunter2","auth":"dTpo"}}}\n',
        json.dumps({"auths": {"ghcr.io": {"password": "hunter2"}}}, indent=2),
        'stringData:\n  .dockerconfigjson: \'{"auths":{"g":{"password":"hunter2"}}}\'\n',
        r'.dockerconfigjson: "{\"auths\":{\"g\":{\"password\":\"hunter2\"}}}"' + "\n",
        "GHCR_TOKEN=hunter2\n",  # an .env file in the place
        "export GH_PAT='hunter2'\n",
        "password: hunter2 and more\n",
        f"{_TOKEN}\n",  # nothing but the token
        f"docker login -p {_TOKEN} ghcr.io\n",
        "\tpassword:\thunter2\n",
    ],
)
def test_no_token_of_the_file_that_is_there_is_shown(text: str) -> None:
    shown = difference(text, _manifest("bmV3"), "s.yaml") + difference("", text, "s.yaml")

    assert "hunter2" not in shown
    assert _TOKEN not in shown
    assert _TOKEN[:12] not in shown


def test_what_is_no_token_stays_readable() -> None:
    text = (
        "metadata:\n  name: a-name-with-more-than-twenty-letters\n  labels:\n    monkey: banana\n"
    )

    assert text.strip() in difference("", text, "s.yaml").replace("\n+", "\n")


def test_what_a_line_holds_cannot_act_on_the_terminal() -> None:
    assert "\x1b" not in difference("a\x1b[2J\n", "b\r\n", "\x1b]0;x\x07")


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("x\n" * 5_000_000, "", "The file is too large to show what changes."),
        ("x\ny\n" * 5000, "z\n", "About 10,000 lines change: too many to show one by one."),
    ],
    ids=["characters", "lines"],
)
def test_too_much_is_answered_with_a_sentence(old: str, new: str, sentence: str) -> None:
    assert difference(old, new, "s.yaml") == sentence


def test_a_small_change_in_a_long_file_is_shown() -> None:
    lines = [f"line {number}" for number in range(50_000)]
    changed = [*lines[:40_000], "new", *lines[40_000:]]

    shown = difference("\n".join(lines), "\n".join(changed), "s.yaml").split("\n")

    assert shown[2:] == [
        "@@ -39998,6 +39998,7 @@",
        *(f" line {number}" for number in range(39_997, 40_000)),
        "+new",
        *(f" line {number}" for number in range(40_000, 40_003)),
    ]


def test_a_long_difference_is_cut_with_the_number_of_what_is_left() -> None:
    old = "\n".join(f"old {number}" for number in range(300))
    new = "\n".join(f"new {number}" for number in range(300))

    shown = difference(old, new, "s.yaml").split("\n")

    assert len(shown) == 2 + 400 + 1
    assert shown[-1] == "… and 201 more lines"
