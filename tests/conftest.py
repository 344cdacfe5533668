"""Every test runs in a home of its own, without the tokens and proxies of whoever runs it."""

from pathlib import Path

import pytest
from hypothesis import is_hypothesis_test, settings

settings.register_profile("steady", deadline=None)  # a busy machine is no failure
settings.load_profile("steady")

_TESTS = Path(__file__).parent
_MARKED_BY_PLACE = {
    "journeys": "terminal",
    "app": "screen",
    "screens": "screen",
    "widgets": "screen",
    "system/registry": "network",
    "system/cluster": "network",
    "cli/cluster": "network",
    "system/clipboard/test_in_tmux.py": "terminal",
    "cli/test_verify.py": "network",
    "system/registry/test_runtimes_themselves.py": "judge",
    "judges": "judge",
    "core/keyring/test_against_kubelet.py": "judge",
    "core/formats/test_kubectl_command.py": "program",
    "core/formats/test_kubectl_reads_it.py": "program",
    "cli/test_completion.py": "program",
    "cli/test_run_guard.py": "program",
}
"""What every test under a folder or in a file is, so that a run can leave it out with `-m`."""

_FOREIGN = (
    "GHCR_TOKEN",
    "GITHUB_TOKEN",
    "GH_TOKEN",
    "GH_ENTERPRISE_TOKEN",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLORTERM",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "TMUX",
    "SSH_TTY",
    "SSL_CERT_FILE",
    "SSL_CERT_DIR",
    *(f"{scheme}_proxy" for scheme in ("http", "https", "all", "no")),
    *(f"{scheme}_PROXY" for scheme in ("HTTP", "HTTPS", "ALL", "NO")),
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by where it lies, and as a property where Hypothesis makes its examples."""
    for item in items:
        place = item.path.relative_to(_TESTS)
        for part in (place, *place.parents):
            if marker := _MARKED_BY_PLACE.get(part.as_posix()):
                item.add_marker(marker)
        if is_hypothesis_test(getattr(item, "obj", None)):
            item.add_marker("property")


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty home directory, which HOME, XDG_* and the tools' variables point into."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("HOME", str(home))
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        monkeypatch.setenv(f"XDG_{kind}_HOME", str(home / kind.lower()))
    monkeypatch.setenv("DOCKER_CONFIG", str(home / ".docker"))
    monkeypatch.setenv("KUBECONFIG", str(home / ".kube" / "config"))
    for name in _FOREIGN:
        monkeypatch.delenv(name, raising=False)
    return home
