"""`encode -o sealed-secret|sops|external-secret`: what may be committed never holds the token."""

import json
import sys
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from pyrage import x25519

from cli.headless import TOKEN, Headless, Ran
from fake_programs import FakePrograms
from ghcr_tui.core.golang.json_text import Json
from made_up_tokens import github_token
from sealing_keys import controller, elliptic

IDENTITY = x25519.Identity.generate()
RECIPIENT = str(IDENTITY.to_public())
OTHER = github_token("ghp_", "TheOtherOneOfTheTests000000000")
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


def test_the_rules_of_the_repository_say_for_whom(
    ghcr_tui: Headless, tmp_path: Path, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(programs.folder))  # a machine may have `sops`
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
    assert "asks for kms, which only `sops` itself can do" in by_kms.err


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


@pytest.mark.parametrize("name", ["yaml", "sealed-secret", "external-secret"])
def test_each_namespace_has_a_manifest_of_its_own(ghcr_tui: Headless, name: str) -> None:
    more = [word for word in FORMATS.get(name, []) if word not in ("-n", "shop")]
    ran = _encode(ghcr_tui, "-o", name, *more, "-n", "shop", "-n", "web", "--namespace=jobs")
    assert (ran.status, ran.err) == (0, "")
    made = list(yaml.safe_load_all(ran.out))
    assert [each["metadata"]["namespace"] for each in made] == ["shop", "web", "jobs"]
    if name == "sealed-secret":  # strict: what one namespace opens, no other does
        assert len({each["spec"]["encryptedData"][".dockerconfigjson"] for each in made}) == 3
        assert all("annotations" not in each["metadata"] for each in made)


@pytest.mark.parametrize("name", ["json", "payload", "auth", "kubectl", "usage", "sops"])
def test_what_is_for_one_namespace_says_so(ghcr_tui: Headless, name: str) -> None:
    ran = _encode(ghcr_tui, "-o", name, *FORMATS.get(name, []), "-n", "shop", "-n", "web")
    assert (ran.status, ran.out) == (2, "")
    assert "is for one namespace" in ran.err


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


def _sops_file(ghcr_tui: Headless, name: str) -> str:
    """Write a SOPS file with a comment, and return its text."""
    assert _encode(ghcr_tui, "-o", "sops", "--age", RECIPIENT, "--output-file", name).status == 0
    path = Path(name)
    path.write_text(path.read_text().replace("kind: Secret", "kind: Secret  # who pulls"))
    Path("keys.txt").write_text(f"{IDENTITY}\n")
    return path.read_text()


def _in_clear(ghcr_tui: Headless, name: str) -> Json:
    ran = ghcr_tui("decode", "--identity", "keys.txt", "--reveal", "-o", "json", name)
    assert ran.status == 0, ran.err
    document: Json = json.loads(ran.out)
    return document


