"""Will it pull? The one answer that every screen and every verb gives.

It rests on the keyring (what the kubelet tries) and on the findings (what becomes of it).
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.redaction import shown_registry, shown_username
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.keyring.lookup import KeyringEntry, Match, PullSecret, Skip, lookup
from ghcr_tui.core.registry.image import ImageReference
from ghcr_tui.core.registry.vendors import has_public_images
from ghcr_tui.core.text.inert import excerpt, inert

Answer = Literal["pulls", "fails", "anonymous", "unsure"]
"""`pulls`: nothing here speaks against it; `unsure`: it may fail, or soon will; `anonymous`: no
credential is sent, so only a public image is pulled; `fails`: it fails, public image or not."""

Standing = Literal["sound", "doubtful", "refused", "empty"]
"""What the findings say of a credential that is tried; an empty one is an anonymous pull."""

_BESIDE_THE_PULL = frozenset(
    (
        *("auth-disagrees", "email-is-token", "email-odd", "registry-glob-wide", "registry-same"),
        *("registry-userinfo", "registry-query", "registry-port"),
    )
)
"""Warnings about leaks and about other programs: the kubelet's pull goes on as if they were not."""

UNKNOWN = (
    "whether the registry accepts the credential today (`ghcr-tui verify` asks it)",
    "credentials that the node itself has, and its credential-provider plugins: they come after "
    "those of the pod",
    "mirrors that the node's container runtime asks in place of the registry",
    "whether the image is on the node already: then nothing is pulled, unless the pod says "
    "`imagePullPolicy: Always`; since Kubernetes 1.35 the credential is verified again, unless "
    "the Secret or what is in it is the same as when the image was pulled",
)
"""What nobody can know from the Secrets and the name of the image."""


KEYRING_LOST = "The kubelet then gives up every credential of every pull secret that the pod lists."
_EMPTY = "the entry has neither a username nor a token."
_NOTHING = "there is no credential in it."
_WORST_FIRST: tuple[tuple[Standing, Answer, str], ...] = (
    ("refused", "fails", "fails"),
    ("doubtful", "unsure", "may fail"),
    ("empty", "anonymous", "is anonymous"),
)


class JudgedSecret(NamedTuple):
    """A pull secret with its findings; those about an entry name its key in `where.entry`."""

    secret: PullSecret
    findings: tuple[Finding, ...] = ()

    @property
    def refused(self) -> str:
        """Why the API server refuses the Secret, so that no pod ever has it; "" if it takes it."""
        return next((each.message for each in self.findings if each.keeps_out), "")

    def of_entry(self, registry: str) -> tuple[Finding, ...]:
        """Return the findings about the entry under the key `registry`."""
        return tuple(finding for finding in self.findings if finding.where.entry == registry)


class Tried(NamedTuple):
    """A credential that the kubelet tries, with its own findings and what they come to."""

    match: Match
    findings: tuple[Finding, ...] = ()
    standing: Standing = "sound"

    @property
    def objection(self) -> Finding | None:
        """The finding that keeps the credential from being sound, the gravest."""
        return objection_of(self.findings)


class Verdict(NamedTuple):
    """Whether the pod pulls the image.

    `sentence` says so in words. `tried` are the credentials in the order in which the kubelet
    tries them, `skipped` what it passes over and why; `unknown` is what nobody can know from here,
    each the end of a sentence that begins with "Not known from here:".
    """

    answer: Answer
    sentence: str
    tried: tuple[Tried, ...] = ()
    unknown: tuple[str, ...] = UNKNOWN
    skipped: tuple[Skip, ...] = ()
    keyring_lost: str = ""

    @property
    def is_worth_trying(self) -> bool:
        """Whether a credential is there that nothing here calls refused."""
        return self.answer in ("pulls", "unsure")


