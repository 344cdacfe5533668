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

    UTF-16 is known without a mark too, as some programs of Windows write it. Bytes that are not
    UTF-8 become lone surrogates, so that nothing is lost and `utf8` gives the same bytes back.
    Line ends stay as they are.
    """
    if data.startswith(_UTF8_MARK):
        return data[len(_UTF8_MARK) :].decode("utf-8", "surrogateescape")
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data[len(mark) :].decode(encoding, "replace")
    if b"\x00" in data[:4]:
        whole = data.removesuffix(b"\n") if len(data) % 2 else data  # as `cat FILE; echo` adds one
        if text := utf16_text(whole):
            return text
    return data.decode("utf-8", "surrogateescape")


def utf16_text(data: bytes) -> str:
    """Return the text in bytes that are UTF-16, with or without a byte order mark, else "".

    Without a mark they are known by their zeros: ASCII has one in every second byte, and no text
    in UTF-8 has any.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace") if len(data) % 2 == 0 else ""
    if len(data) < 4 or len(data) % 2 or b"\x00" not in data[:4]:
        return ""
    encoding, zeros = ("utf-16-le", data[1::2]) if data[1] == 0 else ("utf-16-be", data[::2])
    is_sure = zeros.count(0) * 10 >= len(zeros) * 9
    return data.decode(encoding, "replace") if is_sure else ""


def utf8(text: str) -> bytes:
    """Return `text` in UTF-8; bytes that came in as lone surrogates come out as they were."""
    try:
        return text.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:  # a surrogate that stands for no byte
        return text.encode("utf-8", "surrogatepass")
