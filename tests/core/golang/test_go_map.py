"""Go maps as templates and jsonpath print them."""

import pytest

from ghcr_tui.core.golang.go_map import read_go_map
from ghcr_tui.core.golang.json_text import Json


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("map[]", {}),
        ("map[a:b]", {"a": "b"}),
        ("map[a:b c:d]", {"a": "b", "c": "d"}),
        ("map[data:map[.dockercfg:eyJ9==] kind:Secret]",
         {"data": {".dockercfg": "eyJ9=="}, "kind": "Secret"}),
        ("map[a:two words b:c]", {"a": "two words", "b": "c"}),
        ("map[time:2017-04-14T03:20:04Z]", {"time": "2017-04-14T03:20:04Z"}),
        ("map[items:[map[a:b] map[c:d]]]", {"items": [{"a": "b"}, {"c": "d"}]}),
        ('map[x:{"a": [1, 2]} y:z]', {"x": '{"a": [1, 2]}', "y": "z"}),
        ("map[x:{broken y:z]", {"x": "{broken", "y": "z"}),
        ("map[a:<nil>]", {"a": "<nil>"}),
        ("map[a:b] behind", {"a": "b"}),
        ("map[a:b", {"a": "b"}),  # cut off
        ("  map[a:b]", {"a": "b"}),
    ],
)  # fmt: skip
def test_a_map_is_read_as(text: str, value: Json) -> None:
    assert read_go_map(text) == value


@pytest.mark.parametrize("text", ["", "map", "{a: b}", "x map[a:b]", "map[" * 100])
def test_what_is_no_map_is_none(text: str) -> None:
    assert read_go_map(text) is None


def test_the_work_is_bounded() -> None:
    assert read_go_map("map[" + "a:b " * 2_000_000) is None
