"""Signs before every line are taken off, and nothing that is a part of the text."""

import pytest
from hypothesis import given

from ghcr_tui.core.text.line_marks import without_line_marks
from strategies import anything

MEANT = "kind: Secret\nmetadata:\n  name: a\n"


@pytest.mark.parametrize(
    "text",
    [
        "> kind: Secret\n> metadata:\n>   name: a\n",
        "> kind: Secret\r\n> metadata:\r\n>   name: a\r\n",
        "+kind: Secret\n+metadata:\n+  name: a",
        "diff --git a/x b/x\n--- /dev/null\n+++ b/x\n@@ -0,0 +1,3 @@\n+kind: Secret\n+metadata:\n"
        "+  name: a\n\\ No newline at end of file\n",
        "1 kind: Secret\n2 metadata:\n3   name: a\n",
        "     1\tkind: Secret\n     2\tmetadata:\n     3\t  name: a\n",  # cat -n
        " 9 | kind: Secret\n10 | metadata:\n11 |   name: a\n",
        "1: kind: Secret\n2: metadata:\n3:   name: a\n",
    ],
)
def test_the_signs_are_taken_off(text: str) -> None:
    assert without_line_marks(text) == MEANT


@pytest.mark.parametrize(
    "text",
    [
        MEANT,
        "",
        "> kind: Secret",  # one line alone
        "> a\nb\n",
        ">-\n  folded\n",
        "+a\nb\n",
        "1 a\n1 b\n",
        "1\n2\n3\n",  # numbers, and nothing else
        "2 a\n1 b\n",
        "20: a\n# b\n",
        "--- \nkind: Secret\n",
    ],
)
def test_other_text_stays_as_it_is(text: str) -> None:
    assert without_line_marks(text) == text


@given(anything)
def test_any_text_is_no_longer_afterwards(text: str) -> None:
    assert len(without_line_marks(text)) <= len(text) + 1
