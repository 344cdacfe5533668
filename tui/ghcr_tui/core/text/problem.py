"""The one base of everything that this program raises itself, so that one place can tell it."""

from typing import ClassVar


class Problem(Exception):
    """Something is not as it should be, said in words for a person and never with a token.

    The message is one plain sentence; a class whose message is the clause that completes the
    caller's sentence says so. `status` is the exit status of a headless run that ends with it:
    1 for an answer that is no, 2 for usage and for input that cannot be read, 3 for the world
    outside. Whoever can do better
    than end the run catches the class itself; the rest is told by `cli.run_guard`.
    """

    status: ClassVar[int] = 2
