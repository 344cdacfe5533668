"""Forms of other tools around a credential, each recognised and taken apart."""

import json
from textwrap import indent, wrap

import pytest

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.inspection.front_door import inspect_whole
from made_up_secrets import AUTH, KEY, TOKEN, b64, codes, manifest, payload

P = payload()
PRETTY = json.dumps(json.loads(P), indent=2)
BASE64 = b64(P)
FRAME = "-----BEGIN CERTIFICATE-----\n{}\n-----END CERTIFICATE-----\n"
CREATE = (
    "kubectl create secret docker-registry ghcr --docker-server=ghcr.io "
    f"--docker-username=octocat --docker-password={TOKEN}"
)
HEAD = "apiVersion: v1\nkind: Secret\nmetadata:\n  name: ghcr\n  namespace: shop\ndata:\n"
RESOURCE = (
    'resource "kubernetes_secret" "ghcr" {\n  metadata {\n    name = "ghcr"\n  }\n'
    '  %s = {\n    ".dockerconfigjson" = %s\n  }\n}\n'
)
ENCODED = (
    'jsonencode({ auths = { "ghcr.io" = { username = "octocat", password = "%s", '
    'auth = base64encode("octocat:%s") } } })'
)
RAW: dict[str, Json] = {
    "metadata": {"name": "ghcr", "namespace": "shop"},
    "data": {KEY: BASE64},
    "type": "kubernetes.io/dockerconfigjson",
}


def _go(value: Json) -> str:
    """Return `value` as Go's `%v` prints it."""
    if isinstance(value, dict):
        return f"map[{' '.join(f'{name}:{_go(child)}' for name, child in sorted(value.items()))}]"
    if isinstance(value, list):
        return f"[{' '.join(map(_go, value))}]"
    return "<nil>" if value is None else str(value)


@pytest.mark.parametrize(
    ("text", "kind", "code"),
    [
        pytest.param(_go(manifest()), "Go map", "go-map", id="a Secret by a template"),
        pytest.param(_go({KEY: BASE64}), "Go map", "go-map", id="its data by jsonpath"),
        pytest.param(_go({KEY: P}), "Go map", "go-map", id="stringData by jsonpath"),
        pytest.param(
            _go({"kind": "List", "items": [manifest()]}), "Go map", "go-map", id="a list of them"
        ),
        pytest.param(f"{KEY}={P}", "payload", "env-file-line", id="a line for kustomize"),
        pytest.param(f"DOCKER_AUTH_CONFIG='{P}'", "payload", "env-file-line", id="GitLab's"),
        pytest.param(f"export X={BASE64}", "payload", "env-file-line", id="base64 in a variable"),
        pytest.param(f"A=b\nX={PRETTY}\n", "payload", "env-file-line", id="a whole env file"),
        pytest.param(f"AUTH={AUTH}", "auth", "env-file-line", id="an auth in a variable"),
        pytest.param(FRAME.format(BASE64), "payload", "certificate-lines", id="certutil"),
        pytest.param(
            FRAME.format("\n".join(wrap(BASE64, 64))).replace("\n", "\r\n"),
            "payload",
            "certificate-lines",
            id="certutil, wrapped",
        ),
        pytest.param(FRAME.format(AUTH), "auth", "certificate-lines", id="certutil of an auth"),
        pytest.param(CREATE, "kubectl command", "kubectl-command", id="kubectl create secret"),
        pytest.param(
            CREATE.replace(" --", " \\\n  --"), "kubectl command", "kubectl-command", id="on lines"
        ),
        pytest.param(
            f"$ sudo {CREATE.replace('kubectl', 'oc').replace('=', ' ')}",
            "kubectl command",
            "kubectl-command",
            id="with oc and a prompt",
        ),
        pytest.param(
            f"kubectl -n shop create secret generic ghcr --from-literal={KEY}='{P}' "
            "--type=kubernetes.io/dockerconfigjson",
            "kubectl command",
            "kubectl-command",
            id="kubectl create secret generic",
        ),
        pytest.param(
            RESOURCE % ("data", f'"{BASE64}"'), "Terraform", "data-encoded-twice", id="Terraform"
        ),
        pytest.param(
            RESOURCE % ("binary_data", f'"{BASE64}"'), "Terraform", "terraform", id="binary_data"
        ),
        pytest.param(RESOURCE % ("data", json.dumps(P)), "Terraform", "terraform", id="plain JSON"),
        pytest.param(
            RESOURCE % ("data", f"<<EOF\n{PRETTY}\nEOF"), "Terraform", "terraform", id="heredoc"
        ),
        pytest.param(
            RESOURCE % ("data", ENCODED % (TOKEN, TOKEN)), "Terraform", "terraform", id="jsonencode"
        ),
        pytest.param(
            json.dumps({"apiVersion": "v1", "baseDomain": "a.example", "pullSecret": P}),
            "payload elsewhere",
            "payload-elsewhere",
            id="install-config.yaml",
        ),
        pytest.param(
            json.dumps({"kind": "ConfigMap", "data": {"config.json": P}}),
            "payload elsewhere",
            "payload-elsewhere",
            id="a ConfigMap",
        ),
        pytest.param(
            f"runners:\n  environment:\n  - 'DOCKER_AUTH_CONFIG={P}'\n",
            "payload elsewhere",
            "payload-elsewhere",
            id="the environment of a runner",
        ),
        pytest.param(f"{P}%", "payload", "shell-mark", id="zsh's mark"),
        pytest.param(f"{BASE64}⏎", "payload", "shell-mark", id="fish's mark"),
        pytest.param(f"{PRETTY}octocat@host:~$ ", "payload", "shell-mark", id="the next prompt"),
        pytest.param(f"{HEAD}  {KEY}: {BASE64}%", "Secret", "shell-mark", id="a manifest's mark"),
        pytest.param(
            HEAD + f"  {KEY}: " + "\n".join(wrap(BASE64, 76)) + "\ntype: Opaque\n",
            "Secret",
            "base64-not-indented",
            id="lines at column 0",
        ),
        pytest.param(
            HEAD + f"  {KEY}: |\n" + "\n".join(wrap(BASE64, 64)) + "\n",
            "Secret",
            "base64-not-indented",
            id="a block at column 0",
        ),
        pytest.param(
            b64(P.encode("utf-16-le")), "payload", "data-utf-16", id="base64 of UTF-16"
        ),
        pytest.param(json.dumps([json.loads(P)]), "List", "payload-too-deep", id="in a list"),
        pytest.param(
            f"{json.dumps(manifest())}\n---\n{HEAD}  x: ''\n",
            "documents",
            "json-behind-dashes",
            id="JSON, dashes, YAML",
        ),
        pytest.param(
            json.dumps({"kind": "SecretList", "items": [RAW]}), "List", None, id="a raw list"
        ),
        pytest.param(
            json.dumps({"items": [{**RAW, "type": None}], "kind": "SecretList"}),
            "List",
            None,
            id="a raw list whose kind comes last",
        ),
        pytest.param(json.dumps(manifest()), "Secret", None, id="and a plain Secret"),
    ],
)  # fmt: skip
def test_the_credential_in_it_is_found(text: str, kind: str, code: str | None) -> None:
    inspection = inspect_whole(text)

    entries = [entry for secret in inspection.secrets for entry in secret.entries]
    assert [(entry.username, entry.token) for entry in entries] == [("octocat", TOKEN)]
    assert inspection.kind == kind
    assert code is None or code in codes(inspection)
    assert TOKEN not in inspection.summary


