"""What programs write around a text: the lines of `certutil`, a shell's mark at the end."""

import re

SHELL_MARKS = ("%", "⏎")
"""What zsh and fish print behind output that does not end in a line break."""
_BEGIN, _END = "-----BEGIN CERTIFICATE-----", "-----END CERTIFICATE-----"
_ONE_VALUE = re.compile(r"[A-Za-z0-9+/]{20,}={0,2}")
_BEFORE_MARK = re.compile(
    r"(?:[A-Za-z0-9+/]{20,}={1,2}|\b(?:ey|ew|e3|IH|Cn)[A-Za-z0-9+/]{16,}={0,2}"
    r"|kubernetes\.io/[a-z]+)\Z"
)
"""Base64 and a Secret's type, as the last word of a text: neither ends in such a sign."""
_PROMPT = re.compile(
    r"(?<=[}\]=\"])[ \t]*"
    r"(?:\[?[\w.-]{1,60}@[\w.-]{1,60}[^\n{}\"]{0,120}[$#%>]|PS [A-Z]:\\[^\n]{0,120}>)"
    r"(?:[ \t]+[^\n{}\"]{0,200})?\Z"
)


def without_frame(text: str) -> str:
    """Return what is between the lines of a certificate, "" where there are none.

    `certutil -encode` puts them around base64 of anything.
    """
    inner = text.strip()
    if not inner.startswith(_BEGIN):
        return ""
    inside, end, _ = inner.removeprefix(_BEGIN).partition(_END)
    return inside.strip() if end else ""


def without_shell_end(text: str) -> str:
    """Return `text` without a shell's mark or its next prompt, where they can be nothing else."""
    if text.endswith(SHELL_MARKS):
        is_json = text[0] in "{[" and text[-2:-1] in ("}", "]")
        is_base64 = len(text) % 4 == 1 and _ONE_VALUE.fullmatch(text[:-1])
        is_sure = is_json or is_base64 or _BEFORE_MARK.search(text[-200:-1])
        return text[:-1] if is_sure else text
    prompt = _PROMPT.search(text, max(0, len(text) - 500))
    return text[: prompt.start()] if prompt else text
