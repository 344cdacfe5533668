"""Measures what the design budgets, each row beside its yardstick, and prints one table.

`python tests/benchmarks/measure.py [--quick]`; the README shows the table as last measured.
"""

import os
import random
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import verify_one
from longest_stall import longest_stall
from secret_list import Kind, made_up_token, secret_list
from stopwatch import Screen, Spread, in_turns, peak_memory, process_time, python, spread

HERE = Path(__file__).parent
_PROGRAM = [str(Path(sys.executable).with_name("ghcr-tui"))]
_BARE_APP = python(str(HERE / "bare_app.py"))
_COMPOSED = "kubernetes.io/dockerconfigjson"
"""What stands in the preview of the first screen."""
_KUBECTL = str(Path(sys.executable).with_name("kubectl"))


class Row(NamedTuple):
    """One line of the table."""

    what: str
    ours: str
    yardstick: str
    ratio: str
    budget: str


def main() -> None:
    """Measure everything and print the table in Markdown."""
    quick = "--quick" in sys.argv
    with tempfile.TemporaryDirectory() as home:
        environment = _environment(Path(home))
        rows = [*_screen_rows(environment, quick), *_process_rows(environment, Path(home), quick)]
    print("| what | ghcr-tui | yardstick | ratio | budget |")
    print("| --- | --- | --- | --- | --- |")
    for row in rows:
        print("| " + " | ".join(row) + " |")


def _environment(home: Path) -> dict[str, str]:
    """Return an environment with a home of its own and a terminal of full colour."""
    foreign = ("GHCR_TOKEN", "GH_TOKEN", "GITHUB_TOKEN", "NO_COLOR", "DISPLAY", "SSH_TTY")
    kept = {name: value for name, value in os.environ.items() if name not in foreign}
    kept.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program has its bytecode cached
    return {
        **kept,
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / "config"),
        "DOCKER_CONFIG": str(home / "docker"),
        "KUBECONFIG": str(home / "kube"),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LC_ALL": "C.UTF-8",
    }


def _screen_rows(environment: dict[str, str], quick: bool) -> Iterator[Row]:
    runs = 5 if quick else 15

    def start(command: list[str], marker: str) -> float:
        screen = Screen(command, environment)
        try:
            return screen.seconds_until(marker)
        finally:
            screen.close()

    ours, bare = in_turns(
        runs, lambda: start(_PROGRAM, _COMPOSED), lambda: start(_BARE_APP, "bare app is ready")
    )
    yield _ratio("start to first full screen", ours, bare, "bare Textual app", 1.25)
    ours, bare = _key_spreads(environment, 40 if quick else 150)
    yield _ratio("key to changed preview, median", ours, bare, "bare app's echo", 1.1)
    yield Row("key to changed preview, 95th percentile", f"{ours.p95:.1f} ms", "", "", "33 ms")


def _key_spreads(environment: dict[str, str], keys: int) -> tuple[Spread, Spread]:
    """Type into both programs in turns; the text must show in the field and in its echo."""
    ours, bare = Screen(_PROGRAM, environment), Screen(_BARE_APP, environment)
    try:
        ours.seconds_until(_COMPOSED)
        bare.seconds_until("bare app is ready")
        _focus_name(ours)
        samples: tuple[list[float], list[float]] = ([], [])
        name = ""
        for number in range(keys):
            letter = "abcdefghijklmnopq"[number % 17]
            name = letter if number % 17 == 0 else name + letter
            for sample, screen in zip(samples, (ours, bare), strict=True):
                if number % 17 == 0:
                    screen.key("\x1b[F")  # to the end of the field, and empty it from there
                    screen.key("\x15")
                screen.key(letter)
                if number % 17 > 2:  # one or two letters stand in other places too
                    sample.append(screen.seconds_until(name, times=2))
        return spread(samples[0]), spread(samples[1])
    finally:
        ours.close()
        bare.close()


def _focus_name(screen: Screen) -> None:
    """Walk from the username, where the composer begins, to the Secret's name."""
    for _ in range(3):
        screen.key("\t")
    screen.settle()


