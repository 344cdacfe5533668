"""`encode`: where the token comes from, what comes out, and what is refused."""

import base64
import json
import stat
import subprocess
from pathlib import Path

import pytest
import yaml

from cli.headless import TOKEN, Headless, b64, payload

AUTH = b64(f"octocat:{TOKEN}")
PAYLOAD = f'{{"auths":{{"ghcr.io":{{"auth":"{AUTH}"}}}}}}'


@pytest.fixture
def token_file(tmp_path: Path) -> Path:
    """Return a file with the token and the line break that editors add."""
    file = tmp_path / "token"
    file.write_text(f"{TOKEN}\n")
    return file


def _payload_of(manifest: str) -> str:
    document = yaml.safe_load(manifest)
    return base64.b64decode(document["data"][".dockerconfigjson"]).decode()


@pytest.mark.parametrize("piped", [TOKEN, f"{TOKEN}\n", f"{TOKEN}\r\n"])
def test_the_token_comes_from_a_pipe_without_its_line_break(ghcr_tui: Headless, piped: str) -> None:
    ran = ghcr_tui("encode", "--username", "octocat", "--token-stdin", "-n", "shop", stdin=piped)
    assert (ran.status, ran.err) == (0, "")
    assert _payload_of(ran.out) == PAYLOAD


def test_the_token_comes_from_a_file(ghcr_tui: Headless, token_file: Path) -> None:
    ran = ghcr_tui("encode", "-u", "octocat", "--token-file", str(token_file), "-n", "shop")
    assert _payload_of(ran.out) == PAYLOAD


@pytest.mark.parametrize("variable", ["GHCR_TOKEN", "GH_TOKEN", "GITHUB_TOKEN"])
def test_the_token_comes_from_a_variable(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, TOKEN)
    ran = ghcr_tui("encode", "-u", "octocat", "-n", "shop")
    assert _payload_of(ran.out) == PAYLOAD


def test_the_product_s_own_variable_goes_first(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "another")
    monkeypatch.setenv("GHCR_TOKEN", TOKEN)
    assert ghcr_tui("encode", "-u", "octocat", "-o", "auth").out == f"{AUTH}\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "whose credential?"),
        (("-u", "octocat"), "there is no token"),
        (("-u", "octocat", "--token-stdin"), "Standard input is empty"),
        (("-u", "octocat", "--token-file", "/nowhere/t"), "`/nowhere/t`: it does not exist"),
        (("-u", "o", "--token-stdin", "--token-file", "f"), "not allowed with"),
        (("--registry", "ghcr.io"), "--registry goes with --username"),
        (("--credential", "ghcr.io=u"), "REGISTRY=USERNAME:@FILE"),
        (("--credential", "u:@f"), "REGISTRY=USERNAME:@FILE"),
        (("--from-docker-config", "-u", "u"), "exclude each other"),
        (("--from-docker-config",), "config.json`: it does not exist"),
        (("--from-docker-config", "--token-stdin"), "--token-stdin goes with --username"),
        (("-u", "u", "-o", "yml"), "choose one of yaml, json"),
    ],
)
def test_what_is_missing_or_contradicts_itself_is_told(
    ghcr_tui: Headless, arguments: tuple[str, ...], said: str
) -> None:
    ran = ghcr_tui("encode", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("output", "expected"),
    [("auth", f"{AUTH}\n"), ("payload", f"{PAYLOAD}\n")],
)
def test_a_format_for_pipelines_is_exactly_those_bytes(
    ghcr_tui: Headless, output: str, expected: str
) -> None:
    ran = ghcr_tui("encode", "-u", "octocat", "--token-stdin", "-o", output, stdin=TOKEN)
    assert (ran.status, ran.out) == (0, expected)


def test_yaml_and_json_are_the_same_manifest(ghcr_tui: Headless) -> None:
    options = ("-u", "octocat", "--token-stdin", "-n", "shop", "--label", "component=shop")
    more = ("--annotation", "note=a=b", "--immutable", "--name", "pull", "--style", "kubectl")
    as_yaml = yaml.safe_load(ghcr_tui("encode", *options, *more, stdin=TOKEN).out)
    as_json = json.loads(ghcr_tui("encode", *options, *more, "-o", "json", stdin=TOKEN).out)
    assert as_yaml == as_json
    assert list(as_yaml) == ["apiVersion", "kind", "metadata", "type", "immutable", "data"]
    assert as_yaml["metadata"] == {
        "name": "pull",
        "namespace": "shop",
        "labels": {"component": "shop"},
        "annotations": {"note": "a=b"},
    }
    assert base64.b64decode(as_yaml["data"][".dockerconfigjson"]).decode() == payload()


