"""What copying leaves around a text, and that nothing else is taken away."""

import pytest
from hypothesis import given

from ghcr_tui.core.text.surroundings import without_comments, without_surroundings
from strategies import anything


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("a: b", "a: b"),
        ("\n\n  a: b\n  c: d\n", "  a: b\n  c: d"),  # YAML needs the first line's indentation
        ("\ufeffa", "a"),
        ("\t a", "a"),  # a tab never indents YAML
        ("\u00a0a", "a"),
        ("```\na\n```", "a"),
        ("```yaml\n  a: b\n  c: d\n```\n", "  a: b\n  c: d"),
        ("```", "```"),
        ("``` a ```", "``` a ```"),
        ("$ kubectl get a\nb", "b"),
        ("$ cd a\n$ kubectl get b\nc", "c"),
        ("% kubectl get a\nb", "b"),
        ("me@host:~/x$ cat a.yaml\nb", "b"),
        ("[root@host ~]# cat a.yaml\nb", "b"),
        ("PS C:\\Users\\me> type a.yaml\r\nb", "b"),
        ("C:\\Users\\me> type a.yaml\r\nb", "b"),
        ("$ kubectl get a", "$ kubectl get a"),  # nothing follows
        ("# a: b\nc: d", "# a: b\nc: d"),  # a comment, and no prompt of root
        ('"abc",', '"abc"'),
        ('"a": "b",', '"a": "b"'),
        ("YWJj,", "YWJj"),
        ("a, b,", "a, b,"),  # words
    ],
)
def test_only_what_copying_adds_is_taken_away(text: str, meant: str) -> None:
    assert without_surroundings(text) == meant


@pytest.mark.parametrize(
    ("text", "json"),
    [
        ("// a\n{}", "{}"),
        ("/* a\n * b */ // c\n[1]", "[1]"),
        ("// a\nb: c", ""),
        ("{} // a", ""),
        ("/* a", ""),
        ("/" * 5000, ""),
    ],
)
def test_comments_are_taken_off_where_json_is_behind_them(text: str, json: str) -> None:
    assert without_comments(text) == json


@given(anything)
def test_any_text_comes_back_as_a_part_of_itself(text: str) -> None:
    assert without_surroundings(text) in text
