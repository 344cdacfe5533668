"""What leaves the composer: one value with all there is to say of it, or why nothing leaves."""

import pytest

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.formats.catalogue import AUTH, PAYLOAD, USAGE, YAML, tabs
from ghcr_tui.core.formats.format import Format, FormatOptions
from ghcr_tui.screens.compose.delivery import Refusal, packed, place_of
from ghcr_tui.screens.compose.for_git import Ready, Rendering
from ghcr_tui.screens.parcel import Parcel
from imitated_sealing import IMITATED
from screens.composing import SOUND

IN_CLEAR = SOUND._replace(style="kubectl")
WRONG_TOKEN = Finding("made-up", "error", "It is refused.", where=Where("token", 0))
WARNING = WRONG_TOKEN._replace(severity="warning")


def parcel_of(draft: Draft, chosen: Format, revealed: bool = False) -> Parcel:
    parcel = packed(draft, chosen, (), revealed)
    assert isinstance(parcel, Parcel)
    return parcel


@pytest.mark.parametrize("chosen", tabs(), ids=lambda each: each.name)
def test_a_parcel_holds_the_format_unmasked(chosen: Format) -> None:
    rendering = Rendering()
    rendering.take(chosen, Ready(IMITATED))
    parcel = packed(SOUND, chosen, (), False, rendering=rendering)
    assert isinstance(parcel, Parcel)
    assert parcel.text == chosen.render(SOUND, IMITATED)
    assert (parcel.noun, parcel.is_secret) == (chosen.noun, chosen.is_secret)


@pytest.mark.parametrize(
    ("draft", "chosen", "revealed", "is_cautioned"),
    [
        (IN_CLEAR, PAYLOAD, False, True),
        (IN_CLEAR, PAYLOAD, True, False),  # in sight anyway
        (IN_CLEAR, YAML, False, False),  # base64, as in the view
        (SOUND, USAGE, False, False),  # has no token
    ],
)
def test_only_a_token_that_the_view_hides_is_worth_a_caution(
    draft: Draft, chosen: Format, revealed: bool, is_cautioned: bool
) -> None:
    assert bool(parcel_of(draft, chosen, revealed).caution) is is_cautioned


@pytest.mark.parametrize(
    ("name", "file_name"),
    [
        ("regcred", "regcred-secret.yaml"),
        ("../../etc/cron.d/x", "..-..-etc-cron.d-x-secret.yaml"),
        ("red\x1b[31m", "red-31m-secret.yaml"),
        ("", "pull-secret.yaml"),
    ],
)
def test_the_file_that_is_offered_lies_here_whatever_the_name(name: str, file_name: str) -> None:
    assert parcel_of(SOUND._replace(name=name), YAML).file_name == file_name


@pytest.mark.parametrize(
    ("findings", "chosen", "is_refused"),
    [
        ((), YAML, False),
        ((WARNING,), YAML, False),
        ((WARNING, WRONG_TOKEN), YAML, True),
        ((WRONG_TOKEN,), USAGE, False),  # the error is not in it
    ],
)
def test_an_error_in_the_format_keeps_it_here(
    findings: tuple[Finding, ...], chosen: Format, is_refused: bool
) -> None:
    assert isinstance(packed(SOUND, chosen, findings, revealed=False), Refusal) is is_refused


@pytest.mark.parametrize(
    ("credentials", "sentence"),
    [(1, "token: It is refused."), (2, "token of registry 1: It is refused.")],
)
def test_a_refusal_names_the_field_and_its_registry_where_there_are_several(
    credentials: int, sentence: str
) -> None:
    draft = SOUND._replace(credentials=SOUND.credentials * credentials)
    assert packed(draft, YAML, (WRONG_TOKEN,), revealed=False) == Refusal(WRONG_TOKEN, sentence)


def test_a_parcel_does_not_show_its_text_when_it_is_printed() -> None:
    parcel = parcel_of(IN_CLEAR, AUTH)
    assert repr(parcel) == f"Parcel({AUTH.noun!r})"


def test_an_error_that_is_meant_leaves_and_a_comment_says_so() -> None:
    meant = frozenset((place_of(WRONG_TOKEN),))
    parcel = packed(SOUND, YAML, (WRONG_TOKEN, WARNING), False, meant)
    assert isinstance(parcel, Parcel)
    first, _, rest = parcel.text.partition("\n")
    assert first == "# Meant as it is: token: It is refused."
    assert rest == YAML.render(SOUND, FormatOptions())
    payload = packed(SOUND, PAYLOAD, (WRONG_TOKEN,), False, meant)
    assert isinstance(payload, Parcel)
    assert "Meant" not in payload.text
    assert "no room for a comment" in payload.caution


def test_another_error_is_refused_all_the_same() -> None:
    other = WRONG_TOKEN._replace(code="other")
    packet = packed(SOUND, YAML, (WRONG_TOKEN, other), False, frozenset((place_of(WRONG_TOKEN),)))
    assert isinstance(packet, Refusal)
    assert packet.finding == other
