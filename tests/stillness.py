"""Waiting until an app shows all that comes of what was done to it, however busy the machine is."""

from textual.pilot import Pilot
from textual.widgets import Input, TextArea


async def still(pilot: Pilot[None]) -> None:
    """Wait until what runs aside has ended, and nothing moves for as long as typing may pause."""
    app, seen, times = pilot.app, "", 0
    while times < 3:
        for field in (*app.screen.query(Input), *app.screen.query(TextArea)):
            field.cursor_blink = False
        await app.workers.wait_for_complete()
        await pilot.pause(0.25)
        shown = app.export_screenshot()
        seen, times = shown, times + 1 if shown == seen else 0
