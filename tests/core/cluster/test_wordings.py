"""The words of runtimes: each stage is told, in a status and in an event, alone and in brackets."""

import pytest

from core.cluster.runtime_words import IMAGE, KUBELET, RUNTIMES
from ghcr_tui.core.cluster.pull_error import cause_in, errors_in
from ghcr_tui.core.cluster.wordings import STAGES, WORDINGS, Stage, stage_of


@pytest.mark.parametrize(("words", "stage"), [*RUNTIMES, *KUBELET])
def test_words_mean_a_stage(words: str, stage: Stage) -> None:
    assert stage_of(words)[0] == stage


def test_every_row_has_a_source_and_a_stage_that_is_explained() -> None:
    for row in WORDINGS:
        assert row.source
        assert row.stage in STAGES


def test_every_stage_that_a_row_means_is_met_by_an_example() -> None:
    met = {stage_of(words)[0] for words, _ in (*RUNTIMES, *KUBELET)}
    assert met == {row.stage for row in WORDINGS}


@pytest.mark.parametrize("words", ["", "something new", "rpc error: code = Unknown desc = hm"])
def test_other_words_are_unknown(words: str) -> None:
    assert stage_of(words) == ("unknown", None)


@pytest.mark.parametrize(("words", "stage"), RUNTIMES)
@pytest.mark.parametrize(
    "message",
    [
        "{}",
        'Back-off pulling image "{image}": ErrImagePull: {}',
        'Failed to pull image "{image}": {}',
    ],
)
def test_the_cause_is_found_in_every_message_that_holds_it(
    words: str, stage: Stage, message: str
) -> None:
    (error,) = errors_in(cause_in(message.format(words, image=IMAGE)))
    assert error.words == words
    assert error.stage == stage
    assert not error.heart.startswith("rpc error")


def test_a_back_off_without_its_cause_says_nothing() -> None:
    assert cause_in(f'Back-off pulling image "{IMAGE}"') == ""
    assert errors_in("") == ()


def test_one_error_a_credential_in_brackets_keeps_their_order() -> None:
    words = [words for words, _ in RUNTIMES[:4]]
    message = f'Failed to pull image "{IMAGE}": [{", ".join(words)}]'
    assert [error.words for error in errors_in(cause_in(message))] == words


def test_commas_inside_of_one_error_are_no_borders() -> None:
    words = f"[{RUNTIMES[-1][0]}]"
    assert len(errors_in(words)) == 1


def test_a_message_without_end_is_cut() -> None:
    errors = errors_in(cause_in(f'Failed to pull image "x": {"a, rpc error: code = " * 100_000}'))
    assert sum(len(error.words) for error in errors) < 10_000


def test_the_kubelets_own_prefix_is_taken_off() -> None:
    message = f"image pull failed for {IMAGE} because the registry is unavailable: 503 Oh"
    assert cause_in(message) == "503 Oh"
