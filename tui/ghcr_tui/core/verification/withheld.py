"""Why the credential stayed here: the realm that a registry named was not to get it."""

from ghcr_tui.core.verification.realm import Realm
from ghcr_tui.core.verification.replies import Withheld
from ghcr_tui.core.verification.verification import Cause, Stop


def explain_withheld(withheld: Withheld) -> Stop:
    """Return where a walk ends whose credential was not sent to the realm."""
    realm = withheld.realm
    if realm.answer == "ask":
        return Stop("unknown", _not_allowed(realm))
    fix = realm.fix or "Do not use this credential with that registry until its owner explains."
    message = f"{realm.registry} wants the credential sent to {realm.authority}. It was not: "
    cause = Cause("realm-refused", f"{message}{realm.reason}.", fix)
    return Stop("refused" if realm.is_dead else "unknown", cause)


def _not_allowed(realm: Realm) -> Cause:
    message = (
        f"{realm.registry} wants the credential sent to {realm.authority}: {realm.reason}. "
        "That was not allowed, so the credential was not tried."
    )
    fix = f"If you trust {realm.authority} with it, allow that: --allow-realm {realm.authority}."
    return Cause("realm-not-allowed", message, fix)
