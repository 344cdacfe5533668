"""Why a text is not JSON: each cause that people and tools make, with its place."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.json_fault import find_fault
from made_up_secrets import AUTH, TOKEN, payload
from made_up_tokens import google_key

P = payload()
IN_PASSWORD = '{"auths": {"a": {"password": "%s", "auth": "x"}}}'


@pytest.mark.parametrize(
    ("text", "cause", "position"),
    [
        ("{“auths”: {}}", "typographic quote", 1),
        ('{"auths": {“a”: {}}}', "typographic quote", 11),
        ('{"auths“: {}}', "typographic quote", 8),
        ('{"auths": {}, // mine\n}', "comment", 14),
        ('{# mine\n"auths": {}}', "comment", 1),
        ('{"auths": {} /* mine */}', "comment", 13),
        ('{"auths": {},}', "trailing comma", 12),
        ("[1, 2, ]", "trailing comma", 5),
        ('{"auths": {"a": {"auth": "x",}}}', "trailing comma", 28),
        ("{'auths': {}}", "single quote", 1),
        ('{"auths": {"a": {"auth": \'x\'}}}', "single quote", 25),
        (IN_PASSWORD % "a\nb", "line break", 31),
        (IN_PASSWORD % "a\tb", "control character", 31),
        (IN_PASSWORD % f"{AUTH[:40]}\n{AUTH[40:]}", "wrapped base64", 70),
        (IN_PASSWORD % f"{AUTH[:40]}\r\n{AUTH[40:]}", "wrapped base64", 70),
        (IN_PASSWORD % 'a"b', "unescaped quote", 31),
        (IN_PASSWORD % '"', "unescaped quote", 30),
        (IN_PASSWORD % google_key(), "JSON in a string", 29),
        (IN_PASSWORD % google_key().replace("\n", ""), "JSON in a string", 29),
        (IN_PASSWORD % "a\\b\\c", "backslash", 33),
        (IN_PASSWORD % "robot\\$x", "backslash", 35),
        (IN_PASSWORD % "a\\", "backslash", 31),
        (IN_PASSWORD % "a\\u12", "backslash", 31),
        ('{"a": {"auth": "x,\n "email": "y"}}', "quote missing", 18),
        ('{"a": {"auth": "x, "email": "y"}}', "quote missing", 15),
        ('{\\"auths\\": {}}', "kept backslash", 1),
        ('{\\\n"auths": {}}', "kept backslash", 1),
        ('{\\n  "auths": {}}', "kept escape", 1),
        ('{"auths": {}}\\n', "kept escape", 13),
        ('{"a": "b" "c": "d"}', "comma missing", 10),
        ('{"a": "b"\n "c": "d"}', "comma missing", 11),
        ('{"a": {} "b": {}}', "comma missing", 9),
        ('{"a" {}}', "colon missing", 5),
        ('{"a":: 1}', "surplus colon", 5),
        ('{"a": 1,, "b": 2}', "surplus comma", 8),
        ('{"a": }', "value missing", 6),
        ('{"a": {"b": 1]}', "brace mismatch", 13),
        ('{"a": {"b": 1}', "cut off", 14),
        ('{"a": "b', "unclosed string", 6),
        ('{"a": 1}}}', "surplus brace", 8),
        ('{"a": 1}{"b": 2}', "second document", 8),
        ('{"a": 1},', "comma behind", 8),
        ('{"a": 1}%', "shell mark", 8),
        ('{"a": 1} and more', "text behind", 9),
        ('"auths": {"a": {}}', "outer braces", 7),
        ('{{"auths": {}}}', "doubled brace", 1),
        ("{auths: {}}", "key without quotes", 1),
        ('{"a": {"auth": abc}}', "value without quotes", 15),
        ('{"auths" = {}}', "equals sign", 9),
        ("{auths = {}}", "equals sign", 1),
        ('{"auths": None}', "Python", 10),
        ('{"a": {"auth": {{ .auth }}}}', "unfilled", 16),
        ('{"a": {"auth": ${AUTH}}}', "unfilled", 15),
        ('{"a": {"auth": $AUTH}}', "unfilled", 15),
        ('{"a": {"auth": <auth>}}', "unfilled", 15),
        ("{\"a\": 'x:y' | base64'}", "shell command", 6),
        ('{"a": $(echo x | base64)}', "shell command", 6),
        ('{"a":\u00a01}', "invisible", 5),
        ('{\u200b"a": 1}', "invisible", 1),
        ("", "cut off", 0),
    ],
)
def test_the_first_fault_is_named_by_its_cause_and_its_place(
    text: str, cause: str, position: int
) -> None:
    fault = find_fault(text)

    assert fault is not None
    assert (fault.cause, fault.position) == (cause, position)
    line = text.count("\n", 0, position) + 1
    assert f"(line {line}, column " in fault.sentence
    assert fault.fix.endswith((".", "`"))


@pytest.mark.parametrize(
    "text",
    [
        P,
        "[]",
        "5",
        '"x"',
        "null",
        " {} \n",
        pytest.param("[" * 5000, id="deep"),
        pytest.param('{"a":' * 600, id="deep objects"),
    ],
)
def test_sound_json_and_what_hides_its_fault_in_its_depth_have_no_fault(text: str) -> None:
    assert find_fault(text) is None


def test_of_what_can_be_repaired_for_sure_the_faults_behind_are_told_too() -> None:
    fault = find_fault('{\n  "a": {"b": 1},\n  "c": [1,],\n')

    assert fault is not None
    assert "nothing follows it (line 3, column 10)" in fault.sentence
    assert "one `}` is missing at its end" in fault.sentence


def test_the_field_is_named_where_it_is_a_known_one_and_no_other_key_is() -> None:
    of_known = find_fault('{"password": "a"b"}')
    of_other = find_fault(f'{{"{TOKEN}": "a"b"}}')

    assert of_known is not None
    assert of_other is not None
    assert "the value of `password`" in of_known.sentence
    assert TOKEN not in of_other.sentence


@given(
    st.integers(0, len(P)), st.sampled_from(['"', "'", "\\", "\n", ",", "}", "{", "“", "#", "$"])
)
def test_nothing_of_a_token_is_quoted_wherever_a_payload_is_broken(at: int, sign: str) -> None:
    fault = find_fault(P[:at] + sign + P[at:])

    said = f"{fault.sentence} {fault.fix}" if fault else ""
    assert TOKEN[4:12] not in said
    assert AUTH[4:12] not in said


@pytest.mark.parametrize(
    "text",
    [
        '{"a": "' + '\\"' * 1_000_000 + "\n",
        '{"a": "' + "x" * 4_000_000,
        "[" + "1," * 1_000_000 + "]",
        '{"a": ' + "{" * 100 + '"b": ' * 500_000,
        "{" + '"a": 1, ' * 400_000,
        json.dumps({"a": "b" * 3_000_000}) + "}" * 1_000_000,
    ],
    ids=["escapes", "unclosed", "commas", "colons", "members", "braces"],
)
def test_the_work_is_bounded_by_the_length_of_the_text(text: str) -> None:
    assert find_fault(text)
