"""The words of real runtimes against real registries mean the stages that they should."""

from collections.abc import Iterator

import pytest

from ghcr_tui.core.cluster.pull_error import errors_in
from ghcr_tui.core.cluster.wordings import Stage
from registry_kit.fixtures import Registry
from registry_kit.tokens import USERS
from system.cluster.live_runtimes import containerd, containerd_pull, skopeo_pull

_READER = f"reader:{USERS['reader']}"
_STRANGER = f"stranger:{USERS['stranger']}"
_CASES: list[tuple[str, str, str, Stage, Stage]] = [
    # registry, image, login, and the stage in containerd's words and in those of CRI-O's library
    ("basic", "team/app:1", "", "token-refused", "token-refused"),
    ("basic", "team/app:1", "reader:wrong", "token-refused", "token-refused"),
    ("basic", "team/app:none", _READER, "no-image", "no-image"),
    ("bearer", "team/app:1", "", "no-right", "no-right"),
    ("bearer", "team/app:1", "reader:wrong", "token-refused", "token-refused"),
    ("bearer", "team/app:1", _STRANGER, "no-right", "no-right"),
    ("bearer", "team/app:none", _READER, "no-image", "no-image"),
]


@pytest.fixture(scope="module")
def socket(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running containerd."""
    with containerd(tmp_path_factory.mktemp("containerd")) as path:
        yield path


@pytest.fixture
def registries(basic_registry: Registry, bearer_registry: Registry) -> dict[str, str]:
    """Where each kind of registry is."""
    return {"basic": basic_registry.authority, "bearer": bearer_registry.authority}


def _stage(words: str) -> Stage:
    (error,) = errors_in(f"rpc error: code = Unknown desc = {words}")
    return error.stage


@pytest.mark.parametrize(("kind", "image", "login", "expected", "_"), _CASES)
def test_containerds_words_mean_the_stage(
    registries: dict[str, str],
    socket: str,
    kind: str,
    image: str,
    login: str,
    expected: Stage,
    _: Stage,
) -> None:
    words = containerd_pull(socket, f"{registries[kind]}/{image}", login)
    assert _stage(words) == expected, words


@pytest.mark.parametrize(("kind", "image", "login", "_", "expected"), _CASES)
def test_the_words_of_crios_library_mean_the_stage(
    registries: dict[str, str], kind: str, image: str, login: str, _: Stage, expected: Stage
) -> None:
    words = skopeo_pull(f"{registries[kind]}/{image}", login)
    assert _stage(words) == expected, words


def test_a_registry_that_is_not_there_cannot_be_reached(socket: str) -> None:
    assert _stage(containerd_pull(socket, "127.0.0.1:1/team/app:1")) == "network"
    assert _stage(skopeo_pull("127.0.0.1:1/team/app:1")) == "network"