def will_it_pull(image: ImageReference, secrets: Sequence[JudgedSecret]) -> Verdict:
    """Return whether a pod that lists `secrets` in this order pulls `image`. Never raises.

    The kubelet tries one credential after the other until the registry takes one, so a sound one
    behind a refused one is enough.
    """
    found = lookup(image, [_as_the_pod_has_it(each) for each in secrets])
    if found.keyring_lost:
        return Verdict(
            "fails", found.keyring_lost, (), skipped=found.skipped, keyring_lost=found.keyring_lost
        )
    origin = _by_credential(secrets)
    tried = tuple(_tried(match, origin) for match in found.matches)
    answer = _answer(tried)
    if answer == "anonymous" and not has_public_images(image.domain):
        return Verdict("fails", _nothing_public(image, tried), tried, skipped=found.skipped)
    if not tried and (refused := _refused_for(image, secrets)):
        return Verdict("fails", refused, (), skipped=found.skipped)
    return Verdict(answer, _sentence(answer, tried), tried, skipped=found.skipped)


def what_comes_of(judged: JudgedSecret) -> Verdict:
    """Return what comes of a pull with this Secret alone, of an image that its entries are for.

    One registry of several that is refused is enough for `fails`: it is what a person has to mend.
    """
    secret = judged.secret
    if judged.refused:
        return Verdict("fails", f"A pull with this fails: {inert(judged.refused, 600)}")
    if secret.is_alone:
        return _of_one_alone(judged)
    if secret.ignored_because:
        because = inert(secret.ignored_because, 400)
        return Verdict("anonymous", f"A pull with this is anonymous, because {because}.")
    if secret.unreadable:
        of_entry = f"in `{shown_registry(secret.unreadable_entry)}`, " * bool(
            secret.unreadable_entry
        )
        because = inert(secret.unreadable, 400).rstrip(".")
        sentence = f"A pull with this fails: {of_entry}{because}. {KEYRING_LOST}"
        return Verdict("fails", sentence, keyring_lost=KEYRING_LOST)
    findings = by_entry(judged.findings)
    return _of_all(
        tuple(_untried(entry, judged, findings.get(entry.registry, ())) for entry in secret.entries)
    )


def _of_one_alone(judged: JudgedSecret) -> Verdict:
    """Return what is known of a credential that names no registry: its own findings alone."""
    answer = answer_of_one_alone(judged.findings)
    objection = objection_of(judged.findings)
    if objection is None:
        because = inert(judged.secret.ignored_because, 400)
        return Verdict(answer, f"Whether a pull with this works cannot be known yet: {because}.")
    verb = "fails" if answer == "fails" else "may fail"
    return Verdict(answer, f"A pull with this {verb}: {inert(objection.message, 600)}")


def answer_of_one_alone(findings: Iterable[Finding]) -> Answer:
    """Return what comes of a credential that names no registry: it fails, or nobody knows yet."""
    objection = objection_of(findings)
    return "fails" if objection and objection.severity == "error" else "unsure"


def by_entry(findings: Iterable[Finding]) -> dict[str, tuple[Finding, ...]]:
    """Return the findings about each entry, under its key; a payload may have thousands."""
    found: dict[str, list[Finding]] = {}
    for finding in findings:
        if isinstance(finding.where.entry, str):
            found.setdefault(finding.where.entry, []).append(finding)
    return {entry: tuple(about) for entry, about in found.items()}


def _untried(entry: KeyringEntry, judged: JudgedSecret, findings: tuple[Finding, ...]) -> Tried:
    credential = Credential(entry.registry, entry.username, entry.token)
    match = Match(judged.secret.name, entry.registry, entry.username, "", credential)
    return Tried(match, findings, standing_of(entry, findings))


def _of_all(tried: tuple[Tried, ...]) -> Verdict:
    for standing, answer, verb in _WORST_FIRST:
        for each in tried:
            if each.standing == standing:
                what = (
                    f"of `{shown_registry(each.match.registry)}`" if len(tried) > 1 else "with this"
                )
                why = inert(each.objection.message, 600) if each.objection else _EMPTY
                return Verdict(answer, f"A pull {what} {verb}: {why}", tried)
    if not tried:
        return Verdict("anonymous", f"A pull with this is anonymous: {_NOTHING}")
    return Verdict("pulls", "Nothing here speaks against a pull with this.", tried)


