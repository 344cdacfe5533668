"""What there is to say of a text that a program printed instead of writing it."""

from typing import Final

from ghcr_tui.core.findings.finding import Finding
from ghcr_tui.core.inspection.printed import How, Printed

_SHOWN: Final = "What is inside is judged."
_SAID: Final[dict[How, tuple[str, str]]] = {
    "bytes": (
        "This is how Python prints bytes, with `b` and quotes around them.",
        "Decode it before it is printed: `value.decode()`.",
    ),
    "numbers": (
        "These are bytes as Go and JavaScript print them: a number for each.",
        "Print it as text: `string(value)`, `%s`, `value.toString()`.",
    ),
    "hex": (
        "This is hex: two digits for each byte.",
        "Write the bytes themselves, or `base64 -w0` of them under `data`.",
    ),
    "escaped": (
        "This is one line in which every line break is written as `\\n`.",
        "Print the text itself: `printf %b`, `jq -r`, or `print` in place of `repr`.",
    ),
    "gzip": (
        "This is base64 of something compressed with gzip.",
        "Write it uncompressed: `base64 -d | gunzip`.",
    ),
}


def printed_finding(printed: Printed) -> Finding:
    """Return what there is to say of how the text was printed."""
    what, fix = _SAID[printed.how]
    return Finding("printed-form", "info", f"{what} {_SHOWN}", fix)
