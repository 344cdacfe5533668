"""Keys that stop or suspend programs elsewhere neither lose work nor break the terminal."""

import signal

from journeys.emulator import Terminal
from journeys.filling import fill
from journeys.traces import ALTERNATE_SCREEN, modes_left


def test_ctrl_c_without_a_selection_explains_itself_and_stays() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        fill(terminal, {"username": "octocat"})
        terminal.press("ctrl+c")
        terminal.wait_for("ctrl+q")
        terminal.type("!")
        terminal.wait_for("octocat!")


def test_ctrl_z_undoes_or_does_nothing_and_the_program_stays() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        fill(terminal, {"username": "octocat"})
        terminal.press("ctrl+z")
        terminal.type("x")
        terminal.wait_for(lambda _: terminal.field("username").endswith("x"))
        assert ALTERNATE_SCREEN in modes_left(terminal.output)


def test_a_suspended_program_gives_the_terminal_back_and_goes_on_later() -> None:
    with Terminal() as terminal:
        terminal.wait_for(".dockerconfigjson")
        fill(terminal, {"username": "octocat"})
        terminal.child.kill(signal.SIGTSTP)
        terminal.wait_for(lambda _: modes_left(terminal.output) == set())
        terminal.screen.reset()
        terminal.child.kill(signal.SIGCONT)
        terminal.wait_for("octocat")
        terminal.type("s")
        terminal.wait_for("octocats")
