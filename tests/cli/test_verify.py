"""`ghcr-tui verify`: words, credentials, output and exit status, against real registries."""

import base64
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import cast

import pytest

from documented_json import documented, printed
from ghcr_tui.__main__ import main
from ghcr_tui.cli.verify.questions import split_words
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.catalogue import YAML
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.verification.verification import Scopes
from registry_kit.answers import TOKEN
from registry_kit.asking import Resolver
from registry_kit.fixtures import Registry
from registry_kit.imitation import IMAGE, serve
from registry_kit.rules import LAYER
from registry_kit.runtime_cases import CASES, Case
from registry_kit.server import Answer, Request, Server, answer
from registry_kit.tokens import USERS

_RIGHT = USERS["reader"]


def _secret(folder: Path, name: str, *credentials: Credential) -> str:
    file = folder / f"{name}.yaml"
    file.write_text(YAML.render(Draft(credentials, name), FormatOptions()))
    return str(file)


def _pipe(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(text.encode())))


@pytest.mark.parametrize(
    ("username", "token", "status", "words"),
    [
        ("reader", _RIGHT, 0, "pulls with this credential."),
        ("reader", "wrong-token-1", 1, "This credential does not pull"),
        ("stranger", USERS["stranger"], 1, "may not pull team/app"),
    ],
)
def test_a_secret_s_credential_is_tried_step_by_step(
    bearer_registry: Registry,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    username: str,
    token: str,
    status: int,
    words: str,
) -> None:
    file = _secret(tmp_path, "s", Credential(bearer_registry.authority, username, token))
    assert main(["verify", f"{bearer_registry.authority}/team/app:1", file]) == status
    shown = capsys.readouterr()
    assert words in " ".join(shown.out.split())
    assert "Token for this repository" in shown.out
    assert token not in shown.out + shown.err


def test_what_cannot_be_found_out_is_no_refusal(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["verify", "127.0.0.1:1/team/app:1", "--anonymous"]) == 3
    assert "refuses the connection" in capsys.readouterr().out


