"""From the endings of the runtimes to one sentence, and what a node needs besides."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from ghcr_tui.core.verification.platforms import Runtime
from ghcr_tui.core.verification.verification import (
    Cause,
    Conclusion,
    Ending,
    RuntimeEnding,
    ending_of,
)

RUNTIME_TITLES: dict[Runtime, str] = {
    "containerd": "containerd (EKS, GKE, AKS, k3s)",
    "cri-o": "CRI-O (OpenShift)",
}
_WORDS: dict[Ending, str] = {
    "pulls": "pulls",
    "refused": "is refused",
    "unknown": "cannot be told",
    "differs": "differs",
}
_WAYS: dict[Runtime, str] = {
    "containerd": "It asks for the manifest with HEAD, for a token with POST, and then by digest; "
    "CRI-O asks with GET.",
    "cri-o": "It asks GET /v2/ first and for a token with GET; containerd does neither at first.",
}
"""How the one asks that is refused where the other is not."""
_OF_THE_IMAGE = frozenset(
    ("no-platform", "part-missing", "part-refused", "store-refuses", "schema-1", "not-an-image",
     "manifest-unreadable", "digest-mismatch", "too-large")
)  # fmt: skip
"""Causes that no credential mends."""
_OF_THE_HOST = frozenset(("not-a-registry", "forbidden", "unreadable-challenge"))
"""Causes that a registry's first answer shows: they say more than what it says of one image."""
_VAGUE = frozenset(("not-found", "no-access"))
_RENEW = "Renew the credential, or take it out of the pull secret: the image needs none."


class Case(NamedTuple):
    """What was asked: `image` of `registry`, both fit to be shown.

    `with_credential`: there was one to try; `sent`: the registry asked for it. `insisted`: every
    platform has to pull, not one of them; `public`: what a stranger would come to, None where
    that is not known.
    """

    image: str
    registry: str
    with_credential: bool
    sent: bool
    insisted: bool = False
    public: bool | None = None


def conclude(case: Case, endings: Sequence[RuntimeEnding]) -> Conclusion:
    """Return the conclusion on the endings of all runtimes and platforms that were asked for."""
    each = {
        runtime: ending_of([one for one in endings if one.runtime == runtime], case.insisted)
        for runtime in dict.fromkeys(one.runtime for one in endings)
    }
    found = {one.ending for one in each.values()}
    if found == {"pulls"}:
        ended = Conclusion("pulls", _pulls(case, _platforms_left(endings)), None, case.public)
    elif "pulls" in found:
        ended = _differing(case, each)
    elif "refused" in found:
        ended = _refused(case, each)
    else:
        cause = next(iter(each.values())).cause
        sentence = f"It could not be found out whether {case.image} pulls."
        ended = Conclusion("unknown", sentence, cause, case.public)
    return ended._replace(notes=_notes(endings, each))


def _platforms_left(endings: Sequence[RuntimeEnding]) -> tuple[str, ...]:
    """Return the platforms that every runtime pulls for, or none where all of them do."""
    good = dict.fromkeys(one.platform for one in endings if one.ending == "pulls")
    bad = {one.platform for one in endings if one.ending != "pulls"}
    return tuple(platform for platform in good if platform not in bad) if bad else ()


def _pulls(case: Case, platforms: tuple[str, ...]) -> str:
    where = f" on {' and '.join(platforms)} nodes" if platforms else ""
    if not case.with_credential:
        return f"{case.image} pulls without a credential{where}: it is public."
    if not case.sent:
        return (
            f"{case.image} pulls{where}, but {case.registry} never asked for the credential: "
            "it proves nothing."
        )
    if case.public:
        return f"{case.image} pulls with this credential{where}, and without one too: it is public."
    return f"{case.image} pulls with this credential{where}."


def _differing(case: Case, each: Mapping[Runtime, RuntimeEnding]) -> Conclusion:
    parts = [f"{_WORDS[one.ending]} with {RUNTIME_TITLES[of]}" for of, one in each.items()]
    runtime, other = next((of, one) for of, one in each.items() if one.ending != "pulls")
    cause = other.cause
    if cause is not None and runtime == "cri-o" and other.ending == "refused" and case.public:
        more = f"containerd pulls it, because {case.registry} does not ask it for a credential."
        cause = Cause("public-but-refused", f"{cause.message} {more}", _RENEW)
    elif cause is not None and other.ending == "refused":
        cause = Cause(cause.code, f"{cause.message} {_WAYS[runtime]}", cause.fix)
    if cause is not None:
        title = RUNTIME_TITLES[runtime]
        cause = Cause(cause.code, f"{title}: {cause.message}", cause.fix)
    sentence = f"{case.image} {', and '.join(parts)}."
    return Conclusion("differs", sentence, cause, case.public)


def by_runtime(endings: Sequence[RuntimeEnding]) -> tuple[str, ...]:
    """Return a line for each runtime: on which platforms it pulls, and on which it does not."""
    lines = []
    for runtime in dict.fromkeys(one.runtime for one in endings):
        platforms: dict[Ending, list[str]] = {}
        for one in endings:
            if one.runtime == runtime:
                platforms.setdefault(one.ending, []).append(one.platform)
        parts = (f"{_WORDS[ending]} on {' and '.join(on)}" for ending, on in platforms.items())
        lines.append(f"{RUNTIME_TITLES[runtime]}: {', '.join(parts)}")
    return tuple(lines)


def _refused(case: Case, each: Mapping[Runtime, RuntimeEnding]) -> Conclusion:
    cause = _most_telling([one for one in each.values() if one.ending == "refused"])
    code = cause.code if cause else ""
    if code in _OF_THE_IMAGE or code in _OF_THE_HOST:
        return Conclusion("refused", f"{case.image} does not pull.", cause, case.public)
    if not case.with_credential:
        sentence = f"{case.image} does not pull without a credential."
        return Conclusion("refused", sentence, cause, case.public)
    if not case.public:
        sentence = f"This credential does not pull {case.image}."
        return Conclusion("refused", sentence, cause, case.public)
    sentence = (
        f"{case.image} is public, but {case.registry} refuses it to whoever sends this "
        "credential: a pod with it cannot pull what it could pull with none."
    )
    renamed = Cause("public-but-refused", cause.message if cause else "", _RENEW)
    return Conclusion("refused", sentence, renamed, True)


def _most_telling(endings: Sequence[RuntimeEnding]) -> Cause | None:
    """Return the cause that says most, of several runtimes' that all are refused.

    CRI-O asks with GET and so hears the registry's reasons: an answer to HEAD has none.
    """
    causes = [one.cause for one in endings if one.cause is not None]
    by_cri_o_first = causes[::-1]
    for codes in (_OF_THE_HOST, _OF_THE_IMAGE):
        found = next((cause for cause in by_cri_o_first if cause.code in codes), None)
        if found is not None:
            return found
    telling = (cause for cause in by_cri_o_first if cause.code not in _VAGUE)
    return next(telling, next(iter(by_cri_o_first), None))


def _notes(
    endings: Sequence[RuntimeEnding], each: Mapping[Runtime, RuntimeEnding]
) -> tuple[str, ...]:
    """Say what becomes of the platforms that end otherwise than their runtime as a whole."""
    notes: dict[str, None] = {}
    for one in endings:
        if one.ending != each[one.runtime].ending and one.cause is not None:
            verb = "it cannot be told" if one.ending == "unknown" else "it does not pull"
            notes[f"For {one.platform} {verb}: {one.cause.message}"] = None
        notes.update(dict.fromkeys(one.notes))
    return tuple(notes)
