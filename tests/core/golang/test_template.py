"""Go's templates as a controller renders them: what comes of them, and what is not known here."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.golang.template_cases import REFUSED, RENDERED, UNKNOWN_HERE, VALUES
from ghcr_tui.core.golang.template import fields_of, render
from ghcr_tui.core.golang.template_text import LONGEST, TemplateProblem, TemplateUnknown


@pytest.mark.parametrize(("template", "text"), RENDERED)
def test_what_a_template_becomes(template: str, text: str) -> None:
    assert render(template, VALUES) == text


@pytest.mark.parametrize(("template", "why"), [*REFUSED, *UNKNOWN_HERE])
def test_what_cannot_be_rendered_says_why(template: str, why: str) -> None:
    with pytest.raises(TemplateProblem, match=r".") as problem:
        render(template, VALUES)
    assert why in str(problem.value)


@pytest.mark.parametrize("template", [template for template, _ in UNKNOWN_HERE])
def test_what_go_would_render_is_called_unknown_and_not_wrong(template: str) -> None:
    with pytest.raises(TemplateUnknown):
        render(template, VALUES)


def test_a_value_that_nothing_gives_is_written_as_go_does_where_that_is_allowed() -> None:
    assert render("a{{ .missing }}", {}, is_strict=False) == "a<no value>"


def test_the_fields_that_a_template_names() -> None:
    template = '{{ if .a }}{{ printf "%s.x" .b | b64enc }}{{ else }}{{ $.c }}{{ end }}{{ .a }} .d'
    assert fields_of(template) == ("a", "b", "c")


@given(st.text(st.sampled_from('{}.-|()"`$ab ifend:=%s\n\\/*'), max_size=60))
def test_no_text_is_more_than_refused(template: str) -> None:
    try:
        assert isinstance(render(template, VALUES), str)
        fields_of(template)
    except TemplateProblem as problem:
        assert str(problem)  # noqa: PT017 - either is an answer


@pytest.mark.parametrize(
    "template",
    [
        "{{ if .user }}" * 60,
        "x" * (LONGEST + 1),
        "{{ (" * 25_000,
        "{{ x " * 20_000,
        '{{ "' * 25_000,
        "{{ $x := .user }}" + '{{ $x = printf "%s%s" $x $x }}' * 40 + "{{ $x }}",
    ],
)
def test_the_work_for_a_template_is_bounded(template: str) -> None:
    with pytest.raises(TemplateProblem):
        render(template, VALUES)
