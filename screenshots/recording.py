"""Makes one moving picture of several of the app's own: an SVG that needs no script to move."""

from collections.abc import Sequence
from typing import Final, NamedTuple

_STYLE: Final = """
.frame { visibility: hidden; animation-duration: %.1fs; animation-iteration-count: infinite;
  animation-timing-function: step-end; }
.frame:last-of-type { visibility: visible; }
@media (prefers-reduced-motion: reduce) { .frame { animation-name: none !important; } }
"""
"""Who does not want movement, and whoever cannot show it, sees the last frame."""


class Frame(NamedTuple):
    """A picture as Textual exports it, and how many seconds it stays."""

    svg: str
    seconds: float


def moving_picture(frames: Sequence[Frame]) -> str:
    """Return the frames as one SVG, shown one after the other, over and over again."""
    whole = sum(frame.seconds for frame in frames)
    styles = [_STYLE % whole]
    shown: list[str] = []
    begin = 0.0
    for number, frame in enumerate(frames):
        end = begin + frame.seconds
        styles.append(_visible_between(f"frame-{number}", begin / whole, end / whole))
        shown.append(
            f'<g class="frame" style="animation-name: frame-{number}">{_inside(frame.svg)}</g>'
        )
        begin = end
    first = frames[0].svg
    head = first[first.index("<svg") : first.index(">", first.index("<svg")) + 1]
    return f"{head}\n<style>{''.join(styles)}</style>\n{''.join(shown)}\n</svg>\n"


def _visible_between(name: str, begin: float, end: float) -> str:
    """Return the rule that shows a frame for its share of the time, in which 0 is the beginning."""
    hidden, visible = "{ visibility: hidden; }", "{ visibility: visible; }"
    before = f"0% {hidden}" if begin else ""
    after = f"{end:.3%} {hidden}" if end < 1 else ""
    return f"@keyframes {name} {{ {before} {begin:.3%} {visible} {after} }}\n"


def _inside(svg: str) -> str:
    """Return what is in an SVG, without its own frame."""
    begin = svg.index(">", svg.index("<svg")) + 1
    return svg[begin : svg.rindex("</svg>")]
