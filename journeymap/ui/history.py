"""The undo list with names: what was done, what was taken back, and a way to any of it.

It knows the session and no other panel, and changes the map only by undo and redo.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QColor, QIcon
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, capitals, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import tip_of
from journeymap.ui.icons import icon
from journeymap.ui.session import Session
from journeymap.ui.style import colors, px
from journeymap.ui.when_seen import WhenSeen

AS_OPENED = M("As opened")


class State(NamedTuple):
    """How a step stands: taken back, the present one, the one on disk."""

    undone: bool
    now: bool
    saved: bool


class History(QWidget):
    """One row a step, oldest first; the present state is chosen and bold, the saved one marked."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._session = session
        self._steps: tuple[Message, ...] = ()  # what the rows say
        self._rows: list[State] = []  # how they show it
        self._theme = ""
        self._mark = QIcon()
        self.list = QListWidget()
        self.list.setAccessibleName(self._say(M("Undo history")))
        self.list.setUniformItemSizes(True)
        self.list.setIconSize(QSize(px(14), px(14)))
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        # what is too long is shortened, and its tip says all of it
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.itemActivated.connect(self._go)
        self.list.itemClicked.connect(self._go)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 12, 6, 6)
        column.setSpacing(8)
        heading = text_label(capitals(self._say(M("History")), session.lang), "caps")
        heading.setContentsMargins(4, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self.list, 1)
        fresh = WhenSeen(self, self.refresh)
        session.state_changed.connect(fresh.wait)
        session.theme_changed.connect(fresh.wait)
        self.refresh()

    def sizeHint(self) -> QSize:
        return QSize(210, 400)

    def _say(self, message: Message) -> str:
        return say(message, self._session.lang)

    # ------------------------------------------------------------ showing

    def refresh(self) -> None:
        """Show the steps as they are now; rows that say the same are left alone."""
        document, theme = self._session.document, self._session.theme
        steps = (AS_OPENED, *document.steps)
        same = zip(self._steps, steps, strict=False)
        first = next((n for n, (old, new) in enumerate(same) if old is not new), None)
        first = min(len(self._steps), len(steps)) if first is None else first
        while self.list.count() > first:
            self.list.takeItem(self.list.count() - 1)
        self.list.addItems([self._say(step) for step in steps[first:]])
        self._steps = steps
        del self._rows[first:]
        if theme != self._theme:
            self._theme = theme
            self._rows = []
            self._dress()
        saved, done = document.saved_at, document.done
        for row in range(len(steps)):
            state = State(row > done, row == done, row == saved)
            if row >= len(self._rows):
                self._rows.append(state)
            elif self._rows[row] == state:
                continue
            else:
                self._rows[row] = state
            self._put(row, state)
        self.list.setCurrentRow(done)

    def _dress(self) -> None:
        table = colors(self._session.theme)
        self.list.setStyleSheet(
            "QListWidget::item { padding: 5px 6px; border-radius: 6px; }"
            f"QListWidget::item:hover {{ background: {table['hover']}; }}"
            f"QListWidget::item:selected {{ background: {table['chosen']};"
            f" color: {table['chosen.text']}; }}"
            f"QListWidget::item:selected:focus {{ border: 1px solid {table['accent']}; }}"
        )
        self._mark = icon("save", table["text.soft"], size=px(14))

    def _put(self, row: int, state: State) -> None:
        table = colors(self._session.theme)
        item = self.list.item(row)
        item.setForeground(QColor(table["text.soft" if state.undone else "text"]))
        font = item.font()
        font.setItalic(state.undone)
        font.setBold(state.now)
        item.setFont(font)
        item.setIcon(self._mark if state.saved else QIcon())
        words = [self._say(self._steps[row])]
        words += [self._say(M("saved"))] if state.saved else []
        words += [self._say(M("undone"))] if state.undone else []
        words += [self._say(M("now"))] if state.now else []
        item.setData(Qt.ItemDataRole.AccessibleTextRole, ", ".join(words))
        item.setToolTip(tip_of(", ".join(words)))

    def _go(self, item: QListWidgetItem) -> None:
        done = self.list.row(item)
        if done != self._session.document.done:
            self._session.go_to_step(done)