def standing_of(entry: KeyringEntry, findings: Iterable[Finding]) -> Standing:
    """Return what the findings about `entry` come to for a pull that tries it."""
    if not (entry.username or entry.token):
        return "empty"
    objection = objection_of(findings)
    if objection is None:
        return "sound"
    return "refused" if objection.severity == "error" else "doubtful"


def _as_the_pod_has_it(judged: JudgedSecret) -> PullSecret:
    """Return the Secret; what the API server refuses is not there when a pod asks for it."""
    if judged.refused and not judged.secret.ignored_because:
        because = "the API server refuses it, so no pod has it"
        return judged.secret._replace(ignored_because=because)
    return judged.secret


def _by_credential(secrets: Sequence[JudgedSecret]) -> dict[tuple[str, KeyringEntry], JudgedSecret]:
    """Return which Secret each credential came out of; the names of Secrets need not be unique."""
    return {
        (judged.secret.name, entry): judged for judged in secrets for entry in judged.secret.entries
    }


def _tried(match: Match, origin: dict[tuple[str, KeyringEntry], JudgedSecret]) -> Tried:
    entry = KeyringEntry(match.registry, match.username, match.credential.token)
    judged = origin.get((match.secret, entry))
    findings = judged.of_entry(match.registry) if judged else ()
    return Tried(match, findings, standing_of(entry, findings))


def objection_of(findings: Iterable[Finding]) -> Finding | None:
    """Return the finding that keeps a credential from being sound, the gravest; None if none."""
    errors = [each for each in findings if each.severity == "error"]
    warnings = [
        each
        for each in findings
        if each.severity == "warning" and each.code not in _BESIDE_THE_PULL
    ]
    return next(iter(errors + warnings), None)


def _answer(tried: Sequence[Tried]) -> Answer:
    standings = {each.standing for each in tried}
    if "sound" in standings:
        return "pulls"
    if "doubtful" in standings:
        return "unsure"
    if "empty" in standings or not standings:
        return "anonymous"
    return "fails"


def _refused_for(image: ImageReference, secrets: Sequence[JudgedSecret]) -> str:
    """Return why there is no credential where the API server refuses a Secret that has one."""
    for each in secrets:
        if each.refused and lookup(image, [each.secret._replace(ignored_because="")]).matches:
            of_secret = f" of {excerpt(each.secret.name, 80)}" if each.secret.name else ""
            return f"A credential{of_secret} matches, but: {inert(each.refused, 600)}"
    return ""


def _sentence(answer: Answer, tried: Sequence[Tried]) -> str:
    if answer == "anonymous":
        why = "the entry that matches is empty" if tried else "no credential matches"
        return f"The pull is anonymous, because {why}: it succeeds only if the image is public."
    wanted: dict[Answer, Standing] = {"pulls": "sound", "unsure": "doubtful", "fails": "refused"}
    chosen = next(each for each in tried if each.standing == wanted[answer])
    said = f"{_named(chosen.match)} matches"
    if answer == "pulls":
        return f"{said}, and nothing here speaks against it."
    objection = chosen.objection
    return f"{said}, but: {inert(objection.message, 600) if objection else answer}"


def _nothing_public(image: ImageReference, tried: Sequence[Tried]) -> str:
    why = "the entry that matches is empty" if tried else "no credential matches"
    return (
        f"The pull is anonymous, because {why}, and is denied: {inert(image.domain, 80)} has no "
        "public images (GitHub Enterprise Cloud with data residency)."
    )


def _named(match: Match) -> str:
    username = shown_username(match.username, match.credential.token)
    of_secret = f" of {excerpt(match.secret, 80)}" if match.secret else ""
    as_whom = f" as {username}" if username else ""
    return f"The credential for `{shown_registry(match.registry)}`{as_whom}{of_secret}"
