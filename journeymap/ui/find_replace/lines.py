"""How a replacement is shown before it is made: lines of before and after, the changed part marked.

A model of the hits with boxes to check, and a delegate that paints them; texts are plain.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QPainter, QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journeymap.model.searching import Hit, instead
from journeymap.model.text import M, Message, say, text_is_rtl
from journeymap.ui.find_replace.places import place_of
from journeymap.ui.guard import answering, guarded
from journeymap.ui.icons import paint
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px

Where = QModelIndex | QPersistentModelIndex
Role = Qt.ItemDataRole
BEFORE, AFTER = 24, 60  # letters shown on both sides of what is replaced
BOX, GAP, PAD = 16, 9, 6  # of the box to check, in pixels


class Cut(NamedTuple):
    """A piece of a text around one place of it, with the place in the piece."""

    text: str
    start: int
    length: int


def cut_around(text: str, start: int, found: str) -> Cut:
    """Return the surroundings of a place on one line, with `found` standing there."""
    end = min(len(text), start + len(found) + AFTER)
    begin = max(0, start - BEFORE)
    head, tail = ("…" if begin else ""), ("…" if end < len(text) else "")
    piece = head + text[begin:end] + tail
    line = "".join(each if each.isprintable() else " " for each in piece)
    return Cut(line, start - begin + len(head), len(found))


class Lines(QAbstractListModel):
    """The hits, each checked or not, and why some of them cannot be replaced."""

    ticked = Signal()

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.hits: tuple[Hit, ...] = ()
        self.by = ""
        self.wanted = ""  # what was typed to be found, where its capitals make no difference
        self.off: set[Hit] = set()  # what a person left out
        self.refused: dict[Hit, Message] = {}

    def put(self, hits: tuple[Hit, ...], by: str, wanted: str = "") -> None:
        """Show these hits; those that were left out stay left out."""
        self.beginResetModel()
        self.hits, self.by, self.wanted = hits, by, wanted
        self.off &= set(hits)
        self.refused = {}
        self.endResetModel()
        self.ticked.emit()

    def refuse(self, refused: dict[Hit, Message]) -> None:
        """Show why some hits cannot be replaced."""
        self.refused = refused
        if self.hits:
            self.dataChanged.emit(self.index(0), self.index(len(self.hits) - 1))
        self.ticked.emit()

    def chosen(self) -> list[Hit]:
        """Return the hits that are checked and can be replaced."""
        return [hit for hit in self.hits if hit not in self.off and hit not in self.refused]

    def check(self, hits: tuple[Hit, ...], on: bool) -> None:
        """Check hits, or leave them out."""
        self.off = self.off - set(hits) if on else self.off | set(hits)
        if self.hits:
            self.dataChanged.emit(self.index(0), self.index(len(self.hits) - 1))
        self.ticked.emit()

    # ------------------------------------------------------------ what Qt asks for

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.hits)

    def flags(self, where: Where) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if where.isValid() and self.hits[where.row()] not in self.refused:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @answering
    def data(self, where: Where, role: int = Role.DisplayRole) -> Any:
        if not where.isValid() or where.row() >= len(self.hits):
            return None
        hit = self.hits[where.row()]
        if role == Role.CheckStateRole:
            on = hit not in self.off and hit not in self.refused
            return Qt.CheckState.Checked if on else Qt.CheckState.Unchecked
        if role in (Role.DisplayRole, Role.AccessibleTextRole):
            return self.words(hit)
        return None

    def setData(self, where: Where, value: Any, role: int = Role.EditRole) -> bool:
        if role != Role.CheckStateRole or not where.isValid():
            return False
        hit = self.hits[where.row()]
        if hit in self.refused:
            return False
        self.check((hit,), Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def words(self, hit: Hit) -> str:
        """Return a hit as a screen reader says it."""
        was, now = self.before(hit).text, self.after(hit).text
        place = place_of(self._session.index, hit).words
        why = self.refused.get(hit)
        if why is not None:
            words = M("{place}: “{was}” cannot be replaced: {why}", place=place, was=was, why=why)
        else:
            words = M("{place}: “{was}” becomes “{now}”", place=place, was=was, now=now)
        return say(words, self._session.lang)

    def before(self, hit: Hit) -> Cut:
        """Return how a hit reads."""
        return cut_around(hit.text, hit.start, hit.found)

    def after(self, hit: Hit) -> Cut:
        """Return how a hit would read."""
        by = instead(self._session.map, hit, self.by, self.wanted)
        return cut_around(hit.text[: hit.start] + by + hit.text[hit.end :], hit.start, by)


class LinePainter(QStyledItemDelegate):
    """Paints a hit: where it is, how it reads, how it would read."""

    def __init__(self, session: Session, lines: Lines, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._lines = session, lines

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        return QSize(px(200), option.fontMetrics.height() * 3 + px(3 * PAD))

    @guarded
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        lines, session = self._lines, self._session
        if where.row() >= len(lines.hits):
            return
        hit = lines.hits[where.row()]
        table = colors(session.theme)
        rect: Any = option.rect
        state, font = option.state, option.font
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(table["chosen"]))
        why = lines.refused.get(hit)
        self._paint_box(painter, rect, rtl, where, why is not None)
        beside = px(BOX + 2 * GAP)
        room = QRectF(rect).adjusted(
            px(GAP) if rtl else beside, px(PAD), -beside if rtl else -px(GAP), -px(PAD)
        )
        high = option.fontMetrics.height()
        place = say(place_of(session.index, hit).words, session.lang)
        self._line(painter, room, font, Cut(place, 0, 0), table["text.soft"], None)
        room.translate(0, high + px(PAD) / 2)
        struck = QTextCharFormat()
        struck.setFontStrikeOut(True)
        struck.setBackground(QColor(table["pain.ground"]))
        struck.setForeground(QColor(table["pain.text"]))
        self._line(painter, room, font, lines.before(hit), table["text"], struck)
        room.translate(0, high + px(PAD) / 2)
        if why is not None:
            words = say(M("Cannot be replaced: {why}", why=why), session.lang)
            self._line(painter, room, font, Cut(words, 0, 0), table["alarm"], None)
        else:
            added = QTextCharFormat()
            added.setFontWeight(QFont.Weight.Bold)
            added.setFontUnderline(True)
            added.setBackground(QColor(table["good.ground"]))
            added.setForeground(QColor(table["good.text"]))
            self._line(painter, room, font, lines.after(hit), table["text"], added)
        painter.setPen(QColor(table["edge"]))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.restore()

    def _paint_box(
        self, painter: QPainter, rect: Any, rtl: bool, where: Where, refused: bool
    ) -> None:
        table, size = colors(self._session.theme), px(BOX)
        x = rect.right() - px(GAP) - size if rtl else rect.left() + px(GAP)
        box = QRectF(x, rect.top() + px(PAD) + 1, size, size)
        if refused:
            paint(painter, "warning", box, table["alarm"])
            return
        on = where.data(Role.CheckStateRole) == Qt.CheckState.Checked
        painter.setPen(QColor(table["accent"] if on else table["field.edge"]))
        painter.setBrush(QColor(table["accent"] if on else table["panel"]))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), px(4), px(4))
        if on:
            paint(painter, "check", box.adjusted(1, 1, -1, -1), table["on.accent"])

    def _line(
        self,
        painter: QPainter,
        room: QRectF,
        font: QFont,
        cut: Cut,
        color: str,
        mark: QTextCharFormat | None,
    ) -> None:
        rtl = text_is_rtl(cut.text, self._session.lang == "fa")
        layout = QTextLayout(cut.text, font)
        option = QTextOption(Qt.AlignmentFlag.AlignLeading)
        option.setTextDirection(
            Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
        )
        option.setWrapMode(QTextOption.WrapMode.NoWrap)
        layout.setTextOption(option)
        if mark is not None and cut.length:
            marked = QTextLayout.FormatRange()
            marked.start, marked.length, marked.format = cut.start, cut.length, mark
            layout.setFormats([marked])
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(1e5)
        layout.endLayout()
        wide = line.naturalTextWidth()
        aligned = self.parent().layoutDirection() == Qt.LayoutDirection.RightToLeft
        line.setPosition(QPointF(0, 0))
        # from where the interface begins, whatever the direction of the text
        left = room.right() - wide if aligned else room.left()
        shift = left - (line.naturalTextRect().left())
        painter.save()
        painter.setClipRect(QRectF(room.left(), room.top(), room.width(), line.height() + 2))
        painter.setPen(QColor(color))
        layout.draw(painter, QPointF(shift, room.top()))
        painter.restore()
