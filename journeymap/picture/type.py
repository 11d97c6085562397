"""How each kind of text is set: sizes, weights, lines; which fonts set it stands in `scripts.py`.

Sizes are whole pixels at 100 %, as Qt sets fonts by whole pixels. Line height and baseline follow
from the size alone and never from the font that happens to be installed, so that parts are as high
everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping

from journeymap.picture.picture import StyleName, TextStyle

TYPE: Mapping[StyleName, TextStyle] = {
    "title": TextStyle(20, 700),
    "subtitle": TextStyle(12),
    "phase": TextStyle(11, 600),
    "stage": TextStyle(13, 700),
    "stage.goal": TextStyle(11),
    "lane": TextStyle(12, 600),
    "lane.detail": TextStyle(11),
    "card": TextStyle(12, 600),
    "pill": TextStyle(11, 700),
    "badge": TextStyle(11, 700),
    "note": TextStyle(12, 600),
    "note.detail": TextStyle(11),
    "quote": TextStyle(12),
    "route": TextStyle(10),
    "axis": TextStyle(10),
    "legend": TextStyle(11),
    "footer": TextStyle(11),
}

# Room for the marks over and under Arabic letters and for the full height of Han characters.
LEADING = 1.42  # distance of baselines, in sizes
ASCENT = 1.06  # first baseline from the top, in sizes


def line_of(style: StyleName) -> tuple[float, float]:
    """Return (leading, ascent) of a style: baseline to baseline, and top to first baseline.

    Both are whole pixels, so that all lines of a text are equally sharp.
    """
    size = TYPE[style].size
    return float(round(size * LEADING)), float(round(size * ASCENT))
