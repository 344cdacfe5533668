"""A handover as files: a manifest for each step, without a token in it, and a README."""

from collections.abc import Iterator, Mapping

from ghcr_tui.core.change.plan import LeftAlone
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.handover.fleet import OWNERS, Fleet, Member
from ghcr_tui.core.handover.steps import Handover, Mark, Step
from ghcr_tui.core.text.inert import inert
from ghcr_tui.core.text.shell import word

MANAGER = "ghcr-tui-handover"
"""The field manager that the README's commands name: what it set can be told from the rest."""


def files_of(fleet: Fleet, handover: Handover) -> Mapping[str, str]:
    """Return the files by name: those to apply, in the order of their names, and README.md."""
    files = {
        _name(number, step): "---\n".join(yaml_writer.dump(each.document()) for each in step.parts)
        for number, step in enumerate(handover.steps, 1)
        if step.parts
    }
    return {**files, "README.md": "\n".join(_readme(fleet, handover)) + "\n"}


def _name(number: int, step: Step) -> str:
    return f"{number}-{step.file}.yaml"


def _readme(fleet: Fleet, handover: Handover) -> Iterator[str]:
    source = fleet.source.place
    yield f"# {_code(source.title)} and its copies, handed over to {OWNERS[fleet.controller]}"
    yield ""
    members = _members(fleet, handover)
    copies = "1 copy" if len(members) == 2 else f"{len(members) - 1:,} copies"
    yield (
        f"Context {_code(source.context)}: the source and {copies}. No file here holds a token. "
        "Take the steps in their order, and look at each before the next."
    )
    yield from _fleet(fleet, members)
    yield from _left((*fleet.left, *handover.left))
    yield from ("", "## Before you begin", "")
    yield from (f"- {each}" for each in handover.needs)
    yield "- Know how things are: " + _inline(_audit(source.context))
    for number, step in enumerate(handover.steps, 1):
        yield from _step(number, step, source.context)
    yield from ("", "## From then on", "")
    yield from (f"- {each}" for each in handover.then)


def _members(fleet: Fleet, handover: Handover) -> list[Member]:
    """Return what is handed over: the source, and the copies that the controller can keep."""
    left = {each.place for each in handover.left}
    return [each for each in fleet.members if each.place not in left]


def _fleet(fleet: Fleet, members: list[Member]) -> Iterator[str]:
    yield from ("", "| Secret | is | pulled with by |", "| --- | --- | --- |")
    for each in members:
        role = "the source" if each is fleet.source else "a copy"
        yield f"| {_code(each.place.title)} | {role} | {inert(each.users, 200)} |"
    if fleet.already:
        noun = "Secret is" if fleet.already == 1 else "Secrets are"
        yield from ("", f"{fleet.already:,} more {noun} kept by it already.")
    yield ""
    yield (
        "The accounts and pods that name these Secrets stay as they are: a Secret keeps its name. "
        "A namespace that is new needs both, a copy and an account that names it "
        "(`ghcr-tui attach`)."
    )


def _left(left: tuple[LeftAlone, ...]) -> Iterator[str]:
    if not left:
        return
    yield from ("", "## Left alone", "")
    for each in left:
        yield f"- {_code(each.place.title)}: {each.sentence} {each.remedy}".rstrip()


def _step(number: int, step: Step, context: str) -> Iterator[str]:
    yield from ("", f"## {number}. {step.title}", "", step.why, "")
    if not step.parts:
        return

    command = (
        f"kubectl --context {word(context)} apply --server-side --field-manager={MANAGER} "
        f"-f {_name(number, step)}"
    )
    yield from _block([command])
    checks = [*step.checks, _audit(context)] if step.checks else [_audit(context)]
    yield from ("", "See that all is as well as before:", "")
    yield from _block(checks)
    warnings = {each.warning for each in step.parts if isinstance(each, Mark) and each.warning}
    for warning in sorted(warnings):
        yield from ("", f"But: {warning}")
    yield from ("", "The way back:", "")
    yield from _block(step.back)


def _block(commands: "list[str] | tuple[str, ...]") -> list[str]:
    return ["```sh", *commands, "```"]


def _audit(context: str) -> str:
    return f"ghcr-tui audit --context {word(context)} -A"


def _code(text: str) -> str:
    return _inline(inert(text, 320))


def _inline(text: str) -> str:
    """Return code in a line of Markdown, whatever backticks are in it."""
    fence = "``" if "`" in text else "`"
    return f"{fence}{text}{fence}"
