"""Asking as the tests do: short deadlines, no environment, a name for every loopback server."""

from collections.abc import Mapping

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Step, Verification
from ghcr_tui.system.registry import AllowRealm, Settings, refuse_realm, verify
from registry_kit.certificates import Authority

SETTINGS = Settings(timeout=5.0, environment={})
"""Long for a loopback server; tests of deadlines shorten it."""


async def ask(
    image: str,
    username: str | None = None,
    token: str = "",
    settings: Settings = SETTINGS,
    allow_realm: AllowRealm = refuse_realm,
) -> Verification:
    """Verify `image` with a credential, or with none where no username is given."""
    name = parse_image(image)
    credential = None if username is None else Credential(name.domain, username, token)
    return await verify(Question(name, credential), settings, allow_realm=allow_realm)


def step(verification: Verification, name: str) -> Step:
    """Return the last step called `name`."""
    return [step for step in verification.steps if step.name == name][-1]


def cause_of(verification: Verification) -> str:
    """Return the code of the verdict's cause, or nothing."""
    return verification.conclusion.cause.code if verification.conclusion.cause else ""


def settings_for(authority: Authority | None, **addresses: str) -> Settings:
    """Trust `authority`, and know the names given as keywords, `_` standing for a dot."""
    ca_file = str(authority.ca_file) if authority else ""
    known = {name.replace("_", "."): address for name, address in addresses.items()}
    return SETTINGS._replace(ca_file=ca_file, resolve=names(known))


def names(addresses: Mapping[str, str]) -> "Resolver":
    """Return a resolver that knows these names alone."""
    return Resolver({name: [address] for name, address in addresses.items()})


class Resolver:
    """Answers with the next of a name's address lists each time it is asked; the last one stays."""

    def __init__(self, answers: Mapping[str, list[str]]) -> None:
        self._answers = {name: list(addresses) for name, addresses in answers.items()}
        self.asked: list[str] = []

    async def __call__(self, host: str, _port: int) -> tuple[str, ...]:
        self.asked.append(host)
        answers = self._answers.get(host)
        if answers is None:
            raise OSError("no such name")
        return (answers.pop(0) if len(answers) > 1 else answers[0],)
