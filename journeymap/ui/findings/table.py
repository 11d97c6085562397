"""The table of the findings: its width shared out, a second line where a message is long.

What a row says is in `model.py`, how it looks in `drawing.py`. It knows no deed: a click, Enter and
the wish to fold are signals.
"""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QFontMetrics, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from journeymap.ui.controls import own_ground
from journeymap.ui.findings.drawing import GAP, ICON, MARGIN, STEP, FindingDelegate, bolded
from journeymap.ui.findings.model import CHECK, FIX, MESSAGE, ROW, FindingsModel
from journeymap.ui.findings.rows import Heading, Line
from journeymap.ui.menu import menu_place
from journeymap.ui.session import Session
from journeymap.ui.style import px

WIDE = 860  # from this width on the checks are named, else only their level is drawn
MOST_CHECK, MOST_FIX = 0.26, 0.28  # of the width
MEASURED = 400  # rows; of more, none has a second line or makes a column wider


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
        self._drawn = FindingDelegate(session, self)
        self.setItemDelegate(self._drawn)
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
        mark = px(ICON) + 2 * MARGIN
        named = mark + GAP + max((check for check, _, _ in lines.values()), default=0) + 2
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
        if row != self._drawn.hovered:
            self._drawn.hovered = row
            self.viewport().update()
