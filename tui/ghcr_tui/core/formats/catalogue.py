"""The views of a draft: the same Secret as manifest, JSON, payload, command and instructions."""

from typing import Literal, get_args

from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.golang import json_text as gojson
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.secret.payload import payload_object
from ghcr_tui.core.secret.secret import manifest

View = Literal["manifest", "json", "payload", "kubectl", "usage"]
VIEWS: tuple[View, ...] = get_args(View)


def render(draft: Draft, view: View, masked: bool = False) -> str:
    """Return `draft` as `view` shows it, ending in a line break.

    With `masked`, bullets stand wherever a token would stand in clear; base64 is left as it is,
    because it is what the Secret consists of.
    """
    if view == "manifest":
        return yaml_writer.dump(manifest(secret_of(draft, masked)))
    if view == "json":
        return gojson.dumps_indented(manifest(secret_of(draft, masked))) + "\n"
    if view == "payload":
        payload = payload_object(draft.credentials, draft.style, masked)
        return gojson.dumps_indented(payload) + "\n"
    if view == "kubectl":  # these two are imported late: encode rarely needs them
        from ghcr_tui.core.formats.kubectl_command import kubectl_command

        return kubectl_command(draft)
    from ghcr_tui.core.formats.usage import usage

    return usage(draft)


def shows_token(draft: Draft, view: View) -> bool:
    """Return whether `view` shows a token in clear when it is not masked."""
    in_clear = view == "payload" or (draft.string_data and view in ("manifest", "json"))
    return draft.style == "kubectl" and in_clear
