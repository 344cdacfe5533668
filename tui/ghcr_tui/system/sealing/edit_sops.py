"""Edits a SOPS file in place: for whom it is encrypted stays, and so do its comments."""

import datetime
from typing import NamedTuple

from ghcr_tui.core.formats.sops_editing import check_of, edited_values
from ghcr_tui.core.formats.sops_opening import OpenedSops, SopsProblem
from ghcr_tui.core.golang.json_text import Json, dumps_indented
from ghcr_tui.core.mending.text_documents import ReadText, read_documents, written_into
from ghcr_tui.core.secret.controllers import ENCRYPTED
from ghcr_tui.core.secret.objects import mapping_at
from ghcr_tui.system.sealing.age import identities_in
from ghcr_tui.system.sealing.open_sops import opened_file
from ghcr_tui.system.sealing.sops import encrypted_value, in_rfc3339


class SopsEdit(NamedTuple):
    """A SOPS file that is open: its text, what is in it, and the key of its values."""

    read: ReadText
    document: dict[str, Json]
    opened: OpenedSops
    key: bytes

    def __repr__(self) -> str:
        """Leave all of it out: it is secret."""
        return "SopsEdit()"

    @property
    def clear(self) -> str:
        """The manifest in clear, as JSON."""
        return f"{dumps_indented(self.opened.manifest)}\n"

    def sealed(self, clear: str, now: datetime.datetime) -> tuple[str, bool]:
        """Return the file's text with the manifest `clear` in it, and whether the rest stayed.

        Raises SopsProblem where `clear` is no manifest.
        """
        read = read_documents(clear)
        manifest = read.documents[0] if read and len(read.documents) == 1 else None
        if not isinstance(manifest, dict):
            raise SopsProblem("What is to be encrypted is no manifest.")
        moment = in_rfc3339(now)
        values = edited_values(
            self.document,
            self.opened,
            manifest,
            lambda text, kind, place: encrypted_value(text, kind, place, self.key),
        )
        block = {**mapping_at(self.document, "sops"), "lastmodified": moment}
        # Where a new name comes to stand is seen once it is written, and the check is about that.
        text, _ = written_into(self.read, [{**values, "sops": block}])
        again = read_documents(text)
        written = again.documents[0] if again else None
        if not isinstance(written, dict):
            raise SopsProblem("The SOPS file cannot be read as it would be: edit it with `sops`.")
        check = check_of(written, manifest)
        block["mac"] = encrypted_value(check, "str", moment, self.key)
        return written_into(self.read, [{**values, "sops": block}])


def sops_to_edit(text: str, identity_file: str = "") -> SopsEdit | None:
    """Return the SOPS file that `text` is, opened, or None where it is none.

    The identity is in `identity_file`, else in the file that SOPS_AGE_KEY_FILE names. Raises
    SealingProblem, FileProblem, and SopsProblem where it cannot be edited by another than SOPS.
    """
    if ENCRYPTED not in text:
        return None
    read = read_documents(text)
    documents = read.documents if read else []
    if read is None or not any(isinstance(each, dict) and "sops" in each for each in documents):
        return None
    (document, *more) = documents
    if more or not isinstance(document, dict):
        raise SopsProblem(
            "The SOPS file holds several documents under one check: edit it with `sops`."
        )
    opened, key = opened_file(document, identities_in(identity_file))
    if not opened.is_checked:
        raise SopsProblem(
            "The SOPS file has numbers or times that SOPS sums up in a way of its own: edit it "
            "with `sops`."
        )
    if opened.is_changed:
        raise SopsProblem(
            "The SOPS file was changed after it was encrypted: its check does not fit. Nothing is "
            "written over that; look at it with `sops`."
        )
    return SopsEdit(read, document, opened, key)


def in_layout(old: str, new: str) -> str:
    """Return the SOPS file `new` as it stands in the layout of the SOPS file `old`, comments too.

    It is `new` itself where `old` is no SOPS file, or one of another shape.
    """
    if ENCRYPTED not in old:
        return new
    there, written = read_documents(old), read_documents(new)
    if there is None or written is None or len(there.documents) != 1:
        return new
    document = there.documents[0]
    if not isinstance(document, dict) or "sops" not in document:
        return new
    text, in_place = written_into(there, written.documents)
    return text if in_place else new
