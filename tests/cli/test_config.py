"""`ghcr-tui config`: what holds, where it is from, and what is wrong with the file."""

import json
from pathlib import Path

import pytest

from cli.headless import Headless
from documented_json import documented, printed
from ghcr_tui.core.settings.config_file import read_config
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.system.kept import config_path, recall, remember


@pytest.fixture
def config(home: Path) -> Path:
    """Return where the file is; its folder is there."""
    path = config_path()
    path.parent.mkdir(parents=True)
    return path


def test_without_a_file_the_defaults_are_printed_as_one(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("config")
    assert (ran.status, ran.err) == (0, "")
    assert "is not there: these are the defaults." in ran.out
    assert read_config(ran.out).problems == ()
    assert "# Nothing is remembered." in ran.out


def test_what_is_set_is_told_from_what_is_not(ghcr_tui: Headless, config: Path) -> None:
    config.write_text('theme = "nord"\n[keys]\nverify = "ctrl+g"\n')
    lines = ghcr_tui("config").out.splitlines()
    (theme,) = (line for line in lines if line.startswith("theme"))
    (verify,) = (line for line in lines if line.startswith("verify"))
    (save,) = (line for line in lines if line.startswith("save"))
    assert theme.split("#")[1].strip() == "set"
    assert verify.split() == ["verify", "=", '"ctrl+g"', "#", "set"]
    assert save.split()[-1] == "default"


def test_what_does_not_hold_is_named_with_its_line(ghcr_tui: Headless, config: Path) -> None:
    config.write_text('clipboard = "off"\nthem = "nord"\n')
    ran = ghcr_tui("config")
    assert ran.status == 2
    assert f"{config}, line 2: `them`: there is no such setting; did you mean `theme`." in ran.err
    assert read_config(ran.out).settings.clipboard == "off"


def test_in_json(ghcr_tui: Headless, config: Path) -> None:
    config.write_text("read_only = 1\nprotected_contexts = ['prod-*']\n")
    remember(Memory(username="octocat"))
    ran = ghcr_tui("config", "-o", "json")
    document = json.loads(ran.out)
    assert ran.status == 2
    assert document["path"] == str(config)
    assert document["set"] == ["protected_contexts"]
    assert document["settings"]["readOnly"] is False
    assert document["settings"]["protectedContexts"] == ["prod-*"]
    assert document["remembered"] == {"username": "octocat"}
    assert [each["line"] for each in document["problems"]] == [1]


def test_what_is_printed_is_what_is_documented(ghcr_tui: Headless, config: Path) -> None:
    config.write_text("them = 1\nprotected_contexts = ['a']\n[defaults]\nlabels = {a = 'b'}\n")
    remember(Memory(username="octocat"))
    known = documented("config")
    assert printed([json.loads(ghcr_tui("config", "-o", "json").out)], known) == known


def test_what_is_remembered_is_shown_and_forgotten(ghcr_tui: Headless) -> None:
    remember(Memory(username="octocat", folder="/home/ann"))
    shown = ghcr_tui("config").out
    assert "#   username: octocat" in shown
    assert ghcr_tui("config", "--forget").out == "Forgotten.\n"
    assert recall() == Memory()
    assert ghcr_tui("config", "--forget").out == "Nothing was remembered.\n"
