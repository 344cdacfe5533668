"""Measuring whole processes and keystrokes, side by side, in turns."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import pexpect

_PATIENCE = 30.0


class Spread(NamedTuple):
    """Milliseconds of repeated runs: the median, and where the middle half lies."""

    median: float
    low: float
    high: float
    p95: float

    def __str__(self) -> str:
        """Show the median and the middle half."""
        return f"{self.median:.1f} ms ({self.low:.1f} to {self.high:.1f})"


def spread(samples: Sequence[float]) -> Spread:
    """Return the spread of `samples`, seconds, in milliseconds."""
    ordered = sorted(sample * 1000 for sample in samples)
    low, median, high = statistics.quantiles(ordered, n=4)
    return Spread(median, low, high, ordered[min(len(ordered) - 1, round(len(ordered) * 0.95))])


def in_turns(runs: int, *actions: Callable[[], float]) -> list[Spread]:
    """Return the spread of each action, run `runs` times, in turns to share the noise."""
    samples: list[list[float]] = [[] for _ in actions]
    for action in actions:
        action()
    for _ in range(runs):
        for sample, action in zip(samples, actions, strict=True):
            sample.append(action())
    return [spread(sample) for sample in samples]


def process_time(command: Sequence[str], environment: Mapping[str, str]) -> Callable[[], float]:
    """Return an action that runs `command` once, its output thrown away, and times it."""

    def run() -> float:
        start = time.perf_counter()
        subprocess.run(command, env=environment, stdout=subprocess.DEVNULL, check=True)
        return time.perf_counter() - start

    return run


def peak_memory(command: Sequence[str], environment: Mapping[str, str]) -> float:
    """Return the most memory, in MiB, that `command` had resident at once."""
    with open(os.devnull, "w") as nowhere:  # noqa: PTH123
        process = subprocess.Popen(command, env=environment, stdout=nowhere)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_maxrss / 1024


class Screen:
    """A program in a pseudo-terminal of 120 by 40, timed by what it writes."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.started = time.perf_counter()
        self._child = pexpect.spawn(
            command[0],
            list(command[1:]),
            env=dict(environment),
            dimensions=(40, 120),
            encoding="utf-8",
            codec_errors="replace",
        )
        self._child.delaybeforesend = None

    def seconds_until(self, wanted: str, times: int = 1) -> float:
        """Return the seconds from the start (or the last key) until `wanted` has been written."""
        seen = ""
        while seen.count(wanted) < times:
            if time.perf_counter() - self.started > _PATIENCE:
                raise TimeoutError(f"{wanted!r} never came: {seen[-2000:]!r}")
            try:
                seen += self._child.read_nonblocking(1 << 16, timeout=1)
            except pexpect.TIMEOUT:
                continue
        return time.perf_counter() - self.started

    def key(self, key: str) -> None:
        """Send one key, and start the clock."""
        self.settle()
        self.started = time.perf_counter()
        self._child.send(key)

    def settle(self, seconds: float = 0.15) -> None:
        """Read until nothing has come for `seconds`."""
        try:
            while True:
                self._child.read_nonblocking(1 << 16, timeout=seconds)
        except pexpect.TIMEOUT:
            return

    def close(self) -> None:
        """End the program."""
        self._child.close(force=True)


def python(*arguments: str) -> list[str]:
    """Return the command line of this Python with `arguments`."""
    return [sys.executable, *arguments]
