"""From a draft to the Secret that it describes."""

from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.draft.pairs import Pair
from ghcr_tui.core.golang.base64_strict import base64_text
from ghcr_tui.core.secret.payload import payload_text
from ghcr_tui.core.secret.secret import DOCKERCONFIGJSON_KEY, Secret


def secret_of(draft: Draft, masked: bool = False) -> Secret:
    """Return the Secret of `draft`; with `masked`, bullets where a token would be in clear."""
    in_clear = draft.string_data
    payload = payload_text(draft.credentials, draft.style, masked=masked and in_clear)
    return Secret(
        name=draft.name,
        namespace=draft.namespace,
        labels=_mapping(draft.labels),
        annotations=_mapping(draft.annotations),
        immutable=draft.immutable,
        data={} if in_clear else {DOCKERCONFIGJSON_KEY: base64_text(payload)},
        string_data={DOCKERCONFIGJSON_KEY: payload} if in_clear else {},
    )


def _mapping(pairs: tuple[Pair, ...]) -> dict[str, str]:
    return {key: value or "" for key, value in pairs}
