"""The form of one credential: registry, username, token (password) and email."""

from typing import Final

from textual import on
from textual.suggester import Suggester

from ghcr_tui.core.credential.credential import Credential
from ghcr_tui.core.text.inert import inert
from ghcr_tui.widgets.form import Form, FormRow
from ghcr_tui.widgets.text_field import TextField

_TITLE: Final = "Credentials"
_USERNAME: Final = "who pulls"
_TOKEN: Final = "paste it; ctrl+r reveals"  # noqa: S105 - a placeholder


class KnownRegistries(Suggester):
    """Completes a registry to the first known one that begins so."""

    def __init__(self) -> None:
        super().__init__(use_cache=False)

    async def get_suggestion(self, value: str) -> str | None:
        """Return a known registry that begins with `value`."""
        from ghcr_tui.core.registry.presets import PRESETS  # nobody sees these before typing

        known = (preset.registry for preset in PRESETS if not preset.example)
        return next((registry for registry in known if registry.startswith(value)), None)


class CredentialForm(Form):
    """Shows and returns one `Credential`."""

    def __init__(self, credential: Credential, token_from: str = "") -> None:
        """Show `credential`; where its token is from `token_from`, say so until it is another."""
        self._found: Final = credential.token if token_from else ""
        self._token_from: Final = inert(token_from, 30)
        self._registry = TextField(
            credential.registry,
            "ghcr.io",
            help_text="Where the image is: the registry's host, with a port or path if it has "
            "one. f4 offers the registries people use; the right key takes the suggestion.",
            suggester=KnownRegistries(),
            id="registry",
        )
        self._username = TextField(
            credential.username,
            _USERNAME,
            help_text="Who pulls: your username, or that of a robot or deploy token.",
            id="username",
        )
        self._token = TextField(
            credential.token,
            _TOKEN,
            help_text="The token (password) that may read packages. It is masked here; ctrl+r "
            "reveals and hides it. What you paste is kept to the last character.",
            password=True,
            id="token",
        )
        self._email = TextField(
            credential.email,
            "optional",
            help_text="Written into the payload; registries ignore it. Leave it empty.",
            id="email",
        )
        super().__init__(
            _TITLE,
            FormRow("registry", self._registry),
            FormRow("username", self._username),
            FormRow("token", self._token),
            FormRow("email", self._email),
            id="credential",
        )

    def on_mount(self) -> None:
        """Say what the registry wants as username, once the first screen is painted."""
        self.call_after_refresh(self._hint)
        self._say_where_from()

    def get_values(self) -> Credential:
        """Return what is typed in."""
        fields = (self._registry, self._username, self._token, self._email)
        return Credential(*(field.value for field in fields))

    def set_values(self, credential: Credential) -> None:
        """Show `credential` in place of what is typed in, telling nobody."""
        self._registry.set_silently(credential.registry)
        self._username.set_silently(credential.username)
        self._token.set_silently(credential.token)
        self._email.set_silently(credential.email)
        self._hint()
        self._say_where_from()

    def reveal(self, revealed: bool) -> None:
        """Show the token in clear, or as bullets."""
        super().reveal(revealed)
        self._token.password = not revealed

    @on(TextField.Changed, "#registry")
    def _registry_changed(self) -> None:
        self._hint()

    @on(TextField.Changed, "#token")
    def _token_changed(self) -> None:
        self._say_where_from()

    def _say_where_from(self) -> None:
        is_found = bool(self._found) and self._token.value == self._found
        self.border_title = f"Credentials · from {self._token_from}" if is_found else _TITLE

    def _hint(self) -> None:
        from ghcr_tui.core.registry.presets import preset_of

        preset = preset_of(self._registry.value)
        self._username.placeholder = inert(preset.username_hint, 60) if preset else _USERNAME
