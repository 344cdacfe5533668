"""Keys that come faster than they are taken: a terminal sends what was typed ahead in one piece."""

from textual.events import Key

from ghcr_tui.app import GhcrTui
from ghcr_tui.core.credential.credential import Credential
from screens.composing import WIDE, composer, settled


async def test_a_burst_of_keys_goes_where_it_would_go_one_by_one() -> None:
    app = GhcrTui()
    async with app.run_test(size=WIDE) as pilot:
        await pilot.pause()
        for key in [*"octocat", "tab", *"made-up", "tab", "tab", *"pull", "tab", *"shop"]:
            app.post_message(Key(key, key if len(key) == 1 else None))
        await settled(pilot)
        draft = composer(app).draft
        assert draft.credentials == (Credential("ghcr.io", "octocat", "made-up"),)
        assert (draft.name, draft.namespace) == ("pull", "shop")
