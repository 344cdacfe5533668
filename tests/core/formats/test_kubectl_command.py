"""The command view, run by real shells with the real kubectl."""

import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import kubectl
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.formats.kubectl_command import kubectl_command, token_variable
from ghcr_tui.core.golang.base64_strict import decode_standard
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.secret.secret import manifest
from ghcr_tui.core.text.inert import is_inert
from needs import need_program
from strategies import drafts, styles, texts

_TOKEN = "ghp_sEcReT"
_SHELLS = ("bash", "dash")
_SHIM = """#!/bin/sh
case "$1 $2" in
    "create -f") exec cat ;;
    "create secret")
        case "$*" in
            *"--dry-run=client -o json") exec "$KUBECTL" "$@" ;;
            *) exec "$KUBECTL" "$@" --dry-run=client -o json ;;
        esac ;;
    *) exec "$KUBECTL" "$@" ;;
esac
"""
"""kubectl, but what would create the Secret prints it."""
_few = settings(
    max_examples=6,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
_in_shells = pytest.mark.parametrize("shell", _SHELLS)
_passable = texts.filter(lambda text: "\0" not in text)  # what arguments can carry
_named = _passable.filter(lambda text: bool(text) and not text.startswith("-"))
_usernames = _named.filter(lambda text: ":" not in text)
_label_texts = st.one_of(
    st.sampled_from(("1e3", "yes", "y", "null", "0x1F", "012", "1_000", "a-b", "12.30", "on", "v")),
    st.from_regex(r"[A-Za-z0-9]([-A-Za-z0-9_.]{0,20}[A-Za-z0-9])?", fullmatch=True),
)


@pytest.fixture
def workplace(tmp_path: Path) -> Path:
    """Return an empty folder, beside which stands the kubectl that creates nothing."""
    (tmp_path / "bin").mkdir()
    shim = tmp_path / "bin" / "kubectl"
    shim.write_text(_SHIM)
    shim.chmod(0o755)
    (tmp_path / "empty").mkdir()
    return tmp_path / "empty"


@st.composite
def _sound_drafts(draw: st.DrawFn, count: int) -> Draft:
    """Draw drafts with `count` registries that kubectl has nothing against."""
    credential = st.builds(Credential, _named, _usernames, st.just(_TOKEN), _passable)
    label_pairs = st.dictionaries(_label_texts, st.one_of(st.just(""), _label_texts), max_size=3)
    annotation_pairs = st.dictionaries(_label_texts, _passable, max_size=3)
    return Draft(
        credentials=tuple(draw(credential) for _ in range(count)),
        name=draw(_label_texts),
        namespace=draw(st.one_of(st.just(""), _label_texts)),
        labels=tuple(draw(label_pairs).items()),
        annotations=tuple(draw(annotation_pairs).items()),
        immutable=draw(st.booleans()),
        style=draw(styles),
    )


@_in_shells
@_few
@given(draft=_sound_drafts(1))
def test_one_registry_gives_what_the_manifest_gives(
    shell: str, workplace: Path, draft: Draft
) -> None:
    as_kubectl = draft._replace(style="kubectl")  # the command knows no other
    assert _run(shell, draft, workplace) == _expected(as_kubectl)


@_in_shells
@_few
@given(draft=_sound_drafts(3))
def test_several_registries_give_what_the_manifest_gives(
    shell: str, workplace: Path, draft: Draft
) -> None:
    assert _run(shell, draft, workplace) == _expected(draft)


@_in_shells
@pytest.mark.parametrize("token", ['a"b', "a\\b", "a'b", "%s\\n", "$(id)", "é<&>", "-n", "=ls"])
def test_any_token_gets_into_the_payload_as_it_is(shell: str, workplace: Path, token: str) -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "a", token), Credential("quay.io", "b", token)),
        style="kubectl",
    )
    assert _run(shell, draft, workplace) == _expected(draft)


@_in_shells
def test_of_a_registry_that_is_there_twice_the_later_stays(shell: str, workplace: Path) -> None:
    first, later = Credential("ghcr.io", "a", "old"), Credential("ghcr.io", "b", "new")
    draft = Draft(credentials=(first, Credential("quay.io", "c", "t"), later))
    assert _run(shell, draft, workplace) == _expected(draft)


@_in_shells
def test_a_token_that_is_not_set_creates_nothing(shell: str, workplace: Path) -> None:
    for count in (1, 2):
        draft = Draft(credentials=tuple(Credential(f"r{n}.io", "u", "") for n in range(count)))
        done = _shell(shell, kubectl_command(draft), workplace, {})
        assert done.returncode != 0
        assert b"Secret" not in done.stdout


_HOSTILE = (
    *("$(touch pwned)", "`touch pwned`", "';touch pwned;'", '";touch pwned;"', "\ntouch pwned\n"),
    *("'\ntouch pwned\n'", "$'\\ntouch pwned\\n'", "\\';touch pwned;\\'", "&touch pwned&"),
    *("|touch pwned", ">pwned", "%s%d%n\\0", "-h", "--help", "--from-file=pwned", "-"),
    *("a=$(touch pwned)", "\x1b[201~\ntouch pwned\n", "#", "~", "*", "{a,b}", "!!", "=touch", "a-"),
)


