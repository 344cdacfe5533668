"""What a node needs besides, or may have besides: one sentence each, where it applies."""

import pytest

from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.verification.unseen import Circumstances, unseen
from ghcr_tui.core.verification.verification import Ending

_PLAIN = Circumstances(
    ("containerd", "cri-o"), plain_http=False, ca_file=False, short_name=False, signed_in=True
)
_ECR = "1.dkr.ecr.eu-west-1.amazonaws.com/app:1"


@pytest.mark.parametrize(
    ("image", "ending", "asked", "words"),
    [
        pytest.param(
            "ghcr.io/a/b:1",
            "pulls",
            _PLAIN._replace(plain_http=True),
            "with --plain-http. Each node needs the same permission",
            id="plain HTTP",
        ),
        pytest.param(
            "ghcr.io/a/b:1",
            "pulls",
            _PLAIN._replace(ca_file=True),
            "with --ca-file. Each node needs the same permission",
            id="an authority of one's own",
        ),
        pytest.param(
            "ghcr.io/a/b:1",
            "pulls",
            _PLAIN._replace(stores=("cdn.example",)),
            "The layers come from cdn.example: the nodes must reach that too.",
            id="another host for layers",
        ),
        pytest.param(
            "ghcr.io/a/b:1", "pulls", _PLAIN._replace(layers=False), "--no-layers", id="in a hurry"
        ),
        pytest.param(
            _ECR, "refused", _PLAIN._replace(signed_in=False), "A node on EKS may log in", id="EKS"
        ),
        pytest.param("x.azurecr.io/a:1", "refused", _PLAIN, "A node on AKS may log in", id="AKS"),
        pytest.param(
            "eu-docker.pkg.dev/p/r/a:1", "refused", _PLAIN, "A node on GKE may log in", id="GKE"
        ),
        pytest.param("ghcr.io/a/b:1", "refused", _PLAIN, "may ask a mirror", id="a mirror"),
        pytest.param(
            "nginx",
            "pulls",
            _PLAIN._replace(short_name=True),
            "`nginx` is a short name",
            id="a short name",
        ),
    ],
)
def test_what_is_not_seen_from_here_is_said(
    image: str, ending: Ending, asked: Circumstances, words: str
) -> None:
    assert words in " ".join(unseen(parse_image(image), ending, asked))


@pytest.mark.parametrize("image", ["ghcr.io/a/b:1", _ECR, "public.ecr.aws/a/b:1"])
def test_a_pull_with_a_credential_that_works_needs_no_word(image: str) -> None:
    assert unseen(parse_image(image), "pulls", _PLAIN) == ()


def test_a_short_name_is_no_matter_to_containerd() -> None:
    asked = _PLAIN._replace(runtimes=("containerd",), short_name=True)
    assert unseen(parse_image("nginx"), "pulls", asked) == ()
