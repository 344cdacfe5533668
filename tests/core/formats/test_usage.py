"""The "use it" view, run by a real shell, its parts read by the real kubectl."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from hypothesis import given

import kubectl
from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.formats.usage import usage
from ghcr_tui.core.golang.json_text import Json, dumps
from ghcr_tui.core.text.inert import is_inert
from strategies import NASTY, drafts

_SHIM = """#!/bin/sh
case "$1" in
    create) exec cat ;;
    patch) shift; for one; do printf '%s\\0' "$one"; done ;;
esac
"""
"""What the script gives to kubectl: the manifest, and behind it the arguments of the patch."""
_HOSTILE = ("\nEOF\ntouch pwned\n", "EOF", "$(touch pwned)", "`touch pwned`", "'; touch pwned; '")


def test_the_view_is_a_pod_and_the_patch_of_a_service_account() -> None:
    draft = Draft(credentials=(Credential("ghcr.io", "Octo-Cat", "t"),), namespace="denostr")
    assert usage(draft) == (
        "# One pod: name the Secret beside its containers.\n"
        "kubectl create -f - <<'EOF'\n"
        "apiVersion: v1\n"
        "kind: Pod\n"
        "metadata:\n"
        "  name: pull-test\n"
        "  namespace: denostr\n"
        "spec:\n"
        "  imagePullSecrets:\n"
        "    - name: ghcr\n"
        "  containers:\n"
        "    - name: app\n"
        "      image: ghcr.io/octo-cat/IMAGE:TAG\n"
        "EOF\n"
        "\n"
        "# Every new pod of a service account that names no Secret of its own.\n"
        "# This replaces the list of the account: add the Secrets that it names already.\n"
        "kubectl patch serviceaccount default --namespace=denostr "
        """-p '{"imagePullSecrets":[{"name":"ghcr"}]}'\n"""
    )


@pytest.mark.parametrize(
    ("registry", "username", "image"),
    [
        ("ghcr.io", "octocat", "ghcr.io/octocat/IMAGE:TAG"),
        ("https://index.docker.io/v1/", "me", "docker.io/me/IMAGE:TAG"),
        ("docker.io", "me", "docker.io/me/IMAGE:TAG"),
        ("https://ghcr.io/", "o", "ghcr.io/o/IMAGE:TAG"),
        ("registry.gitlab.com/group", "me", "registry.gitlab.com/group/OWNER/IMAGE:TAG"),
        ("1.dkr.ecr.us-east-1.amazonaws.com", "AWS", '"1.dkr.ecr.us-east-1.amazonaws.com/OWNER/'),
        ("europe-docker.pkg.dev", "_json_key", "europe-docker.pkg.dev/OWNER/IMAGE:TAG"),
        ("ghcr.io", "élodie", "ghcr.io/OWNER/IMAGE:TAG"),  # no name that a path could have
        ("ghcr.io", "", "ghcr.io/OWNER/IMAGE:TAG"),
        ("", "", "docker.io/OWNER/IMAGE:TAG"),  # where images without a registry come from
    ],
)
def test_the_image_stands_under_the_owner_only_where_that_is_how_it_works(
    registry: str, username: str, image: str
) -> None:
    assert f"image: {image}" in usage(Draft(credentials=(Credential(registry, username, "t"),)))


@given(drafts())
def test_no_token_and_nothing_active_but_line_breaks_stands_in_the_view(draft: Draft) -> None:
    tokens = tuple(one._replace(token="ghp_sEcReT") for one in draft.credentials)
    text = usage(draft._replace(credentials=tokens))
    assert "ghp_sEcReT" not in text
    assert is_inert(text.replace("\n", ""))


@pytest.mark.parametrize("shell", ["bash", "dash"])
def test_no_name_breaks_out_of_the_script(shell: str, tmp_path: Path) -> None:
    names = [name for name in (*NASTY, *_HOSTILE) if name and "\0" not in name]
    scripts = [usage(Draft(name=name, namespace=name)) for name in names]
    given_to_kubectl = _run(shell, "printf '\\1'\n".join(scripts), tmp_path).split("\x01")
    manifests, patches = zip(*map(_parts, given_to_kubectl), strict=True)
    for name, pod in zip(names, kubectl.read_back(manifests), strict=True):
        assert pod["metadata"] == {"name": "pull-test", "namespace": name}
        spec = pod["spec"]
        assert isinstance(spec, dict)
        assert spec["imagePullSecrets"] == [{"name": name}]
    for name, (*arguments, patch) in zip(names, patches, strict=True):
        assert arguments == ["serviceaccount", "default", f"--namespace={name}", "-p"]
        assert json.loads(patch) == {"imagePullSecrets": [{"name": name}]}


def test_the_patch_replaces_what_the_service_account_has_as_the_comment_says() -> None:
    account: Json = {
        "apiVersion": "v1",
        "kind": "ServiceAccount",
        "metadata": {"name": "default"},
        "imagePullSecrets": [{"name": "other"}],
    }
    patch = usage(Draft()).rpartition("-p ")[2].strip().strip("'")
    done = kubectl.run(
        "patch", "--local", "-f", "-", "-p", patch, "-o", "json", given=dumps(account)
    )
    assert json.loads(done.stdout)["imagePullSecrets"] == [{"name": "ghcr"}]


def test_comments_hold_nothing_that_a_shell_without_comments_would_act_on() -> None:
    comments = [line for line in usage(Draft()).splitlines() if line.startswith("#")]
    assert len(comments) == 3
    assert not set("'\"`$;&|<>()*?[]{}!~\\") & set("".join(comments))


def _run(shell: str, script: str, folder: Path) -> str:
    (folder / "bin").mkdir()
    (folder / "bin" / "kubectl").write_text(_SHIM)
    (folder / "bin" / "kubectl").chmod(0o755)
    (folder / "empty").mkdir()
    environment = {**os.environ, "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}
    done = subprocess.run(
        [shell, "-c", script],
        cwd=folder / "empty",
        env=environment,
        capture_output=True,
        check=True,
        timeout=60,
    )
    assert done.stderr == b""
    assert list((folder / "empty").iterdir()) == []
    return done.stdout.decode()


def _parts(given_to_kubectl: str) -> tuple[str, list[str]]:
    manifest, start, arguments = given_to_kubectl.partition("serviceaccount\0")
    return manifest, (start + arguments).split("\0")[:-1]
