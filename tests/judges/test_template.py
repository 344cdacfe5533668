"""What is rendered of templates, beside Go's own engine with sprig's functions."""

import pytest

from core.golang.template_cases import REFUSED, RENDERED, UNKNOWN_HERE, VALUES
from judges.needed import needed_judge
from judges.sealing import Refused, ask


@pytest.mark.parametrize(("template", "text"), RENDERED)
def test_go_renders_the_same(template: str, text: str) -> None:
    asked = {"ask": "render", "text": template, "values": VALUES}
    assert ask(needed_judge("sealing"), asked).get("text", "") == text


@pytest.mark.parametrize(("template", "_why"), REFUSED)
def test_go_refuses_the_same(template: str, _why: str) -> None:
    asked = {"ask": "render", "text": template, "values": VALUES}
    with pytest.raises(Refused):
        ask(needed_judge("sealing"), asked)


@pytest.mark.parametrize(("template", "_why"), UNKNOWN_HERE)
def test_what_is_unknown_here_is_rendered_by_go(template: str, _why: str) -> None:
    asked = {"ask": "render", "text": template, "values": VALUES}
    ask(needed_judge("sealing"), asked)