@_in_shells
@pytest.mark.parametrize("count", [1, 2])
def test_hostile_text_is_never_run_wherever_it_stands(
    shell: str, workplace: Path, count: int
) -> None:
    draft = Draft(
        credentials=tuple(
            Credential("".join(_HOSTILE) + str(n), "".join(_HOSTILE), _TOKEN, "".join(_HOSTILE))
            for n in range(count)
        ),
        annotations=tuple((f"k{n}", text) for n, text in enumerate(_HOSTILE)),
        style="kubectl",
    )
    assert _run(shell, draft, workplace) == _expected(draft)
    for text in _HOSTILE[count % 2 :: 2]:  # every other one, to be quick: the two counts share them
        pairs: tuple[Pair, ...] = ((text, text),)
        hostile = draft._replace(name=text, namespace=text, labels=pairs, annotations=pairs)
        _shell(shell, kubectl_command(hostile), workplace, _tokens(hostile))
    assert list(workplace.iterdir()) == []


@given(drafts(), st.sampled_from(_HOSTILE))
def test_no_token_and_nothing_active_but_line_breaks_stands_in_the_command(
    draft: Draft, hostile: str
) -> None:
    tokens = tuple(one._replace(token=_TOKEN + hostile) for one in draft.credentials)
    command = kubectl_command(draft._replace(credentials=tokens))
    assert _TOKEN not in command
    assert is_inert(command.replace("\n", ""))


def test_the_command_for_one_registry_is_the_one_people_know() -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "USERNAME", "PAT_TOKEN", "me@example.org"),),
        namespace="denostr",
    )
    assert kubectl_command(draft) == (
        "# First, so that the token gets into no history: read -rs GHCR_TOKEN\n"
        "kubectl create secret docker-registry ghcr \\\n"
        "    --namespace=denostr \\\n"
        "    --docker-server=ghcr.io \\\n"
        "    --docker-username=USERNAME \\\n"
        '    --docker-password="$GHCR_TOKEN" \\\n'
        "    --docker-email=me@example.org\n"
    )


def test_the_command_for_several_registries_builds_the_payload() -> None:
    draft = Draft(
        credentials=(Credential("ghcr.io", "a", "t"), Credential("quay.io", "b", "t")),
        labels=(("component", "denostr"),),
    )
    assert kubectl_command(draft) == (
        "# First, so that the token gets into no history: read -rs GHCR_TOKEN\n"
        "# First, so that the token gets into no history: read -rs GHCR_TOKEN_2\n"
        "(\n"
        '  : "${GHCR_TOKEN:?}" "${GHCR_TOKEN_2:?}"\n'
        "  auth_1=$(printf %s a:\"$GHCR_TOKEN\" | base64 | tr -d '\\n')\n"
        "  auth_2=$(printf %s b:\"$GHCR_TOKEN_2\" | base64 | tr -d '\\n')\n"
        '  printf \'{"auths":{"ghcr.io":{"auth":"%s"},"quay.io":{"auth":"%s"}}}\''
        ' "$auth_1" "$auth_2" |\n'
        "  kubectl create secret generic ghcr \\\n"
        "    --type=kubernetes.io/dockerconfigjson \\\n"
        "    --from-file=.dockerconfigjson=/dev/stdin \\\n"
        "    --dry-run=client -o json |\n"
        "  kubectl label --local -f - -o json component=denostr |\n"
        "  kubectl create -f -\n"
        ")\n"
    )


def _tokens(draft: Draft) -> dict[str, str]:
    return {token_variable(at): one.token for at, one in enumerate(draft.credentials)}


def _shell(
    shell: str, script: str, folder: Path, tokens: dict[str, str]
) -> subprocess.CompletedProcess[bytes]:
    need_program(shell)
    environment = {
        **os.environ,
        **tokens,
        "KUBECTL": kubectl.kubectl_path(),
        "PATH": f"{folder.parent / 'bin'}:{os.environ['PATH']}",
    }
    return subprocess.run(
        [shell, "-c", script], cwd=folder, env=environment, capture_output=True, timeout=60
    )


def _run(shell: str, draft: Draft, folder: Path) -> dict[str, Json]:
    """Return the Secret that the command of `draft` creates, its payload taken apart."""
    done = _shell(shell, kubectl_command(draft), folder, _tokens(draft))
    assert done.returncode == 0, done.stderr.decode()
    assert list(folder.iterdir()) == []
    assert done.stdout, done.stderr.decode()
    document = JsonReader().read(done.stdout.decode())
    assert isinstance(document, dict)
    return _taken_apart(document)


def _expected(draft: Draft) -> dict[str, Json]:
    return _taken_apart(manifest(secret_of(draft)))


def _taken_apart(document: dict[str, Json]) -> dict[str, Json]:
    data = document["data"]
    assert isinstance(data, dict)
    payload = decode_standard(str(data[".dockerconfigjson"])).decode()
    return {**document, "data": JsonReader().read(payload)}
