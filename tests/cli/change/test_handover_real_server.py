"""`handover --apply` on a real API server that knows the schemas which the controllers bring."""

import json
import shlex
from pathlib import Path

import pytest

from cli.headless import Headless
from judges.needed import needed_judge
from kube_kit.either import Real
from kube_kit.objects import TOKEN, account, payload, secret
from sealing_keys import controller

pytestmark = [pytest.mark.usefixtures("the_kubectl"), pytest.mark.judge]

_ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"
_MADE = ("externalsecrets", "sealedsecrets", "generatingpolicies", "ecrauthorizationtokens")


@pytest.fixture
def real(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Real:
    """Return a real server with the schemas of all controllers, and none of them running."""
    prepared = Real(request.getfixturevalue("cluster"), tmp_path)
    for each in sorted(needed_judge("crds").iterdir()):
        prepared.cluster.kubectl("apply", "--server-side", f"--filename={each}")
    prepared.cluster.kubectl("wait", "--for=condition=Established", "crd", "--all")
    monkeypatch.setenv("KUBECONFIG", str(prepared.cluster.kubeconfig))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "cert.pem").write_text(controller().certificate)
    return prepared


def _metadata(real: Real, namespace: str) -> dict[str, dict[str, str]]:
    shown = real.cluster.kubectl("get", "secret", "ghcr", f"-n{namespace}", "-ojson")
    metadata = json.loads(shown)["metadata"]
    return {name: metadata.get(name, {}) for name in ("labels", "annotations")}


@pytest.mark.parametrize(
    ("to", "more", "text", "made"),
    [
        ("reflector", [], payload(), []),
        ("replicator", [], payload(), []),
        ("kyverno", [], payload(), ["generatingpolicies"]),
        ("external-secrets", ["--store", "cluster:vault"], payload(), ["externalsecrets"]),
        (
            "external-secrets",
            ["--store", "vault", "--token-property", "t", "--username-property", "u"],
            payload(),
            ["externalsecrets"],
        ),
        ("external-secrets", [], payload(_ECR, "AWS"), ["externalsecrets", _MADE[3]]),
        ("sealed-secrets", ["--certificate", "cert.pem"], payload(), ["sealedsecrets"]),
    ],
)
def test_a_fleet_is_handed_over_and_taken_back(
    real: Real,
    ghcr_tui: Headless,
    to: str,
    more: list[str],
    text: str,
    made: list[str],
    request: pytest.FixtureRequest,
) -> None:
    number = request.node.callspec.indices["to"]
    spaces = [f"handover-{number}-{each}" for each in "abc"]
    real.create(*(secret(each, "ghcr", text) for each in spaces))
    before = [_metadata(real, each) for each in spaces]
    inside = [word for each in spaces for word in ("-n", each)]
    asked = ("handover", f"--to={to}", f"--from-secret={spaces[0]}/ghcr", *more, *inside)
    ran = ghcr_tui(*asked, "files", "--apply", "--yes", "--rollback-file", "back.json")
    assert (ran.status, ran.err) == (0, ""), ran.out
    for resource in made:
        assert _named(real, resource, spaces), resource
    for namespace in spaces:
        stored = json.loads(
            real.cluster.kubectl("get", "secret", "ghcr", f"-n{namespace}", "-ojson")
        )
        assert stored["data"] == secret(namespace, "ghcr", text)["data"]
    if to != "external-secrets":  # which needs no mark on a Secret
        assert [_metadata(real, each) for each in spaces] != before

    again = ghcr_tui(*asked, "again", "--apply", "--yes")
    assert "Nothing to do" in again.out or "objects are as they should be already" in again.out

    assert ghcr_tui("resume", "--back", "back.json", "--yes").status == 0
    assert [_metadata(real, each) for each in spaces] == before
    assert not any(_named(real, resource, spaces) for resource in made)


def _named(real: Real, resource: str, spaces: list[str]) -> list[str]:
    """Return the objects of a kind that are about these namespaces."""
    shown = real.cluster.kubectl("get", resource, "--all-namespaces", "-ojson")
    return [
        each["metadata"]["name"]
        for each in json.loads(shown)["items"]
        if each["metadata"].get("namespace", spaces[0]) in spaces
        and (each["metadata"].get("namespace") or spaces[0] in json.dumps(each["spec"]))
    ]