@pytest.mark.parametrize(
    ("text", "kind", "fix"),
    [
        ("apiVersion: v1\nmetadata:\n  name: {{ .Values.name }}-pull\n", "Helm template", "helm t"),
        ("{{- if .Values.pull }}\nkind: Secret\n{{- end }}", "Helm template", "helm template"),
        ('{{- define "a" }}{{ printf "%s" .x | b64enc }}{{ end }}', "Helm template", "helm t"),
        ("# Copyright\n{{- range .Values.a }}\nkind: Secret\n{{- end }}", "Helm template", "helm"),
        ('{"auths": {"ghcr.io": {"auth": {{ .Values.auth }}}}}', "Helm template", "helm template"),
        ("{% if pull %}\nkind: Secret\n{% endif %}", "template", "Render it first"),
        (CREATE.replace(TOKEN, "$TOKEN"), "kubectl command", "--dry-run=client -o yaml"),
        (CREATE.replace(TOKEN, '"$(cat t)"'), "kubectl command", "--dry-run=client -o yaml"),
        (f"{CREATE.split(' --')[0]} --dry-run=client -o yaml", "kubectl command", "Run it in a"),
        ("kubectl create secret generic a --from-file=b", "kubectl command", "--dry-run=client"),
        (RESOURCE % ("data", "var.payload"), "Terraform", "kubectl get secret"),
        ('variable "token" {\n}\n', "Terraform", "kubectl get secret"),
        ("$ANSIBLE_VAULT;1.1;AES256\n6162", "Ansible Vault", "ansible-vault view"),
    ],
)  # fmt: skip
def test_what_nothing_can_be_found_in_is_named_with_what_to_do(
    text: str, kind: str, fix: str
) -> None:
    inspection = inspect_whole(text)

    assert inspection.kind == kind
    assert inspection.secrets == ()
    assert fix in inspection.findings[0].fix


def test_a_described_type_and_missing_data_are_told_from_a_description() -> None:
    head = "Name:         a\nNamespace:    b\nLabels:       <none>\n\n"
    text = f"{head}Type:  docker-registry\n\nData\n===="

    (finding,) = inspect_whole(text).findings

    assert "The type `docker-registry` is not one" in finding.message
    assert "It has no data at all." in finding.message


def test_what_kubectl_refuses_as_a_whole_is_in_no_cluster() -> None:
    text = HEAD + f"  {KEY}: " + "\n".join(wrap(BASE64, 76)) + "\n"
    (secret,) = inspect_whole(
        text.replace("data:", "type: kubernetes.io/dockerconfigjson\ndata:")
    ).secrets

    assert "kubectl refuses its manifest" in secret.ignored_because


@pytest.mark.parametrize(
    "text",
    [
        "map[" * 1_000_000,
        "map[" + "a:b " * 1_000_000,
        "X=" + "{" * 4_000_000,
        "A=b\n" * 1_000_000,
        "-----BEGIN CERTIFICATE-----\n" + " " * 4_000_000,
        CREATE + " -" * 1_000_000,
        "kubectl " + "--a " * 1_000_000,
        'resource "a" "b" {' + ' ".dockerconfigjson" = "' * 15_000,
        'resource "a" "b" {' + ' ".dockerconfigjson" = jsonencode({' * 12_000,
        "{{ " * 1_500_000,
        "a: {{ b\n" * 500_000,
        HEAD + "  a: " + (("A" * 76) + "\n") * 40_000 + ":",
        json.dumps({"a": {"b": [P] * 20_000}}),
        "{" * 10 + "}" + "%" * 100_000,
    ],
    ids=range(14),
)  # fmt: skip
def test_hostile_forms_are_answered(text: str) -> None:
    assert inspect_whole(text).summary


def test_indentation_around_a_form_does_no_harm() -> None:
    assert inspect_whole(indent(CREATE, "    ")).kind == "kubectl command"
