"""What a server or kubectl says, and what it comes to: texts as 1.36 and 1.37 wrote them."""

import json

import pytest

from ghcr_tui.core.cluster.server_answer import answer_of_status, answer_on_the_way
from made_up_tokens import github_token, jwt

_CONFLICT = (
    'Operation cannot be fulfilled on secrets "ghcr": the object has been modified; please apply '
    "your changes to the latest version and try again"
)
_FORBIDDEN = (
    'secrets "x" is forbidden: User "bob" cannot patch resource "secrets" in API group "" in the '
    'namespace "team-a"'
)


@pytest.mark.parametrize(
    ("status", "message", "kind", "sentence"),
    [
        (401, "Unauthorized", "login", "login: it is missing, wrong or has expired"),
        (403, _FORBIDDEN, "forbidden", "No right to patch secrets in namespace team-a (as `bob`)."),
        (403, "quota exceeded", "forbidden", "No right to do this: quota exceeded."),
        (404, 'secrets "none" not found', "missing", 'no such thing: secrets "none" not found.'),
        (409, _CONFLICT, "conflict", "The object was changed by somebody else meanwhile."),
        (409, 'secrets "ghcr" already exists', "conflict", 'secrets "ghcr" already exists.'),
        (410, "The provided continue parameter is too old", "expired", "no longer knows"),
        (422, "metadata.uid: field is immutable", "refused", "refuses the request (422)"),
        (400, "metadata.managedFields must be nil", "refused", "managedFields must be nil"),
        (500, "etcdserver: leader changed", "server", "The server failed (500): etcdserver"),
        (503, "apiserver is shutting down", "server", "The server failed (503)"),
        (302, "", "unknown", "unexpected (302)"),
    ],
)
def test_a_status_is_one_sentence(status: int, message: str, kind: str, sentence: str) -> None:
    body = json.dumps({"kind": "Status", "message": message, "code": status}).encode()
    answer = answer_of_status(status, "application/json", body)
    assert answer.kind == kind
    assert sentence in answer.sentence


def test_too_many_requests_are_text_and_name_when_to_ask_again() -> None:
    body = b"Too many requests, please try again later.\n"
    answer = answer_of_status(429, "text/plain; charset=utf-8", body, "1")
    assert (answer.kind, answer.retry_after) == ("busy", 1.0)


_X509 = "tls: failed to verify certificate: x509: "


@pytest.mark.parametrize(
    ("words", "kind", "sentence"),
    [
        ("dial tcp 127.0.0.1:1: connect: connection refused", "unreachable", "nothing listens"),
        (
            "The connection to the server 127.0.0.1:1 was refused - did you specify the right host "
            "or port?",
            "unreachable",
            "nothing listens",
        ),
        (
            "Unable to connect to the server: dial tcp: lookup no-such.invalid on "
            "10.255.255.53:53: no such host",
            "unreachable",
            "No address is known",
        ),
        (f"{_X509}certificate signed by unknown authority", "certificate", "not one that"),
        (
            f"{_X509}certificate is not valid for any names, but wanted to match localhost",
            "certificate",
            "for another name",
        ),
        (
            f"{_X509}certificate is valid for a, not b",
            "certificate",
            "for another name",
        ),
        (
            f"{_X509}certificate has expired or is not yet valid: current time is",
            "certificate",
            "has expired",
        ),
        (
            "getting credentials: exec: executable aws-no not found\n\nIt looks like you are",
            "plugin",
            "`aws-no` for a credential, and it is not installed",
        ),
        (
            "getting credentials: exec: executable sh failed with exit code 3",
            "plugin",
            "`sh` failed. Run `kubectl get pods` in a terminal once",
        ),
        ("getting credentials: decoding stdout: couldn't get", "plugin", "gave no credential"),
        (
            "getting credentials: exec plugin cannot support interactive mode: standard input is "
            "not a terminal",
            "plugin",
            "wants a terminal",
        ),
        (
            "net/http: request canceled (Client.Timeout exceeded while awaiting headers)",
            "timeout",
            "did not answer in time",
        ),
        ("net/http: TLS handshake timeout", "timeout", "did not answer in time"),
        ("EOF", "unreachable", "closed the connection"),
        ("error: You must be logged in to the server (Unauthorized)", "login", "Log in again"),
        ('error: context "nope" does not exist', "kubectl", "has no context `nope`"),
        ("error: stat /nonexist: no such file or directory", "kubectl", "/nonexist"),
        (
            "Error from server (Forbidden): namespaces is forbidden: User "
            '"bob" cannot list resource "namespaces" in API group "" at the cluster scope',
            "forbidden",
            "No right to list namespaces in the whole cluster (as `bob`).",
        ),
        ("Error from server (NotFound): pods not found", "missing", "pods not found"),
        ("Error from server (TooManyRequests): the server", "busy", "too much to do"),
        ("something else entirely", "unknown", "kubectl failed: something else entirely."),
        ("", "unknown", "kubectl failed: it says nothing"),
    ],
)
def test_what_kubectl_met_on_the_way_is_one_sentence(words: str, kind: str, sentence: str) -> None:
    through_proxy = answer_of_status(500, "text/plain; charset=utf-8", words.encode())
    assert through_proxy == answer_on_the_way(words)
    assert through_proxy.kind == kind
    assert sentence in through_proxy.sentence
    assert "\n" not in through_proxy.sentence


@pytest.mark.parametrize(
    "words",
    [
        f"odd: token {github_token()} refused",
        f"odd: Bearer {jwt(sub='x')}",
        f'exec: executable "{github_token()}" not found',
        f'context "{github_token()}" does not exist',
        "odd \x1b]0;title\x07 text",
    ],
)
def test_no_token_and_nothing_active_is_repeated(words: str) -> None:
    said = answer_on_the_way(words).sentence
    assert "ghp_" not in said
    assert "eyJ" not in said
    assert "\x1b" not in said
