"""The catalogue of formats: the same Secret as manifest, JSON, payload, command and instructions.

A new format is a file beside this one and a row in `FORMATS`: the tabs, the preview, copying and
saving, the choices of `encode -o`, its help and the shells' completions are made of these rows.
"""

from typing import Final

from ghcr_tui.core.credential.credential import encode_auth
from ghcr_tui.core.draft.build_secret import secret_of
from ghcr_tui.core.draft.draft import Draft
from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.formats.format import Format, FormatOptions, FormatProblem
from ghcr_tui.core.golang import json_text as gojson
from ghcr_tui.core.golang import yaml_writer
from ghcr_tui.core.secret.payload import payload_object, payload_text
from ghcr_tui.core.secret.secret import manifest


def _yaml(draft: Draft, options: FormatOptions) -> str:
    return yaml_writer.dump(manifest(secret_of(draft, options.masked)))


def _json(draft: Draft, options: FormatOptions) -> str:
    return gojson.dumps_indented(manifest(secret_of(draft, options.masked))) + "\n"


def _payload(draft: Draft, options: FormatOptions) -> str:
    if options.as_stored:
        return payload_text(draft.credentials, draft.style, options.masked) + "\n"
    payload = payload_object(draft.credentials, draft.style, options.masked)
    return gojson.dumps_indented(payload) + "\n"


def _auth(draft: Draft, _: FormatOptions) -> str:
    return "".join(f"{encode_auth(each.username, each.token)}\n" for each in draft.credentials)


def _kubectl(draft: Draft, _: FormatOptions) -> str:
    from ghcr_tui.core.formats.kubectl_command import kubectl_command  # encode rarely needs it

    return kubectl_command(draft)


def _usage(draft: Draft, _: FormatOptions) -> str:
    from ghcr_tui.core.formats.usage import usage  # encode rarely needs it

    return usage(draft)


def _sealed(draft: Draft, options: FormatOptions) -> str:
    from ghcr_tui.core.formats.sealed_secret import sealed_from  # encode rarely needs it

    return yaml_writer.dump(sealed_from(secret_of(draft), options))


def _sops(draft: Draft, options: FormatOptions) -> str:
    if options.encrypt_file is None:
        raise FormatProblem("A SOPS file needs to know for whom: no age recipient is given.")
    return yaml_writer.dump(options.encrypt_file(manifest(secret_of(draft))))


def _external(draft: Draft, options: FormatOptions) -> str:
    from ghcr_tui.core.formats.external_secret import documents_of  # encode rarely needs it

    made = documents_of(secret_of(draft), draft.credentials, options.store, options.project)
    return "---\n".join(yaml_writer.dump(each) for each in made)


def _kept_elsewhere(options: FormatOptions) -> frozenset[str]:
    """Return what an ExternalSecret has from a generator, or from the store."""
    if options.store is not None and not options.store.username_property:
        return _token(options)
    return _token_and_username(options)


def _token(_: FormatOptions) -> frozenset[str]:
    return frozenset(("token",))


def _token_and_username(_: FormatOptions) -> frozenset[str]:
    return frozenset(("token", "username"))


def _has_password(draft: Draft) -> bool:
    return draft.style == "kubectl"


def _has_password_in_clear(draft: Draft) -> bool:
    return draft.style == "kubectl" and draft.string_data


def _never(_: Draft) -> bool:
    return False


def _any_error(finding: Finding) -> bool:
    return finding.severity == "error"


def _error_beside_the_token(finding: Finding) -> bool:
    return finding.severity == "error" and finding.where.field != "token"


def _error_in_the_name(finding: Finding) -> bool:
    return finding.severity == "error" and finding.where.field in ("name", "namespace")


YAML: Final = Format(
    name="yaml",
    title="Manifest",
    about="the Secret's manifest",
    noun="manifest",
    file_name="{}-secret.yaml",
    language="yaml",
    render=_yaml,
    is_whole=True,
    is_secret=True,
    shows_token=_has_password_in_clear,
    blocked_by=_any_error,
)
JSON: Final = Format(
    name="json",
    title="JSON",
    about="the same as JSON",
    noun="manifest (JSON)",
    file_name="{}-secret.json",
    language="json",
    render=_json,
    is_whole=True,
    is_secret=True,
    shows_token=_has_password_in_clear,
    blocked_by=_any_error,
)
PAYLOAD: Final = Format(
    name="payload",
    title="Payload",
    about="the JSON inside it",
    noun="payload",
    file_name="{}-dockerconfig.json",
    language="json",
    render=_payload,
    is_whole=False,
    is_secret=True,
    shows_token=_has_password,
    blocked_by=_any_error,
)
AUTH: Final = Format(
    name="auth",
    title="",
    about="base64 of username:token, a line for each registry",
    noun="credentials",
    file_name="{}-auth.txt",
    language="",
    render=_auth,
    is_whole=False,
    is_secret=True,
    shows_token=_never,
    blocked_by=_any_error,
)
KUBECTL: Final = Format(
    name="kubectl",
    title="kubectl",
    about="the same as a kubectl command",
    noun="kubectl command",
    file_name="{}-secret.sh",
    language="shell",
    render=_kubectl,
    is_whole=False,
    is_secret=False,  # it reads the token from the environment
    shows_token=_never,
    blocked_by=_error_beside_the_token,
    leaves_out=_token,
)
USAGE: Final = Format(
    name="usage",
    title="Use it",
    about="how a pod or service account uses it",
    noun="instructions",
    file_name="{}-usage.txt",
    language="shell",
    render=_usage,
    is_whole=False,
    is_secret=False,
    shows_token=_never,
    blocked_by=_error_in_the_name,  # nothing else of the draft is in it
    leaves_out=_token_and_username,
)

SEALED_SECRET: Final = Format(
    name="sealed-secret",
    title="Sealed",
    about="a SealedSecret, which only the cluster's controller opens",
    noun="SealedSecret",
    file_name="{}-sealed-secret.yaml",
    language="yaml",
    render=_sealed,
    is_whole=False,
    is_secret=False,
    shows_token=_never,
    blocked_by=_any_error,
    asks="certificate",
    is_encrypted=True,
)
SOPS: Final = Format(
    name="sops",
    title="SOPS",
    about="the manifest with its data encrypted by SOPS, for age",
    noun="SOPS file",
    file_name="{}-secret.sops.yaml",
    language="yaml",
    render=_sops,
    is_whole=False,
    is_secret=False,
    shows_token=_never,
    blocked_by=_any_error,
    asks="recipient",
    is_encrypted=True,
)
EXTERNAL_SECRET: Final = Format(
    name="external-secret",
    title="Store",
    about="an ExternalSecret: where the token is kept, not the token",
    noun="ExternalSecret",
    file_name="{}-external-secret.yaml",
    language="yaml",
    render=_external,
    is_whole=False,
    is_secret=False,
    shows_token=_never,
    blocked_by=_error_beside_the_token,
    leaves_out=_kept_elsewhere,
    asks="store",
)

FORMATS: Final = (
    *(YAML, JSON, PAYLOAD, AUTH, KUBECTL, USAGE),
    *(SEALED_SECRET, SOPS, EXTERNAL_SECRET),
)
"""In the order in which they are offered; the first is the default of `encode`."""


def tabs() -> tuple[Format, ...]:
    """Return the formats that have a tab in the composer."""
    return tuple(each for each in FORMATS if each.title)


def format_named(name: str) -> Format:
    """Return the format that is called `name`. Raises `KeyError`."""
    return {each.name: each for each in FORMATS}[name]
