"""Each runtime's own answer, against imitations of what registries do: the cases are in the kit."""

import pytest

from ghcr_tui.core.verification.platforms import RUNTIMES, Platform, Runtime
from ghcr_tui.core.verification.verification import Verification
from registry_kit.answers import TOKEN
from registry_kit.asking import SETTINGS, ask
from registry_kit.rules import USERNAME, on, refusal
from registry_kit.runtime_cases import CASES, CREDENTIALS, Case
from registry_kit.server import Server

_SETTINGS = SETTINGS._replace(platforms=(Platform("linux", "amd64"),), compare=False)


async def verified(case: Case, server: Server) -> Verification:
    credential = CREDENTIALS[case.who]
    image = f"{server.authority}/team/app:1"
    if credential is None:
        return await ask(image, settings=_SETTINGS)
    return await ask(image, *credential, settings=_SETTINGS)


_REFUSES = on("manifest", refusal(403, "DENIED", "your authorization token has expired"))


@pytest.mark.parametrize("runtimes", [RUNTIMES, ("containerd",), ("cri-o",)], ids=str)
async def test_the_registry_s_own_words_are_told_whichever_runtime_is_asked_for(
    runtimes: tuple[Runtime, ...],
) -> None:
    """containerd asks with HEAD, which is answered without any."""
    with Server(Case("", "refused", "refused", (_REFUSES,)).respond) as server:
        image, settings = f"{server.authority}/team/app:1", _SETTINGS._replace(runtimes=runtimes)
        found = await ask(image, USERNAME, TOKEN, settings)
    assert found.conclusion.cause is not None
    assert 'says: "your authorization token has expired"' in found.conclusion.cause.message


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
async def test_each_runtime_comes_to_what_was_observed(case: Case) -> None:
    with Server(case.respond) as server:
        found = await verified(case, server)
    endings = {"containerd": found.ending_with("containerd"), "cri-o": found.ending_with("cri-o")}
    assert endings == {"containerd": case.containerd, "cri-o": case.cri_o}
