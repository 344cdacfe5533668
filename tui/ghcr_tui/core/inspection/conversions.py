"""An inspected Secret as others take it: as a draft, as the kubelet sees it, as it is judged."""

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.inspection.inspection import InspectedSecret
from ghcr_tui.core.keyring.lookup import KeyringEntry, PullSecret
from ghcr_tui.core.secret.payload import Style
from ghcr_tui.core.verdict.verdict import JudgedSecret


def draft_of(secret: InspectedSecret) -> Draft:
    """Return `secret` as a draft; what it leaves behind, `dropped` names."""
    defaults = Draft()
    in_clear = any(entry.text("username") or entry.text("password") for entry in secret.entries)
    style: Style = "kubectl" if in_clear else "auth"
    return Draft(
        credentials=tuple(entry.credential for entry in secret.entries) or defaults.credentials,
        name=secret.name or defaults.name,
        namespace=secret.namespace,
        labels=tuple(secret.labels.items()),
        annotations=tuple(secret.annotations.items()),
        immutable=secret.immutable,
        style=style,
        string_data=secret.string_data,
    )


def pull_secret(secret: InspectedSecret, fallback_name: str = "") -> PullSecret:
    """Return `secret` as the kubelet sees it, named `fallback_name` where it has no name."""
    return PullSecret(
        name=secret.title or fallback_name,
        entries=tuple(
            KeyringEntry(entry.registry, entry.username, entry.token)
            for entry in secret.entries
            if not entry.unreadable  # an empty one counts: it is tried as an anonymous pull
        ),
        ignored_because=secret.ignored_because,
        unreadable=secret.unreadable,
        unreadable_entry=secret.unreadable_entry,
        is_alone=secret.is_alone,
    )


def judged_secret(secret: InspectedSecret, fallback_name: str = "") -> JudgedSecret:
    """Return `secret` with its findings as the verdict takes it."""
    return JudgedSecret(pull_secret(secret, fallback_name), secret.findings)
