"""YAML, read as Kubernetes reads it and with bounded work. kubectl is asked in its own test."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.yaml_scalars import plain_value
from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader
from strategies import anything, json_values


@pytest.mark.parametrize(
    ("scalar", "value"),
    [
        ("1e3", 1000.0),
        ("0o17", 15),
        ("017", 15),
        ("0x1F", 31),
        ("0b11", 3),
        ("1_000", 1000),
        ("09", 9.0),  # no octal, so a float
        ("._5", "._5"),  # behind a leading dot, underscores must stand between digits
        (".1_5", 0.15),
        ("1e400", "1e400"),  # beyond a float64: text
        ("0xfffffffffffffffff", "0xfffffffffffffffff"),  # beyond 64 bits
        ("-9223372036854775808", -(2**63)),
        ("18446744073709551615", 2**64 - 1),
        ("99999999999999999999", 1e20),
        ("yes", True),
        ("oFF", "oFF"),
        ("~", None),
        ("2026-11-23", "2026-11-23"),
        ("12:30:45", "12:30:45"),
        ("<<", "<<"),
        ("=", "="),
        ("1" * 5000, "1" * 5000),
        ("0x" + "f" * 5000, "0x" + "f" * 5000),
        ("1" * 200 + "." + "1" * 5000, float("1" * 200)),
    ],
)
def test_plain_scalars_are_taken_as_go_takes_them(scalar: str, value: Json) -> None:
    assert plain_value(scalar) == value
    assert type(plain_value(scalar)) is type(value)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: !!str 1e3", {"a": "1e3"}),
        ("a: ! 5", {"a": "5"}),
        ('a: !!int "0x1f"', {"a": 31}),
        ("a: !!float 5", {"a": 5}),
        ("a: !!bool 'yes'", {"a": True}),
        ("a: !!null ''", {"a": None}),
        ("a: !!timestamp 2026-11-23", {"a": "2026-11-23"}),
        ("a: !!binary |\n  aGVs\n  bG8=\n", {"a": "hello"}),
        ("a: !!map {b: 1}", {"a": {"b": 1}}),
        ("a: !!set {b}", {"a": {"b": None}}),
        ("a: !!omap [b: 1]", {"a": [{"b": 1}]}),
        ('1e3: a\n1.5: b\ntrue: c\n0x10: d\n"null": e', dict(zip(
            ("1000", "1.5", "true", "16", "null"), "abcde", strict=True))),
        ("1e6: a\n16777217.0: b\n-0.0: c\n1e-5: d\n1e300: e", dict(zip(
            ("1e+06", "1.6777216e+07", "-0", "1e-05", ".inf"), "abcde", strict=True))),
        ("b: &b {x: 1}\na: {<<: *b, z: 2}", {"b": {"x": 1}, "a": {"x": 1, "z": 2}}),
        ("b: &b {x: 1}\na: {x: 5, <<: *b}", {"b": {"x": 1}, "a": {"x": 1}}),  # Go: in turn
        ("b: &b {x: 1}\na: {<<: *b, x: 5}", {"b": {"x": 1}, "a": {"x": 5}}),
        ("a: {<<: [{x: 1}, {x: 2, z: 3}]}", {"a": {"x": 1, "z": 3}}),  # the first of a list wins
        ("!!merge <<: {x: 1}", {"x": 1}),
        ('a: {"<<": {x: 1}}', {"a": {"<<": {"x": 1}}}),  # in quotes it is a key like any other
        ("a: {!!str <<: 1}", {"a": {"<<": 1}}),
        ("a: &k x\n*k : z", {"a": "x", "x": "z"}),  # an alias as a key
        ("a: &a [1]\nb: *a", {"a": [1], "b": [1]}),
        ("y: 1\nno: 2", {"true": 1, "false": 2}),  # as keys, too
        ("--- {a: 1}\n...\n", {"a": 1}),
        ("", None),
    ],
)  # fmt: skip
def test_documents_are_read_as_kubernetes_reads_them(text: str, value: Json) -> None:
    assert _read(text) == value


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("a: !!int x", "the tag `tag:yaml.org,2002:int` does not fit its value"),
        ("a: !!bool 5", "does not fit its value"),
        ("a: !!null x", "does not fit its value"),
        ("a: !!binary aGVs bG8=", "holds no base64"),  # Go passes over line breaks only
        ("a: !!binary nope!", "the tag `tag:yaml.org,2002:binary` holds no base64"),
        ("a: .inf", "`.inf` is no number for Kubernetes (line 1, column 4)"),
        ("a: [-.NAN, .nan]", "`.nan` is no number for Kubernetes (line 1, column 12)"),
        ("a: *b", "the alias `b` stands for nothing finished (line 1, column 4)"),
        ("a: &a [*a]", "the alias `a` stands for nothing finished"),  # a cycle
        ("&a {*a : 1}", "the alias `a` stands for nothing finished"),
        ("a: &a [1]\n*a : 2", "an alias to a mapping or a list stands as a key (line 2"),
        ("? [a]\n: b", "a key is not plain text (line 1, column 3)"),
        ("{{a: b}: c}", "a key is not plain text"),
        ("~: a", "null stands where a key belongs (line 1, column 1)"),
        ("a: {<<: 5}", "`<<` stands before something other than a mapping (line 1, column 9)"),
        ("a: {<<: [5]}", "`<<` stands before something other than a mapping"),
        ("a: b: c", "mapping values are not allowed in this context (line 1, column 5)"),
        ("a: 'b", "found unexpected end of stream"),
        ("a:\n\tb: 1", "found character that cannot start any token (line 2, column 1)"),
        ("a: \x00", "control characters are not allowed"),
        ("a: \udcff", "it holds characters that are not text"),
        ('a: "\\ud800"', "found invalid Unicode character escape code"),
        ("%YAML 3.0\n--- a", "found incompatible YAML document"),
        ("a: @b", "found character that cannot start any token"),
    ],
)
def test_what_is_not_plain_data_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(YamlError) as caught:
        _read(text)
    assert message in str(caught.value)


@pytest.mark.parametrize(
    "text",
    [
        "[" * 100_000,
        "[" * 100_000 + "]" * 100_000,
        "{a: " * 100_000,
        '{"a":' * 100_000,
        "- " * 100_000,
        "? ? " * 100_000,
        "- ? " * 100_000,
        "\n".join("  " * depth + "a:" for depth in range(1000)),
        "[&a " * 100_000,
        "[!!seq " * 100_000,
    ],
    ids=["[", "[]", "{a:", '{"a":', "-", "??", "-?", "a:", "[&", "[!!"],
)
def test_nesting_is_bounded_in_every_form(text: str) -> None:
    with pytest.raises(YamlError, match=r"nested more than 100 deep|a key is not plain text"):
        _read(text)


@pytest.mark.parametrize("depth", [101, 999, 1000, 1001, 5000])
@pytest.mark.parametrize("form", ["flow list", "flow mapping", "block list", "block mapping"])
def test_the_limit_of_nesting_is_the_same_whatever_libyaml_allows(form: str, depth: int) -> None:
    assert _read(_nested(form, 100)) is not None
    with pytest.raises(YamlError, match="nested more than 100 deep"):
        _read(_nested(form, depth))


def _nested(form: str, depth: int) -> str:
    if form == "block mapping":
        return "\n".join(" " * level + "a:" for level in range(depth)) + " x"
    opening, closing = {
        "flow list": ("[", "]"),
        "flow mapping": ("{a: ", "}"),
        "block list": ("- ", ""),
    }[form]
    return opening * depth + "x" + closing * depth


def test_an_alias_bomb_is_not_opened() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    with pytest.raises(YamlError, match="not opened"):
        _read("\n".join(lines))


def test_a_bomb_in_many_small_documents_is_not_opened_either() -> None:
    document = "a: &a [" + "x," * 1000 + "]\nb: [" + "*a," * 50 + "]\n"
    with pytest.raises(YamlError, match="not opened"):
        list(YamlReader().read_pieces(("---\n" + document) * 50))


def test_long_text_cannot_be_multiplied_by_aliases() -> None:
    text = f"a: &a {'x' * 100_000}\nb: [{', '.join(['*a'] * 1000)}]"
    with pytest.raises(YamlError, match="not opened"):
        _read(text)


def test_merging_cannot_be_multiplied_by_aliases() -> None:
    wide = ", ".join(f"k{n}: {n}" for n in range(1000))
    text = f"a: &a {{{wide}}}\nb: [{', '.join(['{<<: *a}'] * 200)}]"
    with pytest.raises(YamlError, match="not opened"):
        _read(text)


@pytest.mark.parametrize(
    ("text", "duplicates"),
    [
        ("a: 1\na: 2", ["a"]),
        ("a: {b: 1, b: 2, b: 3}\na: 1", ["b", "a"]),
        ("1: a\n'1': b", ["1"]),  # the same key to Kubernetes
        ("b: &b {x: 1}\na: {<<: *b, x: 2}", []),  # overriding what was merged is what it is for
        ("b: &b {x: 1}\na: {<<: *b, x: 2, x: 3}", ["x"]),
        ("b: &b {x: 1}\na: {x: 2, <<: *b, x: 3}", ["x"]),
    ],
)
def test_keys_that_occur_twice_are_remembered(text: str, duplicates: list[str]) -> None:
    reader = YamlReader()
    list(reader.read_pieces(text))
    assert reader.duplicates == duplicates


def test_very_many_duplicates_take_no_time_and_no_room() -> None:
    reader = YamlReader()
    list(reader.read_pieces("\n".join(f"k{n}: 1\nk{n}: 2" for n in range(5_000))))
    assert len(reader.duplicates) == 100


def test_items_come_one_by_one_before_the_list_that_held_them() -> None:
    text = (
        "apiVersion: v1\nkind: List\nitems:\n"
        "- &one {a: 1}\n- {b: {items: [{c: 1}]}}\n- *one\nlast: *one\n---\nd: 1\n"
    )
    pieces = [(is_item, value) for is_item, value, _ in YamlReader().read_pieces(text)]
    assert pieces == [
        (True, {"a": 1}),
        (True, {"b": {"items": [{"c": 1}]}}),
        (False, {"apiVersion": "v1", "kind": "List", "items": [{"a": 1}], "last": {"a": 1}}),
        (False, {"d": 1}),
    ]


def test_items_before_a_fault_have_been_yielded() -> None:
    pieces = YamlReader().read_pieces("items:\n- {a: 1}\n- {a: 2}\n- {a: [}")
    assert [next(pieces)[1], next(pieces)[1]] == [{"a": 1}, {"a": 2}]
    with pytest.raises(YamlError, match="line 4"):
        next(pieces)


@given(json_values, st.booleans(), st.sampled_from(['"', "'", "|", ">", None]))
def test_what_pyyaml_writes_is_read_as_pyyaml_reads_it(
    value: Json, flow: bool, style: str | None
) -> None:
    document = {"value": _as_text(value) if style is None else value}
    text = yaml.dump(document, default_flow_style=flow, default_style=style, allow_unicode=flow)
    assert _read(text) == yaml.safe_load(text)


@given(st.one_of(anything, st.text("ab:-?&*!<>|'\"%@`{}[], #\n\t~.0x_1e=")))
def test_no_text_raises_anything_but_the_documented_error(text: str) -> None:
    try:
        list(YamlReader().read_pieces(text))
    except YamlError as problem:
        assert str(problem)  # noqa: PT017


def test_the_reader_without_libyaml_is_bounded_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ghcr_tui.core.golang.yaml_stream._LOADER", yaml.SafeLoader)
    assert _read("a: [1e3, &x yes, *x]") == {"a": [1000.0, True, True]}
    for text, message in (
        ("[" * 2_000, "nested"),
        ('a: "\\UFFFFFFFF"', "not text"),
        ("a: \x00", "special characters are not allowed (character 4)"),
    ):
        with pytest.raises(YamlError) as caught:
            _read(text)
        assert message in str(caught.value)


def _read(text: str) -> Json:
    pieces = list(YamlReader().read_pieces(text))
    return pieces[-1][1] if pieces else None


def _as_text(value: Json) -> Json:
    """Return `value` with a mark before all text, so that no reader can take it for a number."""
    if isinstance(value, list):
        return [_as_text(child) for child in value]
    if isinstance(value, dict):
        return {f"a {key}": _as_text(child) for key, child in value.items()}
    return value if value is None or isinstance(value, bool) else f"a {value}"
