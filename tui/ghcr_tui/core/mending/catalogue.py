"""Which findings have a mend, and why all others need a person: the table that a test holds whole.

A code in `MECHANICAL` has a mend, which may still leave a case to a person (two registries may be
meant, the username is nowhere); a code in `PERSON` never has.
"""

from ghcr_tui.core.mending.entries import ENTRY_CODES
from ghcr_tui.core.mending.payload import PAYLOAD_CODES
from ghcr_tui.core.mending.shape import SHAPE_CODES
from ghcr_tui.core.mending.text import TEXT_CODES

_ROW_CODES = frozenset(("registry-twice", "pair-twice"))
"""Codes that the composer's form alone has."""
MECHANICAL: frozenset[str] = SHAPE_CODES | PAYLOAD_CODES | ENTRY_CODES | TEXT_CODES | _ROW_CODES
"""Codes of findings that have a mend."""
_REASONS = {
    "Only the person knows the value that belongs there.": """
        annotation-placeholder annotation-unfilled auth-invalid-utf8 auths-empty data-cut-off
        data-empty data-placeholder data-unfilled docker-hub-mail-address google-key-other-type
        google-key-unreadable harbor-robot-cut key-missing label-placeholder label-unfilled
        name-empty name-placeholder name-unfilled namespace-missing
        pair-without-value payload-empty payload-invalid-utf8 payload-placeholder payload-unfilled
        placeholder-registry placeholder-token placeholder-username registry-empty
        registry-is-token registry-too-long registry-unfilled registry-without-dot token-empty
        token-misplaced token-too-long token-unexpanded-variable type-unfilled username-is-token
        username-too-long yandex-key-unreadable
    """,
    "It takes another token, which only the registry gives.": """
        aws-token-expires azure-token-expires azure-token-not-jwt credentials-in-keychain
        digitalocean-refresh-token github-actions-token github-app-token
        github-fine-grained-token github-installation-token github-oauth-token
        github-refresh-token github-retired-token github-token-checksum github-token-form
        github-token-length github-token-unrecognised github-user-token gitlab-job-token
        gitlab-token-other google-token-expires google-token-for-json-key identity-token
        openshift-login-token openshift-token token-expired token-expires token-other-vendor
        username-identity-token yandex-token-expires
    """,
    "Which of several is meant, only the person knows.": """
        auth-disagrees duplicate-keys registry-same
    """,
    "It holds more than belongs there, and the person knows what may go.": """
        annotation-not-text annotations-too-large payload-not-readable secret-too-large
    """,
    "It is sound as it stands, for whoever means it.": """
        auth-only legacy-dockercfg password-only payload-for-programs registry-glob
        registry-glob-wide registry-prefix-wide env-file-line
    """,
    "It says what there is; nothing is wrong with it.": """
        digitalocean-token docker-hub-token github-classic-token gitlab-token google-key
        nvidia-key quay-robot yandex-key
    """,
    "The text is no Secret yet, or not one that can be opened here.": """
        bare-token credential-in-clear credential-in-fields external-secret go-map kubectl-command
        not-a-secret not-readable not-recognised not-rendered payload-elsewhere printed-form
        secret-inside sealed-secret sops-encrypted sops-not-encrypted terraform
    """,
    "What it is made of is sealed, or held elsewhere: it is mended there, and sealed again.": """
        controller-failed external-api-version external-github-app external-never-creates
        external-refreshed-late external-source-missing sealed-api-version
        sealed-old-form sealed-renamed sealed-scope-disagrees sealed-scope-odd sealed-value-broken
        sealed-value-empty sops-changed sops-not-opened sops-opened sops-without-recipient
        template-broken template-unescaped
        template-value-missing
    """,
}
PERSON: dict[str, str] = {
    code: reason for reason, codes in _REASONS.items() for code in codes.split()
}
"""Codes of findings that have none, each with the reason."""
