"""Keys in the order of typing: a field's own keys act before what is typed after them.

Textual takes letters at once, but lets backspace, the arrows and the like travel up to the app
before they act. Of keys that arrive in one piece, over a slow line, the letters win that race.
"""

from textual.events import Key
from textual.widget import Widget


async def act_at_once(field: Widget, event: Key) -> None:
    """Do what `event` means to `field` itself, so that nothing typed later comes before it."""
    for binding in field._bindings.key_to_bindings.get(event.key, ()):
        if await field.app.run_action(binding.action, field):
            event.stop()
            event.prevent_default()
            return
