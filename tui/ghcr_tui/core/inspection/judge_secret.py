"""A Secret that was read, judged: what every rule has to say of it."""

from typing import NamedTuple

from ghcr_tui.core.findings.base64_value import (
    data_finding,
    not_utf8_finding,
    string_data_finding,
    twice_encoded_finding,
    utf16_finding,
)
from ghcr_tui.core.findings.credential import credential_findings
from ghcr_tui.core.findings.entry import entry_findings, is_plain, says_all
from ghcr_tui.core.findings.finding import Finding, Where, of_entry, refusal
from ghcr_tui.core.findings.identity_token import stands_in_for_the_token
from ghcr_tui.core.findings.metadata import (
    annotation_findings,
    label_findings,
    name_findings,
    namespace_findings,
    size_findings,
)
from ghcr_tui.core.findings.payload import legacy_finding, payload_findings
from ghcr_tui.core.findings.secret_shape import shape_findings
from ghcr_tui.core.golang.base64_lenient import read_base64
from ghcr_tui.core.inspection.encoding import Encoding
from ghcr_tui.core.inspection.read_secret import ReadSecret, is_of_legacy_type
from ghcr_tui.core.inspection.secret_values import is_alone
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.object_rules import SECRET_LIMIT
from ghcr_tui.core.secret.payload_reader import Payload
from ghcr_tui.core.secret.secret_reader import SecretDocument, place_of_value
from ghcr_tui.core.text.decoding import utf8

_PLAIN_TEXT = ("data-not-base64", "data-cut-off", "data-unpadded", "data-url-safe")
"""Codes of findings about values that are plain text where base64 belongs."""
_NAMED = 6


class JudgedValues(NamedTuple):
    """What is wrong with the values of a Secret, and whether the API server refuses one."""

    findings: tuple[Finding, ...]
    is_refused: bool


def judge(read: ReadSecret, about_values: JudgedValues) -> tuple[Finding, ...]:
    """Return what is wrong with a Secret: with the object, and then with its values."""
    of_object = (*_metadata_findings(read.document), *shape_findings(read.document, read.key))
    return of_object + about_values.findings


def judge_values(read: ReadSecret, now: float | None) -> JudgedValues:
    """Return what is wrong with the values: how they are written, and what they hold."""
    payload = read.values.payload
    about_values = _value_findings(read)
    findings = tuple(dict.fromkeys(about_values)) if about_values else ()
    if payload:
        if about_payload := payload_findings(payload):
            place = read.values.encoding.place if read.values.encoding else ""
            findings += tuple(finding.at(place) for finding in about_payload)
        findings += judge_entries(payload, now)
    return JudgedValues(findings, any(each.severity == "error" for each in about_values))


def judge_entries(payload: Payload, now: float | None) -> tuple[Finding, ...]:
    """Return what is wrong with the entries of a payload, and with the credentials in them."""
    found: list[Finding] = []
    keychain = payload.keychain
    for entry in payload.entries:
        is_told = payload.detour or (payload.legacy and entry.registry == "auths")  # by the payload
        found += judge_entry(entry, now, keychain=keychain, is_told=bool(is_told))
    return tuple(found)


def judge_entry(
    entry: Entry, now: float | None, *, keychain: bool = False, is_told: bool = False
) -> list[Finding]:
    """Return what is wrong with one entry, and with the credential in it.

    `keychain` says that a `credsStore` is beside it, `is_told` that the rules about the payload
    have said what there is to say of the entry itself.
    """
    about = [] if is_told or is_plain(entry) else entry_findings(entry, keychain)
    if entry.usable and not (about and says_all(about)):
        return about + judge_credential(entry, now)
    return about


def judge_credential(entry: Entry, now: float | None) -> list[Finding]:
    """Return what is wrong with the credential in a usable entry."""
    credential = entry.credential
    if entry.auth and credential.token.endswith("\n"):  # auth-trailing-newline has said it
        credential = credential._replace(token=credential.token.rstrip("\r\n"))
    found = credential_findings(credential, now)
    if not credential.token and stands_in_for_the_token(entry):  # a rule of entries says why
        found = [finding for finding in found if finding.code != "token-empty"]
    return of_entry(found, entry.registry)


