"""A text in as many lines as it needs in a row of a list, up to some; its last line is cut then.

For delegates, which have to say how high a row is before they paint it: both ask here, so that what
is measured is what is painted. Knows texts and fonts, and nothing of what they are about.
"""

from __future__ import annotations

from math import ceil

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QTextLayout, QTextOption

MOST = 8  # lines
LINE = "\u2028"  # what ends a line inside a paragraph
WIDEST = 1_000_000  # pixels, more than any line
KEPT = 4000  # heights that are remembered; a row is measured far more often than it changes


class Wrapping:
    """Measures and paints wrapped texts; remembers how high they were."""

    def __init__(self) -> None:
        self._heights: dict[tuple[str, str, int], int] = {}

    def height(self, text: str, font: QFont, width: int) -> int:
        """Return how many pixels high a text is in so many pixels across."""
        asked = (text, font.key(), width)
        known = self._heights.get(asked)
        if known is None:
            if len(self._heights) >= KEPT:
                self._heights.clear()
            known = self._heights[asked] = _height(text, font, width)
        return known

    def line(self, text: str, font: QFont) -> int:
        """Return how high one line of a text is; letters of another font can be higher."""
        return self.height(text.partition("\n")[0], font, WIDEST)

    def paint(self, painter: QPainter, text: str, at: QPointF, width: int, right: bool) -> None:
        """Paint a text with the painter's font and pen, at its side of the row."""
        laid = _laid(text, painter.font(), width)
        option = laid.textOption()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        option.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute)
        laid.setTextOption(option)
        laid.draw(painter, at)


def _height(text: str, font: QFont, width: int) -> int:
    laid = _laid(text, font, width)
    last = laid.lineAt(laid.lineCount() - 1)
    return max(ceil(last.y() + last.height()), QFontMetrics(font).height())


def _laid(text: str, font: QFont, width: int) -> QTextLayout:
    """Return a text laid out in lines, of which there are no more than MOST."""
    text = text.replace("\n", LINE)
    laid = _broken(text, font, width)
    if laid.lineCount() < MOST:
        return laid
    last = laid.lineAt(MOST - 1).textStart()
    if last + laid.lineAt(MOST - 1).textLength() < len(text):
        rest = text[last:].replace(LINE, " ")
        elided = QFontMetrics(font).elidedText(rest, Qt.TextElideMode.ElideRight, width)
        laid = _broken(text[:last] + elided, font, width)
    return laid


def _broken(text: str, font: QFont, width: int) -> QTextLayout:
    laid = QTextLayout(text, font)
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    option.setTextDirection(Qt.LayoutDirection.LayoutDirectionAuto)  # the text's own
    laid.setTextOption(option)
    laid.beginLayout()
    top = 0.0
    for _ in range(MOST):
        line = laid.createLine()
        if not line.isValid():
            break
        line.setLineWidth(max(width, 1))
        line.setPosition(QPointF(0, top))
        top += ceil(line.height())
    laid.endLayout()
    return laid
