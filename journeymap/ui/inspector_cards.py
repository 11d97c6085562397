"""What the inspector shows beside fields: chips, readings with their line, pain points, counts.

Each is a small widget with `put(keys)`; it shows records that belong to what is selected, and leads
to them. It changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QPointF, QSize, Qt
from PySide6.QtGui import QColor, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymap.model.index import Entry, Index, Key, flow_ends, label
from journeymap.model.journey import Metric
from journeymap.model.periods import spell_period
from journeymap.model.readings import Point
from journeymap.model.scales import band, spell
from journeymap.model.text import M, Message, say, say_percent
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import leading, tip_of
from journeymap.ui.session import Session
from journeymap.ui.style import colors

SPARK = QSize(84, 26)  # of the line beside a reading
POINTS = 12  # of the newest periods in that line


class Cards(QWidget):
    """What all of them share: a column that is emptied and filled."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._lang = session, session.lang
        self.heading: QLabel | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(6)
        self._shown: object = None

    def put(self, keys: tuple[Key, ...]) -> None:
        """Show what belongs to these records."""
        wanted = (keys, id(self._session.map), self._session.theme, self._session.view)
        if wanted == self._shown:
            return
        self._shown = wanted
        while (item := self._column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.hide()
                widget.deleteLater()
        widgets = list(self._widgets(keys)) if len(keys) == 1 else []
        for widget in widgets:
            self._column.addWidget(widget)
        self.setVisible(bool(widgets))
        if self.heading is not None:
            self.heading.setVisible(bool(widgets))

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        raise NotImplementedError

    def _say(self, message: Message) -> str:
        return say(message, self._lang)


class Chips(Cards):
    """Moment of truth, channel and stage of a touchpoint, at a glance."""

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        index = self._session.index
        touchpoint = index.touchpoint(keys[0])
        if touchpoint is None:
            return
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 2, 0, 0)
        row.setSpacing(6)
        chips = []
        if touchpoint.moment_of_truth:
            chips.append((f"★ {self._say(M('Moment of truth'))}", "star"))
        if channel := index.channel(touchpoint.channel):
            chips.append((channel.name, "good"))
        if (stage := index.stage(touchpoint.stage)) and len(chips) < 2:
            chips.append((stage.name, "accent"))
        for text, tone in chips:
            chip = Elided(text, "chip")
            chip.setProperty("tone", tone)
            row.addWidget(chip)
        row.addStretch(1)
        yield box


class Counts(Cards):
    """How much a stage, a channel or the map holds."""

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        m = self._session.map
        entry = self._session.index.get(keys[0])
        if entry is None:
            parts = counts_of(m)
        else:
            field = entry.kind
            n = sum(getattr(t, field, None) == entry.key for t in m.touchpoints)
            parts = (M("{n} touchpoint", plural="{n} touchpoints", n=n),)
        yield text_label(" · ".join(map(self._say, parts)), "soft", wrap=True)


def counts_of(m: Any) -> tuple[Message, ...]:
    """Return how many stages, channels, touchpoints and notes a map holds."""
    return (
        M("{n} stage", plural="{n} stages", n=len(m.stages)),
        M("{n} channel", plural="{n} channels", n=len(m.channels)),
        M("{n} touchpoint", plural="{n} touchpoints", n=len(m.touchpoints)),
        M("{n} pain point", plural="{n} pain points", n=len(m.pain_points)),
        M("{n} opportunity", plural="{n} opportunities", n=len(m.opportunities)),
    )


class Places(Cards):
    """Where a pain point or an opportunity belongs."""

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        index = self._session.index
        entry = index.get(keys[0])
        for name in getattr(entry.record, "at", ()) if entry else ():
            found = index.resolve(name)
            if found:
                card = Note(self._session, found.key, "reading")
                card.say(place_name(index, found), [])
                yield card


def place_name(index: Index, entry: Entry) -> str:
    """Return what a record is called where the names of its ends say more than its own."""
    ends = flow_ends(entry.key) if entry.kind == "flow" else None
    if not ends:
        return label(entry.record)
    return " → ".join(t.name if (t := index.touchpoint(end)) else end for end in ends[:2])


