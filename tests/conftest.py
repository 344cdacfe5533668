"""Every test runs in a home of its own, without the tokens and proxies of whoever runs it."""

from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("steady", deadline=None)  # a busy machine is no failure
settings.load_profile("steady")

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
