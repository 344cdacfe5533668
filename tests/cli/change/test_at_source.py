"""What a controller keeps is changed at its source: what to commit, or the key to set, is told."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
import yaml

from cli.headless import Headless
from ghcr_tui.core.golang.json_text import Json
from kube_kit import statuses
from kube_kit.api import Asked
from kube_kit.objects import TOKEN, payload, secret
from kube_kit.server import FakeCluster
from made_up_tokens import github_token

pytestmark = pytest.mark.usefixtures("the_kubectl")
_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")


@pytest.fixture
def rotate(fake: FakeCluster, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[str, ...]:
    """Return the verb with its old token, the fake being the only context."""
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    monkeypatch.chdir(tmp_path)
    Path("old").write_text(TOKEN)
    return ("rotate", "--old-token-file", "old", "--token-stdin", "--no-verify", "-A", "--yes")


def test_a_new_sealed_secret_is_printed_which_its_controller_opens(
    fake: FakeCluster, ghcr_tui: Headless, rotate: tuple[str, ...]
) -> None:
    pytest.importorskip("cryptography")
    from judges.needed import needed_judge
    from judges.sealing import ask
    from sealing_keys import controller

    fake.create(secret("a", "ghcr", ownerReferences=[{"kind": "SealedSecret", "name": "ghcr"}]))
    Path("cert.pem").write_text(controller().certificate)
    ran = ghcr_tui(*rotate, "--certificate", "cert.pem", stdin=_NEW)
    assert ran.status == 0, ran.err
    printed = ran.out.partition("# SealedSecret of a/ghcr, with the new token\n")[2]
    manifest = yaml.safe_load(printed.partition("---\n")[0])
    assert (manifest["kind"], manifest["metadata"]["namespace"]) == ("SealedSecret", "a")
    assert _NEW not in ran.out
    question = {"ask": "unseal", "manifest": manifest, "key": controller().key}
    opened = ask(needed_judge("sealing"), question)["secret"]
    assert isinstance(opened, dict)
    data = opened["data"]
    assert isinstance(data, dict)
    assert b64decode(str(data[".dockerconfigjson"])).decode() == payload(token=_NEW)
    assert not any(each.method == "PATCH" for each in fake.api.asked)


def test_the_key_in_the_store_is_named(
    fake: FakeCluster, ghcr_tui: Headless, rotate: tuple[str, ...]
) -> None:
    fake.create(secret("a", "ghcr", ownerReferences=[{"kind": "ExternalSecret", "name": "pull"}]))
    external = {
        "kind": "ExternalSecret",
        "spec": {
            "secretStoreRef": {"name": "vault"},
            "data": [{"remoteRef": {"key": "ci/ghcr", "property": "token"}}],
        },
    }

    def external_secrets(asked: Asked) -> statuses.Reply | None:
        is_asked = asked.path.endswith("/namespaces/a/externalsecrets/pull")
        return statuses.found(json.loads(json.dumps(external))) if is_asked else None

    fake.api.faults.append(external_secrets)
    ran = ghcr_tui(*rotate, stdin=_NEW)
    said = "Set the new token in the store `vault`, under `ci/ghcr` (`token`)."
    assert f"At the source of a/ghcr: {said}" in ran.out
    assert not any(each.method == "PATCH" for each in fake.api.asked)


def test_a_new_sops_file_is_made_as_the_repository_says_and_is_in_json_too(
    fake: FakeCluster, ghcr_tui: Headless, rotate: tuple[str, ...]
) -> None:
    x25519 = pytest.importorskip("pyrage").x25519
    from ghcr_tui.system.sealing.open_sops import opened_text

    identity = x25519.Identity.generate()
    Path("keys").write_text(f"{identity}\n")
    rules = {"creation_rules": [{"age": str(identity.to_public())}]}
    Path(".sops.yaml").write_text(yaml.safe_dump(rules))
    labels: Json = {"kustomize.toolkit.fluxcd.io/name": "apps"}
    fake.create(secret("a", "ghcr", labels=labels))
    ran = ghcr_tui(*rotate, "-o", "json", stdin=_NEW)
    assert ran.status == 0, ran.err
    assert _NEW not in ran.out
    (source,) = json.loads(ran.out)["sources"]
    assert (source["namespace"], source["name"], source["kind"]) == ("a", "ghcr", "SOPS")
    opened = opened_text(source["file"], "keys")
    assert opened is not None
    data = json.loads(opened.text)["data"]
    assert b64decode(data[".dockerconfigjson"]).decode() == payload(token=_NEW)
    assert not any(each.method == "PATCH" for each in fake.api.asked)


def test_a_copy_follows_its_source_and_without_a_certificate_one_is_asked_for(
    fake: FakeCluster, ghcr_tui: Headless, rotate: tuple[str, ...]
) -> None:
    fake.create(secret("a", "ghcr", ownerReferences=[{"kind": "SealedSecret", "name": "ghcr"}]))
    reflects: Json = {"reflector.v1.k8s.emberstack.com/reflects": "b/ghcr"}
    fake.create(secret("b", "ghcr"), secret("c", "ghcr", annotations=reflects))
    ran = ghcr_tui(*rotate, stdin=_NEW)
    assert "At the source of a/ghcr: Name the controller's certificate" in ran.out
    assert "left alone c/ghcr" in ran.out
    assert "It follows its source `b/ghcr`" in " ".join(ran.out.split())
    assert "1 of 1 done." in ran.out
