"""The presets: each is a key that works as it stands, or a pattern that says what to replace."""

import pytest

from ghcr_tui.core.findings.registry_syntax import find_problem
from ghcr_tui.core.registry.presets import PRESETS, Preset, preset_of
from ghcr_tui.core.registry.vendors import vendor_of


@pytest.mark.parametrize("preset", PRESETS, ids=lambda preset: str(preset.label))
def test_a_preset_is_a_sound_key_of_its_vendor(preset: Preset) -> None:
    assert find_problem(preset.registry) is None
    assert vendor_of(preset.registry) == preset.vendor


def test_labels_and_registries_are_unique() -> None:
    assert len({preset.label for preset in PRESETS}) == len(PRESETS)
    assert len({preset.registry for preset in PRESETS}) == len(PRESETS)


@pytest.mark.parametrize(
    ("registry", "label"),
    [
        ("ghcr.io", "GitHub"),
        ("docker.io", "Docker Hub"),
        ("gcr.io", "Google, gcr.io"),
        ("europe-docker.pkg.dev", "Google Artifact Registry"),
        ("123456789012.dkr.ecr.eu-west-1.amazonaws.com", "Amazon ECR"),
        ("team.azurecr.io", "Azure"),
        ("harbor.corp.example", "Harbor"),
        ("containers.octocorp.ghe.com", "GitHub"),
        ("nvcr.io", "NVIDIA NGC"),
        ("registry.digitalocean.com/team/", "DigitalOcean"),
    ],
)
def test_a_registry_finds_its_preset(registry: str, label: str) -> None:
    preset = preset_of(registry)
    assert preset is not None
    assert preset.label == label


def test_a_registry_of_nobody_known_has_no_preset() -> None:
    assert preset_of("registry.example.com") is None
