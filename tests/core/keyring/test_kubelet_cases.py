"""The keyring gives the recorded answers of Kubernetes' own code, on machines without Go too."""

import pytest

from ghcr_tui.core.keyring.match import matches_key
from ghcr_tui.core.registry.image import parse_image
from ghcr_tui.core.registry.key import normalised_key
from judges.product import answer
from judges.recorded import KEYRINGS, KEYS, KeyCase, KeyringCase


@pytest.mark.parametrize("case", KEYS, ids=lambda case: f"{case.key} {case.image}")
def test_a_key_is_filed_and_matched_as_recorded(case: KeyCase) -> None:
    image = parse_image(case.image)
    verdict = matches_key(case.key, image)
    assert image.repository == case.repository
    assert normalised_key(case.key) == case.filed_under
    assert (verdict.matches, verdict.as_default) == (case.match, case.as_default)


@pytest.mark.parametrize("case", KEYRINGS, ids=lambda case: str(case.name))
def test_credentials_are_tried_as_recorded(case: KeyringCase) -> None:
    given = answer(case.image, case.secrets)
    assert (given.stage == "keyring") == case.has_error, given.error
    assert [(each.username.decode(), each.password.decode()) for each in given.tried] == case.tried
