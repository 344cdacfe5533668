"""The list of findings: marks beside colours, data and not markup, and a way to the field."""

from textual.app import App, ComposeResult

from ghcr_tui.core.findings.finding import Finding, Where
from ghcr_tui.widgets.findings_panel import FindingsPanel

ERROR = Finding("token-empty", "error", "There is no token.", "Paste it.", Where("token"))
WARNING = Finding("namespace-missing", "warning", "No namespace.", "", Where("namespace"))
INFO = Finding("legacy", "info", "An old form.")


class PanelApp(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.chosen: list[str] = []

    def compose(self) -> ComposeResult:
        yield FindingsPanel("All quiet.")

    def on_findings_panel_chosen(self, event: FindingsPanel.Chosen) -> None:
        self.chosen.append(event.finding.code)

    @property
    def panel(self) -> FindingsPanel:
        return self.query_one(FindingsPanel)

    def shown(self) -> list[str]:
        return [str(option.prompt) for option in self.panel.options]


async def test_each_severity_has_its_own_mark() -> None:
    app = PanelApp()
    async with app.run_test():
        app.panel.show([ERROR, WARNING, INFO])
        assert [line[0] for line in app.shown()] == ["✖", "▲", "·"]


async def test_message_and_fix_are_both_there() -> None:
    app = PanelApp()
    async with app.run_test():
        app.panel.show([ERROR])
        assert app.shown() == ["✖ There is no token. Paste it."]


async def test_without_findings_it_says_so() -> None:
    app = PanelApp()
    async with app.run_test() as pilot:
        await pilot.pause()
        before = app.shown()
        app.panel.show([ERROR])
        app.panel.show([])
        assert (before, app.shown()) == (["All quiet."], ["All quiet."])


async def test_enter_tells_which_finding_was_chosen() -> None:
    app = PanelApp()
    async with app.run_test() as pilot:
        app.panel.show([ERROR, WARNING])
        app.panel.focus()
        await pilot.press("down", "down", "enter")
        assert app.chosen == ["namespace-missing"]


async def test_the_highlighted_finding_stays_so_when_others_come() -> None:
    app = PanelApp()
    async with app.run_test() as pilot:
        app.panel.show([WARNING])
        app.panel.focus()
        await pilot.press("down")
        app.panel.show([ERROR, WARNING])
        await pilot.press("enter")
        assert app.chosen == ["namespace-missing"]


async def test_markup_and_escapes_in_a_message_are_only_text() -> None:
    app = PanelApp()
    async with app.run_test():
        app.panel.show([ERROR._replace(message="[@click=app.quit]x[/]\x1b[31m")])
        assert app.shown() == ["✖ [@click=app.quit]x[/]␛[31m Paste it."]


async def test_thousands_are_counted_and_not_laid_out() -> None:
    app = PanelApp()
    async with app.run_test():
        app.panel.show([ERROR] * 5000)
        assert len(app.shown()) == 201
        assert app.shown()[-1] == "… and 4,800 more"