def encoding_findings(encoding: Encoding) -> list[Finding]:
    """Return what is wrong with how the payload's value is written."""
    if encoding.reading is None:
        return []
    if encoding.field == "stringData":
        found = string_data_finding(encoding.written)
    else:
        found = data_finding(encoding.written, encoding.reading)
    if encoding.form and found is None:
        found = utf16_finding() if encoding.form == "utf-16" else twice_encoded_finding()
    is_refused = found is not None and found.severity == "error"
    about = [] if encoding.is_utf8 or is_refused else [not_utf8_finding()]
    if found:
        about.append(found)
    return [finding.at(encoding.place) for finding in about]


def findings_beside_payload(read: ReadSecret) -> list[Finding]:
    """Return what is wrong with the values beside the payload, and with the size of them all."""
    document, key = read.document, read.key
    # A payload alone, as nearly all of a long list are, is too large only if its base64 is.
    if read.values.payload and is_alone(document, key) and len(document.data[key]) <= SECRET_LIMIT:
        return []
    return findings_beside_payload_in_full(read)


def findings_beside_payload_in_full(read: ReadSecret) -> list[Finding]:
    """Return what `findings_beside_payload` does, asking every rule about a payload alone too."""
    document, (_, payload, other) = read.document, read.values
    size = _payload_size(document, read.key) if payload else 0
    size += sum(value.size for value in other.values)
    return [*_other_findings(document, other.not_base64), *size_findings(size)]


def _payload_size(document: SecretDocument, key: str) -> int:
    if key in document.string_data:
        return len(utf8(document.string_data[key]))
    return len(document.data[key].replace("\n", "").rstrip("=")) * 3 // 4


def _value_findings(read: ReadSecret) -> list[Finding]:
    """Return what is wrong with how the values are written, and with their size."""
    encoding, payload, _ = read.values
    found = encoding_findings(encoding) if encoding else []
    is_without_auths = payload and payload.legacy and "auths" not in payload.root
    if encoding and is_without_auths and is_of_legacy_type(read.document, encoding.key):
        found.append(legacy_finding().at(encoding.place))
    return found + findings_beside_payload(read)


def _other_findings(document: SecretDocument, not_base64: tuple[str, ...]) -> list[Finding]:
    """Return what the API server has against the values under these keys of `data`."""
    found: list[Finding] = []
    for key in not_base64:
        value = document.data[key]
        if finding := data_finding(value, read_base64(value)):
            found.append(finding.at(place_of_value("data", key)))
    plain = [each for each in found if each.code in _PLAIN_TEXT]
    if len(plain) < 2:
        return found
    return [_grouped(plain), *(each for each in found if each.code not in _PLAIN_TEXT)]


def _grouped(plain: list[Finding]) -> Finding:
    """Return one finding in place of several about plain text under `data`."""
    places = ", ".join(str(each.where) for each in plain[:_NAMED])
    more = f" and {len(plain) - _NAMED:,} more" if len(plain) > _NAMED else ""
    message = f"Plain text stands under `data`, where base64 belongs: {places}{more}."
    fix = "Move all of them to `stringData`, or encode each: `base64 -w0`."
    return refusal("data-not-base64", message, fix, Where("data"))


def _metadata_findings(document: SecretDocument) -> list[Finding]:
    is_named_later = "generateName" in document.surplus.own
    found: list[Finding] = []
    if document.name or not (is_named_later or document.is_misfit("metadata.name")):
        found.extend(name_findings(document.name))
    if document.namespace or not document.is_misfit("metadata.namespace"):
        found.extend(namespace_findings(document.namespace))
    if document.labels:
        found.extend(label_findings(document.labels))
    if document.annotations:
        found.extend(annotation_findings(document.annotations))
    return [finding.at(f"metadata.{finding.where.field}") for finding in found] if found else found
