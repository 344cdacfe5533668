"""Go's filepath.Match, by the table of its own tests (path/filepath/match_test.go)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.glob import BadPattern, matches_glob


@pytest.mark.parametrize(
    ("pattern", "name", "expected"),
    [
        ("abc", "abc", True),
        ("abc", "abd", False),
        ("", "", True),
        ("", "a", False),
        ("*", "", True),
        ("*", "abc", True),
        ("**", "abc", True),
        ("*c", "abc", True),
        ("a*", "a", True),
        ("a*", "ab/c", False),  # a star stops at a slash
        ("a*/b", "abc/b", True),
        ("a*/b", "a/c/b", False),
        ("a*b*c*d*e*/f", "axbxcxdxexxx/f", True),
        ("a*b*c*d*e*/f", "axbxcxdxe/xxx/f", False),
        ("a*b*c*d*e*/f", "axbxcxdxexxx/fff", False),
        ("a*b?c*x", "abxbbxdbxebxczzx", True),
        ("a*b?c*x", "abxbbxdbxebxczzy", False),
        ("ab[c]", "abc", True),
        ("ab[b-d]", "abc", True),
        ("ab[e-g]", "abc", False),
        ("ab[d-b]", "abc", False),  # a range backwards takes nothing
        ("ab[^c]", "abc", False),
        ("ab[^e-g]", "abc", True),
        ("ab[!c]", "abd", False),  # `!` negates in a shell, not in Go
        ("a\\*b", "a*b", True),
        ("a\\*b", "ab", False),
        ("a?b", "a☺b", True),
        ("a[^a]b", "a☺b", True),
        ("a???b", "a☺b", False),
        ("[a-ζ]*", "α", True),
        ("*[a-ζ]", "A", False),
        ("a?b", "a/b", False),
        ("a[^a]b", "a/b", True),  # a class may take a slash
        ("[\\]a]", "]", True),
        ("[\\-]", "-", True),
        ("[x\\-]", "z", False),
        ("[\\-x]", "x", True),
        ("*x", "xxx", True),
        ("g[h]cr", "ghcr", True),
    ],
)
def test_a_glob_takes_what_go_lets_it_take(pattern: str, name: str, expected: bool) -> None:
    assert matches_glob(pattern, name) is expected


@pytest.mark.parametrize(
    "pattern",
    ["[]a]", "[-]", "[x-]", "[-x]", "\\", "[a-b-c]", "[", "[^", "[^bc", "a[", "a/b[", "[]", "[a\\"],
)
def test_a_malformed_glob_is_told_from_one_that_does_not_match(pattern: str) -> None:
    with pytest.raises(BadPattern):
        matches_glob(pattern, "x")


def test_a_class_with_bytes_that_are_no_text_is_malformed() -> None:
    with pytest.raises(BadPattern, match="not UTF-8"):
        matches_glob("[\udcff]", "x")


@given(
    st.text(st.sampled_from("*?[]^-\\ab/"), max_size=12),
    st.text(st.sampled_from("ab/-]^"), max_size=8),
)
def test_a_star_in_front_takes_at_least_as_much(pattern: str, name: str) -> None:
    try:
        alone, behind_star = matches_glob(pattern, name), matches_glob("*" + pattern, name)
    except BadPattern:
        return
    assert behind_star >= alone


@pytest.mark.parametrize(
    "pattern",
    ["*a" * 500_000, "[" + "a-b" * 300_000 + "]", "*" * 1_000_000, "*[^b]" * 900 + "b"],
    ids=["stars", "class", "only stars", "negations"],
)
def test_a_hostile_glob_is_answered(pattern: str) -> None:
    assert matches_glob(pattern, "a" * 2000) is (pattern == "*" * 1_000_000)
