"""The front door: what is refused, what is misunderstood, and what is answered without a verb."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import ghcr_tui as package
from cli.headless import TOKEN, Headless
from ghcr_tui.cli.open_app import Opening, opening
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.settings.memory import Memory
from ghcr_tui.system.kept import config_path, remember


@pytest.mark.parametrize(
    "option",
    [
        (f"--token={TOKEN}",),
        ("--token", TOKEN),
        (f"--password={TOKEN}",),
        ("--password", TOKEN),
        (f"--docker-password={TOKEN}",),  # what kubectl calls it
        ("-p", TOKEN),  # what docker login calls it
        (f"-p{TOKEN}",),
        (f"--toke={TOKEN}",),  # an abbreviation, which argparse would take
        ("--tok", TOKEN),
        (f"--pass={TOKEN}",),
        (f"--TOKEN={TOKEN}",),
        (f"--docker_password={TOKEN}",),
    ],
)
@pytest.mark.parametrize("verb", [(), ("encode", "--username", "u"), ("decode",), ("lookup", "x")])
def test_a_token_on_the_command_line_is_refused_with_the_reason_and_never_repeated(
    ghcr_tui: Headless, verb: tuple[str, ...], option: tuple[str, ...]
) -> None:
    ran = ghcr_tui(*verb, *option)
    assert (ran.status, ran.out) == (2, "")
    assert "never belongs on the command line" in ran.err
    assert "--token-stdin" in ran.err
    assert TOKEN not in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("encode", TOKEN), "1 argument too many"),
        (("encode", f"--immutable={TOKEN}"), "--immutable"),
        (("encode", "--style", TOKEN), "choose one of auth, kubectl"),
        (("encode", "-o", TOKEN), "choose one of yaml"),
        (("encode", f"-x{TOKEN}"), "no option -x"),
        (("encode", f"--{TOKEN}"), "no such option"),
        (("encode", f"--tken={TOKEN}"), "no option --tken"),
        (("encode", "--username", "u", "--token-file", TOKEN), "looks like a token"),
        (("encode", "--credential", f"ghcr.io=u:{TOKEN}"), "REGISTRY=USERNAME:@FILE"),
        (("encode", "--credential", TOKEN), "REGISTRY=USERNAME:@FILE"),
        (("encode", "--credential", f"ghcr.io=u:@{TOKEN}"), "looks like a token"),
        (("decode", TOKEN), "looks like a token"),
        (("lookup", "nginx", TOKEN), "looks like a token"),
        ((TOKEN,), "looks like a token"),
        (("--token-file", TOKEN), "looks like a token"),
    ],
)
def test_a_token_in_the_wrong_place_is_not_repeated_either(
    ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert TOKEN not in ran.err


def test_docker_s_password_stdin_is_told_its_name_here(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("encode", "--username", "u", "--password-stdin", stdin=TOKEN)
    assert ran.status == 2
    assert "--token-stdin here" in ran.err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("ecnode",), "did you mean encode?"),
        (("deocde", "x.yaml"), "did you mean"),
        (("zzz",), "no file and no verb `zzz`."),
        (("./missing.yaml",), "`./missing.yaml`: it does not exist"),
        (("missing.yaml",), "`missing.yaml`: it does not exist"),
        (("--registry", "quay.io", "encode"), "a verb comes first"),
        (("--usrname", "x"), "no option --usrname; did you mean --username?"),
        (("-", "b"), "too many"),
        (("\x1b[31mx.yaml",), "␛[31mx.yaml"),
    ],
)
def test_what_cannot_be_meant_is_answered_before_the_app_opens(
    ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui(*arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_file_named_like_a_verb_is_still_the_verb(
    ghcr_tui: Headless, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("decode").write_text("this is not what is decoded")
    ran = ghcr_tui("decode", stdin="# nothing")
    assert "nothing" in ran.out.lower()


def test_the_app_needs_a_terminal_and_names_the_verbs(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text("kind: Secret")
    for arguments in ((), (str(file),)):
        ran = ghcr_tui(*arguments)
        assert (ran.status, ran.out) == (2, "")
        assert "needs a terminal" in ran.err
        assert "decode" in ran.err


def test_the_version_is_the_package_s(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("--version")
    assert (ran.status, ran.out, ran.err) == (0, f"ghcr-tui {package.__version__}\n", "")


@pytest.mark.parametrize("verb", ["", "encode", "decode", "lookup", "verify", "completion"])
def test_every_help_has_examples(ghcr_tui: Headless, verb: str) -> None:
    ran = ghcr_tui(*filter(None, (verb, "--help")))
    assert ran.status == 0
    assert "examples:\n" in ran.out
    assert ran.out.count("ghcr-tui") > 2


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Opening]:
    """Return how the app is opened by a person at a terminal, with some arguments."""

    def at_terminal(*arguments: str) -> Opening:
        with monkeypatch.context() as patch:
            patch.setattr(sys, "stdin", _Terminal())
            patch.setattr(sys, "stdout", _Terminal())
            return opening(arguments)

    return at_terminal


def _config(text: str) -> None:
    path = config_path()
    path.parent.mkdir(parents=True)
    path.write_text(text)


def test_the_app_begins_with_what_was_typed_in_last(opened: Callable[..., Opening]) -> None:
    remember(Memory("nord", "quay.io", "org+bot", "shop"))
    how = opened()
    assert how.draft == Draft((Credential("quay.io", "org+bot", ""),), namespace="shop")
    assert how.memory.theme == "nord"
    forgetful = opened("--no-memory")
    assert (forgetful.draft, forgetful.memory) == (Draft(), Memory())
    assert forgetful.settings.remembered == ()


def test_what_is_said_comes_before_what_is_set_and_that_before_what_was(
    opened: Callable[..., Opening],
) -> None:
    remember(Memory("", "quay.io", "org+bot", "shop"))
    _config('[defaults]\nregistry = "ghcr.io"\nnamespace = "web"\nlabels = { a = "b" }\n')
    how = opened()
    assert how.draft == Draft(namespace="web", labels=(("a", "b"),))
    said = opened("-r", "quay.io", "-n", "x")
    assert said.draft.credentials == (Credential("quay.io", "org+bot", ""),)
    assert said.draft.namespace == "x"


def test_a_variable_s_token_is_for_ghcr_io_alone(
    opened: Callable[..., Opening], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", TOKEN)
    how = opened("-u", "octocat")
    assert (how.draft.credentials[0].token, how.token_from) == (TOKEN, "GITHUB_TOKEN")
    other = opened("-u", "octocat", "-r", "quay.io")
    assert (other.draft.credentials[0].token, other.token_from) == ("", "")


def test_what_is_wrong_in_the_settings_stops_nobody(opened: Callable[..., Opening]) -> None:
    _config('theme = "nord"\nclipbord = "off"\n')
    how = opened()
    assert how.settings.theme == "nord"
    assert (
        "line 2: `clipbord`: there is no such setting; did you mean `clipboard`." in how.complaint
    )
