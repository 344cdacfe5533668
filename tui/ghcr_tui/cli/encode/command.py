"""`ghcr-tui encode`: a username and a token in, a pull Secret out."""

import argparse
import time
from collections.abc import Callable, Container

from ghcr_tui.cli import exit_status
from ghcr_tui.cli.encode.credentials import CredentialsError, credentials_of
from ghcr_tui.cli.parser import add_identity_option, add_output_option, add_saving_options, one_of
from ghcr_tui.cli.streams import write_result
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.draft_findings import judge_draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.findings.finding import gravest
from ghcr_tui.core.formats import catalogue
from ghcr_tui.core.formats.format import FormatOptions
from ghcr_tui.core.secret.controllers import SCOPES

NAME = "ghcr"
"""What a Secret is called where nobody says."""
_FOR_EACH = (catalogue.YAML, catalogue.SEALED_SECRET, catalogue.EXTERNAL_SECRET)
"""Formats that several namespaces may have at once, as documents of one text."""
_EPILOG = """\
The token (password) comes from standard input, from a file, or from the variables GHCR_TOKEN,
GH_TOKEN, GITHUB_TOKEN, the first that is set. No option takes a token itself.

formats:
{formats}

examples:
  ghcr-tui encode --username octocat < token.txt --token-stdin | kubectl create -f -
  ghcr-tui encode -u octocat --token-file t | kubectl apply --server-side -f -
  gh auth token | ghcr-tui encode --username octocat --token-stdin --namespace shop
  ghcr-tui encode -u octocat --token-file t -n shop -n web -o sealed-secret --controller
  ghcr-tui encode --username octocat --token-file t --label component=shop --output-file s.yaml
  ghcr-tui encode --credential ghcr.io=octocat:@ghcr.txt --credential quay.io=org+bot:@quay.txt
  ghcr-tui encode --from-docker-config --registry ghcr.io
  pass show quay | ghcr-tui encode --from secret.yaml --registry quay.io --token-stdin --in-place

A file that is there is replaced when you agree to it at the terminal, or with --force.

exit status: 0 done, 1 a finding is an error and nothing was written, 2 wrong usage, or a file is
in the way, 3 it cannot be written
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Add the options of `encode`."""
    parser.description = "Turn a registry username and token into a Kubernetes image pull Secret."
    names = max(len(each.name) for each in catalogue.FORMATS)
    formats = "\n".join(f"  {each.name:<{names}}   {each.about}" for each in catalogue.FORMATS)
    parser.epilog = _EPILOG.format(formats=formats)
    add_credential_options(parser)
    add = parser.add_argument
    add("--from", dest="source", metavar="FILE",
        help="replace the token of --registry in a file's Secret, and keep the rest")  # fmt: skip
    add("--in-place", action="store_true", help="with --from: write the result into FILE itself")
    add_identity_option(parser)
    add("-n", "--namespace", action="append", default=[], metavar="NS",
        help="its namespace; may be repeated: a manifest for each")  # fmt: skip
    add_metadata_options(parser)
    add("--string-data", action="store_true", help="stringData, in clear, instead of data")
    add_output_option(parser, tuple(each.name for each in catalogue.FORMATS))
    add_saving_options(parser)
    _add_for_git(parser)


