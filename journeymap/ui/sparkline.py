"""A metric's values over time as a line small enough for a row, with target and alarm.

Values stand where their periods end, so that a gap is seen as a gap. What the line only hints at is
said: by the pointer over it, by the arrow keys, and to readers of the screen.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from journeymap.model.journey import Metric
from journeymap.model.periods import period_message, span
from journeymap.model.readings import Point
from journeymap.model.scales import Band, band, spell
from journeymap.model.text import M, Message, literal, say
from journeymap.model.vocabulary import Calendar
from journeymap.ui.controls import tip_of
from journeymap.ui.roles import give_role
from journeymap.ui.style import ThemeChoice, colors

SIZE = QSize(96, 30)
MARGIN, DOT = 5.0, 2.8  # pixels: room around the line, radius of the newest value


class Spot(NamedTuple):
    """One value of the line: the day on which its period ended, and what is said of it.

    `low` and `high` are its 95 % interval, None where unknown.
    """

    day: int
    value: float
    words: str
    when: str
    band: Band
    low: float | None = None
    high: float | None = None


def spots_of(
    metric: Metric,
    points: Sequence[Point],
    lang: str,
    calendar: Calendar,
    segment: tuple[tuple[str, str], ...] = (),
) -> tuple[Spot, ...]:
    """Return the points of a series, oldest first, as spots of a line."""
    return tuple(
        Spot(
            span(point.period, calendar).last.toordinal(),
            point.value,
            spell(metric, point.value, lang),
            say(period_message(point.period, calendar), lang),
            band(metric, point.value, dict(segment)),
            point.low,
            point.high,
        )
        for point in points
    )


class Sparkline(QWidget):
    """A line of spots; one spot is a dot, none is nothing. It never changes what it shows."""

    def __init__(
        self,
        spots: Sequence[Spot],
        lang: str,
        theme: ThemeChoice,
        target: float | None = None,
        alarm: float | None = None,
        rtl: bool | None = None,
    ) -> None:
        super().__init__()
        self._spots, self._lang, self._theme = tuple(spots), lang, theme
        self._target, self._alarm = target, alarm
        self._rtl_wish = rtl
        self._at: int | None = None  # the spot that is pointed at
        self.setMinimumSize(SIZE)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        give_role(self, QAccessible.Role.Chart)
        self.setFocusPolicy(
            Qt.FocusPolicy.TabFocus if len(self._spots) > 1 else Qt.FocusPolicy.NoFocus
        )
        self._low, self._high = _range(self._spots, target, alarm)
        self.setAccessibleName(say(M("Values over time"), lang))
        self.setAccessibleDescription(say(summary(self._spots), lang) if self._spots else "")

    def sizeHint(self) -> QSize:
        return SIZE

    # ------------------------------------------------------------ geometry

    def _rtl(self) -> bool:
        if self._rtl_wish is not None:
            return self._rtl_wish
        return self.layoutDirection() == Qt.LayoutDirection.RightToLeft

    def x_of(self, n: int) -> float:
        """Return where a spot is, in pixels from the left."""
        spots = self._spots
        first, last = spots[0].day, spots[-1].day
        share = (spots[n].day - first) / (last - first) if last > first else 1.0
        x = MARGIN + share * (self.width() - 2 * MARGIN)
        return self.width() - x if self._rtl() else x

    def y_of(self, value: float) -> float:
        """Return how far from the top a value is, in pixels."""
        share = (value - self._low) / (self._high - self._low)
        return MARGIN + (1 - share) * (self.height() - 2 * MARGIN)

    # ------------------------------------------------------------ pointing

    def said(self, n: int) -> str:
        """Return what is said of a spot: its period and its value."""
        spot = self._spots[n]
        return say(
            M("{when}: {value}", when=literal(spot.when), value=literal(spot.words)), self._lang
        )

    def point_at(self, n: int | None) -> None:
        """Mark a spot and say what it is; None marks none."""
        self._at = n
        if n is None:
            QToolTip.hideText()
        else:
            at = QPointF(self.x_of(n), self.height())
            QToolTip.showText(self.mapToGlobal(at).toPoint(), tip_of(self.said(n)), self)
        heard = say(M("Values over time"), self._lang)
        self.setAccessibleName(heard if n is None else self.said(n))
        self.update()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._spots:
            x = event.position().x()
            self.point_at(min(range(len(self._spots)), key=lambda n: abs(self.x_of(n) - x)))

    def leaveEvent(self, event: QEvent) -> None:
        self.point_at(None)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._spots) - 1
        at = last if self._at is None else self._at
        step = -1 if self._rtl() else 1
        places: dict[int, int] = {
            Qt.Key.Key_Right: at + step,
            Qt.Key.Key_Left: at - step,
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }
        where = places.get(event.key())
        if where is None or last < 0:
            super().keyPressEvent(event)
            return
        self.point_at(min(max(where, 0), last))

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.point_at(None)

    # ------------------------------------------------------------ painting

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._spots:
            self._paint(painter, colors(self._theme))
        painter.end()

    def _paint(self, painter: QPainter, table: dict[str, str]) -> None:
        spots = self._spots
        for limit, name, style in (
            (self._target, "good", Qt.PenStyle.DashLine),
            (self._alarm, "poor", Qt.PenStyle.DotLine),
        ):
            if limit is not None and self._low <= limit <= self._high:
                painter.setPen(QPen(QColor(table[name]), 1, style))
                y = self.y_of(limit)
                painter.drawLine(QPointF(MARGIN, y), QPointF(self.width() - MARGIN, y))
        where = [QPointF(self.x_of(n), self.y_of(spot.value)) for n, spot in enumerate(spots)]
        self._paint_interval(painter, table)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(QColor(table["text.soft"]), 1.6))
        painter.drawPolyline(QPolygonF(where))
        self._dot(painter, where[-1], DOT, table[f"{spots[-1].band}.text"])
        if self._at is not None:
            self._dot(painter, where[self._at], DOT + 1, table["accent"])
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(table["accent"]))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 5, 5)

    def _paint_interval(self, painter: QPainter, table: dict[str, str]) -> None:
        spots = self._spots
        if len(spots) < 2 or any(spot.low is None or spot.high is None for spot in spots):
            return
        upper = [QPointF(self.x_of(n), self._inside(s.high)) for n, s in enumerate(spots)]
        lower = [QPointF(self.x_of(n), self._inside(s.low)) for n, s in enumerate(spots)]
        ground = QColor(table["text.soft"])
        ground.setAlpha(38)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawPolygon(QPolygonF([*upper, *reversed(lower)]))

    def _inside(self, value: float | None) -> float:
        return min(max(self.y_of(value or 0.0), 0.0), float(self.height()))

    def _dot(self, painter: QPainter, at: QPointF, radius: float, color: str) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(color))
        painter.drawEllipse(at, radius, radius)


def summary(spots: Sequence[Spot]) -> Message:
    """Return a line in words: how many values, the newest, the lowest and the highest."""
    newest = spots[-1]
    if len(spots) == 1:
        return M("{when}: {value}", when=literal(newest.when), value=literal(newest.words))
    low = min(spots, key=lambda spot: spot.value)
    high = max(spots, key=lambda spot: spot.value)
    return M(
        "{count} from {first} to {last}. Newest {newest}; lowest {low} ({low_when}); "
        "highest {high} ({high_when})",
        count=M("{n} value", plural="{n} values", n=len(spots)),
        first=literal(spots[0].when),
        last=literal(newest.when),
        newest=literal(newest.words),
        low=literal(low.words),
        low_when=literal(low.when),
        high=literal(high.words),
        high_when=literal(high.when),
    )


def _range(spots: Sequence[Spot], target: float | None, alarm: float | None) -> tuple[float, float]:
    """Return the lowest and highest value to be seen; a limit is, where it is not far away."""
    values = [spot.value for spot in spots] or [0.0]
    low, high = min(values), max(values)
    room = high - low
    for limit in (target, alarm):
        if limit is None:
            continue
        away = max(low - limit, limit - high, 0.0)
        if away <= 1.5 * room or room == 0:
            low, high = min(low, limit), max(high, limit)
    if high == low:
        half = abs(high) / 2 or 1.0
        return low - half, high + half
    return low, high
