"""The findings: what the checks say, in two kinds, each with its reason and where possible a fix.

A click or Enter leads to the record; a fix is an edit and one undo step. It knows the session and
no other panel.
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
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QStackedWidget,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTabBar,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journeymap.model.index import label
from journeymap.model.text import M, Message, literal, say, say_number
from journeymap.model.vocabulary import NAMES
from journeymap.ui.controls import button, tip_of
from journeymap.ui.controls import label as text_label
from journeymap.ui.icons import icon, paint
from journeymap.ui.session import Session
from journeymap.ui.style import colors

Where = QModelIndex | QPersistentModelIndex
KINDS = ("map", "experience")
CHECK, MESSAGE, FIX = range(3)
FINDING = Qt.ItemDataRole.UserRole
ICON = 16  # of the level, in pixels
MOST = (260, 330, 200)  # width of a column, in pixels; the message takes what is left


class Findings(QWidget):
    """Two tabs over a table."""

    closed = Signal()

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session, self._lang = session, session.lang
        self.tabs = QTabBar()
        self.tabs.setDrawBase(False)
        self.tabs.setExpanding(False)
        self.tabs.setAccessibleName(self._say(M("Kinds of findings")))
        for _ in KINDS:
            self.tabs.addTab("")
        self.model = FindingsModel(session, self)
        self.table = QTableView()
        self._set_up_table()
        self.fix = button(self._say(M("Fix")), "link")
        self.fix.clicked.connect(self._fix_current)
        self._close = QToolButton()
        self._close.setAccessibleName(self._say(M("Hide the findings")))
        self._close.setToolTip(self._say(M("Hide the findings")))
        self._close.clicked.connect(self.closed)
        self._quiet = text_label("", "soft", wrap=True)
        self._quiet.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._quiet)
        head = QHBoxLayout()
        head.setContentsMargins(8, 2, 8, 0)
        head.addWidget(self.tabs)
        head.addStretch(1)
        head.addWidget(self.fix)
        head.addWidget(self._close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addLayout(head)
        column.addWidget(self._stack, 1)
        self.tabs.currentChanged.connect(self.refresh)
        session.findings_changed.connect(self.refresh)
        session.theme_changed.connect(self._dress)
        self._dress()
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(600, 158)

    def minimumSizeHint(self) -> QSize:
        return QSize(200, 90)

    def _say(self, message: Message) -> str:
        return say(message, self._lang)

    def _set_up_table(self) -> None:
        table = self.table
        table.setModel(self.model)
        table.setItemDelegate(FindingDelegate(self._session, table))
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setShowGrid(False)
        table.setMouseTracking(True)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.verticalHeader().hide()
        table.horizontalHeader().hide()
        rows = max(26, table.fontMetrics().height() + 9)
        table.verticalHeader().setDefaultSectionSize(rows)
        table.verticalHeader().setMinimumSectionSize(rows)
        header = table.horizontalHeader()
        header.setSectionResizeMode(CHECK, QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(MESSAGE, QHeaderView.ResizeMode.Stretch)
        header.setSectionResizeMode(FIX, QHeaderView.ResizeMode.ResizeToContents)
        header.setMinimumSectionSize(60)
        table.setAccessibleName(self._say(M("Findings of the checks")))
        table.clicked.connect(self._on_click)
        table.activated.connect(self._jump)
        table.selectionModel().currentRowChanged.connect(self._on_row)

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self._close.setIcon(icon("close", table["text.soft"], size=14))
        self.table.viewport().update()

    def first(self) -> QWidget:
        """Return where the focus goes when somebody comes: the table, else the tabs."""
        return self.table if self.table.isVisible() else self.tabs

    def show_kind(self, kind: str) -> None:
        """Turn to the tab of a kind of findings."""
        self.tabs.setCurrentIndex(KINDS.index(kind))

    def refresh(self) -> None:
        """Show the findings of the tab that is open."""
        found = self._session.findings
        for number, kind in enumerate(KINDS):
            n = sum(finding.kind == kind for finding in found)
            name = M("About the map") if kind == "map" else M("About the experience")
            self.tabs.setTabText(number, f"{self._say(name)}  {say_number(n, self._lang)}")
        shown = [each for each in found if each.kind == KINDS[self.tabs.currentIndex()]]
        row = self.table.currentIndex().row()
        self.model.put(shown)
        if 0 <= row < len(shown):
            self.table.setCurrentIndex(self.model.index(row, MESSAGE))
        self._quiet.setText(self._say(M("Nothing to say here.")))
        self._stack.setCurrentIndex(0 if shown else 1)
        self._on_row()

    def _on_row(self, *_: object) -> None:
        finding = self.table.currentIndex().data(FINDING)
        self.fix.setVisible(bool(finding and finding.fix))
        if finding and finding.fix:
            text = self._say(finding.fix.name)
            self.fix.setText(text.replace("&", "&&"))
            self.fix.setAccessibleName(text)

    def _on_click(self, where: QModelIndex) -> None:
        finding = where.data(FINDING)
        if where.column() == FIX and finding.fix:
            self._apply(finding)
        else:
            self._jump(where)

    def _jump(self, where: QModelIndex) -> None:
        if finding := where.data(FINDING):
            entry = self._session.index.resolve(finding.at) if finding.at else None
            self._session.jump(entry.key if entry else finding.at)

    def _fix_current(self) -> None:
        if finding := self.table.currentIndex().data(FINDING):
            self._apply(finding)

    def _apply(self, finding: Any) -> None:
        self._session.commit(finding.fix.name, finding.fix.edit, initiator=self)


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


class FindingDelegate(QStyledItemDelegate):
    """Draws a row: the icon of the level and the check's id, the message, the fix as a link."""

    def __init__(self, session: Session, table: QTableView) -> None:
        super().__init__(table)
        self._session, self._table = session, table

    def sizeHint(self, option: QStyleOptionViewItem, where: Where) -> QSize:
        font = self._font(option.font, where.column())
        text = where.data() or ""
        width = QFontMetrics(font).horizontalAdvance(text) + 26
        mark = ICON + 12 if where.column() == CHECK else 0
        return QSize(min(width + mark, MOST[where.column()]), 24)

    def _font(self, base: QFont, column: int) -> QFont:
        font = QFont(base)
        font.setBold(column != MESSAGE)
        return font

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, where: Where) -> None:
        finding = where.data(FINDING)
        table = colors(self._session.theme)
        rtl = option.direction == Qt.LayoutDirection.RightToLeft
        box = QRectF(option.rect)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(table["chosen"]))
        elif option.state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, QColor(table["hover"]))
        text = box.adjusted(12, 0, -12, 0)
        column = where.column()
        if column == CHECK:
            x = text.right() - ICON if rtl else text.left()
            mark = QRectF(x, box.center().y() - ICON / 2, ICON, ICON)
            paint(painter, finding.level, mark, table[finding.level])
            text.adjust(0 if rtl else ICON + 8, 0, -(ICON + 8) if rtl else 0, 0)
        tone = ("text.soft", "text", "accent")[column]
        painter.setFont(self._font(option.font, column))
        painter.setPen(QColor(table[tone]))
        words = QFontMetrics(painter.font()).elidedText(
            where.data() or "", Qt.TextElideMode.ElideRight, int(text.width())
        )
        at_end = column == FIX
        right = rtl != at_end
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignAbsolute
        painter.drawText(text, int(flags) | int(Qt.TextFlag.TextSingleLine), words)
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
