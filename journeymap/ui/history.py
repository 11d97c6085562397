"""The undo list with names: what was done, what was taken back, and a way to any of it.

It knows the session and no other panel, and changes the map only by undo and redo.
"""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, capitals, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import tip_of
from journeymap.ui.icons import icon
from journeymap.ui.session import Session
from journeymap.ui.style import colors

AS_OPENED = M("As opened")


class History(QWidget):
    """One row a step, oldest first; the present state is chosen and bold, the saved one marked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._shown: tuple[Message, ...] | None = None
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(M("Undo history")))
        self.list.setUniformItemSizes(True)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 6, 6)
        column.setSpacing(8)
        heading = text_label(capitals(self._say(M("History")), session.lang), "caps")
        heading.setContentsMargins(4, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self.refresh)
        for signal in (session.state_changed, session.theme_changed):
            signal.connect(self._later.start)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(210, 400)

    def _say(self, message: Message) -> str:
        return say(message, self._session.lang)

    def refresh(self) -> None:
        """Show the steps as they are now."""
        document = self._session.document
        if document.steps != self._shown:
            self._shown = document.steps
            self.list.clear()
            for step in (AS_OPENED, *document.steps):
                self.list.addItem(QListWidgetItem(self._say(step)))
        table = colors(self._session.theme)
        self.list.setStyleSheet(
            "QListWidget::item { padding: 5px 6px; border-radius: 6px; }"
            f"QListWidget::item:hover {{ background: {table['hover']}; }}"
            f"QListWidget::item:selected {{ background: {table['chosen']};"
            f" color: {table['chosen.text']}; }}"
            f"QListWidget::item:selected:focus {{ border: 1px solid {table['accent']}; }}"
        )
        saved = document.saved_at
        mark = icon("save", table["text.soft"], size=14)
        for row, step in enumerate((AS_OPENED, *document.steps)):
            undone, now = row > document.done, row == document.done
            item = self.list.item(row)
            item.setForeground(QColor(table["text.soft" if undone else "text"]))
            font = item.font()
            font.setItalic(undone)
            font.setBold(now)
            item.setFont(font)
            item.setIcon(mark if row == saved else QIcon())
            words = [self._say(step)]
            words += [self._say(M("saved"))] if row == saved else []
            words += [self._say(M("undone"))] if undone else []
            words += [self._say(M("now"))] if now else []
            item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
            item.setToolTip(tip_of(", ".join(words)))
        self.list.setCurrentRow(document.done)

    def _go(self, item: QListWidgetItem) -> None:
        done = self.list.row(item)
        if done != self._session.document.done:
            self._session.go_to_step(done)