def test_string_data_holds_the_payload_in_clear(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("encode", "-u", "octocat", "--token-stdin", "--string-data", stdin=TOKEN)
    assert yaml.safe_load(ran.out)["stringData"] == {".dockerconfigjson": PAYLOAD}


@pytest.mark.parametrize("output", ["kubectl", "usage"])
def test_a_view_that_needs_no_token_holds_none(ghcr_tui: Headless, output: str) -> None:
    ran = ghcr_tui("encode", "-u", "octocat", "--token-stdin", "-o", output, stdin=TOKEN)
    assert ran.status == 0
    assert "ghcr" in ran.out
    assert TOKEN not in ran.out
    assert AUTH not in ran.out


def test_several_registries_stand_in_the_order_given(ghcr_tui: Headless, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).write_text(f"token-of-{name}-0123456789\n")
    ran = ghcr_tui(
        "encode", "-u", "octocat", "--token-stdin", "-o", "payload",
        "--credential", f"quay.io=org+bot:@{tmp_path}/a",
        "--credential", f"registry.example.com:5000=me@x:@{tmp_path}/b",
        stdin=TOKEN,
    )  # fmt: skip
    auths = json.loads(ran.out)["auths"]
    assert list(auths) == ["ghcr.io", "quay.io", "registry.example.com:5000"]
    assert auths["quay.io"]["auth"] == b64("org+bot:token-of-a-0123456789")
    assert auths["registry.example.com:5000"]["auth"] == b64("me@x:token-of-b-0123456789")


def _docker_config(home: Path) -> None:
    (home / ".docker").mkdir()
    entries = {"ghcr.io": {"auth": AUTH}, "quay.io": {"auth": b64("org+bot:0123456789abcdef")}}
    (home / ".docker" / "config.json").write_text(json.dumps({"auths": entries}))


@pytest.mark.parametrize(
    ("narrowed", "expected"),
    [((), ["ghcr.io", "quay.io"]), (("--registry", "quay.io"), ["quay.io"])],
)
def test_docker_s_configuration_is_imported(
    ghcr_tui: Headless, home: Path, narrowed: tuple[str, ...], expected: list[str]
) -> None:
    _docker_config(home)
    ran = ghcr_tui("encode", "--from-docker-config", *narrowed, "-o", "payload")
    assert ran.status == 0
    assert list(json.loads(ran.out)["auths"]) == expected


def test_a_credential_helper_is_asked(
    ghcr_tui: Headless, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    helper = tmp_path / "docker-credential-made-up"
    answer = json.dumps({"ServerURL": "ghcr.io", "Username": "octocat", "Secret": TOKEN})
    helper.write_text(f"#!/bin/sh\ncat >/dev/null\necho '{answer}'\n")
    helper.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    config = tmp_path / "config.json"
    config.write_text('{"auths": {"ghcr.io": {}}, "credsStore": "made-up"}')
    ran = ghcr_tui("encode", "--from-docker-config", str(config), "-o", "auth")
    assert (ran.status, ran.out) == (0, f"{AUTH}\n")


@pytest.mark.parametrize(
    ("arguments", "code", "place"),
    [
        (("-u", "a:b"), "username-has-colon", "username for ghcr.io"),
        (("-u", "octocat", "--name", "Not_A_Name"), "name", "--name"),
        (("-u", "octocat", "--label", "alone"), "pair-without-value", "--label"),
        (("-u", "octocat", "-r", ""), "registry", "registry for no registry"),
    ],
)
def test_an_error_refuses_and_names_the_option(
    ghcr_tui: Headless, arguments: tuple[str, ...], code: str, place: str
) -> None:
    ran = ghcr_tui("encode", *arguments, "--token-stdin", stdin=TOKEN)
    assert (ran.status, ran.out) == (1, "")
    assert ran.err.startswith("error ")
    assert code in ran.err
    assert place in ran.err
    assert "nothing was written" in ran.err
    assert TOKEN not in ran.err


def test_a_warning_is_told_and_lets_through(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("encode", "-u", "octocat", "-r", "gchr.io", "--token-stdin", stdin=TOKEN)
    assert ran.status == 0
    assert "warning" in ran.err
    assert yaml.safe_load(ran.out)["kind"] == "Secret"


def test_an_output_file_is_its_owner_s_alone(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    options = ("-u", "octocat", "--token-stdin", "-n", "shop")
    ran = ghcr_tui("encode", *options, "--output-file", str(file), stdin=TOKEN)
    assert (ran.status, ran.out) == (0, "")
    assert _payload_of(file.read_text()) == PAYLOAD
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_an_output_file_that_cannot_be_written_is_told(ghcr_tui: Headless, tmp_path: Path) -> None:
    options = ("-u", "octocat", "--token-stdin", "--output-file", f"{tmp_path}/no/folder.yaml")
    ran = ghcr_tui("encode", *options, stdin=TOKEN)
    assert ran.status == 3
    assert "folder" in ran.err


def test_an_error_leaves_an_output_file_alone(ghcr_tui: Headless, tmp_path: Path) -> None:
    file = tmp_path / "secret.yaml"
    file.write_text("the old one")
    ran = ghcr_tui("encode", "-u", "", "--token-stdin", "--output-file", str(file), stdin=TOKEN)
    assert ran.status == 1
    assert file.read_text() == "the old one"


@pytest.mark.parametrize(
    ("output", "is_warned"), [("yaml", True), ("auth", True), ("usage", False)]
)
def test_a_file_that_git_would_take_is_warned_about_where_a_token_is_in_it(
    ghcr_tui: Headless, tmp_path: Path, output: str, is_warned: bool
) -> None:
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    options = ("-u", "octocat", "--token-stdin", "-o", output, "--output-file", f"{tmp_path}/s")
    ran = ghcr_tui("encode", *options, stdin=TOKEN)
    assert (ran.status, "live token" in ran.err) == (0, is_warned)