def test_a_token_is_replaced_in_a_sops_file_and_the_rest_of_it_stays(
    ghcr_tui: Headless, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _sops_file(ghcr_tui, "apps.yaml")
    asked = ("encode", "--from", "apps.yaml", "--registry", "ghcr.io", "--token-stdin")
    ran = ghcr_tui(*asked, "--in-place", "--identity", "keys.txt", stdin=OTHER)
    assert ran.status == 0, ran.err
    assert TOKEN not in ran.err + ran.out
    assert OTHER not in ran.err + ran.out
    after = Path("apps.yaml").read_text()
    pairs = zip(before.splitlines(), after.splitlines(), strict=True)
    changed = [new.split(":")[0].strip() for old, new in pairs if old != new]
    assert [name for name in changed if name != "lastmodified"] == [".dockerconfigjson", "mac"]
    assert OTHER in json.dumps(_in_clear(ghcr_tui, "apps.yaml"))

    monkeypatch.setenv("SOPS_AGE_KEY_FILE", "keys.txt")
    assert ghcr_tui(*asked, "--output-file", "other.yaml", stdin=TOKEN).status == 0
    assert "# who pulls" in Path("other.yaml").read_text()
    assert TOKEN in json.dumps(_in_clear(ghcr_tui, "other.yaml"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda text: text, "name the file of your identity, or set SOPS_AGE_KEY_FILE"),
        (lambda text: f"{text}---\n{text}", "several documents"),
    ],
)
def test_a_sops_file_that_cannot_be_edited_stays_as_it_is(
    ghcr_tui: Headless,
    change: Callable[[str], str],
    said: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    text = change(_sops_file(ghcr_tui, "apps.yaml"))
    Path("apps.yaml").write_text(text)
    asked = ("encode", "--from", "apps.yaml", "--registry", "ghcr.io", "--token-stdin")
    ran = ghcr_tui(*asked, "--in-place", stdin=OTHER)
    assert (ran.status != 0, said in ran.err, Path("apps.yaml").read_text()) == (True, True, text)


def test_a_sops_file_that_is_there_says_for_whom_and_keeps_its_comments(
    ghcr_tui: Headless,
) -> None:
    _sops_file(ghcr_tui, "apps.yaml")
    asked = ("encode", "-u", "hubot", "--token-stdin", "-o", "sops", "--output-file", "apps.yaml")
    ran = ghcr_tui(*asked, stdin=OTHER)
    assert (ran.status, "there already" in ran.err) == (2, True)
    ran = ghcr_tui(*asked, "--force", stdin=OTHER)
    assert ran.status == 0, ran.err
    text = Path("apps.yaml").read_text()
    assert "kind: Secret  # who pulls" in text
    assert RECIPIENT in text
    assert OTHER in json.dumps(_in_clear(ghcr_tui, "apps.yaml"))


def test_one_that_a_cloud_opens_too_is_not_taken_from_it(ghcr_tui: Headless) -> None:
    text = _sops_file(ghcr_tui, "apps.yaml")
    with_key = text.replace("sops:\n", "sops:\n  kms:\n  - arn: arn:aws:kms:made-up\n    enc: x\n")
    Path("apps.yaml").write_text(with_key)
    asked = ("-o", "sops", "--output-file", "apps.yaml", "--force")
    ran = _encode(ghcr_tui, *asked)
    assert (ran.status, "too (kms)" in ran.err) == (2, True)
    assert Path("apps.yaml").read_text() == with_key


_RULES = "creation_rules:\n- path_regex: apps/.*\n  pgp: 0123456789ABCDEF\n"


def test_what_asks_for_other_keys_goes_through_ones_own_sops(
    ghcr_tui: Headless, programs: FakePrograms, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path(".sops.yaml").write_text(_RULES)
    Path("apps").mkdir()
    asked = ("-o", "sops", "--output-file", "apps/pull.yaml")
    monkeypatch.setenv("GHCR_TOKEN", TOKEN)
    programs.add(
        "sops",
        'echo "$*" > $here/asked; env > $here/environment; cat > $here/given\n'
        "printf 'kind: Secret\\nsops:\\n  pgp:\\n  - fp: 0123456789ABCDEF\\n'",
    )
    ran = _encode(ghcr_tui, *asked)
    assert ran.status == 0, ran.err
    assert 'fp: "0123456789ABCDEF"' in Path("apps/pull.yaml").read_text()
    override = Path("apps/pull.yaml").absolute()
    assert programs.read("asked").split() == [
        *("encrypt", "--input-type", "yaml", "--output-type", "yaml"),
        *("--filename-override", str(override), "/dev/stdin"),
    ]
    assert TOKEN not in programs.read("asked") + programs.read("environment")
    assert "kind: Secret" in programs.read("given")


@pytest.mark.parametrize(
    ("script", "said"),
    [
        (
            "echo 'no key service, \033[31mdenied' >&2; exit 1",
            "did not encrypt it: `no key service",
        ),
        ("cat", "is no SOPS file"),
        (":", "is no SOPS file"),
        ("echo '['", "is no SOPS file"),
    ],
)
def test_what_ones_own_sops_cannot_do_is_said(
    ghcr_tui: Headless, programs: FakePrograms, script: str, said: str
) -> None:
    Path(".sops.yaml").write_text(_RULES.replace("apps/.*", "''"))
    programs.add("sops", script)
    ran = _encode(ghcr_tui, "-o", "sops")
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "\033" not in ran.err
    assert TOKEN not in ran.err
