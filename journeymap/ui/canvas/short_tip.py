"""Makes what hovering tells short enough to stand beside what it is about.

Long lines give way first, and then the lines that matter least; how many went is said.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil
from typing import NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics, QScreen
from PySide6.QtWidgets import QToolTip

from journeymap.model.text import M, say
from journeymap.ui.canvas.hints import Line
from journeymap.ui.wrapped import Wrapping

WIDE = 320  # pixels; longer lines wrap
SIGN = 24  # pixels that a sign and the gap after it take
BETWEEN, AROUND = 5, 24  # pixels between two lines, and above and below all of them
SHARE = 3  # of the screen's height a tooltip takes one part in so many


class Told(NamedTuple):
    """A line as it is shown."""

    line: Line
    words: str


def fitted(lines: Sequence[Line], lang: str, screen: QScreen) -> list[Told]:
    """Return the lines as they fit on a screen, and how many more there are."""
    font, wrapping = QToolTip.font(), Wrapping()
    high = max((wrapping.line(say(line.words, lang), font) for line in lines), default=1)
    most = (screen.availableGeometry().height() // SHARE - AROUND) // (high + BETWEEN)
    kept, left = _weightiest(lines, max(most, 3))
    told = [Told(line, say(line.words, lang)) for line in kept]
    letters = QFontMetrics(font)
    rows = [ceil((letters.horizontalAdvance(words) + SIGN) / WIDE) for _, words in told]
    room = most - bool(left)
    cap = next((n for n in range(room, 1, -1) if sum(min(n, own) for own in rows) <= room), 1)
    told = [Told(line, _cut(words, cap, letters)) for line, words in told]
    more = Line(M("and {n} more", n=left))
    return [*told, Told(more, say(more.words, lang))] if left else told


def _weightiest(lines: Sequence[Line], most: int) -> tuple[list[Line], int]:
    """Return the lines that matter most, as they stand, and how many more there are."""
    if len(lines) <= most:
        return list(lines), 0
    ranked = sorted(range(len(lines)), key=lambda place: lines[place].rank)
    kept = [lines[place] for place in sorted(ranked[: most - 1])]
    return kept, sum(line.stands_for for line in lines) - sum(line.stands_for for line in kept)


def _cut(words: str, rows: int, letters: QFontMetrics) -> str:
    """Return words that take no more than so many rows."""
    room = WIDE * rows - SIGN * (2 * rows - 1)  # rows end with whole words
    return letters.elidedText(words, Qt.TextElideMode.ElideRight, room)
