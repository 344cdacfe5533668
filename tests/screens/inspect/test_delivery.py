"""What leaves Inspect: what a Secret holds or one of its tokens, as a value, and what stays."""

import json

import pytest

from ghcr_tui.core.inspection.inspection import InspectedSecret, OtherValue
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.secret_reader import Surplus
from ghcr_tui.screens.inspect.delivery import left_behind, packed_decoded, packed_token
from screens.inspecting import TOKEN, payload

HELD = InspectedSecret(name="ghcr", payload=payload("ghcr.io"))
OPAQUE = InspectedSecret(name="values", other=(OtherValue("greeting", "hello", 5),))


@pytest.mark.parametrize(
    ("secret", "masked", "file_name", "is_cautioned"),
    [
        (HELD, True, "ghcr-decoded.json", True),
        (HELD, False, "ghcr-decoded.json", False),
        (HELD._replace(name=""), False, "payload-decoded.json", False),
        (HELD._replace(name="../a b\x1b"), False, "..-a-b-decoded.json", False),
        (OPAQUE, False, "values-decoded.txt", False),
    ],
)
def test_what_a_secret_holds_leaves_with_a_name_for_its_file(
    secret: InspectedSecret, masked: bool, file_name: str, is_cautioned: bool
) -> None:
    parcel = packed_decoded(secret, masked)
    assert parcel is not None
    assert (parcel.file_name, bool(parcel.caution)) == (file_name, is_cautioned)
    assert parcel.is_secret


def test_the_tokens_leave_unmasked_though_the_view_hides_them() -> None:
    parcel = packed_decoded(HELD, masked=True)
    assert parcel is not None
    assert json.loads(parcel.text) == json.loads(HELD.payload)


def test_a_secret_without_a_value_leaves_nothing() -> None:
    assert packed_decoded(InspectedSecret(name="empty"), masked=True) is None


@pytest.mark.parametrize(
    ("registry", "noun", "file_name"),
    [
        ("ghcr.io", "token for ghcr.io", "ghcr.io-token.txt"),
        (
            "https://index.docker.io/v1/",
            "token for https://index.docker.io/v1/",
            "https-index.docker.io-v1-token.txt",
        ),
    ],
)
def test_a_token_leaves_under_the_name_of_its_registry(
    registry: str, noun: str, file_name: str
) -> None:
    parcel = packed_token(Entry(registry, "octocat", TOKEN))
    assert parcel is not None
    assert parcel == (TOKEN, noun, file_name, True, "")


def test_a_key_that_is_a_token_is_not_named() -> None:
    parcel = packed_token(Entry(TOKEN, "octocat", TOKEN))
    assert parcel is not None
    assert TOKEN not in parcel.noun + parcel.file_name + repr(parcel)


def test_an_entry_without_a_token_leaves_nothing() -> None:
    assert packed_token(Entry("ghcr.io", "octocat")) is None


@pytest.mark.parametrize(
    ("count", "sentence"),
    [
        (0, ""),
        (1, "Left behind: metadata.field-0."),
        (12, f"Left behind: {', '.join(f'metadata.field-{n}' for n in range(12))}."),
        (
            1012,
            f"Left behind: {', '.join(f'metadata.field-{n}' for n in range(12))} and 1,000 more.",
        ),
    ],
)
def test_what_the_composer_does_not_take_over_is_named_as_far_as_a_person_reads(
    count: int, sentence: str
) -> None:
    surplus = Surplus(own=tuple(f"field-{n}" for n in range(count)))
    leftover = HELD.leftover._replace(surplus=surplus)
    assert left_behind(HELD._replace(leftover=leftover)) == sentence
