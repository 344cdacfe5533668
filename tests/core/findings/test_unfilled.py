"""Text that nothing has filled in: every kind by its form, and names that only look like it."""

import json

import pytest

from ghcr_tui.core.findings.unfilled import unfilled_in, unfilled_inside
from ghcr_tui.core.golang.json_text import Json
from made_up_secrets import AUTH, b64, manifest, only_secret

KINDS = [
    ("$GHCR_AUTH", "variable"),
    ("${GHCR_AUTH}", "variable"),
    ("$my_token", "variable"),
    ("$env:GHCR_AUTH", "variable"),
    ("%GHCR_AUTH%", "variable"),
    ("${{ secrets.AUTH }}", "GitHub Actions"),
    ("${{github.actor}}", "GitHub Actions"),
    ("$(cat auth)", "command"),
    ("`cat auth`", "command"),
    ("{{ .Values.auth }}", "template"),
    ("{{- include \"a.auth\" . | b64enc -}}", "template"),
    ("{{ .auth | toString }}", "template"),
    ("{{ lookup('env', 'AUTH') }}", "template"),
    ("<%= @auth %>", "template"),
    ("%!s(<nil>)", "Go writes"),
    ("%!s(MISSING)", "Go writes"),
    ("%!v(PANIC=String method: x)", "Go writes"),
    ("<no value>", "Go writes"),
    ("<nil>", "Go writes"),
    ("ENC[AES256_GCM,data:YQ==,iv:YQ==,tag:YQ==,type:str]", "SOPS encrypted"),
    ("$ANSIBLE_VAULT;1.1;AES256\n6162", "Ansible Vault"),
    ("**SOPS**", "flux build"),
    ("vault:secret/data/ghcr#auth", "vault"),
    ("<path:secret/data/ghcr#auth>", "vault"),
    ("ref+vault://ghcr/auth", "vault"),
    ("op://shared/ghcr/auth", "vault"),
    ("arn:aws:secretsmanager:eu-west-1:1:secret:a", "vault"),
    ("projects/a/secrets/b/versions/latest", "vault"),
    ("@Microsoft.KeyVault(SecretUri=https://a)", "vault"),
    ("${var.auth}", "Terraform"),
    ("(sensitive value)", "Terraform"),
    ("(known after apply)", "Terraform"),
    ("var.ghcr_token", "Terraform"),
    ("#{GhcrToken}#", "program"),
    ("#{ghcr_token}", "program"),
    ("__GHCR_TOKEN__", "program"),
    ("@GHCR_TOKEN@", "program"),
    ("%s", "program"),
    ("%1$s", "program"),
    ("{0}", "program"),
    ("{username}", "program"),
    ("<< token >>", "template"),
    ("<<token>>", "template"),
    ("undefined", "not set"),
    ("null", "not set"),
    ("[object Object]", "not set"),
    ("[MASKED]", "mask that a log"),
    ("<redacted>", "mask that a log"),
]  # fmt: skip
NAMES = [
    "", "octocat", "$oauthtoken", "robot$shop+ci", "<token>", "_json_key", "a$b", "50%", "hunter2$",
    "AWS", "00000000-0000-0000-0000-000000000000", "pa{ss}word", "x`y`", "(word)", "[a]",
    "nullable", "{octocat}", "{}", "var.me", "data.world", "__init__", "a@GHCR_TOKEN@b", "@octocat",
    "<<EOF", "#channel", "100%s", "{hunter2hunter2}",
    "https://ghcr.io", "%41%42", "ENC", "vault", "a" * 5000, "${" * 3000,
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_each_kind_is_known_by_its_form(text: str, kind: str) -> None:
    found = unfilled_in(text)

    assert found is not None
    assert kind in found.what
    assert unfilled_in(f' "{text}"\n') == found


@pytest.mark.parametrize("text", NAMES)
def test_names_and_passwords_that_only_look_like_it_are_none(text: str) -> None:
    assert unfilled_in(text) is None


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        ("${HOST}/team", True),
        ("{{ .Release.Name }}-pull", True),
        ("ghcr-%!s(<nil>)", True),
        ("robot$SHOP+ci", False),
        ("a-$b-c", False),
        ("ghcr", False),
    ],
)
def test_a_part_is_found_where_brackets_mark_it(text: str, is_found: bool) -> None:
    assert (unfilled_inside(text) is not None) == is_found


@pytest.mark.parametrize(("text", "kind"), KINDS)
@pytest.mark.parametrize("place", ["auth", "decoded auth", "token", "data", "payload", "registry"])
def test_it_is_said_to_be_that_and_nothing_else(text: str, kind: str, place: str) -> None:
    entry = {
        "auth": {"auth": text},
        "decoded auth": {"auth": b64(f"{text}:{text}")},
        "token": {"auth": b64(f"octocat:{text}")},
    }.get(place, {"auth": AUTH})
    payload = json.dumps({"auths": {text if place == "registry" else "ghcr.io": entry}})
    values = {"data": text, "payload": b64(text)}

    secret = only_secret(manifest(values.get(place, b64(payload))))

    found = [each for each in secret.findings if each.severity != "info"]
    assert {each.code for each in found} <= {
        *("auth-unfilled", "data-unfilled", "payload-unfilled", "registry-unfilled"),
        *("token-unexpanded-variable", "username-unexpanded-variable"),
    }
    assert found
    assert all(kind in each.message for each in found)


@pytest.mark.parametrize("name", ["${NAME}", "{{ .Release.Name }}-pull", "$(name)", "%!s(<nil>)"])
@pytest.mark.parametrize("field", ["name", "namespace"])
def test_of_a_name_too(name: str, field: str) -> None:
    metadata: Json = {"name": "ghcr", "namespace": "denostr", field: name}

    found = [each.code for each in only_secret(manifest(metadata=metadata)).findings]

    assert found == ["name-unfilled", "github-classic-token"]


def test_hostile_text_costs_no_more_than_its_length() -> None:
    for text in ("${" * 2000, "%!s(" * 1000, "{{" * 2000, "<" * 4000, "$(" * 2000, "ENC[A," * 600):
        assert unfilled_in(text) is None
        unfilled_inside(text)
