"""`encode -o sealed-secret|sops|external-secret`: what may be committed never holds the token."""

import sys
from base64 import b64encode
from pathlib import Path

import pytest
from pyrage import x25519

from cli.headless import TOKEN, Headless, Ran
from fake_programs import FakePrograms
from sealing_keys import controller, elliptic

IDENTITY = x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())
FORMATS = {
    "sealed-secret": ["-n", "shop", "--certificate", "cert.pem"],
    "sops": ["--age", RECIPIENT],
    "external-secret": ["--store", "vault"],
}


@pytest.fixture
def ghcr_tui(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> Headless:
    monkeypatch.chdir(tmp_path)
    Path("cert.pem").write_text(controller().certificate)
    return Headless(monkeypatch, capsys)


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakePrograms:
    return FakePrograms(tmp_path / "programs", monkeypatch)


def _encode(ghcr_tui: Headless, *arguments: str) -> Ran:
    return ghcr_tui("encode", "-u", "octocat", "--token-stdin", *arguments, stdin=TOKEN)


def _in_base64(text: str) -> list[str]:
    """Return what the base64 of anything that holds `text` holds, whatever is before it."""
    return [
        b64encode(b"x" * shift + text.encode()).decode()[4 if shift else 0 : -4]
        for shift in range(3)
    ]


@pytest.mark.parametrize("style", ["auth", "kubectl"])
@pytest.mark.parametrize("data", [[], ["--string-data"]], ids=["data", "string-data"])
@pytest.mark.parametrize("name", FORMATS)
def test_the_token_is_not_in_it_in_any_disguise(
    ghcr_tui: Headless, name: str, style: str, data: list[str]
) -> None:
    ran = _encode(ghcr_tui, "-o", name, "--style", style, *data, *FORMATS[name])

    assert (ran.status, ran.err) == (0, "")
    for disguise in (TOKEN, *_in_base64(TOKEN), *_in_base64(f"octocat:{TOKEN}")):
        assert disguise not in ran.out
        assert b64encode(disguise.encode()).decode()[:-4] not in ran.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-o", "sealed-secret", "--certificate", "cert.pem"], "is bound to its namespace"),
        (["-o", "sealed-secret", "-n", "shop"], "needs the controller's certificate"),
        (["-o", "sealed-secret", "-n", "shop", "--certificate", "none.pem"], "none.pem"),
        (["-o", "sealed-secret", "-n", "shop", "--certificate", "ec.pem"], "and not RSA"),
        (["-o", "sealed-secret", "-n", "shop", "--controller", "x"], "not NAMESPACE/NAME"),
        (["-o", "sops"], "needs an age recipient"),
        (["-o", "sops", "--age", "age1x"], "`age1x` is not an age recipient"),
        (["-o", "external-secret"], "refuses for private packages"),
    ],
    ids=lambda value: " ".join(value[1:]) if isinstance(value, list) else "",
)
def test_what_is_missing_is_said_in_a_sentence(
    ghcr_tui: Headless, arguments: list[str], said: str, programs: FakePrograms
) -> None:
    Path("ec.pem").write_text(elliptic().certificate)
    programs.add("kubectl", "echo '{}'")
    ran = _encode(ghcr_tui, *arguments)

    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert TOKEN not in ran.err


def test_an_external_secret_needs_no_token(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("encode", "-u", "octocat", "-o", "external-secret", "--store", "cluster:vault")

    assert (ran.status, ran.err) == (0, "")
    assert "kind: ClusterSecretStore" in ran.out


def test_the_controllers_certificate_comes_through_kubectl_and_is_kept(
    ghcr_tui: Headless, programs: FakePrograms
) -> None:
    programs.add(
        "kubectl",
        f"""case "$*" in
        *cert.pem*) echo "$*" >> $here/asked; cat {Path("cert.pem").resolve()} ;;
        *) echo '{{"current-context": "prod"}}' ;;
        esac""",
    )
    first = _encode(ghcr_tui, "-o", "sealed-secret", "-n", "shop", "--controller")
    again = _encode(ghcr_tui, "-o", "sealed-secret", "-n", "shop")
    of_another = _encode(ghcr_tui, "-o", "sealed-secret", "-n", "shop", "--context", "test")

    assert (first.status, again.status, of_another.status) == (0, 0, 2)
    assert programs.read("asked").splitlines() == [
        "get --raw /api/v1/namespaces/kube-system/services/http:sealed-secrets-controller:/proxy/"
        "v1/cert.pem --request-timeout=30s"
    ]


def test_a_controller_that_is_not_there_is_said(ghcr_tui: Headless, programs: FakePrograms) -> None:
    programs.add("kubectl", "echo 'Error from server (NotFound): services not found' >&2; exit 1")
    ran = _encode(ghcr_tui, "-o", "sealed-secret", "-n", "shop", "--controller", "a/b")

    assert ran.status == 2
    assert "The controller a/b gave no certificate: `Error from server (NotFound)" in ran.err


def test_the_rules_of_the_repository_say_for_whom(ghcr_tui: Headless, tmp_path: Path) -> None:
    Path(".sops.yaml").write_text(
        f"creation_rules:\n  - path_regex: ^apps/.*\\.yaml$\n    age: {RECIPIENT}\n"
        "  - path_regex: ^kms/\n    kms: arn:aws:kms:eu-west-1:1:key/1\n"
    )
    Path("apps").mkdir()
    ran = _encode(ghcr_tui, "-o", "sops", "--output-file", "apps/pull.yaml")
    by_kms = _encode(ghcr_tui, "-o", "sops", "--output-file", "kms/pull.yaml")

    assert (ran.status, ran.err) == (0, "")
    assert f"recipient: {RECIPIENT}" in (tmp_path / "apps" / "pull.yaml").read_text()
    assert by_kms.status == 2
    assert "asks for kms, which only SOPS itself can do" in by_kms.err


@pytest.mark.parametrize(
    ("name", "library"),
    [("sealed-secret", "cryptography"), ("sops", "pyrage")],
)
def test_without_the_libraries_the_extra_is_named(
    ghcr_tui: Headless, name: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    ran = _encode(ghcr_tui, "-o", name, *FORMATS[name])

    assert (ran.status, ran.out) == (2, "")
    assert f"needs {library}, which is not installed" in ran.err
    assert "ghcr-tui[seal]" in ran.err


_ECR = "123456789012.dkr.ecr.eu-central-1.amazonaws.com"


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        pytest.param(["-r", _ECR], "kind: ECRAuthorizationToken", id="a generator makes both"),
        pytest.param(["-r", _ECR, "-u", "octocat"], "ECRAuthorization", id="whoever is named"),
        pytest.param(
            ["--store", "v", "--username-property", "u"], "property: u", id="the store has both"
        ),
    ],
)
def test_a_username_that_is_not_in_it_need_not_be_known_and_is_not_judged(
    ghcr_tui: Headless, words: list[str], holds: str
) -> None:
    ran = ghcr_tui("encode", "-o", "external-secret", *words)
    assert (ran.status, ran.err) == (0, "")
    assert holds in ran.out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--store", "v"], "whose credential?"),
        (["--store", "v", "-r", _ECR, "-u", "octocat"], "AWS"),
    ],
)
def test_a_username_that_is_written_into_it_is(
    ghcr_tui: Headless, words: list[str], said: str
) -> None:
    ran = ghcr_tui("encode", "-o", "external-secret", *words)
    assert ran.status != 0
    assert said in ran.err