@pytest.mark.parametrize(
    ("to", "more"),
    [
        ("reflector", []),
        ("replicator", []),
        ("kyverno", []),
        ("external-secrets", ["--store", "cluster:vault"]),
        ("sealed-secrets", ["--certificate", "cert.pem"]),
    ],
)
def test_the_readmes_own_commands_do_it_and_take_it_back(
    real: Real,
    ghcr_tui: Headless,
    to: str,
    more: list[str],
    tmp_path: Path,
    request: pytest.FixtureRequest,
) -> None:
    number = request.node.callspec.indices["to"]
    spaces = [f"by-hand-{number}-{each}" for each in "ab"]
    real.create(*(secret(each, "ghcr", annotations={"team": "a"}) for each in spaces))
    real.create(account(spaces[1], "builder", "ghcr"))
    before = [_metadata(real, each) for each in spaces]
    inside = [word for each in spaces for word in ("-n", each)]
    asked = ("handover", f"--to={to}", f"--from-secret={spaces[0]}/ghcr", *more, *inside)
    ran = ghcr_tui(*asked, "files")
    assert ran.status == 0, ran.err
    assert [_metadata(real, each) for each in spaces] == before, "nothing is changed unasked"

    texts = {each.name: each.read_text() for each in (tmp_path / "files").iterdir()}
    assert not any(TOKEN in text for text in texts.values())
    readme = texts.pop("README.md")
    assert f"| `{spaces[1]}/ghcr` | a copy | account builder |" in readme
    blocks = [part.splitlines()[1:] for part in readme.split("```")[1::2]]
    applied = [line for block in blocks for line in block if " apply " in line]
    assert [line.rpartition(" ")[2] for line in applied] == sorted(texts)
    for line in applied:
        _kubectl(real, line, tmp_path / "files")
    for block in blocks[::-1]:
        for line in block:
            if any(f" {verb} " in line for verb in ("annotate", "label", "delete")):
                _kubectl(real, line, tmp_path / "files")
    assert [_metadata(real, each) for each in spaces] == before


def _kubectl(real: Real, line: str, folder: Path) -> None:
    """Run a command of the README, with its file from `folder`."""
    words = shlex.split(line)
    assert words[0] == "kubectl"
    if "-f" in words:
        words[words.index("-f") + 1] = str(folder / words[words.index("-f") + 1])
    real.cluster.kubectl(*words[1:])


def test_without_the_controller_nothing_is_changed_and_the_files_are_there(
    request: pytest.FixtureRequest,
    ghcr_tui: Headless,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    fake = request.getfixturevalue("fake")
    fake.create(secret("shop", "ghcr"), secret("web", "ghcr"))
    monkeypatch.setenv("KUBECONFIG", str(fake.kubeconfig(fake.login(namespace="shop"))))
    ran = ghcr_tui(
        *("handover", "--to=kyverno", "--from-secret=shop/ghcr", "-A", str(tmp_path / "out")),
        "--apply",
        "--yes",
    )
    assert ran.status == 2
    assert "install Kyverno first. The files are written." in ran.err
    assert (tmp_path / "out" / "README.md").exists()
    assert not any(each.method == "PATCH" for each in fake.api.asked)


_ACR, _GAR = "made-up.azurecr.io", "europe-docker.pkg.dev/project"


@pytest.mark.parametrize(
    "words",
    [
        ("external-secret", "--registry", _ECR),
        ("external-secret", "--registry", _ACR),
        ("external-secret", "--registry", _GAR),
        ("external-secret", "--registry", "gcr.io", "--google-project", "project"),
        ("external-secret", "--store", "vault", "--immutable", "--label", "a=b"),
        ("external-secret", "--store", "cluster:vault", "--username-property", "u"),
        ("sealed-secret", "--certificate", "cert.pem"),
        ("sealed-secret", "--certificate", "cert.pem", "--scope", "namespace-wide"),
        ("sealed-secret", "--certificate", "cert.pem", "--scope", "cluster-wide"),
    ],
)
def test_what_encode_writes_has_the_shape_that_the_controllers_schemas_ask_for(
    real: Real, ghcr_tui: Headless, words: tuple[str, ...]
) -> None:
    asked = ("encode", "-n", "default", "-u", "octocat", "--token-stdin", "-o", *words)
    ran = ghcr_tui(*asked, stdin=TOKEN)
    assert ran.status == 0, ran.err
    real.cluster.kubectl("apply", "--dry-run=server", "--validate=strict", "-f-", given=ran.out)
