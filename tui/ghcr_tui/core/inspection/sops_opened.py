"""What there is to say of a SOPS file that was opened, or that could not be."""

from ghcr_tui.core.findings.finding import Finding, Where

_MAC = Where("sops.mac")


def opened_finding(*, is_changed: bool, is_checked: bool) -> Finding:
    """Return that a file was opened, and whether it is as it was when it was encrypted."""
    if is_changed and is_checked:
        message = (
            "The SOPS file was changed after it was encrypted: its check (`mac`) does not fit, so "
            "that `sops -d` and Flux refuse it, and no Secret is made of it."
        )
        fix = "Compare it with its last commit; `sops -e -i FILE` encrypts what is meant."
        return Finding("sops-changed", "error", message, fix, _MAC)
    unsure = " Whether it is as it was encrypted is not known from here." * is_changed
    message = (
        "A SOPS file, opened with your age identity: what follows is what is encrypted in it."
        f"{unsure}"
    )
    return Finding("sops-opened", "info", message)


def not_opened_finding(why: str) -> Finding:
    """Return that a file was not opened, though an identity is named; `why` is a sentence."""
    return Finding("sops-not-opened", "info", f"It was not opened. {why}")