def _process_rows(environment: dict[str, str], home: Path, quick: bool) -> Iterator[Row]:
    token = {**environment, "GHCR_TOKEN": made_up_token(random.Random(1))}  # noqa: S311
    options = ["--docker-server=ghcr.io", "--docker-username=octocat", "--docker-password=made-up"]
    create = [_KUBECTL, "create", "secret", "docker-registry", "ghcr", *options]
    ours, yardstick = in_turns(
        10 if quick else 40,
        process_time([*_PROGRAM, "encode", "--username", "octocat"], token),
        process_time([*create, "--dry-run=client", "-o", "yaml"], environment),
    )
    yield _ratio("`encode`, whole process", ours, yardstick, "`kubectl create secret`", 1.0)
    yield from _verify_rows(environment, home, 10 if quick else 40)
    for count in (10_000,) if quick else (10_000, 100_000):
        listing = home / f"{count}.json"
        listing.write_text(secret_list(count))
        yield from _decode_rows(environment, listing, count, 3 if count > 10_000 else 10)
    yield from _other_lists(environment, home, 5 if quick else 10)
    stall = longest_stall(home / "10000.json")
    yield Row("longest stall while 10,000 load in the app", f"{stall:.1f} ms", "", "", "50 ms")


def _other_lists(environment: dict[str, str], home: Path, runs: int) -> Iterator[Row]:
    """Yield what it takes to read lists in which each Secret is warned of, or is a copy."""
    kinds: tuple[tuple[Kind, str, float], ...] = (
        ("warned", "each with a warning", 4.0),
        ("copied", "with 40 different payloads", 1.3),
    )
    for kind, named, budget in kinds:
        listing = home / f"{kind}.json"
        listing.write_text(secret_list(10_000, kind=kind))
        ours, yardstick = in_turns(
            runs,
            process_time([*_PROGRAM, "decode", str(listing), "-o", "json"], environment),
            process_time(python(str(HERE / "bare_decode.py"), str(listing)), environment),
        )
        yield _ratio(f"`decode` of 10,000, {named}", ours, yardstick, "bare decode", budget)


def _verify_rows(environment: dict[str, str], home: Path, runs: int) -> Iterator[Row]:
    skopeo = shutil.which("skopeo")
    if skopeo is None or shutil.which("docker-registry") is None:
        return
    with verify_one.commands(home / "registry", _PROGRAM, skopeo) as (verify, inspect):
        ours, yardstick = in_turns(
            runs, process_time(verify, environment), process_time(inspect, environment)
        )
    yield _ratio("one `verify`, whole process", ours, yardstick, "`skopeo inspect`", 2.5)


def _decode_rows(
    environment: dict[str, str], listing: Path, count: int, runs: int
) -> Iterator[Row]:
    decode = [*_PROGRAM, "decode", str(listing), "-o", "json"]
    bare = python(str(HERE / "bare_decode.py"), str(listing))
    actions = [process_time(decode, environment), process_time(bare, environment)]
    if jq := shutil.which("jq"):
        program = '.items[].data[".dockerconfigjson"]|@base64d|fromjson|.auths[].auth|@base64d'
        actions.append(process_time([jq, program, str(listing)], environment))
    ours, yardstick, *others = in_turns(runs, *actions)
    yield _ratio(f"`decode` of {count:,}, sound, judged", ours, yardstick, "bare decode", 2.5)
    for other in others:
        yield _ratio(f"`jq`, bare decode of {count:,}", other, yardstick, "bare decode", None)
    size = listing.stat().st_size / 2**20
    memory = peak_memory(decode, environment)
    ratio = f"{memory / size:.1f} x"
    yield Row(
        f"memory of `decode` of {count:,}",
        f"{memory:.0f} MiB",
        f"{size:.0f} MiB file",
        ratio,
        "5 x",
    )


def _ratio(what: str, ours: Spread, yardstick: Spread, against: str, budget: float | None) -> Row:
    ratio = f"{ours.median / yardstick.median:.2f} x"
    limit = f"{budget} x" if budget else ""
    return Row(what, str(ours), f"{yardstick} {against}", ratio, limit)


if __name__ == "__main__":
    main()
