"""Finding a text: where it is next, behind or before a place, and round the end."""

import re

from rich.text import Text
from textual.content import Content
from textual.widgets import OptionList


def next_place(text: str, sought: str, place: int, step: int) -> int | None:
    """Return where in `text` the next `sought` begins that is behind `place`, or before it.

    Capitals do not matter; past the end it goes on at the beginning. None where there is none.
    """
    places = [found.start() for found in re.finditer(re.escape(sought), text, re.IGNORECASE)]
    if not places:
        return None
    if step > 0:
        return next((each for each in places if each > place), places[0])
    return next((each for each in reversed(places) if each < place), places[-1])


def next_option(options: OptionList, sought: str, step: int) -> bool:
    """Highlight the next option with `sought` in it; return whether there is one."""
    wanted = sought.casefold()
    count = options.option_count
    here = options.highlighted if options.highlighted is not None else -1
    for distance in range(1, count + 1):
        number = (here + step * distance) % count
        option = options.get_option_at_index(number)
        if not option.disabled and wanted in _plain(option.prompt).casefold():
            options.highlighted = number
            return True
    return False


def _plain(prompt: object) -> str:
    return prompt.plain if isinstance(prompt, Content | Text) else str(prompt)