class Pains(Cards):
    """The pain points of a place, or those that an opportunity solves."""

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        index = self._session.index
        for entry in pains_of(index, keys[0]):
            record: Any = entry.record
            lines = []
            if record.severity:
                lines.append(self._say(M("severity {n}", context="value", n=record.severity)))
            if record.reach is not None:
                share = say_percent(record.reach, self._lang)
                lines.append(self._say(M("reaches {share}", share=share)))
            if record.status != "open":
                lines.append(self._say(NAMES["pain"][record.status]))
            if record.owner:
                lines.append(record.owner)
            rows = [" · ".join(lines)] if lines else []
            if record.evidence:
                first = record.evidence[0]
                if said := first.note or first.quote or first.source:
                    rows.append(self._say(M("evidence: {text}", text=said)))
            card = Note(self._session, entry.key, "pain")
            card.say(record.name, rows)
            yield card


class Opportunities(Cards):
    """The opportunities at a place, and those that solve its pain points."""

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        index = self._session.index
        for entry in opportunities_of(index, keys[0]):
            record: Any = entry.record
            lines = []
            for name, value in ((M("impact"), record.impact), (M("effort"), record.effort)):
                if value:
                    words = M("{name} {value}/5", name=name, value=value)
                    lines.append(self._say(words))
            lines.append(self._say(NAMES["opportunity"][record.status]))
            if record.owner:
                lines.append(record.owner)
            card = Note(self._session, entry.key, "opportunity")
            card.say(record.name, [" · ".join(lines)])
            yield card


def pains_of(index: Index, key: Key) -> list[Entry]:
    """Return the pain points at a place, or those that an opportunity solves, worst first."""
    entry = index.get(key)
    if entry and entry.kind == "opportunity":
        found = [each for name in entry.record.solves if (each := index.get(name))]
    else:
        found = [each for each in index.of_kind("pain_point") if _is_at(index, each, key)]
    return sorted(found, key=lambda each: -(getattr(each.record, "severity", 0) or 0))


def opportunities_of(index: Index, key: Key) -> list[Entry]:
    """Return the opportunities at a place, at its pain points, or for a pain point."""
    entry = index.get(key)
    if entry and entry.kind == "pain_point":
        solved = {key}
    else:
        solved = {each.key for each in pains_of(index, key)}
    return [
        each
        for each in index.of_kind("opportunity")
        if _is_at(index, each, key) or solved.intersection(getattr(each.record, "solves", ()))
    ]


def _is_at(index: Index, entry: Entry, key: Key) -> bool:
    for name in getattr(entry.record, "at", ()):
        if name == key or (not key and name == "map"):
            return True
        if ">" in name and (found := index.resolve(name)) and found.key == key:
            return True
    return False


class Measured(Cards):
    """The newest reading of each metric at a place, with the line of its last periods."""

    def _widgets(self, keys: tuple[Key, ...]) -> Iterable[QWidget]:
        session = self._session
        view = session.view
        found = session.readings.at(keys[0])
        for metric_key in sorted(found, key=lambda key: key != view.metric):  # the overlay first
            entry = session.index.get(metric_key)
            points = session.readings.series(metric_key, keys[0])
            if metric_key == view.metric and view.period:
                known = session.readings.latest(metric_key, keys[0], view.period)
                points = points[: points.index(known) + 1] if known else ()
            if points and entry and isinstance(entry.record, Metric):
                yield ReadingCard(session, entry.record, points)


