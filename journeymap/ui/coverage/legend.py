"""The legend of coverage: hatched for no touchpoint, dashes for nothing known, then the shades.

It says in words what there is room for; a tooltip and the accessible name always say all of it.
"""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from journeymap.model.text import M, say, say_percent
from journeymap.ui.controls import leading, tip_of
from journeymap.ui.coverage.shades import STEPS, shades
from journeymap.ui.style import ThemeChoice, colors, px

SWATCH, NEAR, APART = 16, 5, 12  # pixels: a swatch, the room after it, and between two items


class CoverageLegend(QWidget):
    """Swatches with words."""

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._theme: ThemeChoice = "light"
        self._counts = False  # the shades stand for numbers of touchpoints
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.put("light", False)

    def put(self, theme: ThemeChoice, counts: bool) -> None:
        """Show the shades of a theme, for counts or for shares."""
        self._theme, self._counts = theme, counts
        heard = ", ".join((*self._first(), self._span()))
        self.setAccessibleName(heard)
        self.setToolTip(tip_of(heard))
        self.updateGeometry()
        self.update()

    def _first(self) -> tuple[str, ...]:
        none = say(M("No touchpoint"), self._lang)
        return (none,) if self._counts else (none, say(M("Nothing known"), self._lang))

    def _span(self) -> str:
        if self._counts:
            return say(M("few to many touchpoints"), self._lang)
        return say(M("up to {share} known", share=say_percent(1.0, self._lang)), self._lang)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = (*self._first(), self._span())
        swatches = len(words) - 1 + len(STEPS) - 1
        wide = swatches * (SWATCH + 1) + sum(map(metrics.horizontalAdvance, words))
        return QSize(wide + len(words) * (NEAR + APART), max(px(24), metrics.height() + 4))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        table = colors(self._theme)
        made = shades(lambda token: QColor(table[token]))
        x = 0.0
        first = self._first()
        edge = QPen(QColor(table["accent"]), 1.2)
        hatched = QBrush(QColor(table["text.soft"]), Qt.BrushStyle.BDiagPattern)
        for number, words in enumerate(first):
            pen = QPen(edge)
            if number:
                pen.setStyle(Qt.PenStyle.CustomDashLine)
                pen.setDashPattern([2, 2])
            else:
                pen = QPen(QColor(table["edge"]), 1)
            painter.setPen(pen)
            painter.setBrush(QBrush(made[0].ground) if number else hatched)
            x = self._swatch(painter, x) + NEAR
            x = self._words(painter, words, x, table["text.soft"]) + APART
        painter.setPen(edge)
        for shade in made[1:]:
            painter.setBrush(shade.ground)
            x = self._swatch(painter, x) + 1
        self._words(painter, self._span(), x + NEAR - 1, table["text.soft"])
        painter.end()

    def _swatch(self, painter: QPainter, x: float) -> float:
        box = self._box(x, SWATCH)
        painter.drawRoundedRect(box.adjusted(0.7, 0.7, -0.7, -0.7), 3, 3)
        return x + SWATCH

    def _words(self, painter: QPainter, words: str, x: float, ink: str) -> float:
        wide = QFontMetrics(self.font()).horizontalAdvance(words)
        painter.setPen(QColor(ink))
        box = self._box(x, wide + 1)
        box.setTop(0)
        box.setBottom(self.height())
        flags = leading() | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(box, int(flags), words)
        return x + wide

    def _box(self, x: float, wide: float) -> QRectF:
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self.width() - x - wide if rtl else x
        return QRectF(left, (self.height() - SWATCH) / 2, wide, SWATCH)
