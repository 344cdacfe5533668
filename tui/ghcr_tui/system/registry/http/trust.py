"""Whom a walk trusts: the system's authorities, judged as Go judges them on every Python."""

import os
import ssl
from collections.abc import Mapping

from ghcr_tui.core.text.inert import inert
from ghcr_tui.system.registry.settings import Settings, SettingsError
from ghcr_tui.system.tls import as_go_has_it


class Trust:
    """The TLS settings of a run, loaded when the first server shows a certificate.

    Reading the system's authorities takes a third of a short run, and a registry that speaks
    plain HTTP on this machine shows none.
    """

    def __init__(self, settings: Settings) -> None:
        """Read `ca_file` at once. Raises SettingsError where it cannot be used."""
        self._settings = settings
        self._context: ssl.SSLContext | None = None
        if settings.ca_file:
            self.context()

    def context(self) -> ssl.SSLContext:
        """Return the settings for connections that carry something."""
        if self._context is None:
            chosen = self._settings.environment
            environment = os.environ if chosen is None else chosen
            self._context = trust(self._settings.ca_file, environment)
        return self._context


def trust(ca_file: str, environment: Mapping[str, str]) -> ssl.SSLContext:
    """Return the TLS settings: the system's authorities and those in `ca_file`.

    The system's, because a node's runtime trusts them too; certifi's where the system has none.
    `SSL_CERT_FILE` and `SSL_CERT_DIR` replace both, as they do for OpenSSL and Go. Raises
    SettingsError where `ca_file` cannot be read or holds no certificate.
    """
    context = as_go_has_it(ssl.create_default_context())
    replaced = environment.get("SSL_CERT_FILE") or environment.get("SSL_CERT_DIR")
    if not replaced and not context.cert_store_stats()["x509_ca"]:
        import certifi

        context.load_verify_locations(certifi.where())
    if ca_file:
        try:
            context.load_verify_locations(ca_file)
        except ssl.SSLError:
            raise SettingsError(f"{inert(ca_file)} holds no certificate in PEM form.") from None
        except OSError as error:
            reason = error.strerror or "it cannot be read"
            raise SettingsError(f"{inert(ca_file)}: {reason}.") from None
    return context


def probing() -> ssl.SSLContext:
    """Return TLS settings that trust nobody: they tell a server that speaks TLS, and no more."""
    return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