class Note(QFrame):
    """A pain point, an opportunity or a place; a click or Enter leads to it."""

    def __init__(self, session: Session, key: Key, look: str) -> None:
        super().__init__()
        self.setProperty("look", look)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._session, self._key, self._look = session, key, look
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(13, 8, 11, 8)
        self._column.setSpacing(3)

    def say(self, name: str, rows: list[str]) -> None:
        """Show a name and rows of detail."""
        table = colors(self._session.theme)
        title = text_label(name, "number", wrap=True)
        if self._look in ("pain", "opportunity"):
            title.setStyleSheet(f"color: {table[f'{self._look}.text']};")
        self._column.addWidget(title)
        for row in rows:
            self._column.addWidget(text_label(row, "small", wrap=True))
        self.setAccessibleName(", ".join((name, *rows)))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._session.jump(self._key)

    def keyPressEvent(self, event: Any) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self._session.jump(self._key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        table = colors(self._session.theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._look in ("pain", "opportunity"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(table[self._look]))
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            painter.drawRoundedRect(self.width() - 4 if rtl else 0, 0, 4, self.height(), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QColor(table["accent"]))
            painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 7, 7)
        painter.end()


class ReadingCard(QFrame):
    """A metric's name, its newest value in the colour of its band, and its line."""

    def __init__(self, session: Session, metric: Metric, points: tuple[Point, ...]) -> None:
        super().__init__()
        self.setProperty("look", "reading")
        self.setProperty("overlay", "true" if session.view.metric == metric.id else "false")
        table, lang = colors(session.theme), session.lang
        newest = points[-1]
        value = newest.value
        tone = band(metric, value)
        words = spell(metric, value, lang)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(11, 7, 9, 7)
        whole.setSpacing(1)
        row = QHBoxLayout()
        column = QVBoxLayout()
        column.setSpacing(1)
        column.addWidget(text_label(metric.name, "small", wrap=True))
        number = text_label(words, "number")
        number.setStyleSheet(f"color: {table[f'{tone}.text']};")
        column.addWidget(number)
        detail = [spell_period(newest.period, lang, session.map.calendar)]
        if newest.n is not None:
            detail.append(say(M("n={n}", n=newest.n), lang))
        if len(points) > 1:
            step = value - points[-2].value
            if step:
                arrow = "▲" if step > 0 else "▼"
                detail.insert(0, f"{arrow} {spell(metric, abs(step), lang)}")
        row.addLayout(column, 1)
        values = [each.value for each in points[-POINTS:]]
        row.addWidget(Spark(values, table[tone if tone != "plain" else "accent"]))
        whole.addLayout(row)
        whole.addWidget(text_label(" · ".join(detail), "small", wrap=True))
        self.setAccessibleName(", ".join((metric.name, words, *detail)))


class Spark(QWidget):
    """A line of values over time, without numbers; those stand beside it."""

    def __init__(self, values: list[float], color: str) -> None:
        super().__init__()
        self._values, self._color = values, color
        self.setFixedSize(SPARK)

    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._values) < 2:
            return
        low, high = min(self._values), max(self._values)
        room, margin = self.height() - 8.0, 4.0
        step = (self.width() - 2 * margin) / (len(self._values) - 1)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        line = QPolygonF()
        for number, value in enumerate(self._values):
            share = (value - low) / (high - low) if high > low else 0.5
            x = margin + number * step
            line.append(QPointF(self.width() - x if rtl else x, margin + room * (1 - share)))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(self._color), 1.8))
        painter.drawPolyline(line)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._color))
        painter.drawEllipse(line.last(), 2.6, 2.6)
        painter.end()


class Elided(QLabel):
    """A label that gives way when there is little room; its tooltip says all of it."""

    def __init__(self, text: str, look: str) -> None:
        super().__init__(text)
        self._whole = text
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setProperty("look", look)
        self.setToolTip(tip_of(text))
        self.setAccessibleName(text)

    def minimumSizeHint(self) -> QSize:
        return QSize(32, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        size = super().sizeHint()
        spare = size.width() - self.fontMetrics().horizontalAdvance(self.text())
        whole = self.fontMetrics().horizontalAdvance(self._whole)
        return QSize(whole + max(spare, 0) + 1, size.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        room = self.contentsRect().width()
        mode = Qt.TextElideMode.ElideRight
        words = self.fontMetrics().elidedText(self._whole, mode, room)
        if words != self.text():
            self.setText(words)


CARDS: dict[str, Callable[[Session], Cards]] = {
    "chips": Chips,
    "counts": Counts,
    "places": Places,
    "pains": Pains,
    "opportunities": Opportunities,
    "readings": Measured,
}