def test_the_json_is_what_is_documented(
    bearer_registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = f"{bearer_registry.authority}/team/app:1"
    known = documented("verify")
    results: list[Json] = []
    for token, status in ((_RIGHT, 0), ("wrong-token-1", 1)):
        file = _secret(tmp_path, "s", Credential(bearer_registry.authority, "reader", token))
        assert main(["verify", image, file, "-o", "json"]) == status
        results.append(json.loads(capsys.readouterr().out))
    assert main(["verify", "127.0.0.1:1/team/app:1", "--anonymous", "-o", "json"]) == 3
    results.append(json.loads(capsys.readouterr().out))
    of_github = {f"[].scopes.{name}" for name in ("scopes[]", "expires")}  # no other has any

    assert printed(results, known) == known - of_github
    assert Scopes._fields == ("scopes", "expires")


def test_the_json_says_what_was_found_out(
    bearer_registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    image = f"{bearer_registry.authority}/team/app:1"
    file = _secret(tmp_path, "s", Credential(bearer_registry.authority, "reader", _RIGHT))
    assert main(["verify", image, file, "-o", "json"]) == 0
    (result,) = json.loads(capsys.readouterr().out)
    assert (result["image"], result["username"], result["secret"]) == (image, "reader", "s")
    assert (result["answer"], result["cause"], result["public"]) == ("pulls", None, False)
    assert result["manifest"]["digest"] == bearer_registry.image.digest


def test_the_token_may_come_from_a_pipe(
    basic_registry: Registry, monkeypatch: pytest.MonkeyPatch
) -> None:
    _pipe(monkeypatch, f"{_RIGHT}\n")
    image = f"{basic_registry.authority}/team/app:1"
    assert main(["verify", image, "--username", "reader", "--token-stdin"]) == 0


def test_the_token_may_come_from_a_file(basic_registry: Registry, tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text(_RIGHT)
    image = f"{basic_registry.authority}/team/app:1"
    assert main(["verify", image, "--username", "reader", "--token-file", str(file)]) == 0


def test_github_s_variable_is_for_github_s_registry_alone(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("GITHUB_TOKEN", "a-made-up-token-1")
    with Server(lambda _: answer(401, www_authenticate="Basic realm=x")) as registry:
        image = f"{registry.authority}/team/app:1"
        assert main(["verify", image, "--username", "octocat"]) == 2
    assert registry.received == []
    assert "there is no token" in capsys.readouterr().err


def test_pull_secrets_may_be_piped_in(
    basic_registry: Registry, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = _secret(tmp_path, "s", Credential(basic_registry.authority, "reader", _RIGHT))
    _pipe(monkeypatch, Path(file).read_text())
    assert main(["verify", f"{basic_registry.authority}/team/app:1"]) == 0


def test_each_of_many_has_a_line_in_the_kubelet_s_order(
    basic_registry: Registry,
    bearer_registry: Registry,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    wide = Credential(basic_registry.authority, "nobody", "wrong-token-1")
    narrow = Credential(f"{basic_registry.authority}/team", "reader", _RIGHT)
    other = Credential(bearer_registry.authority, "reader", _RIGHT)
    files = [_secret(tmp_path, "one", wide, narrow), _secret(tmp_path, "two", other)]
    images = [f"{each.authority}/team/app:1" for each in (basic_registry, bearer_registry)]
    assert main(["verify", *images, *files]) == 0
    lines = capsys.readouterr().out.splitlines()
    rows = lines[: lines.index("")]  # what nodes need besides comes below
    assert [line.split()[:6] for line in rows] == [
        ["pulls", images[0], "as", "reader", "from", "one"],
        ["refused", images[0], "as", "nobody", "from", "one"],
        ["pulls", images[1], "as", "reader", "from", "two"],
    ]


@pytest.mark.parametrize(
    ("tags", "status"),
    [(["1", "all"], 0), (["1", "missing"], 1)],
    ids=["all pull", "one is refused"],
)
def test_the_status_is_that_of_the_worst_image(
    basic_registry: Registry, tmp_path: Path, tags: list[str], status: int
) -> None:
    file = _secret(tmp_path, "s", Credential(basic_registry.authority, "reader", _RIGHT))
    images = [f"{basic_registry.authority}/team/app:{tag}" for tag in tags]
    assert main(["verify", *images, file]) == status


def test_a_secret_that_does_not_match_is_not_sent(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _secret(tmp_path, "s", Credential("ghcr.io", "octocat", "a-made-up-token-1"))
    with Server(lambda _: answer(401, www_authenticate="Basic realm=x")) as registry:
        assert main(["verify", f"{registry.authority}/team/app:1", file]) == 1
    nobody = f"Basic {base64.b64encode(b':').decode()}"  # which CRI-O sends where it has nothing
    assert set(registry.authorizations) <= {nobody}
    assert "no credential matches" in capsys.readouterr().err


def test_one_unreadable_secret_means_that_nothing_is_pulled_and_nothing_asked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    unreadable = tmp_path / "unreadable.json"
    unreadable.write_text('{"auths":{"quay.io":{"auth":"%%%"}}}')
    with Server(lambda _: answer(401, www_authenticate="Basic realm=x")) as registry:
        good = _secret(tmp_path, "good", Credential(registry.authority, "reader", _RIGHT))
        assert main(["verify", f"{registry.authority}/a/b:1", good, str(unreadable)]) == 1
    assert registry.received == []
    said = capsys.readouterr().err
    assert "whole keyring" in said
    assert "Nothing is pulled" in said


@pytest.mark.parametrize(("allowed", "status"), [([], 3), (["auth.test"], 3), (["PORT"], 0)])
def test_a_realm_on_another_site_needs_an_option(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    allowed: list[str],
    status: int,
) -> None:
    resolver = Resolver({"auth.test": ["127.0.0.1"]})
    monkeypatch.setattr("ghcr_tui.system.registry.http.transport.resolve", resolver)
    _pipe(monkeypatch, "a-made-up-token-1")
    with Server(
        lambda _: answer(200, b'{"token":"granted-1","access_token":"granted-1"}')
    ) as service:
        authority = f"auth.test:{service.port}"

        def respond(request: Request) -> Answer:
            if request.authorization:
                return serve(IMAGE, request)
            return answer(401, www_authenticate=f'Bearer realm="http://{authority}/t"')

        options = [f"--allow-realm={authority if host == 'PORT' else host}" for host in allowed]
        with Server(respond) as registry:
            image = f"{registry.authority}/team/app:1"
            arguments = [image, "-u", "octocat", "--token-stdin", "--plain-http", *options]
            assert main(["verify", *arguments]) == status
    assert bool(service.authorizations) is (status == 0)
    assert status == 0 or f"--allow-realm {authority}" in " ".join(capsys.readouterr().out.split())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "which image?"),
        (["./secret.yaml"], "which image?"),
        (["ghcr.io/UPPER"], "is no image reference"),
        (["nginx", "no-such-file.yaml"], "does not exist"),
        (["nginx", "--anonymous", "-u", "octocat"], "--anonymous"),
        (["nginx", "./s.yaml", "--anonymous"], "--anonymous"),
        (["nginx", "./s.yaml", "-u", "octocat"], "exclude each other"),
        (["nginx", "--token-stdin"], "--username"),
        (["nginx", "ghcr.io/a/b", "-u", "octocat"], "belongs to one registry"),
        (["nginx", "--anonymous", "--ca-file", "no-such.pem"], "no-such.pem"),
        (["nginx", "-u", "octocat", "--token-file", "no-such-file"], "does not exist"),
    ],
)
def test_wrong_usage_is_said_in_a_sentence(
    arguments: list[str],
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["verify", *arguments]) == 2
    shown = capsys.readouterr()
    assert words in shown.err
    assert shown.out == ""


@pytest.mark.parametrize("seconds", ["0", "-1", "nan", "inf", "3601", "soon"])
def test_a_timeout_is_a_sensible_number(seconds: str) -> None:
    assert main(["verify", "nginx", "--anonymous", f"--timeout={seconds}"]) == 2


def test_a_token_in_an_image_s_place_is_not_repeated(capsys: pytest.CaptureFixture[str]) -> None:
    token = "github_pat_11ABCDEFG0aBcDeFgHiJkL_NOT"
    assert main(["verify", token, "--anonymous"]) == 2
    assert token not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "given", "images", "files"),
    [
        pytest.param(["nginx"], [], ["nginx"], [], id="an image"),
        pytest.param(["here"], [], ["here"], [], id="an image that is a file's name too"),
        pytest.param(["nginx", "here"], [], ["nginx"], ["here"], id="a file that is there"),
        pytest.param(["nginx", "redis"], [], ["nginx", "redis"], [], id="two images"),
        pytest.param(["nginx", "-"], [], ["nginx"], ["-"], id="a pipe"),
        pytest.param(["nginx", "a.yaml"], [], ["nginx"], ["a.yaml"], id="a file by its ending"),
        pytest.param(["nginx", "./a"], [], ["nginx"], ["./a"], id="a file by its folder"),
        pytest.param(["a.json", "nginx"], [], ["nginx"], ["a.json"], id="the other way round"),
        pytest.param(["nginx"], ["redis"], ["redis"], ["nginx"], id="--image leaves files alone"),
    ],
)
def test_images_and_files_are_told_apart(
    words: list[str],
    given: list[str],
    images: list[str],
    files: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "here").touch()
    monkeypatch.chdir(tmp_path)
    assert split_words(words, given) == (images, files)


def test_neither_the_client_nor_asyncio_is_loaded_for_the_options() -> None:
    script = (
        "import argparse, sys; from ghcr_tui.cli.verify.command import add_arguments; "
        "add_arguments(argparse.ArgumentParser()); "
        "print(sorted({'httpx', 'httpcore', 'asyncio', 'ssl', 'textual'} & set(sys.modules)))"
    )
    finished = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)
    assert finished.stdout.decode().strip() == "[]"


def test_options_may_stand_between_the_images(capsys: pytest.CaptureFixture[str]) -> None:
    main(["verify", "127.0.0.1:9/a/b", "--anonymous", "127.0.0.1:9/c/d"])

    assert "127.0.0.1:9/c/d" in capsys.readouterr().out


def test_json_lines_are_the_results_of_json_one_a_line(
    basic_registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = _secret(tmp_path, "s", Credential(basic_registry.authority, "reader", _RIGHT))
    images = [f"{basic_registry.authority}/team/app:{tag}" for tag in ("1", "all")]
    assert main(["verify", *images, file, "-o", "jsonl"]) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["image"] for line in lines] == images
    assert {line["answer"] for line in lines} == {"pulls"}


@pytest.mark.parametrize(
    ("options", "status", "words"),
    [
        ([], 1, "pulls with containerd"),
        (["--runtime", "containerd"], 0, "pulls with this credential"),
        (["--runtime", "cri-o"], 1, "This credential does not pull"),
    ],
    ids=["both", "containerd", "CRI-O"],
)
def test_runtimes_that_differ_are_told_apart_and_can_be_chosen(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    options: list[str],
    status: int,
    words: str,
) -> None:
    case = next(case for case in CASES if case.name == "token: GET 405, POST good")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TOKEN.encode())))
    with Server(case.respond) as registry:
        image = f"{registry.authority}/team/app:1"
        arguments = ["verify", image, "-u", "someone", "--token-stdin", *options]
        assert main(arguments) == status
    said = " ".join(capsys.readouterr().out.split())
    assert words in said


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ([], 0),
        (["--platform", "linux/amd64"], 1),
        (["--platform", "linux/arm64"], 0),
        (["--platform", "linux/arm64", "--platform", "linux/amd64"], 1),
    ],
    ids=["one of the usual ones", "amd64", "arm64", "both"],
)
def test_a_platform_that_is_insisted_on_has_to_pull(
    capsys: pytest.CaptureFixture[str], options: list[str], status: int
) -> None:
    case = next(case for case in CASES if case.name == "index for arm64 alone")
    with Server(case._replace(guard="open").respond) as registry:
        image = f"{registry.authority}/team/app:1"
        assert main(["verify", image, "--anonymous", *options]) == status
    assert "linux/arm64" in capsys.readouterr().out


