"""Bytes from outside as text, whatever wrote them: PowerShell's UTF-16 and stray bytes too."""

_UTF8_MARK = b"\xef\xbb\xbf"
_MARKED = (
    (b"\xff\xfe\x00\x00", "utf-32-le"),  # before UTF-16, whose mark it begins with
    (b"\x00\x00\xfe\xff", "utf-32-be"),
    (b"\xff\xfe", "utf-16-le"),  # what `>` writes in Windows PowerShell
    (b"\xfe\xff", "utf-16-be"),
)


def text_of(data: bytes) -> str:
    """Return the text in `data`: by its byte order mark, which is dropped, or as UTF-8.

    Bytes that are not UTF-8 become lone surrogates, so that nothing is lost and
    `utf8` gives the same bytes back. Line ends stay as they are.
    """
    if data.startswith(_UTF8_MARK):
        return data[len(_UTF8_MARK) :].decode("utf-8", "surrogateescape")
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    return data.decode("utf-8", "surrogateescape")


def utf8(text: str) -> bytes:
    """Return `text` in UTF-8; bytes that came in as lone surrogates come out as they were."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte
        return text.encode("utf-8", "surrogatepass")
