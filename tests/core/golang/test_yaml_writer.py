"""The YAML we write, read by PyYAML. kubectl reads it in test_kubectl_reads_it.py."""

import pytest
import yaml
from hypothesis import given

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.yaml_stream import YamlReader
from ghcr_tui.core.golang.yaml_writer import dump, scalar
from ghcr_tui.core.text.inert import is_inert
from strategies import NASTY, anything, json_values, texts


@pytest.mark.parametrize("text", NASTY)
def test_every_nasty_string_is_the_same_string_to_pyyaml_as_value_and_as_key(text: str) -> None:
    assert yaml.safe_load(dump({"value": text, "list": [text]})) == {"value": text, "list": [text]}
    assert yaml.safe_load(dump({text: "v"})) == {text: "v"}


@given(json_values)
def test_any_value_is_the_same_to_pyyaml_and_to_our_reader(value: Json) -> None:
    text = dump({"value": value})
    assert yaml.load(text, Loader=yaml.CSafeLoader) == {"value": _as_pyyaml_reads(value)}
    assert [piece for _, piece, _ in YamlReader().read_pieces(text)] == [{"value": value}]


@given(texts)
def test_no_scalar_is_ever_folded_or_left_active(text: str) -> None:
    written = scalar(text)
    assert is_inert(written)
    assert len(written.splitlines()) == 1


@given(anything)
def test_what_is_no_text_becomes_the_replacement_character_as_in_go(text: str) -> None:
    text_only = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    assert is_inert(scalar(text))
    if "\ufffd" not in text_only:
        assert yaml.safe_load(scalar(text)) == text


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ghcr", "ghcr"),
        (".dockerconfigjson", ".dockerconfigjson"),
        ("kubernetes.io/dockerconfigjson", "kubernetes.io/dockerconfigjson"),
        ("eyJhIjp7fX0=", "eyJhIjp7fX0="),
        ("ghcr.io/o/i:1", "ghcr.io/o/i:1"),
        ("2fast", '"2fast"'),  # could be read as a number by somebody
        ("YES", '"YES"'),
        ('{"a":"b"}', """'{"a":"b"}'"""),  # JSON stays readable
        ("""'"'""", """'''"'''"""),
        ("a\nb", r'"a\nb"'),
        ("\udcff", r'"\ufffd"'),
    ],
)
def test_scalars_are_plain_where_that_is_safe_and_readable_elsewhere(
    text: str, written: str
) -> None:
    assert scalar(text) == written


def test_documents_are_in_block_style_with_empty_collections_in_flow() -> None:
    value: Json = {"a": {"b": [1, {"c": "d", "e": []}, [True, None]]}, "f": {}}
    assert dump(value) == (
        "a:\n  b:\n    - 1\n    - c: d\n      e: []\n    - - true\n      - null\nf: {}\n"
    )


def test_a_key_beyond_what_readers_take_is_written_as_an_explicit_key() -> None:
    value: Json = {"k" * 5000: {"l" * 5000: ["v"]}, "m": [{"n" * 5000: "o"}]}
    assert yaml.safe_load(dump(value)) == value


def test_a_float_that_json_cannot_hold_is_refused() -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        dump({"a": float("inf")})


def _as_pyyaml_reads(value: Json) -> object:
    """Return `value` with the floats that YAML 1.1 takes for text, for want of a dot."""
    if isinstance(value, float):
        return value if "." in repr(value) else repr(value)
    if isinstance(value, list):
        return [_as_pyyaml_reads(child) for child in value]
    if isinstance(value, dict):
        return {key: _as_pyyaml_reads(child) for key, child in value.items()}
    return value
