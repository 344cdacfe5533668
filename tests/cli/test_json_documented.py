"""docs/json.md names just what the verbs print with `-o json`."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from cli.headless import TOKEN, Headless
from documented_json import documented, documented_verbs, printed
from ghcr_tui.cli.parser import VerbParser
from ghcr_tui.cli.verbs import VERBS, add_arguments

_BARE = ("encode", "-u", "octocat", "--token-stdin", "-o", "json")
_RICH = ("-n", "shop", "--label", "a=b", "--annotation", "c=d", "--immutable")
_SECRET = """\
apiVersion: v1
kind: Secret
metadata: {name: ghcr, namespace: shop}
type: kubernetes.io/dockerconfigjson
stringData:
  .dockerconfigjson: '{"auths": {"ghcr.io": {"auth": "b2N0b2NhdDpuby1yZWFsLXRva2Vu"}}}'
  note: kept beside it
"""


@pytest.mark.parametrize("output", ["json", "jsonl"])
def test_every_verb_that_prints_it_is_on_the_page(output: str) -> None:
    offering = {verb for verb in VERBS if output in _outputs(verb)}
    assert offering == documented_verbs(f"`-o {output}`" if output == "jsonl" else "")


def _outputs(verb: str) -> set[str]:
    """Return what `verb` can be told with -o."""
    parser = VerbParser(verb)
    add_arguments(verb, parser)
    return {
        choice for each in parser._actions if each.dest == "output" for choice in each.choices or ()
    }


@pytest.mark.parametrize(
    ("verb", "runs"),
    [
        ("encode", [(*_BARE,), (*_BARE, *_RICH), (*_BARE, "--string-data")]),
        (
            "decode",
            [("decode", "-o", "json", "a.yaml", "b.txt"), ("decode", "-o", "json", "b.txt")],
        ),
        ("lookup", [("lookup", image, "-o", "json", "a.yaml") for image in ("ghcr.io/a", "nginx")]),
    ],
)
def test_what_is_printed_is_what_is_documented(
    ghcr_tui: Headless,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    verb: str,
    runs: Sequence[tuple[str, ...]],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("a.yaml").write_text(_SECRET)
    Path("b.txt").write_text("nothing that is a Secret")
    known = documented(verb)

    documents = [json.loads(ghcr_tui(*arguments, stdin=TOKEN).out) for arguments in runs]

    assert printed(documents, known) == known
