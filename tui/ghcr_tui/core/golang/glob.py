"""Globs as Go's filepath.Match reads them (not a shell, and not Python's fnmatch)."""

from bisect import bisect_left, bisect_right
from typing import TypeAlias

from ghcr_tui.core.text.problem import Problem

# What takes one character of the name: a literal, or a set. None is a star.
_Token: TypeAlias = str | frozenset[str] | None


class BadPattern(Problem, ValueError):
    """A glob is malformed, and so matches nothing."""


def matches_glob(pattern: str, name: str) -> bool:
    """Say whether `pattern` takes all of `name`; a star and a `?` stop at a slash.

    Raises BadPattern. The time is linear in the pattern and at most quadratic in the name.
    """
    if not any(sign in pattern for sign in "*?[\\"):
        return pattern == name
    tokens = _read_tokens(pattern, sorted(set(name)))
    if sum(token is not None for token in tokens) > len(name):
        return False
    return _take(tokens, name)


def _take(tokens: list[_Token], name: str) -> bool:
    """Match greedily: it is enough to go back to the last star."""
    at = position = 0
    star, resume = -1, 0
    while position < len(name):
        if at < len(tokens):
            token = tokens[at]
            if token is None:
                star, resume = at, position
                at += 1
                continue
            if name[position] in token:
                at += 1
                position += 1
                continue
        if star < 0 or name[resume] == "/":
            return False
        resume += 1
        at, position = star + 1, resume
    return all(token is None for token in tokens[at:])


def _read_tokens(pattern: str, alphabet: list[str]) -> list[_Token]:
    """Return what each part of `pattern` takes, of the characters in `alphabet` (sorted)."""
    anything = frozenset(alphabet) - {"/"}
    tokens: list[_Token] = []
    at = 0
    while at < len(pattern):
        sign = pattern[at]
        at += 1
        if sign == "*":
            if not tokens or tokens[-1] is not None:
                tokens.append(None)
        elif sign == "?":
            tokens.append(anything)
        elif sign == "[":
            taken, at = _read_class(pattern, at, alphabet)
            tokens.append(taken)
        elif sign == "\\":
            if at == len(pattern):
                raise BadPattern("it ends with a backslash")
            tokens.append(pattern[at])
            at += 1
        else:
            tokens.append(sign)
    return tokens


def _read_class(pattern: str, at: int, alphabet: list[str]) -> tuple[frozenset[str], int]:
    """Read a `[…]` whose inside starts at `at`; return what it takes and where it ends."""
    negated = pattern[at : at + 1] == "^"
    at += negated
    left = alphabet.copy()
    first = True
    while first or pattern[at] != "]":
        low, at = _read_member(pattern, at)
        high = low
        if pattern[at] == "-":
            high, at = _read_member(pattern, at + 1)
        # Each character leaves the alphabet once, so that a hostile class stays cheap.
        del left[bisect_left(left, low) : bisect_right(left, high)]
        first = False
    taken = frozenset(left) if negated else frozenset(alphabet).difference(left)
    return taken, at + 1


def _read_member(pattern: str, at: int) -> tuple[str, int]:
    """Read one, perhaps escaped, character of a class; something must follow it."""
    if pattern[at : at + 1] == "\\":
        at += 1
    elif pattern[at : at + 1] in ("-", "]"):
        raise BadPattern(f"a `{pattern[at]}` stands where a character belongs")
    if at + 1 >= len(pattern):
        raise BadPattern("a `[` has no `]`")
    if "\udc80" <= pattern[at] <= "\udcff":
        raise BadPattern("a `[…]` holds bytes that are not UTF-8")
    return pattern[at], at + 1
