"""`decode`: the shape of its reports, what they hide, and what they make of many Secrets."""

import json
from pathlib import Path

import pytest
import yaml

from cli.headless import TOKEN, Headless, b64, payload, secret, secret_list
from ghcr_tui.cli.decode.text_report import TextReport
from ghcr_tui.cli.paint import Paint, cells, cut, shown
from ghcr_tui.core.inspection.front_door import inspect_whole

BULLETS = "••••••••"


def test_the_shape_of_the_json_is_the_documented_one(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("decode", "-o", "json", stdin=json.dumps(secret()))
    report = json.loads(ran.out)
    assert (ran.status, ran.err) == (0, "")
    assert list(report) == ["kind", "secrets", "findings"]
    (one,) = report["secrets"]
    assert list(one) == ["name", "namespace", "type", "verdict", "credentials", "findings", "other"]
    assert one["verdict"] == {
        "answer": "pulls",
        "sentence": "Nothing here speaks against a pull with this.",
    }
    assert one["credentials"] == [
        {
            "registry": "ghcr.io",
            "username": "octocat",
            "token": BULLETS,
            "email": "",
            "usable": True,
            "verdict": {"answer": "pulls", "why": ""},
        }
    ]
    assert one["other"] == {}
    assert report["kind"] == "Secret"


def test_a_finding_has_its_five_fields_and_an_error_is_status_1(ghcr_tui: Headless) -> None:
    broken = json.dumps({"auths": {"ghcr.io": {"auth": "?"}}})
    ran = ghcr_tui("decode", "-o", "json", stdin=broken)
    (finding, *_) = json.loads(ran.out)["secrets"][0]["findings"]
    assert ran.status == 1
    assert list(finding) == ["code", "severity", "message", "fix", "where"]


@pytest.mark.parametrize("output", ["text", "json", "yaml"])
def test_tokens_and_other_values_are_hidden_until_revealed(ghcr_tui: Headless, output: str) -> None:
    document = secret()
    document["data"] = {".dockerconfigjson": b64(payload()), "pin": b64("four-two")}
    hidden = ghcr_tui("decode", "-o", output, stdin=json.dumps(document)).out
    revealed = ghcr_tui("decode", "-o", output, "--reveal", stdin=json.dumps(document)).out
    for private in (TOKEN, "four-two"):
        assert private not in hidden
        assert private in revealed
    assert b64(f"octocat:{TOKEN}") not in hidden


@pytest.mark.parametrize("reveal", [(), ("--reveal",)])
def test_yaml_says_what_json_says(ghcr_tui: Headless, reveal: tuple[str, ...]) -> None:
    text = json.dumps(
        {"kind": "List", "items": [secret(), secret("Not_A_Name", labels={"a": "-"})]}
    )
    as_json = ghcr_tui("decode", "-o", "json", *reveal, stdin=text)
    as_yaml = ghcr_tui("decode", "-o", "yaml", *reveal, stdin=text)
    assert yaml.safe_load(as_yaml.out) == json.loads(as_json.out)
    assert as_yaml.status == as_json.status == 1


def test_any_text_survives_the_json(ghcr_tui: Headless) -> None:
    strange = '"\\\n\x00\x7f\x9b\u202e名\U000e0041 \u2028é'
    text = json.dumps({"auths": {strange: {"username": strange, "password": strange}}})
    ran = ghcr_tui("decode", "-o", "json", "--reveal", stdin=text)
    (entry,) = json.loads(ran.out)["secrets"][0]["credentials"]
    assert entry["registry"] == entry["username"] == entry["token"] == strange
    assert not set("\x1b\x7f\x9b\u202e") & set(ran.out)


@pytest.mark.parametrize("output", ["text", "yaml"])
@pytest.mark.parametrize("count", [1, 30])
def test_nothing_in_the_data_acts_on_the_terminal(
    ghcr_tui: Headless, output: str, count: int
) -> None:
    evil = "\x1b]0;pwned\x07\x9b31m"
    entry = {"username": evil, "password": "x", "email": evil}
    document = secret(evil, evil, json.dumps({"auths": {evil: entry}}))
    document["data"] = {**dict.fromkeys([evil], b64(evil)), **_data(document)}
    text = json.dumps({"kind": "List", "items": [document] * count})
    ran = ghcr_tui("decode", "-o", output, "--reveal", stdin=text)
    assert not set("\x1b\x07\x9b") & set(ran.out + ran.err)


def _data(document: dict[str, object]) -> dict[str, str]:
    data = document["data"]
    assert isinstance(data, dict)
    return data


def test_several_files_say_which_is_which(ghcr_tui: Headless, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(json.dumps(secret("a")))
    (tmp_path / "b.json").write_text("not a secret at all")
    files = [str(tmp_path / "a.yaml"), str(tmp_path / "b.json")]
    report = json.loads(ghcr_tui("decode", *files, "-o", "json").out)
    assert report["kind"] == "files"
    assert [one["file"] for one in report["secrets"]] == files[:1]
    assert [finding["file"] for finding in report["findings"]] == files[1:]
    text = ghcr_tui("decode", *files).out
    assert text.index(files[0]) < text.index("shop/a") < text.index(files[1])


def test_one_missing_file_does_not_lose_the_others(ghcr_tui: Headless, tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(json.dumps(secret("a")))
    ran = ghcr_tui("decode", str(tmp_path / "a.yaml"), "/nowhere.yaml")
    assert ran.status == 2
    assert "shop/a" in ran.out
    assert "/nowhere.yaml" in ran.err


def test_a_dash_is_standard_input(ghcr_tui: Headless) -> None:
    assert "shop/ghcr" in ghcr_tui("decode", "-", stdin=json.dumps(secret())).out


def test_a_few_secrets_are_shown_in_full(ghcr_tui: Headless) -> None:
    ran = ghcr_tui("decode", stdin=json.dumps(secret()))
    assert f"ghcr.io  octocat  {BULLETS}" in ran.out
    assert '"auths": {' in ran.out


def test_many_secrets_get_a_line_each_and_one_paragraph_a_finding(ghcr_tui: Headless) -> None:
    document = secret_list(40)
    items = document["items"]
    assert isinstance(items, list)
    for item in items[5:30]:
        item["type"] = "Opaque"
    ran = ghcr_tui("decode", stdin=json.dumps(document))
    table, _, groups = ran.out.partition("\n\n")
    rows = table.splitlines()
    assert ran.status == 1
    assert len(rows) == 41
    assert rows[0].split() == ["SECRET", "REGISTRY", "USERNAME", "TOKEN", "FINDINGS"]
    assert len({row.index("ghcr.io") for row in rows[1:]}) == 1
    assert sum("error: " in row for row in rows) == 25
    assert "A list with 40 Secrets." in groups
    assert "In 25 Secrets: shop/pull-5, shop/pull-6, shop/pull-7 and 22 more." in groups


@pytest.mark.parametrize("columns", [60, 80, 120])
@pytest.mark.parametrize("count", [1, 30])
def test_a_terminal_s_width_is_kept(
    capsys: pytest.CaptureFixture[str], columns: int, count: int
) -> None:
    entry = {"username": "名" * 40, "password": "x" * 200, "auth": "?"}
    document = secret("n" * 100, text=json.dumps({"auths": {"registry.example.com": entry}}))
    inspection = inspect_whole(json.dumps({"kind": "List", "items": [document] * count}))
    report = TextReport(Paint(columns=columns))
    for each in inspection.secrets:
        report.secret(each, "")
    report.whole(inspection, "")
    lines = capsys.readouterr().out.splitlines()
    table = [line for line in lines if "…" in line]
    prose = [line for line in lines if "Fix: " in line or line.startswith("A list")]
    assert prose
    assert all(cells(line) <= columns for line in (*table, *prose))


def test_colour_stands_only_where_it_is_wanted(capsys: pytest.CaptureFixture[str]) -> None:
    inspection = inspect_whole('{"auths": {"ghcr.io": {"auth": "?"}}}')
    for coloured in (False, True):
        report = TextReport(Paint(coloured=coloured))
        report.secret(inspection.secrets[0], "")
        report.whole(inspection, "")
        assert ("\x1b[1;31merror" in capsys.readouterr().out) is coloured


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("plain", 5),
        ("名前", 4),  # East Asian wide
        ("e\u0301", 1),  # a combining accent takes no column
        ("•", 1),
    ],
)
def test_width_is_counted_in_columns(text: str, expected: int) -> None:
    assert cells(text) == expected


@pytest.mark.parametrize(
    ("text", "columns", "expected"),
    [("plain", 5, "plain"), ("plain", 4, "pla…"), ("名前名", 5, "名前…"), ("名前名", 4, "名…")],
)
def test_a_cut_is_marked_and_fits(text: str, columns: int, expected: str) -> None:
    assert cut(text, columns) == expected


def test_what_is_shown_quickly_is_shown_as_carefully() -> None:
    assert shown("a\x1bb") == "a␛b"
    assert shown("x" * 300) == "x" * 199 + "…"


@pytest.mark.parametrize("nothing", ["", " \n"])
def test_an_empty_pipe_is_status_2_and_its_likely_cause_is_named(
    ghcr_tui: Headless, nothing: str
) -> None:
    ran = ghcr_tui("decode", "-o", "json", stdin=nothing)
    assert (ran.status, ran.out) == (2, "")
    assert "there is nothing in standard input: the command" in ran.err


@pytest.mark.parametrize(
    "text",
    [
        json.dumps({"kind": "Pod", "metadata": {"name": "a"}}),
        json.dumps({"kind": "SealedSecret", "spec": {"encryptedData": {}}}),
        json.dumps({"kind": "List", "items": []}),
        "kubectl get secret a -o yaml",
        "some text",
        "# a comment",
    ],
)
@pytest.mark.parametrize("output", ["text", "json"])
def test_what_holds_no_secret_is_status_2_and_said(
    ghcr_tui: Headless, text: str, output: str
) -> None:
    ran = ghcr_tui("decode", "-o", output, stdin=text)
    assert ran.status == 2
    assert inspect_whole(text).summary in ran.err


@pytest.mark.parametrize(
    ("text", "status"),
    [
        (json.dumps({"kind": "secret"}), 1),
        ("metadata:\n  name: {{ .Values.name }}\n", 1),
        ('{"auths": {},}', 1),
        (json.dumps({"kind": "ConfigMap", "data": {"config.json": payload()}}), 0),
        (f".dockerconfigjson={payload()}", 0),
    ],
)
def test_what_has_findings_of_its_own_is_judged_by_them(
    ghcr_tui: Headless, text: str, status: int
) -> None:
    assert ghcr_tui("decode", stdin=text).status == status