def add_credential_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say whose credential, and where its token is."""
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


def run(arguments: argparse.Namespace) -> int:
    """Compose the Secret and write it; return the exit status."""
    if arguments.source is not None:
        from ghcr_tui.cli.encode.rotation import rotate  # another way, with the mending it needs

        return rotate(arguments)
    if arguments.in_place:
        raise CredentialsError("--in-place goes with --from, which is missing.")
    chosen = catalogue.format_named(arguments.output)
    now = time.time()
    options = _options(arguments, now)
    unneeded = chosen.leaves_out(options)
    draft = draft_of(arguments, unneeded)._replace(string_data=arguments.string_data)
    drafts = [draft._replace(namespace=each) for each in arguments.namespace or [""]]
    if len(drafts) > 1 and chosen not in _FOR_EACH:
        names = ", ".join(each.name for each in _FOR_EACH)
        raise CredentialsError(
            f"-o {chosen.name} is for one namespace; for several there are {names}."
        )
    judged = list(dict.fromkeys(found for each in drafts for found in judge_draft(each, now)))
    errors = chosen.errors(judged, options)
    # What is only worth knowing belongs beside a form, not into a script's log.
    findings = [
        each
        for each in judged
        if each in errors or (each.severity == "warning" and each.where.field not in unneeded)
    ]
    if findings:
        from ghcr_tui.cli.encode.findings import tell_findings

        tell_findings(findings, drafts[0])
        if gravest(findings) == "error":
            return exit_status.NO
    text = "---\n".join(chosen.render(each, options) for each in drafts)
    if arguments.output_file is None:
        write_result(text)
    else:
        from ghcr_tui.cli.saving import save  # compares with what is there, which printing spares

        if chosen is catalogue.SOPS:
            from ghcr_tui.cli.encode.sealing import in_the_layout_of

            text = in_the_layout_of(arguments.output_file, text)
        save(text, arguments.output_file, is_secret=chosen.is_secret, force=arguments.force)
    return exit_status.GOOD


def draft_of(arguments: argparse.Namespace, unneeded: Container[str] = ()) -> Draft:
    """Return what the options of credentials and metadata say. Raises CredentialsError.

    The `unneeded` of `username` and `token` may be missing.
    """
    return Draft(
        credentials=credentials_of(arguments, unneeded),
        name=NAME if arguments.name is None else arguments.name,
        labels=tuple(map(_pair, arguments.label)),
        annotations=tuple(map(_pair, arguments.annotation)),
        immutable=arguments.immutable,
        style=arguments.style,
    )


def _options(arguments: argparse.Namespace, now: float) -> FormatOptions:
    if arguments.output not in ("sealed-secret", "sops", "external-secret"):
        return FormatOptions(as_stored=True)
    from ghcr_tui.cli.encode.sealing import options_of

    return options_of(arguments, now)


def add_metadata_options(parser: argparse.ArgumentParser) -> None:
    """Add the options that say what is around the credentials, but for the namespace."""
    add = parser.add_argument
    add("--name", metavar="NAME", help="name of the Secret; default ghcr")
    for kind in ("label", "annotation"):
        add(f"--{kind}", action="append", default=[], metavar="KEY=VALUE", help="may be repeated")
    add("--immutable", action="store_true", help="forbid later changes of the Secret")
    add("--style", type=one_of("auth", "kubectl"), choices=("auth", "kubectl"), default="auth",
        metavar="STYLE", help="auth: only `auth`; kubectl: username and password too")  # fmt: skip


def _add_for_git(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("safe for git")
    add_seal_options(group.add_argument)
    group.add_argument(
        "--context", metavar="NAME", default="", help="sealed-secret: the kubeconfig's context"
    )
    group.add_argument(
        "--age", action="append", default=[], metavar="RECIPIENT",
        help="sops: an age recipient; may be repeated; default what .sops.yaml says",
    )  # fmt: skip
    add_store_options(group.add_argument)


def add_seal_options(add: Callable[..., argparse.Action]) -> None:
    """Add what a SealedSecret is made with; `add` is a parser's or a group's `add_argument`."""
    add("--certificate", metavar="FILE", help="sealed-secret: the controller's certificate")
    add("--controller", metavar="NS/NAME", nargs="?", const="",
        help="sealed-secret: fetch the certificate through kubectl")  # fmt: skip
    add("--scope", type=one_of(*SCOPES), choices=SCOPES, default="strict", metavar="SCOPE",
        help=f"sealed-secret: {', '.join(SCOPES)}; default strict")  # fmt: skip


def add_store_options(add: Callable[..., argparse.Action]) -> None:
    """Add what an ExternalSecret is made with; `add` is a parser's or a group's `add_argument`."""
    add("--store", metavar="NAME", help="external-secret: the SecretStore, or cluster:NAME")
    add("--google-project", metavar="PROJECT", default="",
        help="external-secret without --store: the project of Google's registry")  # fmt: skip
    add("--store-key", metavar="KEY", default="{registry}",
        help="external-secret: the key in the store; {registry} is replaced")  # fmt: skip
    add("--token-property", metavar="NAME", default="", help="external-secret: where the token is")
    add("--username-property", metavar="NAME", default="",
        help="external-secret: where the username is; default in the manifest")  # fmt: skip


def _pair(text: str) -> Pair:
    key, equals, value = text.partition("=")
    return key, value if equals else None
