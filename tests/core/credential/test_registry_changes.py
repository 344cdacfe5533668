"""What becomes of each registry when one set of credentials takes another's place."""

import pytest

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.credential.registry_changes import lost_registries, registry_changes

OLD = Credential("ghcr.io", "octocat", "a-made-up-token", "")


@pytest.mark.parametrize(
    ("new", "said"),
    [
        (OLD, "ghcr.io: as before"),
        (OLD._replace(token="b"), "ghcr.io: token changed"),
        (OLD._replace(username="b", token="b"), "ghcr.io: username and token changed"),
        (
            OLD._replace(username="b", token="b", email="b"),
            "ghcr.io: username, token and email changed",
        ),
    ],
)
def test_the_fields_that_changed_are_named(new: Credential, said: str) -> None:
    assert registry_changes([OLD], [new]) == (said,)


def test_what_is_new_comes_behind_what_is_gone() -> None:
    new = OLD._replace(registry="quay.io")
    assert registry_changes([OLD], [new]) == ("ghcr.io: removed", "quay.io: added")


def test_what_only_the_old_has_is_lost() -> None:
    assert lost_registries([OLD, OLD], [OLD._replace(registry="quay.io")]) == ("ghcr.io",)


def test_no_line_holds_a_token_that_stands_in_the_registry_s_place() -> None:
    token = "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"
    assert token not in " ".join(registry_changes([OLD], [OLD._replace(registry=token)]))
