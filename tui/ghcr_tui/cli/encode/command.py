"""`ghcr-tui encode`: a username and a token in, a pull Secret out."""

import argparse
import time

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.encode.credentials import credentials_of
from ghcr_tui.cli.parser import add_output_option, one_of
from ghcr_tui.cli.streams import complain, write_result
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.findings.finding import gravest
from ghcr_tui.core.formats import catalogue
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.core.text.inert import inert
from ghcr_tui.system.files import expand, write_private

_EPILOG = """\
The token (password) comes from standard input, from a file, or from the variables GHCR_TOKEN,
GH_TOKEN, GITHUB_TOKEN, the first that is set. No option takes a token itself.

formats:
{formats}

examples:
  ghcr-tui encode --username octocat < token.txt --token-stdin | kubectl apply -f -
  gh auth token | ghcr-tui encode --username octocat --token-stdin --namespace shop
  ghcr-tui encode --username octocat --token-file t --label component=shop --output-file s.yaml
  ghcr-tui encode --credential ghcr.io=octocat:@ghcr.txt --credential quay.io=org+bot:@quay.txt
  ghcr-tui encode --from-docker-config --registry ghcr.io

exit status: 0 done, 1 a finding is an error and nothing was written, 2 wrong usage
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `encode`."""
    parser.description = "Turn a registry username and token into a Kubernetes image pull Secret."
    names = max(len(each.name) for each in catalogue.FORMATS)
    formats = "\n".join(f"  {each.name:<{names}}   {each.about}" for each in catalogue.FORMATS)
    parser.epilog = _EPILOG.format(formats=formats)
    add = parser.add_argument
    add("-u", "--username", metavar="NAME", help="username at the registry")
    add("-r", "--registry", metavar="HOST", help="registry; default ghcr.io")
    add("--email", metavar="ADDRESS", default="", help="email, which no registry needs")
    token = parser.add_mutually_exclusive_group()
    token.add_argument("--token-stdin", action="store_true", help="read the token from a pipe")
    token.add_argument("--token-file", metavar="FILE", help="read the token from a file")
    add(
        "--credential",
        action="append",
        default=[],
        metavar="HOST=NAME:@FILE",
        help="one more registry, its token in a file; may be repeated",
    )
    add(
        "--from-docker-config",
        nargs="?",
        const="",
        metavar="FILE",
        help="take what `docker login` left, from its credential helpers too",
    )
    _add_metadata(parser)
    add("--style", type=one_of("auth", "kubectl"), choices=("auth", "kubectl"), default="auth",
        metavar="STYLE", help="auth: only `auth`; kubectl: username and password too")  # fmt: skip
    add_output_option(parser, tuple(each.name for each in catalogue.FORMATS))
    add("--output-file", metavar="FILE", help="write there instead, readable by you alone")


def run(arguments: argparse.Namespace) -> int:
    """Compose the Secret and write it; return the exit status."""
    draft = Draft(
        credentials=credentials_of(arguments),
        name=arguments.name,
        namespace=arguments.namespace,
        labels=tuple(map(_pair, arguments.label)),
        annotations=tuple(map(_pair, arguments.annotation)),
        immutable=arguments.immutable,
        style=arguments.style,
        string_data=arguments.string_data,
    )
    # What is only worth knowing belongs beside a form, not into a script's log.
    findings = [each for each in judge_draft(draft, time.time()) if each.severity != "info"]
    if findings:
        from ghcr_tui.cli.encode.findings import tell_findings

        tell_findings(findings, draft)
        if gravest(findings) == "error":
            return exit_status.NO
    output = catalogue.format_named(arguments.output)
    text = output.render(draft, FormatOptions(as_stored=True))
    if arguments.output_file is None:
        write_result(text)
    else:
        _save(text, arguments.output_file, output.is_secret)
    return exit_status.GOOD


def _add_metadata(parser: argparse.ArgumentParser) -> None:
    add = parser.add_argument
    add("--name", metavar="NAME", default="ghcr", help="name of the Secret; default ghcr")
    add("-n", "--namespace", metavar="NS", default="", help="its namespace")
    for kind in ("label", "annotation"):
        add(f"--{kind}", action="append", default=[], metavar="KEY=VALUE", help="may be repeated")
    add("--immutable", action="store_true", help="forbid later changes of the Secret")
    add("--string-data", action="store_true", help="stringData, in clear, instead of data")


def _pair(text: str) -> Pair:
    key, equals, value = text.partition("=")
    return key, value if equals else None


def _save(text: str, name: str, is_secret: bool) -> None:
    """Write `text` to the file `name`, whole or not at all. Raises FileProblem."""
    from ghcr_tui.system.git import is_unignored_in_work_tree

    path = expand(name)
    write_private(path, text)
    if is_secret and is_unignored_in_work_tree(path):
        complain(
            f"`{inert(name)}` holds a live token, and git does not ignore it here: take care not "
            "to commit it."
        )
