"""How the answers of `verify` are told, one after the other: as text, as JSON, as JSON Lines."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from ghcr_tui.cli.paint import paint_for
from ghcr_tui.cli.streams import flush, write_text
from ghcr_tui.cli.verify.text_report import (
    conclusion_lines,
    heading,
    note_lines,
    result_line,
    step_lines,
)
from ghcr_tui.core.verification.question import Question
from ghcr_tui.core.verification.verification import Step, Verification


class Teller(Protocol):
    """Tells results as they come."""

    def add(self, result: Verification) -> None:
        """Tell one result."""

    def end(self) -> None:
        """Tell that there are no more."""


class OneAnswer:
    """Tells the way of a single question step by step."""

    def __init__(self, question: Question) -> None:
        self._question = question
        self._paint = paint_for(sys.stdout)

    def step(self, step: Step) -> None:
        """Tell a step; the first one tells what is asked too."""
        first = step.number == 0 and step.outcome == "asking"
        _write_lines(
            heading(self._question, self._paint) if first else step_lines(step, self._paint)
        )

    def end(self, result: Verification) -> None:
        """Tell what it came to."""
        _write_lines(conclusion_lines(result, self._paint))


def teller_for(output: str, questions: Sequence[Question]) -> Teller:
    """Return what tells the answers to many questions; progress goes to standard error."""
    progress = _Progress(len(questions), between_lines=output != "json")
    if output == "json":
        return _AsJson(progress)
    if output == "jsonl":
        return _AsJsonLines(progress)
    return _AsText(questions, progress)


class _Progress:
    """Shows `n/m` on standard error, at a terminal, where there is something to wait for.

    On the terminal that the results go to it makes room for each of them, if they are whole lines.
    """

    def __init__(self, count: int, between_lines: bool) -> None:
        self._count = count
        self._done = 0
        shared = sys.stdout is not None and sys.stdout.isatty()
        at_terminal = sys.stderr is not None and sys.stderr.isatty()
        self._shown = count > 1 and at_terminal and (between_lines or not shared)
        self._makes_room = self._shown and shared
        self._line = ""

    @contextmanager
    def step(self) -> Iterator[None]:
        """Count one more, which the body tells."""
        if self._makes_room:
            self._write(f"\r{' ' * len(self._line)}\r")
        yield
        self._done += 1
        self._line = f"{self._done}/{self._count}"
        self._write(f"\r{self._line}")

    def end(self) -> None:
        """Leave the line."""
        self._write(f"\r{' ' * len(self._line)}\r" if self._makes_room else "\n")

    def _write(self, text: str) -> None:
        if self._shown:
            sys.stderr.write(text)
            sys.stderr.flush()


class _AsText:
    """A line for each result, and at the end what nodes need besides, each sentence once."""

    def __init__(self, questions: Sequence[Question], progress: _Progress) -> None:
        self._questions = questions
        self._progress = progress
        self._paint = paint_for(sys.stdout)
        self._results: list[Verification] = []

    def add(self, result: Verification) -> None:
        self._results.append(result._replace(steps=()))
        with self._progress.step():
            _write_lines([result_line(result, self._questions, self._paint)])

    def end(self) -> None:
        self._progress.end()
        _write_lines(note_lines(self._results, self._paint))


class _AsJsonLines:
    def __init__(self, progress: _Progress) -> None:
        from ghcr_tui.cli.verify.json_report import result_json

        self._line = result_json
        self._progress = progress

    def add(self, result: Verification) -> None:
        with self._progress.step():
            _write_lines([self._line(result, None)])

    def end(self) -> None:
        self._progress.end()


class _AsJson:
    def __init__(self, progress: _Progress) -> None:
        from ghcr_tui.cli.verify.json_report import JsonList

        self._list = JsonList(_write)
        self._progress = progress

    def add(self, result: Verification) -> None:
        with self._progress.step():
            self._list.add(result)

    def end(self) -> None:
        self._list.end()
        self._progress.end()


def _write_lines(lines: Sequence[str]) -> None:
    _write("".join(f"{line}\n" for line in lines))


def _write(text: str) -> None:
    write_text(text)
    flush()
