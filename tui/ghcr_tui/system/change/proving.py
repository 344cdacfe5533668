"""Asks registries whether new credentials pull the images that Secrets really pull."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from ghcr_tui.core.change.outcome import Verified
from ghcr_tui.core.change.plan import Edit
from ghcr_tui.core.cluster.inventory import Inventory
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret, lookup
from ghcr_tui.core.registry.image import ImageError, parse_image
from ghcr_tui.core.verification.question import Question

MOST_VERIFIED = 200
"""Pairs of repository and credential that a registry is asked about."""
ImagesOf = Mapping[tuple[str, str], set[str]]
"""Images by namespace and name of a Secret that is pulled with."""


def verified_pulls(
    inventories: Sequence[Inventory],
    edits: Sequence[Edit],
    entries_of: Callable[[Edit], Sequence[KeyringEntry]],
    more_images: Callable[[Inventory, Edit], Iterable[str]] = lambda inventory, edit: (),
) -> tuple[Verified, ...]:
    """Ask registries whether the new credentials pull the images that these Secrets pull.

    `entries_of` returns the new entries of an edit, `more_images` what is pulled with it besides.
    Each pair of repository and credential is asked once; at most MOST_VERIFIED are.
    """
    questions: dict[tuple[str, str, str], Question] = {}
    by_name = {inventory.name: inventory for inventory in inventories}
    images = {name: images_by_secret(inventory) for name, inventory in by_name.items()}
    for edit in edits:
        place = edit.place
        inventory = by_name.get(place.context)
        if inventory is None or place.resource != "secrets":
            continue
        secret = PullSecret(place.title, tuple(entries_of(edit)))
        pulled = images[place.context].get((place.namespace, place.name), set())
        for image in sorted({*pulled, *more_images(inventory, edit)}):
            try:
                reference = parse_image(image)
            except ImageError:
                continue
            for match in lookup(reference, (secret,)).matches:
                held = match.credential
                pair = reference.repository, held.username, held.token
                questions.setdefault(pair, Question(reference, held, place.title))
    chosen = list(questions.values())[:MOST_VERIFIED]
    found = _asked(chosen) if chosen else ()
    if len(questions) > MOST_VERIFIED:
        sentence = f"Only {MOST_VERIFIED} of {len(questions):,} repositories were asked about."
        return (*found, Verified("", "unknown", sentence))
    return found


def images_by_secret(inventory: Inventory) -> ImagesOf:
    """Return the images that are pulled with each Secret, by its namespace and name."""
    found: dict[tuple[str, str], set[str]] = {}
    for use in inventory.uses.values():
        if use.is_over:
            continue
        for name in inventory.secrets_of(use):
            images = found.setdefault((use.namespace, name), set())
            images.update(used.image for used in use.images)
    return found


def _asked(questions: Sequence[Question]) -> tuple[Verified, ...]:
    import asyncio

    from ghcr_tui.system.registry import SettingsError, verify_all

    try:
        results = asyncio.run(verify_all(questions))
    except SettingsError as problem:
        return (Verified("", "unknown", f"No registry was asked: {problem}"),)
    found = []
    for question, result in zip(questions, results, strict=True):
        ended = result.conclusion
        answer = "unknown" if ended.ending == "differs" else ended.ending
        found.append(Verified(str(question.image), answer, ended.sentence))
    return tuple(found)
