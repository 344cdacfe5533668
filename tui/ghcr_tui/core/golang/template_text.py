"""Go's `text/template`, read: its text, its actions, and the words of each action.

Source: text/template/parse (lex.go, parse.go). Only what the templates of controllers use is read:
fields, functions, pipelines, variables, `if`, `with`, `else`. The rest is said to be unknown.
"""

import re
from collections.abc import Iterator
from typing import Final, Literal, NamedTuple, cast

from ghcr_tui.core.text.problem import Problem

LONGEST: Final = 100_000
"""Characters of a template that is read."""
_DEEPEST: Final = 40
_ACTION: Final = re.compile(
    r"\{\{(?P<left>-\s)?\s*"
    r"(?P<body>/\*.*?\*/|(?:\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`|'(?:[^'\\\n]|\\.)*'|[^\"`'}]|\}(?!\}))*?)"
    r"\s*(?P<right>(?<=\s)-)?\}\}",
    re.DOTALL,
)
_WORD: Final = re.compile(
    r"\s*(?:(?P<text>\"(?:[^\"\\\n]|\\.)*\"|`[^`]*`)|(?P<number>[+-]?\d+(?:\.\d+)?)"
    r"|(?P<field>\$?\w*(?:\.\w+)+|\$\w*|\.)|(?P<name>[^\W\d]\w*)|(?P<sign>:=|[=|()]))"
)
_KEYWORD: Final = re.compile(
    r"(?:if|with|else|end|range|define|template|block|break|continue)(?!\w)"
)
_BRANCHING: Final = ("if", "with")

Kind = Literal["text", "number", "field", "name", "sign"]


class TemplateProblem(Problem, ValueError):
    """A template that cannot be read or rendered here; the message is the end of a sentence."""


class TemplateUnknown(TemplateProblem):
    """A template that Go may well render, and that is not rendered here."""


class Word(NamedTuple):
    """A word of an action, as it is written."""

    kind: Kind
    text: str


class Action(NamedTuple):
    """What is between two pairs of braces: `keyword` is `if`, `with` or "" for a value.

    `variable` is given the value, "" where there is none.
    """

    words: tuple[Word, ...]
    variable: str = ""
    keyword: str = ""
    then: tuple["Node", ...] = ()
    otherwise: tuple["Node", ...] = ()


Node = str | Action
"""Text as it is, or an action."""
_Action = tuple[str, str]
"""What an action begins with where that is a word of the language, else "", and the rest of it."""
_Piece = str | _Action


def parse(template: str) -> tuple[Node, ...]:
    """Return the nodes of a template. Raises TemplateProblem."""
    if len(template) > LONGEST:
        raise TemplateUnknown(f"it has {len(template):,} characters")
    nodes, stop = _nodes(_pieces(template), 0)
    if stop:
        raise TemplateProblem(f"`{stop[0]}` has no beginning")
    return nodes


def _pieces(template: str) -> Iterator[_Piece]:
    end = 0
    is_trimmed = False
    while (start := template.find("{{", end)) >= 0:
        match = _ACTION.match(template, start)
        if match is None:  # at once: each brace would search to the end anew
            raise TemplateProblem("an action in it is not closed")
        text = template[end:start]
        text = text.lstrip() if is_trimmed else text
        yield text.rstrip() if match["left"] else text
        end, is_trimmed = match.end(), match["right"] is not None
        if not match["body"].startswith("/*"):
            keyword = _KEYWORD.match(match["body"])
            yield (keyword[0], match["body"][keyword.end() :]) if keyword else ("", match["body"])
    text = template[end:]
    yield text.lstrip() if is_trimmed else text


def _nodes(pieces: Iterator[_Piece], depth: int) -> tuple[tuple[Node, ...], _Action | None]:
    """Return the nodes up to an `else` or an `end`, and that."""
    if depth > _DEEPEST:
        raise TemplateUnknown("it is nested too deep")
    nodes: list[Node] = []
    for piece in pieces:
        if isinstance(piece, str):
            nodes.append(piece)
        elif piece[0] in ("else", "end"):
            return tuple(nodes), piece
        elif piece[0] in _BRANCHING:
            nodes.append(_branches(piece, pieces, depth + 1))
        elif piece[0]:
            raise TemplateUnknown(f"it uses `{piece[0]}`")
        else:
            nodes.append(Action(*_words_of(piece[1])))
    return tuple(nodes), None


def _branches(piece: _Action, pieces: Iterator[_Piece], depth: int) -> Action:
    keyword, condition = piece
    then, stop = _nodes(pieces, depth)
    otherwise: tuple[Node, ...] = ()
    if stop and stop[0] == "else":
        again, _, rest = stop[1].strip().partition(" ")
        if again in _BRANCHING:  # one `end` ends both
            otherwise = (_branches((again, rest), pieces, depth + 1),)
            return Action(*_words_of(condition), keyword, then, otherwise)
        otherwise, stop = _nodes(pieces, depth)
    if not stop or stop[0] != "end":
        raise TemplateProblem(f"an `{keyword}` in it has no `end`")
    return Action(*_words_of(condition), keyword, then, otherwise)


def _words_of(body: str) -> tuple[tuple[Word, ...], str]:
    """Return the words of an action's value, and the variable that is given it, if any."""
    found: list[Word] = []
    end = 0
    while body[end:].strip():
        match = _WORD.match(body, end)
        if match is None or match.lastgroup is None:
            raise TemplateProblem("an action in it cannot be read")
        found.append(Word(cast("Kind", match.lastgroup), match[match.lastgroup]))
        end = match.end()
    variable = ""
    if found[1:2] and found[0].text.startswith("$") and found[1].text in (":=", "="):
        variable, found = found[0].text, found[2:]
    if not found:
        raise TemplateProblem("an action in it is empty")
    depth = 0
    for word in found:
        depth += (word.text == "(") - (word.text == ")") if word.kind == "sign" else 0
        if depth < 0:
            break
    if depth:
        raise TemplateProblem("a parenthesis in it is not closed")
    return tuple(found), variable
