"""Go's `text/template`, rendered: what a controller makes of a template and of what a store holds.

Source: text/template (exec.go, funcs.go) and the functions of github.com/Masterminds/sprig that
templates of pull secrets use. Whatever else a template asks for is said to be unknown.
"""

import json
from collections.abc import Mapping, Sequence
from typing import Final

from ghcr_tui.core.golang.json_text import Json
from ghcr_tui.core.golang.template_functions import FUNCTIONS, LONGEST_VALUE, NO_VALUE, text_of
from ghcr_tui.core.golang.template_text import (
    Action,
    Node,
    TemplateProblem,
    TemplateUnknown,
    Word,
    parse,
)

_CONSTANTS: Final[Mapping[str, Json]] = {"true": True, "false": False, "nil": None}


def render(template: str, values: Mapping[str, str], *, is_strict: bool = True) -> str:
    """Return what Go's engine makes of `template` with `values` as its dot.

    `is_strict` is the option `missingkey=error`, as External Secrets has it; without, a value that
    is not there is written `<no value>`. Raises TemplateProblem, whose message ends a sentence.
    """
    run = _Run(values, is_strict)
    run.write(parse(template), dict(values))
    return "".join(run.written)


def fields_of(template: str) -> tuple[str, ...]:
    """Return the fields of the dot that a template names, each once. Raises TemplateProblem."""
    found: dict[str, None] = {}

    def look(nodes: Sequence[Node]) -> None:
        for node in nodes:
            if isinstance(node, Action):
                for word in node.words:
                    if word.kind == "field" and word.text.startswith((".", "$.")):
                        found[word.text.lstrip("$.").partition(".")[0]] = None
                look((*node.then, *node.otherwise))

    look(parse(template))
    return tuple(name for name in found if name)


class _Run:
    """One rendering: the variables, and what has been written."""

    def __init__(self, root: Mapping[str, str], is_strict: bool) -> None:
        self._variables: dict[str, Json] = {"$": dict(root)}
        self._is_strict = is_strict
        self._length = 0
        self.written: list[str] = []

    def write(self, nodes: Sequence[Node], dot: Json) -> None:
        """Write the nodes, `dot` being what a field is a field of."""
        for node in nodes:
            if isinstance(node, str):
                self._put(node)
                continue
            value = self._pipeline(list(node.words), dot)
            if node.variable:
                self._variables[node.variable] = value
            if node.keyword:
                inner = value if node.keyword == "with" and value else dot
                self.write(node.then if value else node.otherwise, inner)
            elif not node.variable:
                self._put(text_of(value))

    def _put(self, text: str) -> None:
        self._length += len(text)
        if self._length > LONGEST_VALUE:
            raise TemplateUnknown("it becomes too long")
        self.written.append(text)

    def _pipeline(self, words: list[Word], dot: Json) -> Json:
        """Return the value of `words`, which are taken up to the parenthesis that closes them."""
        value: Json = None
        is_first = True
        while True:
            command = self._command(words, dot)
            value = _called(command, [] if is_first else [value])
            is_first = False
            if words and words[0].text == "|":
                words.pop(0)  # Go takes one with nothing behind it
            if not words or words[0].text == ")":
                return value

    def _command(self, words: list[Word], dot: Json) -> list[Json | Word]:
        """Return the operands of one command: values, and a function's name as the first."""
        operands: list[Json | Word] = []
        while words and not (words[0].kind == "sign" and words[0].text in ")|"):
            word = words.pop(0)
            if word.kind == "sign" and word.text == "(":
                operands.append(self._pipeline(words, dot))
                words.pop(0)
            elif word.kind == "name" and word.text not in _CONSTANTS:
                operands.append(word if not operands else _called([word], []))
            else:
                operands.append(self._operand(word, dot))
        if not operands:
            raise TemplateProblem("a command in it is empty")
        return operands

    def _operand(self, word: Word, dot: Json) -> Json:
        if word.kind == "text":
            return _unquoted(word.text)
        if word.kind == "number":
            return float(word.text) if "." in word.text else int(word.text)
        if word.kind == "name":
            return _CONSTANTS[word.text]
        if word.kind != "field":
            raise TemplateProblem("an action in it cannot be read")
        variable, _, path = word.text.partition(".")
        if variable and variable not in self._variables:
            raise TemplateProblem(f"it has no variable `{variable}`")
        value = self._variables[variable] if variable else dot
        for name in filter(None, path.split(".")):
            value = self._field(value, name)
        return value

    def _field(self, value: Json, name: str) -> Json:
        if not isinstance(value, dict):
            raise TemplateProblem(f"`.{name}` is asked of what has no fields")
        if name not in value:
            if self._is_strict:
                raise TemplateProblem(f"nothing gives it a value `.{name}`")
            return NO_VALUE
        return value[name]


def _called(command: list[Json | Word], piped: list[Json]) -> Json:
    """Return the value of a command; what is piped into it is a function's last argument."""
    first, *rest = command
    arguments: list[Json] = []
    for each in (*rest, *piped):
        if isinstance(each, Word):
            raise TemplateProblem("an action in it cannot be read")
        arguments.append(each)
    if not isinstance(first, Word):
        if arguments:
            raise TemplateProblem("a value in it is given arguments")
        return first
    function = FUNCTIONS.get(first.text)
    if function is None:
        raise TemplateUnknown(f"it uses the function `{first.text}`")
    if sum(len(each) for each in arguments if isinstance(each, str)) > LONGEST_VALUE:
        raise TemplateUnknown("a value in it becomes too long")
    try:
        return function(*arguments)
    except (TypeError, ValueError, IndexError, KeyError, AttributeError):
        raise TemplateUnknown(f"its function `{first.text}` cannot take what it is given") from None


def _unquoted(text: str) -> str:
    """Return a text as it is written in a template: JSON's escapes are Go's, but for `\\/`."""
    if text.startswith("`"):
        return text[1:-1].replace("\r", "")
    try:
        value = json.loads(text.replace("\\/", "\\x"), strict=False)
    except ValueError:
        raise TemplateProblem("a text in it has an escape that is not known here") from None
    return str(value)
