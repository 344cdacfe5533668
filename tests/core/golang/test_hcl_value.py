"""Values of Terraform's language, as far as they are plain."""

import pytest

from ghcr_tui.core.golang.hcl_value import read_hcl
from ghcr_tui.core.golang.json_text import Json
from made_up_secrets import b64


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{}", {}),
        ('{ a = "b" }', {"a": "b"}),
        ('{\n  a = "b"\n  "c.d" : { e = 5, f = true }\n}', {"a": "b", "c.d": {"e": 5, "f": True}}),
        ('{ a = ["x", null] }', {"a": ["x", None]}),
        ('{ # why\n a = "b" // how\n }', {"a": "b"}),
        (r'{ a = "say \"hi\"\n" }', {"a": 'say "hi"\n'}),
        ('{ auth = base64encode("a:b") }', {"auth": b64("a:b")}),
        ('{ a = "b" }) and more', {"a": "b"}),
    ],
)
def test_a_plain_value_is_read_as(text: str, value: Json) -> None:
    assert read_hcl(text) == value


@pytest.mark.parametrize(
    "text",
    [
        "",
        "var.x",
        "{ a = var.x }",
        '{ a = "${var.x}" }',
        '{ a = file("x") }',
        '{ a "b" }',
        '{ a = "b"',
        "{ a = " * 100,
    ],
)
def test_what_only_terraform_can_work_out_is_unknown(text: str) -> None:
    assert read_hcl(text) is None
