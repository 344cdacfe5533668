"""`rotate` on a real API server, with just the rights that docs/change.md gives."""

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
    prepared.cluster.kubectl("create", "--filename=-", given=role[1])
    prepared.cluster.kubectl(
        *("create", "clusterrolebinding", "rita", "--clusterrole=ghcr-tui-rotate", "--user=rita")
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
