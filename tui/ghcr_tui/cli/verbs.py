"""The headless verbs: their names, what they are for, and how one of them is run."""

from collections.abc import Sequence
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from argparse import ArgumentParser

VERBS = {
    "encode": "turn a username and a token into a pull Secret",
    "decode": "take Secrets apart, and say what is wrong with them",
    "fix": "mend what needs no person, and say what is left",
    "lookup": "say which credential the kubelet would use for an image",
    "verify": "ask the registry whether a credential pulls an image",
    "audit": "judge every pull secret of a cluster, and who uses it",
    "why": "say why a pod does not pull, and what mends it",
    "attach": "add a pull secret to a service account's list",
    "apply": "put a pull Secret into many namespaces and contexts",
    "rotate": "put a new token in every place that holds the old one",
    "handover": "give a fleet of pull secrets to a controller that keeps it",
    "resume": "take up a run that ended early, or take one back",
    "scan": "name the pull credentials in clear in files, before they are committed",
    "config": "show the settings as they hold, and what is wrong with them",
    "completion": "print the completion for bash, zsh or fish",
}


def run_verb(verb: str, arguments: Sequence[str]) -> int:
    """Run `verb` with its `arguments`; return the exit status. Only this verb is imported."""
    from ghcr_tui.cli.parser import VerbParser  # the app mostly needs none

    parser = VerbParser(f"ghcr-tui {verb}")
    module = _of_cluster() if (verb, "--cluster" in arguments) == ("fix", True) else _module(verb)
    module.add_arguments(parser)
    status: int = module.run(parser.parse(arguments))
    return status


def add_arguments(verb: str, parser: "ArgumentParser") -> None:
    """Add to `parser` what `verb` takes, and its help."""
    _module(verb).add_arguments(parser)


def _of_cluster() -> ModuleType:
    """Return the module of `fix --cluster`, which has little in common with that for files."""
    from ghcr_tui.cli.change import fix_cluster

    return fix_cluster


def _module(verb: str) -> ModuleType:
    """Return the module of `verb`, which offers `add_arguments(parser)` and `run(arguments)`."""
    if verb == "encode":
        from ghcr_tui.cli.encode import command as encode

        return encode
    if verb == "decode":
        from ghcr_tui.cli.decode import command as decode

        return decode
    if verb == "fix":
        from ghcr_tui.cli.fix import command as fix

        return fix
    if verb == "lookup":
        from ghcr_tui.cli import lookup

        return lookup
    if verb == "verify":
        from ghcr_tui.cli.verify import command as verify

        return verify
    if verb == "audit":
        from ghcr_tui.cli.cluster import audit

        return audit
    if verb == "why":
        from ghcr_tui.cli.cluster import why

        return why
    if verb == "attach":
        from ghcr_tui.cli.change import attach

        return attach
    if verb == "apply":
        from ghcr_tui.cli.change import apply

        return apply
    if verb == "rotate":
        from ghcr_tui.cli.change import rotate

        return rotate
    if verb == "handover":
        from ghcr_tui.cli.change import handover

        return handover
    if verb == "resume":
        from ghcr_tui.cli.change import resume

        return resume
    if verb == "scan":
        from ghcr_tui.cli import scan

        return scan
    if verb == "config":
        from ghcr_tui.cli import config

        return config
    from ghcr_tui.cli import completion

    return completion
