"""What keeps a registry from reading a JSON key, each fault as a shell or a file makes it."""

import json
from base64 import b64encode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.findings.json_key import json_key_fault, type_of_key
from made_up_tokens import google_key, yandex_key

KEY = json.dumps(
    {
        "type": "service_account",
        "private_key": "-----BEGIN PRIVATE KEY-----\nTUFERVVQ\n-----END PRIVATE KEY-----\n",
    }
)


@pytest.mark.parametrize("key", [KEY, google_key(), yandex_key(), f"\n {KEY}\n"])
def test_a_whole_key_has_no_fault(key: str) -> None:
    assert json_key_fault(key) is None
    assert json_key_fault(b64encode(key.encode()).decode(), encoded=True) is None


@pytest.mark.parametrize(
    ("key", "said"),
    [
        (KEY.replace("\\n", "\n"), "line breaks inside its values"),
        (KEY.replace("\\n", "\\\\n"), "backslashes were doubled"),
        (KEY.replace("\\n", "n"), "a shell took the backslashes"),
        (KEY.replace('"', '\\"'), "escaped once too often"),
        (KEY.replace('"', ""), "has lost its double quotes"),
        (KEY[:-1], "is cut off"),
        (b64encode(KEY.encode()).decode(), "in base64"),
        ("-----BEGIN PRIVATE KEY-----\nTUFERVVQ", "`private_key` alone"),
        ("/home/me/key.json", "name of a file"),
        ("@key.json", "name of a file"),
        ('{"type": "service_account"}', "without a `private_key`"),
        ("[1]", "is no JSON key"),
        ("hunter2", "is no JSON key"),
        ("{" + "a" * 20000 + "}", "longer than any"),
    ],
)
def test_a_fault_is_told_by_its_cause(key: str, said: str) -> None:
    fault = json_key_fault(key)
    assert fault is not None
    assert said in fault.what
    assert fault.fix


@pytest.mark.parametrize(
    ("key", "said"), [(KEY, "not its base64"), ("hunter2!", "not the base64 of a JSON key")]
)
def test_the_base64_of_a_key_is_asked_for_where_the_username_says_so(key: str, said: str) -> None:
    fault = json_key_fault(key, encoded=True)
    assert fault is not None
    assert said in fault.what


def test_a_key_says_what_it_is() -> None:
    assert type_of_key(KEY) == "service_account"
    assert type_of_key(yandex_key()) == ""
    assert type_of_key("hunter2") == ""


@given(st.text() | st.text(alphabet='{}"\\n:,', max_size=80), st.booleans())
def test_no_text_makes_the_reading_raise(key: str, encoded: bool) -> None:
    fault = json_key_fault(key, encoded)
    assert fault is None or (fault.what and fault.fix)
