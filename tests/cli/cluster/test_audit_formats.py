"""The audit for other programs and other people: metrics, a calendar, and a page."""

import re
import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

from ghcr_tui.cli.cluster.audit_html import html_page
from ghcr_tui.cli.cluster.audit_ics import calendar
from ghcr_tui.cli.cluster.audit_prometheus import prometheus_text
from ghcr_tui.core.cluster.audit import Audit, audit
from ghcr_tui.core.cluster.inventory import Inventory, NotRead
from ghcr_tui.core.cluster.token_name import TokenNames
from kube_kit import fleet
from kube_kit.objects import TOKEN, deployment, payload, secret
from kube_kit.statuses import Object
from made_up_tokens import ecr_password
from needs import installed

NOW = 1_790_000_000.0
_HOST = "123456789012.dkr.ecr.eu-west-1.amazonaws.com"
EVIL = '<script>alert(1)</script>"\\\n\x1b[2J\u202e'


def _filled(name: str, *items: Object) -> Inventory:
    filled = Inventory(name, NOW)
    for kind in ("Secret", "ServiceAccount", "Pod", "Deployment"):
        filled.add(kind, [item for item in items if item["kind"] == kind])
    return filled


def _audited(*items: Object) -> Audit:
    return audit([_filled("prod", *items)], TokenNames(b"key"))


@pytest.fixture(scope="module")
def whole() -> Audit:
    """An audit with something of everything."""
    soon = payload(_HOST, "AWS", ecr_password(int(NOW) + 9 * 86400))
    return _audited(
        *fleet.sound("a"),
        *fleet.missing("b"),
        *fleet.unreadable("c"),
        *fleet.unused("d"),
        *fleet.copies(4, 1),
        secret("e", "ecr", soon),
        deployment(f"ns{EVIL}", f"web{EVIL}", f"ghcr.io/{EVIL}", f"s{EVIL}"),
        secret(f"ns{EVIL}", f"n{EVIL}", payload(f"ghcr.io/{EVIL}")),
    )


_SAMPLE = re.compile(
    r'(?P<name>[a-z_]+)(?:\{(?P<labels>(?:[a-z_]+="(?:[^"\\\n]|\\["\\n])*",?)+)\})? '
    r"(?P<value>-?[0-9.e+]+)"
)


def _samples(text: str) -> dict[str, str]:
    """Return each sample with its value, all lines being valid."""
    samples = {}
    for line in text.splitlines():
        if not line.startswith(("# HELP ", "# TYPE ")):
            match = _SAMPLE.fullmatch(line)
            assert match, line
            samples[f"{match['name']}{{{match['labels'] or ''}}}"] = match["value"]
    return samples


def test_metrics_say_what_the_audit_found(whole: Audit) -> None:
    samples = _samples(prometheus_text(whole, NOW))
    assert samples['ghcr_tui_images{context="prod",answer="pulls"}'] == "1"
    assert samples['ghcr_tui_audit_complete{context="prod"}'] == "1"
    assert samples["ghcr_tui_audit_timestamp_seconds{}"] == "1790000000"
    assert samples["ghcr_tui_drifted_secrets{}"] == "1"
    findings = 'ghcr_tui_findings{context="prod",severity="error",code="secret-missing"}'
    assert int(samples[findings]) >= 1
    (expiry,) = (value for name, value in samples.items() if "expiry" in name)
    assert float(expiry) == NOW + 9 * 86400


def test_every_metric_is_told_once_and_explained(whole: Audit) -> None:
    lines = prometheus_text(whole, NOW).splitlines()
    names = [line.split()[2] for line in lines if line.startswith("# TYPE ")]
    assert len(names) == len(set(names))
    assert {line.split("{")[0].split()[0] for line in lines if not line.startswith("#")} <= {*names}
    documented = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text()
    assert [name for name in names if f"`{name}`" not in documented] == []


def test_a_cluster_that_was_not_read_whole_is_not_complete() -> None:
    inventory = Inventory("prod", NOW)
    inventory.not_read.append(NotRead("", "down."))
    text = prometheus_text(audit([inventory], TokenNames(b"key")), NOW)
    assert _samples(text)['ghcr_tui_audit_complete{context="prod"}'] == "0"


def test_usernames_are_in_metrics_only_when_asked_for(whole: Audit) -> None:
    assert "octocat" not in prometheus_text(whole, NOW)
    assert 'username="octocat"' in prometheus_text(whole, NOW, usernames=True)


def test_the_calendar_has_an_event_for_each_expiry(whole: Audit) -> None:
    text = calendar(whole, NOW)
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 1
    assert "\r\nDTSTART:20260930T141320Z\r\n" in text
    assert "TRIGGER:-P14D" in text


def test_the_calendars_lines_are_as_long_as_they_may_be() -> None:
    long = payload(_HOST, "AWS", ecr_password(int(NOW) + 86400))
    text = calendar(_audited(*(secret(f"straße-{n}", "ecr", long) for n in range(30))), NOW)
    lines = text.split("\r\n")
    assert lines[-1] == ""
    assert all(len(line.encode()) <= 75 and "\n" not in line for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert "prod/straße-0/ecr\\, prod/straße-1/ecr" in unfolded
    assert "and 20 more." in unfolded


class _Page(HTMLParser):
    """Collects what a page is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links.extend(value or "" for name, value in attrs if name in ("src", "href"))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def test_the_page_is_well_formed_and_loads_and_runs_nothing(whole: Audit) -> None:
    page = _Page()
    page.feed(html_page(whole, NOW))
    assert page.open == []
    assert page.links == []
    assert "script" not in page.tags


@pytest.mark.parametrize("write", [html_page, calendar, prometheus_text])
def test_no_token_and_nothing_active_is_in_any_of_them(whole: Audit, write: object) -> None:
    assert callable(write)
    text = write(whole, NOW)
    for token in (TOKEN, fleet.OTHER_TOKEN):
        assert token not in text
    assert "<script" not in text
    assert "\x1b" not in text
    assert "\u202e" not in text


def test_the_page_names_the_cluster_where_there_are_several() -> None:
    clusters = [_filled(name, *fleet.missing("team")) for name in ("eu", "us")]
    names = TokenNames(b"key")
    one, both = audit(clusters[:1], names), audit(clusters, names)
    assert "eu team/Deployment/web" not in html_page(one, NOW)
    assert html_page(both, NOW).count("us team/Deployment/web") == 2
    assert "<code>gone</code>" in html_page(both, NOW)


def test_the_page_is_shown_by_a_real_browser(whole: Audit, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    page.write_text(html_page(whole, NOW))
    picture = tmp_path / "picture.png"
    chromium = [
        installed("chromium"),
        *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars"),
        f"--user-data-dir={tmp_path / 'profile'}",
        "--window-size=1200,1600",
    ]
    seen = subprocess.run(
        [*chromium, "--dump-dom", page.as_uri()], capture_output=True, text=True, timeout=120
    )
    assert seen.returncode == 0, seen.stderr
    text = re.sub(r"<[^>]+>", " ", seen.stdout.partition("<body>")[2])
    assert "On a node that has never pulled the image" in text
    assert "would fail" in text
    assert "2026-09-30 14:13 UTC" in text
    subprocess.run(
        [*chromium, f"--screenshot={picture}", page.as_uri()], capture_output=True, timeout=120
    )
    assert picture.stat().st_size > 20_000  # an empty page of this size has about 6,000