def test_in_a_hurry_no_layer_is_asked_for_and_that_is_said(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Server(Case("open", "pulls", "pulls", guard="open").respond) as registry:
        assert main(["verify", f"{registry.authority}/a/b:1", "--anonymous", "--no-layers"]) == 0
    assert not any(request.path.endswith(LAYER) for request in registry.received)
    assert "--no-layers" in capsys.readouterr().out


@pytest.mark.parametrize(
    "options", [["--platform", "amd64"], ["--runtime", "docker"]], ids=["platform", "runtime"]
)
def test_a_platform_or_a_runtime_that_is_none_is_wrong_usage(options: list[str]) -> None:
    assert main(["verify", "nginx", "--anonymous", *options]) == 2


def test_a_token_in_the_username_s_place_is_not_shown(
    basic_registry: Registry, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    token = "ghp_aMadeUpTokenOfThirtySixLettersAaaaaa"
    file = _secret(tmp_path, "s", Credential(basic_registry.authority, token, token))
    images = [f"{basic_registry.authority}/team/app:{tag}" for tag in ("1", "all")]
    for arguments in (images[:1], images, [*images, "-o", "json"]):
        assert main(["verify", *arguments, file]) == 1
    shown = capsys.readouterr()
    assert token not in shown.out + shown.err


class _Terminal(io.TextIOWrapper):
    """A stream that says that it is a terminal, or that it is none."""

    def __init__(self, is_terminal: bool) -> None:
        super().__init__(io.BytesIO(), "utf-8", newline="")
        self._is_terminal = is_terminal

    def isatty(self) -> bool:
        return self._is_terminal

    def written(self) -> str:
        self.flush()
        return cast(io.BytesIO, self.buffer).getvalue().decode()


@pytest.mark.parametrize(
    ("errors", "results", "output", "shown"),
    [
        (True, False, "json", "\r1/2\r2/2\n"),
        (True, False, "text", "\r1/2\r2/2\n"),
        (False, False, "json", ""),
        (False, True, "text", ""),
        (True, True, "json", ""),
        (True, True, "text", "\r\r\r1/2\r   \r\r2/2\r   \r"),
        (True, True, "jsonl", "\r\r\r1/2\r   \r\r2/2\r   \r"),
    ],
    ids=["a terminal, JSON to a file", "a terminal, text to a file", "no terminal",
         "results on a terminal, errors to a file", "JSON on the same terminal",
         "text on the same terminal", "JSON Lines on the same terminal"],
)  # fmt: skip
def test_progress_goes_to_a_terminal_and_makes_room_for_results(
    basic_registry: Registry,
    monkeypatch: pytest.MonkeyPatch,
    errors: bool,
    results: bool,
    output: str,
    shown: str,
) -> None:
    stderr, stdout = _Terminal(errors), _Terminal(results)
    monkeypatch.setattr(sys, "stderr", stderr)
    monkeypatch.setattr(sys, "stdout", stdout)
    images = [f"{basic_registry.authority}/team/app:{tag}" for tag in ("1", "all")]
    main(["verify", *images, "--anonymous", "-o", output])
    assert stderr.written() == shown


def test_what_nodes_need_besides_is_told_once_under_many_results(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with Server(lambda request: answer(404)) as registry:
        images = [f"{registry.authority}/team/app:{tag}" for tag in ("1", "2", "3")]
        assert main(["verify", *images, "--anonymous"]) == 1
    said = " ".join(capsys.readouterr().out.split())
    assert said.count("A node may ask a mirror in its place") == 1
    assert f"{images[0]} and 2 more: A node may ask a mirror" in said


@pytest.mark.parametrize("tags", [["1"], ["1", "2"]], ids=["one image", "two images"])
def test_what_is_left_of_a_limit_is_shown_where_the_registry_says_it(
    capsys: pytest.CaptureFixture[str], tags: list[str]
) -> None:
    def respond(request: Request) -> Answer:
        reply = serve(IMAGE._replace(manifests=dict.fromkeys(tags, IMAGE.manifests["1"])), request)
        return reply._replace(headers=(*reply.headers, ("RateLimit-Remaining", "76;w=21600")))

    with Server(respond) as registry:
        main(["verify", *(f"{registry.authority}/a/b:{tag}" for tag in tags), "--anonymous"])
        said = " ".join(capsys.readouterr().out.split())
        assert f"76 pulls are left of those for 6 hours, says {registry.authority}" in said
