"""`config.toml`: read, judged line by line, and written out as it holds."""

import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from typing import Final, NamedTuple, TypeVar

from ghcr_tui.core.settings.keys import ACTIONS, clashes, key_fault
from ghcr_tui.core.settings.settings import CLIPBOARD_USES, REMEMBERED, THEMES, Settings
from ghcr_tui.core.text.inert import excerpt, inert, replace_active
from ghcr_tui.core.text.problem import Problem

_TABLES: Final = ("defaults", "keys")
_AT = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)$")


_Choice = TypeVar("_Choice", bound=str)


class ConfigProblem(NamedTuple):
    """Something in the file that does not hold; `line` counts from 1, 0 where none is to blame."""

    line: int
    sentence: str


class Config(NamedTuple):
    """What a file sets, which fields of `Settings` it does so for, and what is wrong with it.

    What is wrong sets nothing; the rest holds.
    """

    settings: Settings = Settings()
    fields: frozenset[str] = frozenset()
    problems: tuple[ConfigProblem, ...] = ()


class _Wrong(Problem):
    """A value that cannot hold; the message says which could."""


def read_config(text: str) -> Config:
    """Return what the text of a `config.toml` sets. Raises nothing: problems are part of it."""
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as fault:
        said = str(fault)
        at = _AT.search(said)
        line = int(at[1] or 0) if at else 0
        sentence = f"it is not TOML: {inert(_AT.sub('', said)).rstrip('.')}."
        return Config(problems=(ConfigProblem(line, sentence),))
    settings, chosen = Settings(), {}
    fields, problems = set(), []
    for path, value in _leaves(document):
        try:
            if path[0] == "keys" and len(path) > 1:
                chosen[path[1]] = _read_key(path[1], value)
            elif setting := _SETTINGS.get(path):
                settings = setting.put(settings, value)
                fields.add(setting.field)
            else:
                raise _Wrong(_unknown(path))
        except _Wrong as fault:
            sentence = f"`{_dotted(path)}`: {fault}."
            problems.append(ConfigProblem(_line_of(text, path), sentence))
    for name, other, key in tuple(clashes(chosen)):
        sentence = f"`keys.{name}`: `{key}` is the key of {other}: give that one another key too."
        problems.append(ConfigProblem(_line_of(text, ("keys", name)), sentence))
        chosen.pop(name, None)
    fields |= {f"keys.{name}" for name in chosen}
    settings = settings._replace(keys=tuple(chosen.items()))
    return Config(settings, frozenset(fields), tuple(sorted(problems)))


def written(settings: Settings, origins: Callable[[str], str]) -> str:
    """Return a `config.toml` that sets all of `settings`, `origins` of each field behind it."""
    lines = [
        ("theme", "theme", _quoted(settings.theme)),
        ("clipboard", "clipboard", _quoted(settings.clipboard)),
        ("remembered", "remember", _list(settings.remembered)),
        ("read_only", "read_only", "true" if settings.read_only else "false"),
        ("protected_contexts", "protected_contexts", _list(settings.protected_contexts)),
        ("", "", "[defaults]"),
        ("registry", "registry", _quoted(settings.registry)),
        ("namespace", "namespace", _quoted(settings.namespace)),
        ("labels", "labels", _table(settings.labels)),
        ("", "", "[keys]"),
    ]
    chosen = dict(settings.keys)
    lines += [
        (f"keys.{name}", name, _quoted(chosen.get(name, action.key)))
        for name, action in ACTIONS.items()
    ]
    texts = []
    for field, key, value in lines:
        if not field:
            texts.append(f"\n{value}")
            continue
        texts.append(f"{f'{key} = {value}':<38}  # {origins(field)}".rstrip("# "))
    return "\n".join(texts) + "\n"


def _leaves(document: Mapping[str, object]) -> Iterator[tuple[tuple[str, ...], object]]:
    for key, value in document.items():
        if key in _TABLES and isinstance(value, dict):
            yield from (((key, inner), each) for inner, each in value.items())
        else:
            yield (key,), value


def _dotted(path: tuple[str, ...]) -> str:
    return ".".join(inert(part, 60) for part in path)


def _unknown(path: tuple[str, ...]) -> str:
    if path in {(table,) for table in _TABLES}:
        return f"a table is wanted, which begins with the line [{path[0]}]"
    known = [_dotted(each) for each in _SETTINGS]
    close = get_close_matches(_dotted(path), known, n=1) or [
        each for each in known if each.rpartition(".")[2] == path[-1]
    ]
    meant = f"did you mean `{close[0]}`" if close else f"there are {', '.join(known)}, keys"
    return f"there is no such setting; {meant}"


