"""What is asked for the views that are safe for git: a certificate, recipients, a store."""

from typing import Final, NamedTuple

from ghcr_tui.core.formats.format import Format
from ghcr_tui.core.settings.means import Means
from ghcr_tui.screens.change.fields_dialog import Field, FieldsDialog
from ghcr_tui.system.files import FileProblem, expand


class _Asked(NamedTuple):
    """What is asked for one view: a title, a sentence, and a field for each of these `means`."""

    title: str
    sentence: str
    means: tuple[tuple[str, Field], ...]


_ASKED: Final = {
    "certificate": _Asked(
        "Seal for which controller?",
        "The certificate of the cluster's Sealed Secrets controller, which seals and opens "
        "nothing: a file of it, or the controller, which is asked through kubectl in the current "
        "context. With neither it is the one that was fetched last there.",
        (
            ("certificate", Field("File", placeholder="such as sealed.pem", is_needed=False)),
            (
                "controller",
                Field(
                    "Controller",
                    placeholder="kube-system/sealed-secrets-controller",
                    is_needed=False,
                ),
            ),
            (
                "scope",
                Field(
                    "Scope", placeholder="strict, namespace-wide or cluster-wide", is_needed=False
                ),
            ),
        ),
    ),
    "recipient": _Asked(
        "Encrypt for whom?",
        "Age recipients, whose identities then open the file. With none it is for whom the "
        ".sops.yaml of the folder says.",
        (
            (
                "recipients",
                Field("Recipients", placeholder="age1…, with spaces between", is_needed=False),
            ),
        ),
    ),
    "store": _Asked(
        "Where is the credential kept?",
        "The store from which External Secrets fetches it. With none, for ECR, ACR and Google, "
        "a generator makes passwords that live for hours.",
        (
            ("store", Field("Store", placeholder="NAME, or cluster:NAME", is_needed=False)),
            ("store_key", Field("Key", placeholder="{registry}", is_needed=False)),
            (
                "token_property",
                Field("Property of the token", placeholder="the whole value", is_needed=False),
            ),
            (
                "username_property",
                Field("Property of the username", placeholder="as typed here", is_needed=False),
            ),
            ("project", Field("Google project", placeholder="for gcr.io alone", is_needed=False)),
        ),
    ),
}
"""By what a format asks for."""


def means_dialog(shown: Format, means: Means) -> FieldsDialog:
    """Return the dialog that asks what `shown` needs, with what was chosen before in it."""
    asked = _ASKED[shown.asks]
    fields = [field._replace(value=getattr(means, name)) for name, field in asked.means]
    return FieldsDialog(asked.title, asked.sentence, fields)


def answered(shown: Format, means: Means, answers: tuple[str, ...]) -> Means:
    """Return `means` with what the dialog for `shown` answered; a file is the same elsewhere."""
    names = [name for name, _ in _ASKED[shown.asks].means]
    chosen = means._replace(**dict(zip(names, answers, strict=True)))
    try:
        return chosen._replace(certificate=str(expand(chosen.certificate).absolute()))
    except FileProblem:  # there is none, or reading it says what is wrong
        return chosen
