"""The rows of the findings: level and check, the message in all the room there is, the fix.

The model shows findings as they are; the table shares out its width and lets a long message have a
second line. Neither knows what becomes of a click.
"""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    Qt,
)
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
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

from journeymap.model.index import label
from journeymap.model.text import M, literal, say
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import tip_of
from journeymap.ui.icons import paint
from journeymap.ui.session import Session
from journeymap.ui.style import colors

Where = QModelIndex | QPersistentModelIndex
CHECK, MESSAGE, FIX = range(3)
FINDING = Qt.ItemDataRole.UserRole
ICON, GAP, MARGIN = 16, 8, 12  # of the level, after it, beside a text, in pixels
WIDE = 860  # from this width on the checks are named, else only their level is drawn
MOST_CHECK, MOST_FIX = 0.26, 0.28  # of the width
MEASURED = 400  # rows; of more, none has a second line


class FindingsModel(QAbstractTableModel):
    """Rows of findings: level and check, message, fix."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self._rows: list[Any] = []

    def put(self, findings: list[Any]) -> None:
        """Show other findings."""
        self.beginResetModel()
        self._rows = findings
        self.endResetModel()

    def rowCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Where = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 3

    def data(self, where: Where, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not where.isValid() or where.row() >= len(self._rows):
            return None
        finding, lang = self._rows[where.row()], self._session.lang
        if role == FINDING:
            return finding
        if role == Qt.ItemDataRole.DisplayRole:
            if where.column() == CHECK:
                return finding.check
            if where.column() == MESSAGE:
                return say(finding.message, lang)
            return say(finding.fix.name, lang) if finding.fix else ""
        if role == Qt.ItemDataRole.ToolTipRole:
            if where.column() == FIX and finding.fix:
                return tip_of(say(finding.fix.name, lang))
            return tip_of(self._explained(finding))
        if role == Qt.ItemDataRole.AccessibleTextRole and where.column() == CHECK:
            return f"{say(NAMES['level'][finding.level], lang)}: {finding.check}"
        return None

    def _explained(self, finding: Any) -> str:
        lang = self._session.lang
        level = say(NAMES["level"][finding.level], lang)
        parts = [f"{level} · {finding.check}", say(finding.message, lang), say(finding.why, lang)]
        entry = self._session.index.resolve(finding.at) if finding.at else None
        if entry:
            parts.insert(1, say(M("At: {name}", name=literal(label(entry.record))), lang))
        return "\n".join(part for part in parts if part)


class FindingsTable(QTableView):
    """A table whose messages take the width that checks and fixes leave."""

    def __init__(self, session: Session) -> None:
        super().__init__()
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
        self._row = max(26, self.fontMetrics().height() + 9)
        self.verticalHeader().setMinimumSectionSize(self._row)
        self.verticalHeader().setDefaultSectionSize(self._row)
        self.hovered = -1  # the row under the mouse
        self.findings.modelReset.connect(self.share_out)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_out()

    def share_out(self) -> None:
        """Give each column its width and each row its height."""
        room, model = self.viewport().width(), self.findings
        rows = range(model.rowCount())
        bold = QFontMetrics(bolded(self.font()))

        def widest(column: int) -> int:
            words = {model.index(row, column).data() or "" for row in rows}
            return max(map(bold.horizontalAdvance, words), default=0)

        mark = ICON + 2 * MARGIN
        check = min(mark + GAP + widest(CHECK), int(room * MOST_CHECK)) if room >= WIDE else mark
        fix = widest(FIX)
        fix = min(fix + 2 * MARGIN + 2, int(room * MOST_FIX)) if fix else 0
        message = max(room - check - fix, 1)
        for column, width in ((CHECK, check), (MESSAGE, message), (FIX, fix)):
            self.setColumnWidth(column, width)
        header, font = self.verticalHeader(), self.fontMetrics()
        taller = self._row + font.lineSpacing()
        self.clearSpans()
        for row in rows[:MEASURED]:
            words, own = model.index(row, MESSAGE).data(), message
            if fix and not model.index(row, FIX).data():
                self.setSpan(row, MESSAGE, 1, 2)
                own += fix
            fits = font.horizontalAdvance(words) <= own - MARGIN
            header.resizeSection(row, self._row if fits else taller)

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
        finding = where.data(FINDING)
        table = colors(self._session.theme)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(table["chosen"]))
        elif where.row() == self._table.hovered:
            painter.fillRect(option.rect, QColor(table["hover"]))
        column = where.column()
        before = 0 if column == MESSAGE else MARGIN  # the message begins where the check ends
        text = box.adjusted(MARGIN if rtl else before, 0, -before if rtl else -MARGIN, 0)
        if column == CHECK:
            x = text.right() - ICON if rtl else text.left()
            mark = QRectF(x, box.center().y() - ICON / 2, ICON, ICON)
            paint(painter, finding.level, mark, table[finding.level])
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
