"""`rotate` on a real API server, with just the rights that docs/change.md gives."""

import json
import re
from base64 import b64decode
from pathlib import Path

import pytest

from cli.headless import Headless
from kube_kit.either import Real
from kube_kit.objects import TOKEN, payload, secret
from made_up_tokens import github_token

pytestmark = [pytest.mark.usefixtures("the_kubectl"), pytest.mark.judge]

_NEW = github_token("ghp_", "TheNewOneOfTheTests00000000000")
_PAGE = Path(__file__).parents[3] / "docs" / "change.md"


@pytest.fixture
def real(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Real:
    """Return a real server on which `rita` has the rights of the page in all namespaces."""
    prepared = Real(request.getfixturevalue("cluster"), tmp_path)
    role = re.search(r"```yaml\n(.*?)```", _PAGE.read_text(), re.DOTALL)
    assert role
    prepared.cluster.kubectl("apply", "--filename=-", given=role[1])
    for verb in ("rotate", "apply"):
        prepared.cluster.try_kubectl(
            *("create", "clusterrolebinding", f"rita-{verb}", "--user=rita"),
            f"--clusterrole=ghcr-tui-{verb}",
        )
    monkeypatch.setenv("KUBECONFIG", str(prepared.kubeconfig_of("rita")))
    return prepared


def _of(real: Real, namespace: str, path: str) -> str:
    return real.cluster.kubectl(
        "get", "secret", "ghcr", f"--namespace={namespace}", f"--output=jsonpath={path}"
    )


def test_secrets_are_changed_in_place_and_taken_back(
    real: Real, ghcr_tui: Headless, tmp_path: Path
) -> None:
    spaces = ["rotate-a", "rotate-b"]
    real.create(*(secret(namespace, "ghcr") for namespace in spaces))
    real.create({**secret("rotate-c", "ghcr"), "immutable": True})
    uids = [_of(real, namespace, "{.metadata.uid}") for namespace in spaces]
    old, back = tmp_path / "old", tmp_path / "back.json"
    old.write_text(TOKEN)
    inside = [word for each in (*spaces, "rotate-c") for word in ("-n", each)]
    ran = ghcr_tui(
        "rotate", "--old-token-file", str(old), "--token-stdin", "--no-verify", *inside, "--yes",
        "--rollback-file", str(back), stdin=_NEW,
    )  # fmt: skip
    assert (ran.status, ran.err) == (0, "")
    assert "left alone rotate-c/ghcr" in ran.out
    value = r"{.data.\.dockerconfigjson}"
    for namespace in spaces:
        assert b64decode(_of(real, namespace, value)).decode() == payload(token=_NEW)
    assert [_of(real, namespace, "{.metadata.uid}") for namespace in spaces] == uids

    assert ghcr_tui("resume", "--back", str(back), "--yes").status == 0
    for namespace in spaces:
        assert b64decode(_of(real, namespace, value)).decode() == payload()


def test_one_secret_goes_to_many_namespaces_is_attached_and_taken_back(
    real: Real, ghcr_tui: Headless, tmp_path: Path
) -> None:
    real.create(secret("apply-a", "ghcr"), secret("apply-b", "other"))
    back = str(tmp_path / "back.json")
    asked = (
        *("apply", "-u", "octocat", "--token-stdin", "--no-verify", "--attach", "--yes"),
        *("--to", "apply-a", "apply-b"),
    )
    ran = ghcr_tui(*asked, "--rollback-file", back, stdin=_NEW)
    assert ran.status == 1
    assert "Fields of it belong to `kubectl-create`." in ran.out
    assert "Nothing was changed" in ran.err

    ran = ghcr_tui(*asked, "--take-over", "--rollback-file", back, stdin=_NEW)
    assert (ran.status, ran.err) == (0, "")
    value = r"{.data.\.dockerconfigjson}"
    for namespace in ("apply-a", "apply-b"):
        assert b64decode(_of(real, namespace, value)).decode() == payload(token=_NEW)
        assert "ghcr" in real.cluster.kubectl(
            *("get", "serviceaccount", "default", f"--namespace={namespace}"),
            "--output=jsonpath={.imagePullSecrets}",
        )
    again = ghcr_tui(*asked, stdin=_NEW)
    assert (again.status, "4 objects are as they should be" in again.out) == (0, True)

    assert ghcr_tui("resume", "--back", back, "--yes").status == 0
    assert b64decode(_of(real, "apply-a", value)).decode() == payload()
    gone = real.cluster.try_kubectl("get", "secret", "ghcr", "--namespace=apply-b")
    assert gone.returncode
    for namespace in ("apply-a", "apply-b"):
        account = real.cluster.kubectl(
            "get", "serviceaccount", "default", f"--namespace={namespace}", "--output=json"
        )
        assert '"imagePullSecrets"' not in account


def test_merging_loses_no_entry_and_a_missing_namespace_is_found_before_a_write(
    real: Real, ghcr_tui: Headless
) -> None:
    real.create(secret("merge-a", "pull-secret", payload("quay.io")))
    asked = (
        *("apply", "-u", "octocat", "--token-stdin", "--no-verify", "--merge", "--yes"),
        *("--name", "pull-secret"),
    )
    ran = ghcr_tui(*asked, "--to", "merge-a", "not-there", stdin=_NEW)
    assert ran.status == 1
    assert 'namespaces "not-there" not found' in ran.out
    assert ghcr_tui(*asked, "--to", "merge-a", stdin=_NEW).status == 0
    merged = b64decode(
        real.cluster.kubectl(
            *("get", "secret", "pull-secret", "--namespace=merge-a"),
            r"--output=jsonpath={.data.\.dockerconfigjson}",
        )
    ).decode()
    both = {**json.loads(payload("quay.io"))["auths"], **json.loads(payload(token=_NEW))["auths"]}
    assert json.loads(merged) == {"auths": both}
