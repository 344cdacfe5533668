"""The grammar of WWW-Authenticate (RFC 9110, 11.6.1), as rows: header, challenges, reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.verification.challenge import Challenge, parse_challenges

_BEARER = Challenge("bearer", (("realm", "https://a/t"), ("service", "s")))


@pytest.mark.parametrize(
    ("headers", "expected"),
    [
        pytest.param(['Bearer realm="https://a/t",service="s"'], [_BEARER], id="plain"),
        pytest.param(['BEARER Realm="https://a/t" , SERVICE = s'], [_BEARER], id="case, spaces"),
        pytest.param(['Bearer\trealm="https://a/t",\t,service="s",'], [_BEARER], id="empty items"),
        pytest.param(
            ['Bearer realm="a,b=\\"c\\\\d\\""'],
            [Challenge("bearer", (("realm", 'a,b="c\\d"'),))],
            id="commas, quotes and backslashes inside a quoted string",
        ),
        pytest.param(
            ['Basic realm="x", Bearer realm="https://a/t", service="s"'],
            [Challenge("basic", (("realm", "x"),)), _BEARER],
            id="two challenges in one header",
        ),
        pytest.param(
            ['Basic realm="x"', 'Bearer realm="https://a/t",service="s"'],
            [Challenge("basic", (("realm", "x"),)), _BEARER],
            id="two challenges in two headers",
        ),
        pytest.param(
            ["Negotiate, Basic realm=x"],
            [Challenge("negotiate"), Challenge("basic", (("realm", "x"),))],
            id="a scheme without parameters, then another",
        ),
        pytest.param(
            ["NTLM TlRM+/TVNT==, Basic realm=x"],
            [Challenge("ntlm", (), "TlRM+/TVNT=="), Challenge("basic", (("realm", "x"),))],
            id="token68",
        ),
        pytest.param(["Basic"], [Challenge("basic")], id="nothing but a scheme"),
        pytest.param(['Basic realm=""'], [Challenge("basic", (("realm", ""),))], id="empty value"),
        pytest.param([""], [], id="an empty header"),
        pytest.param([], [], id="no header"),
        pytest.param(['Bearer realm="https://a/t'], [], id="an unterminated quoted string"),
        pytest.param(['realm="x"'], [], id="a parameter without a scheme"),
        pytest.param(
            ['Bearer realm="a",realm="b"'],
            [Challenge("bearer", (("realm", "a"), ("realm", "b")))],
            id="two realms",
        ),
        pytest.param(
            ['Bearer realm="https://a/t",service="s",realm="https://a/t"'],
            [_BEARER],
            id="one realm twice",
        ),
        pytest.param(
            ['Bearer realm="https://a/t",service="x",service="s"'],
            [_BEARER],
            id="of another parameter that comes twice the last one counts, as in Go",
        ),
        pytest.param(
            ['Bearer realm="https://a/t",service="s",error_description="token "x" is bad"'],
            [_BEARER],
            id="what was whole before a rough description stays",
        ),
        pytest.param(
            ['Bearer realm="https://a/t" service="s"'], [_BEARER], id="no comma in between"
        ),
        pytest.param(
            ['Bearer service="s",realm="https://a/t'], [], id="the realm itself is not whole"
        ),
        pytest.param(["Bearer realm=https://a/t"], [], id="an unquoted URL is no token"),
        pytest.param(
            ['Basic realm=x, Bearer realm="a'],
            [Challenge("basic", (("realm", "x"),))],
            id="what comes before the broken challenge stays",
        ),
        pytest.param(
            ["Bearer realm=\x00", 'Basic realm="y"'],
            [Challenge("basic", (("realm", "y"),))],
            id="a broken header does not spoil the next one",
        ),
    ],
)
def test_a_header_is_read_as_the_grammar_says(
    headers: list[str], expected: list[Challenge]
) -> None:
    assert list(parse_challenges(headers)) == expected


@given(st.text(alphabet='Bearer realm="a\\,=;/ \t\x00é', max_size=200))
def test_no_header_makes_the_parser_raise_or_invent_text(header: str) -> None:
    for challenge in parse_challenges([header]):
        assert challenge.scheme in header.lower()


_VALUES = st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=30)


@given(st.dictionaries(st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True), _VALUES, max_size=5))
def test_what_was_quoted_comes_back(parameters: dict[str, str]) -> None:
    written = ", ".join(
        f'{name}="{value}"'
        for name, value in (
            (name, value.replace("\\", "\\\\").replace('"', '\\"'))
            for name, value in parameters.items()
        )
    )
    (challenge,) = parse_challenges([f"Bearer {written}"])
    assert dict(challenge.parameters) == parameters


def test_a_header_of_a_hundred_kilobytes_is_read_in_one_pass() -> None:
    (challenge,) = parse_challenges(['Bearer realm="' + "\\a" * 50_000 + '"'])
    assert len(challenge.parameter("realm")) == 50_000


@pytest.mark.parametrize(
    ("parameters", "realm"),
    [
        ((("realm", "a"),), "a"),
        ((("realm", "a"), ("realm", "b")), ""),
        ((("service", "s"),), ""),
    ],
    ids=["one", "two that differ", "none"],
)
def test_a_credential_has_one_place_to_go_or_none(
    parameters: tuple[tuple[str, str], ...], realm: str
) -> None:
    assert Challenge("bearer", parameters).realm == realm
