"""Where the parts of Compose are: form, findings and preview, side by side or stacked."""

from collections.abc import Iterable
from typing import Final

from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, WidgetPlacement
from textual.layouts.vertical import VerticalLayout
from textual.widget import Widget

PARTS: Final = ("form", "findings", "views", "preview")
NARROW: Final = 76
"""Columns below which the parts are stacked."""
_WIDE: Final = 110
_BROAD: Final = 160
"""Columns from which the findings stand between form and preview."""
_FORM: Final = 58
_TALL: Final = 30


class ComposeLayout(VerticalLayout):
    """Gives the form what it needs and the findings the rest, but never less than a few lines.

    It is a layout, and no containers or breakpoints in the style sheet, because each container
    paints its own blank lines, and each breakpoint styles every widget a second time.
    """

    name = "compose"

    def arrange(
        self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True
    ) -> ArrangeResult:
        """Return where the parts go; anything else (a tooltip) goes where it would anyway."""
        parts = {child.id: child for child in children if child.id in PARTS}
        if len(parts) < len(PARTS):
            return super().arrange(parent, children, size, greedy)
        form, findings, views, preview = (parts[name] for name in PARTS)
        if size.width >= _BROAD:
            between = min(64, (size.width - _FORM) * 2 // 5)
            upper, others = size.region.split_vertical(_FORM)
            rest, view = others.split_vertical(between)
            return _placed(zip((form, findings), (upper, rest), strict=True), views, preview, view)
        if size.width >= NARROW:
            left = _FORM if size.width >= _WIDE else 40
            work, view = Region(0, 0, left, size.height), Region(left, 0, size.width, size.height)
            view = view.intersection(size.region)
        else:
            is_read = parent.screen.focused in (views, preview)
            lower = max(6, size.height * (2 if is_read else 1) // 3)
            work, view = size.region.split_horizontal(-lower)
        least = min(work.height // 2, _least(size))
        needed = form.get_content_height(work.size, size, work.width - 1)
        upper, rest = work.split_horizontal(max(1, min(needed, work.height - least)))
        return _placed(((form, upper), (findings, rest)), views, preview, view)


def _placed(
    work: Iterable[tuple[Widget, Region]], views: Widget, preview: Widget, view: Region
) -> ArrangeResult:
    """Return where the parts are: those of `work`, and in `view` the preview below its tabs."""
    tabs, text = view.split_horizontal(1)
    return [
        WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, widget)
        for widget, region in (*work, (views, tabs), (preview, text))
    ]


def _least(size: Size) -> int:
    """Return how many lines the findings have at least."""
    if size.height >= _TALL:
        return 10
    return 4 if size.width >= NARROW else 2
