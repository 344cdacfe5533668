"""What hypothesis draws from: text as nasty as people and attackers write it."""

from hypothesis import strategies as st

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.payload import Style

NASTY = (
    *("1e3", "5E10", "0o17", "0O17", "0x1F", "0b11", "1_000", "017", "09", "1.", ".5", "+1", "-0"),
    *("yes", "no", "on", "off", "y", "n", "Y", "N", "true", "False", "NULL", "null", "~", "Null"),
    *(".inf", "-.INF", ".nan", ".NaN", "inf", "nan", "2026-11-23", "2001-12-14t21:59:43.1-05:00"),
    *("12:30:45", "190:20:30", "", " ", "  a", "a  ", "00123", "a: b", "a:", ":a", "a #b", "#a"),
    *(
        "'",
        '"',
        "it's",
        'a"b',
        "'a'",
        '"a"',
        "\\",
        "a\\nb",
        "\t",
        "a\tb",
        "\n",
        "a\nb\n",
        "\r",
        "\r\n",
    ),
    *("- a", "-", "--", "---", "...", "-a", "=", "<<", "@a", "`a`", "%a", "%TAG", "!a", "!!str a"),
    *("&a", "*a", "|", ">", "|-", "?", "? a", "[", "]", "[a]", "{", "}", "{a: b}", ",", "a,b"),
    *("\x85", "a\x85b", "\ufeff", "\ufeffa", "\u2028", "\u2029", "\x00", "\x07", "\x1b[2J", "\x7f"),
    *("\x80", "\x9b31m", "\xa0", "\u200b", "\u202eabc", "\ufffd", "\ufffe", "\uffff", "\U000e0041"),
    *(
        "😀",
        "👩\u200d💻",
        "e\u0301",
        "日本語",
        "<a>&b",
        "$(id)",
        "`id`",
        "${HOME}",
        "$HOME",
        "%s%n%%",
    ),
    *("\x1b[201~\nid\n", "EOF", "\nEOF\n", "a=b", "a-", "key-", "--dry-run=none", "-h", "!!", "!x"),
    *("x" * 127, "x" * 128, "x" * 1025, "a b " * 40, "é" * 1030, "/", "a/b", "http://x/?y=z#f"),
)
"""Strings that some reader of YAML, JSON or a shell takes for something else."""

texts = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"])))
"""Any Unicode text, the nasty ones often."""
anything = st.one_of(texts, st.text())
"""Lone surrogates too, as bytes that are not UTF-8 come in through arguments and pastes."""
usernames = texts.filter(lambda text: ":" not in text)
labels = st.dictionaries(texts, texts, max_size=4)
json_scalars: st.SearchStrategy[Json] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**63), 2**63),
    st.floats(allow_nan=False, allow_infinity=False),
    texts,
)
json_values: st.SearchStrategy[Json] = st.recursive(
    json_scalars,
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(texts, inner, max_size=4)),
    max_leaves=12,
)
credentials = st.builds(Credential, texts, usernames, texts, texts)
pairs: st.SearchStrategy[tuple[Pair, ...]] = st.lists(
    st.tuples(texts, st.one_of(st.none(), texts)), max_size=4
).map(tuple)
styles: st.SearchStrategy[Style] = st.sampled_from(("auth", "kubectl"))


def drafts(
    text: st.SearchStrategy[str] = texts, count: st.SearchStrategy[int] | None = None
) -> st.SearchStrategy[Draft]:
    """Return drafts whose texts all come from `text`, with `count` credentials each."""
    credential = st.builds(Credential, text, text, text, text)
    numbers = count or st.integers(0, 3)
    some_pairs: st.SearchStrategy[tuple[Pair, ...]] = st.lists(
        st.tuples(text, st.one_of(st.none(), text)), max_size=3
    ).map(tuple)
    return st.builds(
        Draft,
        credentials=numbers.flatmap(
            lambda number: st.lists(credential, min_size=number, max_size=number).map(tuple)
        ),
        name=text,
        namespace=text,
        labels=some_pairs,
        annotations=some_pairs,
        immutable=st.booleans(),
        style=styles,
        string_data=st.booleans(),
    )
