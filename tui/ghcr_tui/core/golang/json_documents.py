"""Several JSON documents in one text, one behind the other, as kubectl reads them.

Source: Kubernetes, apimachinery pkg/util/yaml/decoder.go, YAMLOrJSONDecoder. What follows JSON
behind a line of `---` is read as well: kubectl does so since its YAML reader takes over there.
"""

import re
from collections.abc import Iterator

from ghcr_tui.core.golang.json_stream import JsonReader, Piece
from ghcr_tui.core.golang.json_text import JsonError, as_go_reads, place

_GAP = re.compile(r"[ \t\r\n]*(?:---[ \t]*(?:#[^\n]*)?(?:\r?\n|(?=[{\[])|\Z)[ \t\r\n]*)?")


class JsonDocuments:
    """Reads the documents of one text; `has_dashes` tells that `---` stood between two of them."""

    def __init__(self, reader: JsonReader) -> None:
        self._reader = reader
        self.has_dashes = False

    def read_pieces(self, text: str) -> Iterator[Piece]:
        """Yield the pieces of each document, as `JsonReader.read_pieces` does of a single one.

        Raises `JsonError` where the text stops being JSON; what came before has been yielded.
        """
        text = as_go_reads(text)
        position = 0
        while True:
            position = yield from self._reader.read_pieces_from(text, position)
            position, dashes = _next(text, position)
            if position == len(text):
                return
            self.has_dashes = self.has_dashes or dashes
            if dashes and text[position] not in "{[":
                yield from _yaml(text, position)
                return
            if text[position] not in "{[":
                raise JsonError(f"something stands behind the end of it ({place(text, position)})")


def _yaml(text: str, start: int) -> Iterator[Piece]:
    """Yield the pieces of YAML that follows JSON. Raises `JsonError` where it is not YAML."""
    from ghcr_tui.core.golang.yaml_stream import YamlError, YamlReader

    try:
        for is_item, value, end in YamlReader().read_pieces(text[start:]):
            yield is_item, value, start + end
    except YamlError as problem:
        raise JsonError(f"the YAML behind it cannot be read: {problem}") from None


def _next(text: str, position: int) -> tuple[int, bool]:
    """Return where the next document starts, and whether `---` is before it."""
    match = _GAP.match(text, position)
    if match is None:
        return position, False
    return match.end(), "---" in match[0]
