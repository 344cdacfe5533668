"""What the endings of runtimes and platforms add up to: one ending, one sentence, one cause."""

import pytest

from ghcr_tui.core.verification.conclusion import Case, by_runtime, conclude
from ghcr_tui.core.verification.platforms import Runtime
from ghcr_tui.core.verification.verification import Cause, RuntimeEnding, Verification

_CASE = Case("ghcr.io/a/b:1", "ghcr.io", with_credential=True, sent=True)
_DENIED = Cause("denied", "ghcr.io refuses the credential.")
_TIMEOUT = Cause("timeout", "ghcr.io did not answer in time.")
_AMD64, _ARM64 = "linux/amd64", "linux/arm64"


def pulls(runtime: Runtime, platform: str = _AMD64) -> RuntimeEnding:
    return RuntimeEnding(runtime, platform, "pulls")


def refused(
    runtime: Runtime, cause: Cause | str = _DENIED, platform: str = _AMD64
) -> RuntimeEnding:
    told = Cause(cause, f"the cause that is {cause}") if isinstance(cause, str) else cause
    return RuntimeEnding(runtime, platform, "refused", told)


def unknown(runtime: Runtime) -> RuntimeEnding:
    return RuntimeEnding(runtime, _AMD64, "unknown", _TIMEOUT)


_PULLS = (pulls("containerd"), pulls("cri-o"))
_REFUSED = (refused("containerd"), refused("cri-o"))
_UNKNOWN = (unknown("containerd"), unknown("cri-o"))


@pytest.mark.parametrize(
    ("case", "endings", "ending", "words"),
    [
        pytest.param(
            _CASE._replace(public=False), _PULLS, "pulls", "with this credential.", id="private"
        ),
        pytest.param(_CASE._replace(public=True), _PULLS, "pulls", "without one too", id="public"),
        pytest.param(_CASE, _PULLS, "pulls", "with this credential.", id="not compared"),
        pytest.param(
            _CASE._replace(sent=False), _PULLS, "pulls", "proves nothing", id="never asked for"
        ),
        pytest.param(
            _CASE._replace(with_credential=False, public=True),
            _PULLS,
            "pulls",
            "it is public",
            id="anonymous",
        ),
        pytest.param(_CASE, _REFUSED, "refused", "This credential does not pull", id="refused"),
        pytest.param(
            _CASE._replace(public=True),
            _REFUSED,
            "refused",
            "cannot pull what it could pull with none",
            id="the credential is in the way",
        ),
        pytest.param(
            _CASE._replace(with_credential=False),
            _REFUSED,
            "refused",
            "without a credential",
            id="none",
        ),
        pytest.param(_CASE, _UNKNOWN, "unknown", "could not be found out", id="network"),
        pytest.param(
            _CASE._replace(public=True), _UNKNOWN, "unknown", "could not be found", id="consent"
        ),
        pytest.param(
            _CASE,
            (pulls("containerd"), refused("cri-o")),
            "differs",
            "pulls with containerd (EKS, GKE, AKS, k3s), and is refused with CRI-O (OpenShift)",
            id="containerd alone",
        ),
        pytest.param(
            _CASE,
            (refused("containerd"), pulls("cri-o")),
            "differs",
            "is refused with containerd",
            id="CRI-O alone",
        ),
        pytest.param(
            _CASE,
            (pulls("containerd"), unknown("cri-o")),
            "differs",
            "cannot be told with CRI-O",
            id="not known of one",
        ),
        pytest.param(
            _CASE, (unknown("containerd"), refused("cri-o")), "refused", "does not", id="no hope"
        ),
        pytest.param(
            _CASE,
            (refused("containerd", "no-platform"), refused("cri-o", "no-platform")),
            "refused",
            "ghcr.io/a/b:1 does not pull.",
            id="the image's own trouble",
        ),
    ],
)
def test_the_sentence_says_what_was_proved(
    case: Case, endings: tuple[RuntimeEnding, ...], ending: str, words: str
) -> None:
    ended = conclude(case, endings)
    assert ended.ending == ending
    assert words in ended.sentence
    assert (ended.cause is None) == (ending == "pulls")


def test_a_public_image_that_every_runtime_is_refused_gets_a_code_of_its_own() -> None:
    cause = conclude(_CASE._replace(public=True), _REFUSED).cause
    assert cause is not None
    assert cause.code == "public-but-refused"


def test_a_public_image_that_containerd_pulls_without_the_credential_is_said_to_be_one() -> None:
    """Quay: it never asks containerd for the credential that CRI-O sends, and is refused for."""
    ended = conclude(_CASE._replace(public=True), (pulls("containerd"), refused("cri-o")))
    assert ended.cause is not None
    assert ended.cause.code == "public-but-refused"
    assert ended.cause.message.startswith("CRI-O (OpenShift): ")
    assert "containerd pulls it" in ended.cause.message


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        (("not-found", "no-such-tag"), "no-such-tag"),
        (("not-found", "not-a-registry"), "not-a-registry"),
        (("no-such-tag", "not-a-registry"), "not-a-registry"),
        (("wrong-credential", "no-access"), "wrong-credential"),
        (("not-found", "no-access"), "no-access"),
        (("part-missing", "denied"), "part-missing"),
    ],
)
def test_of_two_causes_the_more_telling_one_is_told(codes: tuple[str, str], told: str) -> None:
    endings = (refused("containerd", codes[0]), refused("cri-o", codes[1]))
    cause = conclude(_CASE, endings).cause
    assert cause is not None
    assert cause.code == told


_ONE_OF_TWO = (
    pulls("containerd"),
    refused("containerd", "no-platform", _ARM64),
    pulls("cri-o"),
    refused("cri-o", "no-platform", _ARM64),
)


def test_an_image_for_one_of_the_usual_platforms_pulls_there_and_says_so() -> None:
    ended = conclude(_CASE, _ONE_OF_TWO)
    assert ended.ending == "pulls"
    assert "on linux/amd64 nodes" in ended.sentence
    assert ended.notes == ("For linux/arm64 it does not pull: the cause that is no-platform",)


def test_of_platforms_that_are_insisted_on_one_that_fails_is_enough() -> None:
    assert conclude(_CASE._replace(insisted=True), _ONE_OF_TWO).ending == "refused"


@pytest.mark.parametrize(
    ("insisted", "ending"), [(False, "pulls"), (True, "refused")], ids=["any", "all"]
)
def test_a_runtime_s_ending_follows_the_same_rule(insisted: bool, ending: str) -> None:
    whole = Verification(
        image="ghcr.io/a/b:1",
        registry="",
        username="",
        secret="",
        steps=(),
        conclusion=conclude(_CASE, _PULLS),
        runtimes=_ONE_OF_TWO,
        insisted=insisted,
    )
    assert whole.ending_with("containerd") == ending


def test_each_runtime_has_a_line_with_its_platforms() -> None:
    endings = (
        pulls("containerd"),
        pulls("containerd", _ARM64),
        pulls("cri-o"),
        refused("cri-o", "no-platform", _ARM64),
    )
    assert by_runtime(endings) == (
        "containerd (EKS, GKE, AKS, k3s): pulls on linux/amd64 and linux/arm64",
        "CRI-O (OpenShift): pulls on linux/amd64, is refused on linux/arm64",
    )
