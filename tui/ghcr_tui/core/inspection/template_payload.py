"""A payload that a controller's template writes: rendered with stand-ins, and judged."""

from base64 import b64encode
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from typing import Final, NamedTuple

from ghcr_tui.core.credential.redaction import shown_key
from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.core.findings.payload import payload_findings
from ghcr_tui.core.golang.json_stream import JsonReader
from ghcr_tui.core.golang.json_text import JsonError
from ghcr_tui.core.golang.template import fields_of, render
from ghcr_tui.core.golang.template_text import TemplateProblem, TemplateUnknown
from ghcr_tui.core.inspection.judge_secret import judge_entries
from ghcr_tui.core.inspection.secret import SecretInspector
from ghcr_tui.core.registry.vendors import vendor_of
from ghcr_tui.core.secret.entry_reader import Entry
from ghcr_tui.core.secret.payload_reader import Payload

_ODD: Final = 'a"b\\c'
"""What a password may well be, and a template that does not escape makes broken JSON of."""
_MOST_PROBED: Final = 20
"""Names that are tried: each renders the whole template again."""
_MARK: Final = "held-elsewhere-"
_MARK_IN_BASE64: Final = b64encode(_MARK.encode()).decode()
_OF_TOKEN: Final = frozenset(("token", "password", "identitytoken", "registrytoken"))


class Judged(NamedTuple):
    """What comes of a template: its findings, and its entries, stand-ins for what is not known.

    `unknown` says why nothing can be said of it, "" where something can.
    """

    findings: tuple[Finding, ...] = ()
    entries: tuple[Entry, ...] = ()
    unknown: str = ""


def judge_template(
    template: str,
    given: Mapping[str, str | None] | None,
    inspector: SecretInspector,
    place: str,
    *,
    legacy: bool = False,
    is_strict: bool = True,
) -> Judged:
    """Return what there is to say of the payload that `template`, at `place`, writes.

    `given` are the names that it is given a value for, and the value where it is known; None where
    the names are not known. `is_strict` says that a name without a value is an error.
    """
    try:
        names = fields_of(template)
        missing = [name for name in names if given is not None and name not in given]
        if missing and is_strict:
            return Judged((_missing(missing, place),))
        known = given or {}
        held = {name: _stand_in(n) for n, name in enumerate(names) if known.get(name) is None}
        values = {**{name: value for name, value in known.items() if value is not None}, **held}
        text = render(template, values, is_strict=is_strict)
    except TemplateUnknown as problem:
        return Judged(unknown=str(problem))
    except TemplateProblem as problem:
        return Judged((_broken(str(problem), place),))
    stand_ins = frozenset(held.values())
    if text.strip() in stand_ins:
        return Judged()  # the whole payload is one value that is kept elsewhere
    payload = inspector.read_payload(text, legacy)
    about = payload_findings(payload)
    found = [finding.at(place) for finding in about]
    entries: dict[int | str | None, Entry] = {each.registry: each for each in payload.entries}
    found += [
        each
        for each in judge_entries(payload, None)
        if _is_about_what_is_written(each.where.field, entries.get(each.where.entry), stand_ins)
    ]
    if not payload.broken and not _is_of_github(payload):

        def is_json_with(name: str) -> bool:
            return _is_json(render(template, {**values, name: _ODD}, is_strict=is_strict))

        found += _unescaped(tuple(held), is_json_with, place)
    grave = tuple(finding for finding in found if finding.severity != "info")
    return Judged(grave, payload.entries)


def is_stand_in(text: str) -> bool:
    """Return whether `text` holds a stand-in for what is kept elsewhere."""
    return _MARK in text or _MARK_IN_BASE64 in text


def _stand_in(number: int) -> str:
    """Return a value in place of one that is kept elsewhere; it is base64 of such a value, too."""
    return b64encode(f"{_MARK}{number:03d}".encode()).decode()


def _is_about_what_is_written(field: str, entry: Entry | None, stand_ins: Set[str]) -> bool:
    """Return whether a finding about a `field` is about what the template says.

    It is about a stand-in where that is what `entry` has there; None is no entry.
    """
    if entry is None:
        return True
    if is_stand_in(entry.registry) or entry.text("auth").strip() in stand_ins:
        return False
    if field in _OF_TOKEN and (is_stand_in(entry.token) or any(map(is_stand_in, _texts(entry)))):
        return False
    return not (field == "username" and is_stand_in(entry.username))


def _texts(entry: Entry) -> Iterator[str]:
    return (value for name in _OF_TOKEN if (value := entry.text(name)))


def _missing(names: list[str], place: str) -> Finding:
    shown = ", ".join(f"`.{shown_key(name, 60)[1:-1]}`" for name in names[:4])
    message = (
        f"The template reads {shown}, and nothing in the object gives it a value: the controller "
        "makes no Secret."
    )
    fix = "Fetch it under that name, or correct the name in the template."
    return Finding("template-value-missing", "error", message, fix, Where(place))


def _broken(problem: str, place: str) -> Finding:
    message = f"The template cannot be rendered: {problem}. The controller makes no Secret."
    fix = "Correct the template: it is Go's, with the functions of sprig."
    return Finding("template-broken", "error", message, fix, Where(place))


def _is_of_github(payload: Payload) -> bool:
    """Return whether all is for GitHub, whose names and tokens have nothing that JSON escapes."""
    return all(vendor_of(entry.registry) == "github" for entry in payload.entries)


def _is_json(text: str) -> bool:
    try:
        JsonReader().read(text)
    except JsonError:
        return False
    return True


def _unescaped(
    names: Sequence[str], is_json_with: Callable[[str], bool], place: str
) -> list[Finding]:
    """Return the finding about values that the template writes into JSON as they are.

    `is_json_with` tells whether JSON comes of the template where a name has an odd value.
    """

    def is_bare(name: str) -> bool:
        try:
            return not is_json_with(name)
        except TemplateProblem:
            return False

    bare = [name for name in names[:_MOST_PROBED] if is_bare(name)]
    if not bare:
        return []
    shown = ", ".join(f"`.{shown_key(name, 60)[1:-1]}`" for name in bare[:4])
    message = (
        f"The template writes {shown} between quotation marks as it is: with a quotation mark, a "
        "backslash or a line break in it, as in a JSON key, the payload is no JSON, and no pod "
        "gets a credential."
    )
    fix = "Let the template write the quotation marks: `{{ .name | toJson }}`."
    return [Finding("template-unescaped", "warning", message, fix, Where(place))]
