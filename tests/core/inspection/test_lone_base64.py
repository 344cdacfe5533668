"""One value alone, in base64 or in quotes: what is inside, or how far it was understood."""

import base64
import json

import pytest

from ghcr_tui.core.inspection.front_door import inspect_whole
from made_up_tokens import github_token


def _b64(text: str | bytes) -> str:
    return base64.b64encode(text.encode() if isinstance(text, str) else text).decode()


_ENTRY = {"ghcr.io": {"auth": _b64("octocat:no-real-token-0123456789")}}
_PAYLOAD = json.dumps({"auths": _ENTRY})
_MANIFEST = (
    "apiVersion: v1\nkind: Secret\nmetadata: {name: ghcr}\n"
    f"type: kubernetes.io/dockerconfigjson\nstringData:\n  .dockerconfigjson: '{_PAYLOAD}'\n"
)


@pytest.mark.parametrize(
    ("text", "kind", "said", "secrets"),
    [
        (json.dumps(_PAYLOAD), "payload", "a string around sound JSON", 1),
        ('"{broken"', "payload", "A string, but what is inside is not JSON", 1),
        (_b64(_PAYLOAD)[:-5], "payload", "`}` are missing at its end", 1),
        (_b64(bytes(range(128, 200))), "unknown", "72 bytes that are not text", 0),
        (_b64(_MANIFEST), "Secret", "Base64 around JSON or YAML. A Secret", 1),
        (_b64(f"{_MANIFEST}---\n{_MANIFEST}"), "List", "Base64 around JSON or YAML.", 2),
        (_b64("apiVersion: v1\nkind: [\n"), "unknown", "begins as a manifest and is not YAML", 0),
        (_b64("kind of plain words, no payload"), "unknown", "inside is not JSON", 0),
        (_b64(_PAYLOAD.encode("utf-16")), "payload", "base64 around sound JSON", 1),
        (_b64("octocat:tok".encode("utf-16")), "auth", "An `auth` value", 1),
        (_b64(f"{_PAYLOAD}x"), "payload", "something is behind its end", 1),
        (_b64(json.dumps(_ENTRY)), "dockercfg", "A legacy .dockercfg", 1),
        (_b64(b'{"auths":{"ghcr.io":{"auth":"\xff"}}}'), "payload", "sound JSON", 1),
        (_b64(github_token()), "token", "the base64 of a token", 1),
        (_b64(_b64(_PAYLOAD)), "payload", "Encoded twice. A .dockerconfigjson value", 1),
        (_b64(_b64(_MANIFEST)), "Secret", "Encoded twice. Base64 around JSON or YAML.", 1),
        (_b64(_b64('{"kind":"List","items":[]}')), "unknown", "Base64 of base64.", 0),
        (_b64('{"kind":"ConfigMap","apiVersion":"v1"}'), "ConfigMap", "not a Secret", 0),
        ("abcdefghijklmnopqrstu", "unknown", "its length is impossible", 0),
    ],
)
def test_what_is_inside_is_said(text: str, kind: str, said: str, secrets: int) -> None:
    whole = inspect_whole(text)
    assert (whole.kind, len(whole.secrets)) == (kind, secrets)
    assert said in whole.summary
