"""`config.toml`: what it sets, what is wrong with it and where, and how it is written out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.app import App

from ghcr_tui.core.settings.config_file import Config, read_config, written
from ghcr_tui.core.settings.keys import ACTIONS
from ghcr_tui.core.settings.settings import CLIPBOARD_USES, REMEMBERED, THEMES, Settings

EVERYTHING = """\
theme = "nord"
clipboard = "terminal"
remember = ["theme", "folder"]
read_only = true
protected_contexts = ["prod-*", "live"]

[defaults]
registry = "quay.io"
namespace = "shop"
labels = { team = "shop", "app.kubernetes.io/part-of" = "web, and more" }

[keys]
verify = "ctrl+g"
cluster = "f5,F7"
"""
ALL_SET = Settings(
    theme="nord",
    clipboard="terminal",
    remembered=("theme", "folder"),
    read_only=True,
    protected_contexts=("prod-*", "live"),
    registry="quay.io",
    namespace="shop",
    labels=(("team", "shop"), ("app.kubernetes.io/part-of", "web, and more")),
    keys=(("verify", "ctrl+g"), ("cluster", "f5,f7")),
)


def test_everything_can_be_set() -> None:
    config = read_config(EVERYTHING)
    assert config.problems == ()
    assert config.settings == ALL_SET
    places = {*Settings._fields, "keys.verify", "keys.cluster"} - {"keys"}
    assert config.fields == places


def test_nothing_need_be_set() -> None:
    assert read_config("") == Config()
    assert read_config("# a comment\n") == Config()


def test_the_themes_are_those_of_the_app() -> None:
    assert sorted(App[None]().available_themes) == sorted(THEMES)


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("theme = 3", 1, "`theme`: a text in quotes is wanted, not a number."),
        ('\ntheme = "nrod"', 2, "`theme`: there is no `nrod`; did you mean `nord`."),
        ('theme = "\\u001b[31m"', 1, "there is no `␛[31m`; choose one of"),
        ("theme = nord", 1, "it is not TOML: Invalid value."),
        ("theme = ", 0, "it is not TOML"),
        ('[defaults]\nnamspace = "x"', 2, "did you mean `defaults.namespace`"),
        ('namespace = "x"', 1, "did you mean `defaults.namespace`"),
        ('defaults = "x"', 1, "begins with the line [defaults]"),
        ("[keys]\nverify = 5", 2, "`keys.verify`: a text in quotes is wanted, not a number."),
        ('[keys]\nverif = "f7"', 2, "`keys.verif`: there is no `verif`; did you mean `verify`."),
        ('[keys]\n\nverify = "x"', 3, "`x` is no key that works while something is typed"),
        ('keys.verify = "ctrl+c"', 1, "the key that copies a selection"),
        ('[keys]\nsave = "ctrl+m"', 2, "`ctrl+m` is enter for a terminal"),
        ('[keys]\nverify = "f6"', 2, "`f6` is the key of cluster"),
        ('[keys]\nsave = "f7"\ncopy = "f7"', 3, "`f7` is the key of save"),
        ("read_only = 'yes'", 1, "true or false is wanted, without quotes, not a text."),
        ("protected_contexts = 'prod'", 1, "a list of texts is wanted, not a text."),
        ("remember = ['token']", 1, "there is no `token`"),
        ("[defaults]\nlabels = ['a']", 2, "a table is wanted"),
        ("[defaults.labels]\na = 1", 1, "`defaults.labels`: a text in quotes is wanted"),
        ("[other]\na = 1", 1, "`other`: there is no such setting"),
    ],
)
def test_what_is_wrong_is_said_with_its_line(text: str, line: int, said: str) -> None:
    (problem,) = read_config(text).problems
    assert said in problem.sentence
    assert problem.line == line


def test_nesting_is_no_trap() -> None:
    (problem,) = read_config("a = " + "[" * 10_000).problems
    assert "it is not TOML" in problem.sentence


def test_what_is_wrong_costs_nothing_else() -> None:
    config = read_config('theme = "nord"\nread_only = 1\n[keys]\nverify = "f6"\ncopy = "f7"')
    assert config.settings == Settings(theme="nord", keys=(("copy", "f7"),))
    assert [each.line for each in config.problems] == [2, 4]


def test_two_actions_may_swap_their_keys() -> None:
    config = read_config('[keys]\nverify = "f6"\ncluster = "f5"')
    assert config.problems == ()


def test_a_key_may_be_on_two_screens_for_two_things() -> None:
    assert read_config('[keys]\nadd_registry = "f9"').problems == ()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
settings = st.builds(
    Settings,
    theme=st.sampled_from(THEMES),
    clipboard=st.sampled_from(CLIPBOARD_USES),
    remembered=st.lists(st.sampled_from(REMEMBERED), unique=True).map(tuple),
    read_only=st.booleans(),
    protected_contexts=st.lists(texts, max_size=3).map(tuple),
    registry=texts,
    namespace=texts,
    labels=st.dictionaries(texts, texts, max_size=3).map(lambda pairs: tuple(pairs.items())),
    keys=st.sampled_from([(), (("copy", "f12"),), (("verify", "f6"), ("cluster", "f5"))]),
)


@given(settings)
def test_what_is_written_out_sets_the_same(chosen: Settings) -> None:
    config = read_config(written(chosen, lambda field: f"from {field}"))
    assert config.problems == ()
    keys = {name: action.key for name, action in ACTIONS.items()} | dict(chosen.keys)
    assert config.settings == chosen._replace(keys=tuple(keys.items()))


@given(st.text(max_size=200))
def test_any_text_gets_an_answer(text: str) -> None:
    read_config(text)


@pytest.mark.parametrize(
    ("context", "is_protected"),
    [("prod-eu", True), ("live", True), ("prod", False), ("Live", False), ("test-prod-eu", False)],
)
def test_contexts_are_protected_by_name(context: str, is_protected: bool) -> None:
    assert ALL_SET.protects(context) is is_protected
