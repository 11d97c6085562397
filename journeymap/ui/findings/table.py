"""The rows of the findings: level and check, the message in all the room there is, the fix.

The model shows rows as they are, headings of groups among them; the table shares out its width and
lets a long message have a second line. Neither knows what becomes of a click.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QResizeEvent,
    QTextLayout,
    QTextOption,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from journeymap.model.text import M, literal, say, say_number
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import own_ground, tip_of
from journeymap.ui.findings.rows import Heading, Line, Row, name_of
from journeymap.ui.icons import paint
from journeymap.ui.menu import menu_place
from journeymap.ui.session import Session
from journeymap.ui.style import colors

Where = QModelIndex | QPersistentModelIndex
CHECK, MESSAGE, FIX = range(3)
FINDING = Qt.ItemDataRole.UserRole
ROW = Qt.ItemDataRole.UserRole + 1  # the heading or line itself
STEP = 14  # indent of a level of groups, in pixels
ICON, GAP, MARGIN = 16, 8, 12  # of the level, after it, beside a text, in pixels
WIDE = 860  # from this width on the checks are named, else only their level is drawn
MOST_CHECK, MOST_FIX = 0.26, 0.28  # of the width
MEASURED = 400  # rows; of more, none has a second line or makes a column wider


class FindingsModel(QAbstractTableModel):
    """Rows of findings: level and check, message, fix."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Row] = []
        self._words: dict[tuple[int, int], str] = {}  # of the cells that were asked for

    @property
    def rows(self) -> Sequence[Row]:
        """What is shown, from above to below."""
        return self._rows

    def put(self, rows: list[Row]) -> None:
        """Show other rows."""
        self.beginResetModel()
        self._rows, self._words = rows, {}
        self.endResetModel()

    def words(self, row: int, column: int) -> str:
        """Return what a cell of a finding shows."""
        cell = row, column
        if cell not in self._words:
            line = self._rows[row]
            self._words[cell] = self._said(line, column) if isinstance(line, Line) else ""
        return self._words[cell]

    def _said(self, line: Line, column: int) -> str:
        finding, lang = line.finding, self._session.lang
        if column == CHECK:
            return finding.check
        if column == MESSAGE:
            return say(finding.message, lang)
        return say(finding.fix.name, lang) if finding.fix else ""

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 3

    def data(self, where: Where, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not where.isValid() or where.row() >= len(self._rows):
            return None
        row, lang = self._rows[where.row()], self._session.lang
        if role == ROW:
            return row
        if isinstance(row, Heading):
            return self._of_heading(row, where.column(), role)
        finding = row.finding
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(where.row(), where.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            if where.column() == FIX and finding.fix:
                return tip_of(say(finding.fix.name, lang))
            return tip_of(self._explained(finding))
        if role == Qt.ItemDataRole.AccessibleTextRole and where.column() == CHECK:
            return f"{say(NAMES['level'][finding.level], lang)}: {finding.check}"
        return None

    def _of_heading(self, row: Heading, column: int, role: int) -> Any:
        if column != CHECK:
            return "" if role == Qt.ItemDataRole.DisplayRole else None
        lang = self._session.lang
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.text if role == Qt.ItemDataRole.DisplayRole else tip_of(row.text)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            counted = M("{n} finding", plural="{n} findings", n=row.many)
            state = M("folded") if row.folded else M("unfolded")
            return f"{row.text}, {say(counted, lang)}, {say(state, lang)}"
        return None

    def _explained(self, finding: Any) -> str:
        lang = self._session.lang
        level = say(NAMES["level"][finding.level], lang)
        parts = [f"{level} · {finding.check}", say(finding.message, lang), say(finding.why, lang)]
        if finding.at:
            name = literal(name_of(self._session.index, finding.at))
            parts.insert(1, say(M("At: {name}", name=name), lang))
        return "\n".join(part for part in parts if part)


class FindingsTable(QTableView):
    """A table whose messages take the width that checks and fixes leave."""

    menu_wanted = Signal(QPoint)  # where in the viewport
    fold_wanted = Signal(str, bool)  # the id of a heading, and whether it is to be shut
    chosen = Signal(QModelIndex)  # by Enter

    def __init__(self, session: Session) -> None:
        super().__init__()
        own_ground(self)
        self.findings = FindingsModel(session, self)
        self.setModel(self.findings)
        self.setItemDelegate(FindingDelegate(session, self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(1)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._row = max(26, self.fontMetrics().height() + 9)
        self.verticalHeader().setMinimumSectionSize(self._row)
        self.verticalHeader().setDefaultSectionSize(self._row)
        self.hovered = -1  # the row under the mouse
        self._wide: dict[int, tuple[int, int, int]] | None = None  # see `_widths`
        self.findings.modelReset.connect(self._measure_anew)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.share_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._wide = None

    def _measure_anew(self) -> None:
        self._wide = None
        self.share_out()

    def share_out(self) -> None:
        """Give each column its width and each row its height."""
        room, model, lines = self.viewport().width(), self.findings, self._widths()
        mark = ICON + 2 * MARGIN
        named = mark + GAP + max((check for check, _, _ in lines.values()), default=0)
        check = min(named, int(room * MOST_CHECK)) if room >= WIDE else mark
        fix = max((mending for _, _, mending in lines.values()), default=0)
        if fix:  # it may have more where the messages beside leave room
            needed = max(words for _, words, mending in lines.values() if mending) + 2 * MARGIN
            fix = min(fix + 2 * MARGIN + 2, max(int(room * MOST_FIX), room - check - needed))
        message = max(room - check - fix, 1)
        for column, width in ((CHECK, check), (MESSAGE, message), (FIX, fix)):
            self.setColumnWidth(column, width)
        header = self.verticalHeader()
        taller = self._row + self.fontMetrics().lineSpacing()
        self.clearSpans()
        deepest = max((row.depth for row in model.rows), default=0)
        if deepest:
            self.setColumnWidth(CHECK, check + STEP * deepest)
            message = max(message - STEP * deepest, 1)
            self.setColumnWidth(MESSAGE, message)
        for place, row in enumerate(model.rows):
            if isinstance(row, Heading):
                self.setSpan(place, CHECK, 1, 3)
        for place in range(min(len(model.rows), MEASURED)):
            height = self._row
            if place in lines:
                _, words, mending = lines[place]
                own = message
                if fix and not mending:
                    self.setSpan(place, MESSAGE, 1, 2)
                    own += fix
                if words > own - MARGIN or (mending and mending > fix - 2 * MARGIN):
                    height = taller
            if header.sectionSize(place) != height:
                header.resizeSection(place, height)

    def _widths(self) -> dict[int, tuple[int, int, int]]:
        """Return row -> how wide its check, message and fix are, of the findings measured."""
        if self._wide is None:
            model, font, bold = self.findings, self.fontMetrics(), QFontMetrics(bolded(self.font()))
            self._wide = {
                place: (
                    bold.horizontalAdvance(model.words(place, CHECK)),
                    font.horizontalAdvance(model.words(place, MESSAGE)),
                    bold.horizontalAdvance(model.words(place, FIX)),
                )
                for place, row in enumerate(model.rows[:MEASURED])
                if isinstance(row, Line)
            }
        return self._wide

    def keyPressEvent(self, event: QKeyEvent) -> None:
        where, key = self.currentIndex(), event.key()
        row = where.data(ROW)
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and where.isValid():
            self.chosen.emit(where)
        elif isinstance(row, Heading) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            self.fold_wanted.emit(row.id, (key == Qt.Key.Key_Left) != rtl)
        else:
            super().keyPressEvent(event)
            return
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(menu_place(self, event))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.rowAt(int(event.position().y())))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.hovered:
            self.hovered = row
            self.viewport().update()


class FindingDelegate(QStyledItemDelegate):
    """Draws a row: the icon of the level and the check's id, the message, the fix as a link."""

    def __init__(self, session: Session, table: FindingsTable) -> None:
        super().__init__(table)
        self._session, self._table = session, table

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        row = where.data(ROW)
        table = colors(self._session.theme)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(table["chosen"]))
        elif where.row() == self._table.hovered:
            painter.fillRect(option.rect, QColor(table["hover"]))
        if isinstance(row, Heading):
            self._paint_heading(painter, option, row, table)
            painter.restore()
            return
        finding, column = row.finding, where.column()
        before = 0 if column == MESSAGE else MARGIN  # the message begins where the check ends
        text = box.adjusted(MARGIN if rtl else before, 0, -before if rtl else -MARGIN, 0)
        if column == CHECK:
            indent = STEP * row.depth
            text.adjust(0 if rtl else indent, 0, -indent if rtl else 0, 0)
            x = text.right() - ICON if rtl else text.left()
            mark = QRectF(x, box.center().y() - ICON / 2, ICON, ICON)
            name, ink = level_mark(finding.level, table)
            paint(painter, name, mark, ink)
            text.adjust(0 if rtl else ICON + GAP, 0, -(ICON + GAP) if rtl else 0, 0)
        painter.setFont(option.font if column == MESSAGE else bolded(option.font))
        painter.setPen(QColor(table[("text.soft", "text", "accent")[column]]))
        lines = lines_of(where.data() or "", painter.font(), text.width(), box.height())
        right = rtl != (column == FIX)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(option.direction)
        step = QFontMetrics(painter.font()).lineSpacing()
        text.translate(0, -step * (len(lines) - 1) / 2)
        for line in lines:
            painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), line)
            text.translate(0, step)
        painter.restore()

    def _paint_heading(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        row: Heading,
        table: dict[str, str],
    ) -> None:
        """Draw the heading of a group: fold mark, name, count, and the worst level in it."""
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect).adjusted(MARGIN, 0, -MARGIN, 0)
        indent = STEP * row.depth
        box.adjust(0 if rtl else indent, 0, -indent if rtl else 0, 0)
        middle = box.center().y()

        def place(after: float, size: float) -> QRectF:
            x = box.right() - after - size if rtl else box.left() + after
            return QRectF(x, middle - size / 2, size, size)

        paint(
            painter,
            "forward" if row.folded else "expand",
            place(1, 10),
            table["text.soft"],
            flip=rtl,
        )
        name, ink = level_mark(row.worst, table)
        paint(painter, name, place(16, 14), ink)
        painter.setFont(bolded(option.font))
        painter.setPen(QColor(table["text"]))
        metrics = QFontMetrics(painter.font())
        count = f"  {say_number(row.many, self._session.lang)}"
        room = box.width() - 38 - metrics.horizontalAdvance(count)
        words = metrics.elidedText(row.text, Qt.TextElideMode.ElideRight, int(room)) + count
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.setLayoutDirection(option.direction)
        text = box.adjusted(0 if rtl else 38, 0, -38 if rtl else 0, 0)
        painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), words)

    def editorEvent(
        self,
        event: QEvent,
        model: QAbstractItemModel,
        option: QStyleOptionViewItem,
        where: Where,
    ) -> bool:
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            link = where.column() == FIX and where.data()
            shape = Qt.CursorShape.PointingHandCursor if link else Qt.CursorShape.ArrowCursor
            self._table.viewport().setCursor(shape)
        return super().editorEvent(event, model, option, where)


def level_mark(level: str, table: dict[str, str]) -> tuple[str, str]:
    """Return the icon of a level and its colour."""
    return ("eye-off", table["text.soft"]) if level == "silent" else (level, table[level])


def bolded(base: QFont) -> QFont:
    """Return the bold font beside a plain one."""
    font = QFont(base)
    font.setBold(True)
    return font


def lines_of(text: str, font: QFont, width: float, height: float) -> list[str]:
    """Return a text as the lines that fit into a width and height, the last one elided."""
    metrics = QFontMetrics(font)
    if width < metrics.averageCharWidth() * 2:
        return []
    first, rest = "", text
    if height >= 2 * metrics.lineSpacing() and metrics.horizontalAdvance(text) > width:
        layout = QTextLayout(text, font)
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        layout.beginLayout()
        line = layout.createLine()
        line.setLineWidth(width)
        layout.endLayout()
        # Qt counts in UTF-16
        units = text.encode("utf-16-le")
        cut = 2 * line.textLength()
        first = units[:cut].decode("utf-16-le").strip()
        rest = units[cut:].decode("utf-16-le").strip()
    elided = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, int(width))
    return [line for line in (first, elided) if line]
