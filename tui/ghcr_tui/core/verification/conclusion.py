"""From the endings of the runtimes to one sentence, and what a node needs besides."""

from collections.abc import Sequence

from ghcr_tui.core.verification.platforms import Runtime
from ghcr_tui.core.verification.verification import (
    Cause,
    Conclusion,
    Ending,
    RuntimeEnding,
    ending_of,
)

_WHERE: dict[Runtime, str] = {
    "containerd": "containerd (EKS, GKE, AKS, k3s)",
    "cri-o": "CRI-O (OpenShift)",
}


def conclude(
    image: str,
    registry: str,
    with_credential: bool,
    sent: bool,
    endings: Sequence[RuntimeEnding],
    insisted: bool,
    public: bool | None,
    notes: tuple[str, ...] = (),
) -> Conclusion:
    """Return the conclusion on the endings of all runtimes and platforms that were asked for.

    `with_credential`: there was one to try; `sent`: the registry asked for it. `insisted`: every
    platform has to pull, not one of them; `public` is what a stranger would come to.
    """
    each = {
        runtime: ending_of([one for one in endings if one.runtime == runtime], insisted)
        for runtime in dict.fromkeys(one.runtime for one in endings)
    }
    said = _platform_notes(endings, each)
    notes = (*said, *notes)
    found = {one.ending for one in each.values()}
    if found == {"pulls"}:
        sentence = _pulls(image, registry, with_credential, sent, public)
        return Conclusion("pulls", sentence, None, public, notes)
    if len(found) > 1:
        return _differing(image, each, public, notes)
    first = next(iter(each.values()))
    cause = first.cause
    if first.ending == "unknown":
        sentence = f"It could not be found out whether {image} pulls."
        return Conclusion("unknown", sentence, cause, public, notes)
    if not with_credential:
        sentence = f"{image} does not pull without a credential."
        if cause is not None and cause.code in _OF_THE_IMAGE:
            sentence = f"{image} does not pull."
        return Conclusion("refused", sentence, cause, public, notes)
    if cause is not None and cause.code in _OF_THE_IMAGE:
        return Conclusion("refused", f"{image} does not pull.", cause, public, notes)
    if not public:
        return Conclusion(
            "refused", f"This credential does not pull {image}.", cause, public, notes
        )
    return _public_but_refused(image, registry, cause, notes)


_OF_THE_IMAGE = frozenset(
    ("no-platform", "part-missing", "part-refused", "store-refuses", "schema-1", "not-an-image",
     "manifest-unreadable", "digest-mismatch", "too-large")
)  # fmt: skip
"""Causes that no credential mends."""


def _platform_notes(
    endings: Sequence[RuntimeEnding], each: dict[Runtime, RuntimeEnding]
) -> tuple[str, ...]:
    """Say what becomes of the platforms that end otherwise than their runtime as a whole."""
    notes: dict[str, None] = {}
    for one in endings:
        speaks = each[one.runtime]
        if one.ending != speaks.ending and one.cause is not None:
            verb = "it cannot be told" if one.ending == "unknown" else "it does not pull"
            notes[f"For {one.platform} {verb}: {one.cause.message}"] = None
        notes.update(dict.fromkeys(one.notes))
    return tuple(notes)


def _differing(
    image: str,
    each: dict[Runtime, RuntimeEnding],
    public: bool | None,
    notes: tuple[str, ...],
) -> Conclusion:
    endings = {one.ending for one in each.values()}
    words = {"pulls": "pulls", "refused": "is refused", "unknown": "cannot be told"}
    parts = [f"{words[one.ending]} with {_WHERE[runtime]}" for runtime, one in each.items()]
    other = next(one for one in each.values() if one.ending != "pulls")
    sentence = f"{image} {', and '.join(parts)}."
    cause = other.cause
    if cause is not None:
        cause = Cause(cause.code, f"{_WHERE[other.runtime]}: {cause.message}", cause.fix)
    if other.ending == "refused" and public and "pulls" in endings:
        cause = _only_cri_o(cause) if other.runtime == "cri-o" else cause
    ending: Ending = "unknown" if "refused" not in endings else "differs"
    if "pulls" not in endings:
        ending = "refused"
    return Conclusion(ending, sentence, cause, public, notes)


def _only_cri_o(cause: Cause | None) -> Cause | None:
    if cause is None:
        return None
    more = "containerd pulls it, because the registry gives this image away without asking."
    fix = "Renew the credential, or take it out of the pull secret: the image needs none."
    return Cause("public-but-refused", f"{cause.message} {more}", fix)


def _public_but_refused(
    image: str, registry: str, cause: Cause | None, notes: tuple[str, ...]
) -> Conclusion:
    sentence = (
        f"{image} is public, but {registry} refuses it to whoever sends this credential: "
        "a pod with it cannot pull what it could pull with none."
    )
    fix = "Renew the credential, or take it out of the pull secret: the image needs none."
    message = cause.message if cause else ""
    return Conclusion("refused", sentence, Cause("public-but-refused", message, fix), True, notes)


def _pulls(
    image: str, registry: str, with_credential: bool, sent: bool, public: bool | None
) -> str:
    if not with_credential:
        return f"{image} pulls without a credential: it is public."
    if not sent:
        return f"{image} pulls, but {registry} never asked for the credential: it proves nothing."
    if public:
        return f"{image} pulls with this credential, and without one too: it is public."
    return f"{image} pulls with this credential."
