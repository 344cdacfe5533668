"""`decode --severity` and `--code`: which Secrets of a list are shown, and how all are counted."""

import json

import pytest

from cli.headless import TOKEN, Headless, b64, payload, secret


def _list() -> str:
    wrong = b64(f"octocat:{TOKEN}\n")
    newline = payload().replace(b64(f"octocat:{TOKEN}"), wrong)
    items = [
        secret("sound"),
        secret("newline", text=newline),
        secret("typo", text=payload("gchr.io")),
        secret("empty", text='{"auths":{}}'),
    ]
    return json.dumps({"apiVersion": "v1", "kind": "List", "items": items})


@pytest.mark.parametrize(
    ("options", "names"),
    [
        ((), ["sound", "newline", "typo", "empty"]),
        (("--severity", "error"), ["newline", "empty"]),
        (("--severity", "warning"), ["newline", "typo", "empty"]),
        (("--code", "auth-trailing-newline"), ["newline"]),
        (("--code", "auth-trailing-newline", "--code", "auths-empty"), ["newline", "empty"]),
        (("--code", "registry-typo", "--severity", "error"), []),
        (("--code", "no-such-finding"), []),
    ],
)
def test_only_what_was_asked_for_is_shown(
    ghcr_tui: Headless, options: tuple[str, ...], names: list[str]
) -> None:
    ran = ghcr_tui("decode", "-o", "json", *options, stdin=_list())
    assert [each["name"] for each in json.loads(ran.out)["secrets"]] == names
    assert ran.status == (1 if {"newline", "empty"} & set(names) else 0)


@pytest.mark.parametrize("output", ["text", "json", "yaml"])
def test_all_are_counted_by_severity(ghcr_tui: Headless, output: str) -> None:
    ran = ghcr_tui("decode", "-o", output, "--severity", "error", stdin=_list())
    assert ran.err.startswith("ghcr-tui: 4 Secrets: 2 with an error, ")
    assert ran.err.endswith("; 2 shown.\n")


def test_many_are_counted_without_being_asked(ghcr_tui: Headless) -> None:
    items = [secret(f"pull-{number}") for number in range(21)]
    ran = ghcr_tui("decode", stdin=json.dumps({"kind": "List", "apiVersion": "v1", "items": items}))
    assert ran.err.startswith("ghcr-tui: 21 Secrets: ")


@pytest.mark.parametrize("code", ["Not A Code", TOKEN, ""])
def test_what_is_no_code_is_refused_and_not_repeated(ghcr_tui: Headless, code: str) -> None:
    ran = ghcr_tui("decode", "--code", code, stdin=_list())
    assert (ran.status, ran.out) == (2, "")
    assert TOKEN not in ran.err
