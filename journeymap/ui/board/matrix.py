"""The matrix: impact upwards, effort along; a column beside it holds what is not rated yet."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QWidget

from journeymap.model.index import Key
from journeymap.model.priorities import Candidate
from journeymap.model.text import M, Message, is_rtl, say, say_number
from journeymap.ui.board.chip import WIDEST, WIDTH, Chip
from journeymap.ui.style import ThemeChoice, colors, px

STEPS = 5
QUADRANTS = {
    (0, 1): M("Quick wins"),
    (1, 1): M("Large projects"),
    (0, 0): M("On the side"),
    (1, 0): M("Better not"),
}
EDGE, AXIS = 12, 28
STACK = 24  # pixels by which cards of one place are set apart: their names stay in sight

Place = tuple[int, int]  # impact, effort


class Matrix(QWidget):
    """Lays the cards out and tells where one is to go; `None` means the column of the unrated."""

    moved = Signal(str, object)  # key, Place or None
    chosen = Signal(str)
    opened = Signal(str)
    voted = Signal(str, int)  # a dot more or less

    def __init__(self, lang: str) -> None:
        super().__init__()
        self._lang, self._rtl = lang, is_rtl(lang)
        self._theme: ThemeChoice = "light"
        self.chips: dict[Key, Chip] = {}
        self._lit: Place | None = None
        self.setMinimumSize(QSize(px(640), px(420)))

    def put(
        self, shown: tuple[Candidate, ...], theme: ThemeChoice, selected: frozenset[Key]
    ) -> None:
        """Show these cards."""
        self._theme = theme
        for key in [key for key in self.chips if key not in {each.key for each in shown}]:
            self.chips.pop(key).deleteLater()
        for each in shown:
            chip = self.chips.get(each.key)
            if chip is None:
                chip = self.chips[each.key] = self._made(each)
            chip.show_candidate(each, theme, each.key in selected)
        self._lay_out()
        self.update()

    def _made(self, candidate: Candidate) -> Chip:
        chip, key = Chip(self, candidate, self._lang), candidate.key
        chip.pushed.connect(lambda along, up: self._push(key, along, up))
        chip.dragged.connect(self._light)
        chip.dropped.connect(lambda at: self._drop(key, at))
        chip.put_back.connect(lambda: self._light(None))
        chip.taken_off.connect(lambda: self.moved.emit(key, None))
        chip.voted.connect(lambda by: self.voted.emit(key, by))
        chip.chosen.connect(lambda: self.chosen.emit(key))
        chip.opened.connect(lambda: self.opened.emit(key))
        chip.show()
        return chip

    # ------------------------------------------------------------ places

    def _tray(self) -> QRect:
        width = px(WIDTH) + 2 * EDGE
        x = 0 if self._rtl else self.width() - width
        return QRect(x, 0, width, self.height())

    def _field(self) -> QRect:
        tray = self._tray().width()
        room = self.rect().adjusted(px(AXIS), EDGE, -tray - EDGE, -px(AXIS))
        return room.translated(tray - px(AXIS) + EDGE, 0) if self._rtl else room

    def _cell(self, place: Place) -> QRect:
        impact, effort = place
        field = self._field()
        column = STEPS - effort if self._rtl else effort - 1
        w, h = field.width() / STEPS, field.height() / STEPS
        return QRect(
            round(field.x() + column * w),
            round(field.y() + (STEPS - impact) * h),
            round(w),
            round(h),
        )

    def place_at(self, at: QPoint) -> Place | None:
        """Return the place of the matrix at a point, None beside it."""
        field = self._field()
        if not field.contains(at):
            return None
        column = min(STEPS - 1, (at.x() - field.x()) * STEPS // max(1, field.width()))
        row = min(STEPS - 1, (at.y() - field.y()) * STEPS // max(1, field.height()))
        return STEPS - row, (STEPS - column if self._rtl else column + 1)

    def _lay_out(self) -> None:
        stacked: dict[Place | None, int] = {}
        next_y = px(AXIS)
        for chip in self.chips.values():
            record = chip.candidate.record
            place = None
            if record.impact is not None and record.effort is not None:
                place = (record.impact, record.effort)
            n = stacked.get(place, 0)
            stacked[place] = n + 1
            if place is None:
                tray = self._tray()
                chip.fit(px(WIDTH))
                chip.move(tray.x() + EDGE, next_y)
                next_y += chip.height() + 6
                continue
            cell, field = self._cell(place), self._field()
            chip.fit(min(px(WIDEST), cell.width() - 6), cell.height() - 6)
            x = cell.center().x() - chip.width() // 2
            y = cell.y() + 4 + n * px(STACK)
            chip.move(x, min(y, field.bottom() - chip.height()))
            chip.raise_()

    # ------------------------------------------------------------ moving

    def _light(self, at: QPoint | None) -> None:
        lit = self.place_at(at) if at is not None else None
        if lit != self._lit:
            self._lit = lit
            self.update()

    def _drop(self, key: Key, at: QPoint) -> None:
        self._light(None)
        place = self.place_at(at)
        if place is None and not self._tray().contains(at):
            self._lay_out()
            return
        self.moved.emit(key, place)
        self._lay_out()

    def _push(self, key: Key, along: int, up: int) -> None:
        record = self.chips[key].candidate.record
        impact, effort = record.impact or 3, record.effort or 3
        if record.impact is not None and record.effort is not None:
            impact = max(1, min(STEPS, impact + up))
            effort = max(1, min(STEPS, effort + (-along if self._rtl else along)))
        self.moved.emit(key, (impact, effort))

    # ------------------------------------------------------------ looks

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self._theme)
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(table["canvas"]))
        field, tray = self._field(), self._tray()
        painter.fillRect(field, QColor(table["panel"]))
        painter.fillRect(tray, QColor(table["panel"]))
        if self._lit is not None:
            painter.fillRect(self._cell(self._lit), QColor(table["chosen"]))
        painter.setPen(QPen(QColor(table["edge"]), 1))
        for n in range(STEPS + 1):
            x = field.x() + round(n * field.width() / STEPS)
            y = field.y() + round(n * field.height() / STEPS)
            painter.drawLine(x, field.top(), x, field.bottom())
            painter.drawLine(field.left(), y, field.right(), y)
        self._paint_words(painter, table, field, tray)
        painter.end()

    def _paint_words(
        self, painter: QPainter, table: dict[str, str], field: QRect, tray: QRect
    ) -> None:
        painter.setPen(QColor(table["text.soft"]))
        half_w, half_h = field.width() // 2, field.height() // 2
        for (dear, great), words in QUADRANTS.items():
            right = bool(dear) != self._rtl
            x = field.x() + (half_w if right else 0)
            y = field.y() + (0 if great else half_h)
            across = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
            down = Qt.AlignmentFlag.AlignTop if great else Qt.AlignmentFlag.AlignBottom
            flags = across | down | Qt.AlignmentFlag.AlignAbsolute
            room = QRect(x, y, half_w, half_h).adjusted(8, 5, -8, -5)
            painter.drawText(room, int(flags), self._say(words))
        middle = Qt.AlignmentFlag.AlignCenter
        for n in range(1, STEPS + 1):
            cell = self._cell((1, n))
            below = QRect(cell.x(), field.bottom() + 2, cell.width(), px(AXIS) - 2)
            step = say_number(n, self._lang)
            if n in (1, STEPS):
                end = M("little effort") if n == 1 else M("great effort")
                step = f"{step} · {self._say(end)}"
            painter.drawText(below, int(middle), step)
            cell = self._cell((n, 1))
            x = field.right() + 2 if self._rtl else field.left() - px(AXIS)
            painter.drawText(
                QRect(x, cell.y(), px(AXIS) - 2, cell.height()),
                int(middle),
                say_number(n, self._lang),
            )
        painter.setPen(QColor(table["text"]))
        head = QRect(tray.x(), 0, tray.width(), px(AXIS))
        painter.drawText(head, int(middle), self._say(M("Not rated yet")))

    def _say(self, message: Message) -> str:
        return say(message, self._lang)
