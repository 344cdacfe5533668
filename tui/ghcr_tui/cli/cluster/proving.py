"""Asks registries for the cluster verbs, each pair of repository and credential once."""

from collections.abc import Iterable

from ghcr_tui.cli.streams import complain
from ghcr_tui.core.cluster.cold_node import Proof
from ghcr_tui.core.cluster.proof import Pair, Pull
from ghcr_tui.core.verification.verification import Verification


def proofs_of(pulls: Iterable[Pull]) -> dict[Pair, Proof]:
    """Return what the registries say, by pair; a token goes to no other site than `verify` lets it.

    What the network does is in the answers. Without usable settings it complains, and nothing is
    asked.
    """
    import asyncio

    from ghcr_tui.core.verification.question import Question
    from ghcr_tui.system.registry import SettingsError, verify_all

    once = {pull.pair: pull for pull in pulls}
    questions = [Question(pull.image, pull.credential, pull.secret) for pull in once.values()]
    try:
        results = asyncio.run(verify_all(questions))
    except SettingsError as problem:
        complain(str(problem))
        return {}
    return {pair: _proof(result) for pair, result in zip(once, results, strict=True)}


def _proof(result: Verification) -> Proof:
    """Return the conclusion; where runtimes differ, the sentence says which of them pulls."""
    ended = result.conclusion
    answer = "unknown" if ended.ending == "differs" else ended.ending
    return Proof(answer, ended.sentence, ended.public)
