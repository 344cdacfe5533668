"""One entry of a payload, as the kubelet reads it (Kubernetes, DockerConfigEntry.UnmarshalJSON)."""

import pytest

from ghcr_tui.core.golang.json_text import Json, RepeatedKeys
from ghcr_tui.core.secret.entry_reader import Entry, json_type_name, place_of, read_entry
from made_up_secrets import AUTH, TOKEN, b64


@pytest.mark.parametrize(
    ("value", "username", "token"),
    [
        ({"auth": AUTH}, "octocat", TOKEN),
        ({"username": "a", "password": "b"}, "a", "b"),
        ({"auth": AUTH, "username": "a", "password": "b"}, "octocat", TOKEN),  # auth wins
        ({"auth": "", "username": "a", "password": "b"}, "a", "b"),
        ({"auth": None, "username": "a", "password": "b"}, "a", "b"),
        ({"AUTH": AUTH}, "octocat", TOKEN),  # names match without regard to case
        ({"UserName": "a", "PASSWORD": "b"}, "a", "b"),
        ({"auth": AUTH.rstrip("=")}, "octocat", TOKEN),  # padding is optional
        ({"auth": f"{AUTH[:8]}\r\n{AUTH[8:]}"}, "octocat", TOKEN),  # CR and LF are passed over
        ({"auth": b64("a:b:c")}, "a", "b:c"),  # the first colon counts
        ({"auth": b64(":b")}, "", "b"),
        ({"auth": b64("a:")}, "a", ""),
        ({"auth": AUTH, "x": 1, "email": None}, "octocat", TOKEN),  # what it knows not, it passes
    ],
)
def test_a_usable_entry_yields_what_the_kubelet_sends(
    value: Json, username: str, token: str
) -> None:
    entry = read_entry("ghcr.io", value)

    assert (entry.username, entry.token, entry.usable) == (username, token, True)


@pytest.mark.parametrize("value", [None, {}, {"email": "a@b"}, {"auth": ""}, {"username": None}])
def test_an_empty_entry_is_not_usable_and_spoils_nothing(value: Json) -> None:
    entry = read_entry("ghcr.io", value)

    assert (entry.usable, entry.unreadable) == (False, False)


@pytest.mark.parametrize("name", ["username", "password", "email", "auth", "Auth"])
@pytest.mark.parametrize("wrong", [0, 1, 1.5, False, True, [], {}, ["a"], {"a": "b"}])
def test_a_field_that_is_not_text_makes_the_entry_unreadable(name: str, wrong: Json) -> None:
    entry = read_entry("ghcr.io", {"username": "a", "password": "b", name: wrong})

    assert entry.unreadable
    assert entry.why == f"its `{name.lower()}` is {json_type_name(wrong)}, where text belongs"


@pytest.mark.parametrize("wrong", [0, False, [], "", AUTH, [AUTH]])
def test_an_entry_that_is_not_an_object_is_unreadable(wrong: Json) -> None:
    entry = read_entry("ghcr.io", wrong)

    assert (entry.unreadable, entry.why) == (
        True,
        f"it is {json_type_name(wrong)}, where an object belongs",
    )


@pytest.mark.parametrize(
    "auth",
    [
        f"{AUTH[:8]} {AUTH[8:]}",  # a space is no base64
        AUTH.replace("=", "") + "===",
        b64("a:???>>>").replace("/", "_").replace("+", "-"),
        b64("no colon"),
        "octocat:token",
        "\u7f16",
        "a",
    ],
)
def test_an_auth_that_does_not_decode_makes_the_entry_unreadable(auth: str) -> None:
    assert read_entry("ghcr.io", {"auth": auth, "username": "a", "password": "b"}).unreadable


def test_no_token_is_in_the_repr_or_the_place() -> None:
    entry = read_entry(TOKEN, {"auth": AUTH})

    assert TOKEN not in repr(Entry("ghcr.io", "a", TOKEN))
    assert entry.place == place_of(TOKEN) == 'auths["••••••••"]'


@pytest.mark.parametrize(
    ("written", "username"),
    [
        pytest.param([("username", "a"), ("username", "b")], "b", id="the later one counts"),
        pytest.param([("username", "a"), ("username", None)], "a", id="null changes nothing"),
        pytest.param([("username", "a"), ("USERNAME", None)], "a", id="in any spelling"),
        pytest.param(
            [("username", "a"), ("UserName", "b"), ("username", "c")], "c", id="the last written"
        ),
        pytest.param(
            [("username", "a"), ("Username", "b")], "b", id="not the one in small letters"
        ),
        pytest.param([("username", None), ("username", None)], "", id="null twice is nothing"),
    ],
)
def test_of_a_field_written_twice_the_last_that_is_not_null_counts(
    written: list[tuple[str, Json]], username: str
) -> None:
    entry = read_entry("ghcr.io", RepeatedKeys([*written, ("password", TOKEN)]))
    assert entry.usable
    assert (entry.username, entry.token) == (username, TOKEN)


@pytest.mark.parametrize("name", ["username", "Username"])
def test_a_field_that_is_not_text_is_unreadable_though_a_good_one_follows(name: str) -> None:
    entry = read_entry("ghcr.io", RepeatedKeys([(name, 5), ("username", "me"), ("x", 1), ("x", 2)]))
    assert entry.unreadable
    assert entry.why == "its `username` is a number, where text belongs"
