"""Rules about identity tokens, which Docker exchanges for a password and the kubelet does not read.

Sources: docker/cli, "Credential helpers" (`identitytoken`); Azure, "az acr login".
"""

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.secret.entry_reader import KNOWN_FIELDS, TOKEN_FIELDS, Entry


def stands_in_for_the_token(entry: Entry) -> bool:
    """Return whether an identity token is all that `entry` has in place of a token."""
    return not entry.token and bool(_present(entry))


def identity_token_alone(entry: Entry) -> Finding | None:
    """Say what comes of an entry that holds an identity token and no token (password)."""
    if not stands_in_for_the_token(entry):
        return None
    name = _present(entry)
    if entry.username:
        what = f"holds a username and `{name}`, and no token"
        then = "sends an empty one, and the pull is denied"
    else:
        what = f"holds only `{name}`"
        then = "pulls without a credential, which is denied where the image is not public"
    message = (
        f"The entry {what}. Docker alone exchanges that for a password; the kubelet does not read "
        f"it: it {then}."
    )
    fix = "Use a username and a token."
    if vendor_of(entry.registry) == "azure":
        fix = (
            "Take a repository-scoped token or a service principal; for three hours what `az acr "
            "login --expose-token` prints will do."
        )
    return Finding("identity-token", "error", message, fix)


def identity_token_beside(entry: Entry) -> Finding | None:
    """Say that an identity token beside a username and a token is not looked at."""
    if entry.fields.keys() <= KNOWN_FIELDS or not (name := _present(entry)):
        return None
    message = f"`{name}` is there too; the kubelet does not read it and uses the rest."
    return Finding("identity-token-ignored", "info", message, f"Remove `{name}`.")


def _present(entry: Entry) -> str:
    return next((name for name in TOKEN_FIELDS if entry.fields.get(name)), "")