def _line_of(text: str, path: tuple[str, ...]) -> int:
    """Return the line on which the last part of `path` is set, 0 where it is not found."""
    table: tuple[str, ...] = ()
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.strip()
        if header := re.match(r"\[\[?\s*([^\]]+?)\s*\]", bare):
            table = _parts(header[1])
            if table == path:
                return number
        elif assigned := re.match(r"([\w.\-\"']+)\s*=", bare):
            whole = (*table, *_parts(assigned[1]))
            if whole[: len(path)] == path or path[: len(whole)] == whole:
                return number
    return 0


def _parts(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted.split("."))


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise _Wrong(f"a text in quotes is wanted, not {_kind(value)}")
    return value


def _texts(value: object) -> tuple[str, ...]:
    if not isinstance(value, list):
        raise _Wrong(f"a list of texts is wanted, not {_kind(value)}")
    return tuple(_text(each) for each in value)


def _one_of(value: object, choices: tuple[_Choice, ...]) -> _Choice:
    text = _text(value)
    for choice in choices:
        if choice == text:
            return choice
    close = get_close_matches(text, choices, n=1)
    meant = f"did you mean `{close[0]}`" if close else f"choose one of {', '.join(choices)}"
    raise _Wrong(f"there is no {excerpt(text, 40)}; {meant}")


def _read_remembered(value: object) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_one_of(each, REMEMBERED) for each in _texts(value)))


def _read_bool(value: object) -> bool:
    if not isinstance(value, bool):
        raise _Wrong(f"true or false is wanted, without quotes, not {_kind(value)}")
    return value


def _read_labels(value: object) -> tuple[tuple[str, str], ...]:
    if not isinstance(value, dict):
        raise _Wrong(f'a table is wanted, as in {{ team = "shop" }}, not {_kind(value)}')
    return tuple((key, _text(each)) for key, each in value.items())


def _read_key(name: str, value: object) -> str:
    _one_of(name, tuple(ACTIONS))
    pressed = [each.strip().lower() for each in _text(value).split(",")]
    if faults := [fault for each in pressed if (fault := key_fault(inert(each, 40)))]:
        raise _Wrong(faults[0])
    return ",".join(pressed)


class _Setting(NamedTuple):
    """The field of `Settings` that a place of the file fills, and how; `put` raises `_Wrong`."""

    field: str
    put: Callable[[Settings, object], Settings]


_SETTINGS: Final = {
    ("theme",): _Setting(
        "theme", lambda old, value: old._replace(theme=_one_of(value, THEMES) if value else "")
    ),
    ("clipboard",): _Setting(
        "clipboard", lambda old, value: old._replace(clipboard=_one_of(value, CLIPBOARD_USES))
    ),
    ("remember",): _Setting(
        "remembered", lambda old, value: old._replace(remembered=_read_remembered(value))
    ),
    ("read_only",): _Setting(
        "read_only", lambda old, value: old._replace(read_only=_read_bool(value))
    ),
    ("protected_contexts",): _Setting(
        "protected_contexts", lambda old, value: old._replace(protected_contexts=_texts(value))
    ),
    ("defaults", "registry"): _Setting(
        "registry", lambda old, value: old._replace(registry=_text(value))
    ),
    ("defaults", "namespace"): _Setting(
        "namespace", lambda old, value: old._replace(namespace=_text(value))
    ),
    ("defaults", "labels"): _Setting(
        "labels", lambda old, value: old._replace(labels=_read_labels(value))
    ),
}


def _kind(value: object) -> str:
    names = {bool: "true or false", int: "a number", float: "a number", str: "a text"}
    names |= {list: "a list", dict: "a table"}
    return names.get(type(value), "a date or time")


def _quoted(text: str) -> str:
    """Return `text` as a basic string of TOML, with nothing active in it."""
    return replace_active(
        json.dumps(text, ensure_ascii=False), lambda match: f"\\U{ord(match[0]):08x}"
    )


def _list(texts: tuple[str, ...]) -> str:
    return f"[{', '.join(_quoted(each) for each in texts)}]"


def _table(pairs: tuple[tuple[str, str | None], ...]) -> str:
    inner = ", ".join(f"{_quoted(key)} = {_quoted(value or '')}" for key, value in pairs)
    return f"{{ {inner} }}" if inner else "{}"
