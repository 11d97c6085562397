"""What the four pages of the assistant have in common."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QPushButton,
    QStyleOptionViewItem,
    QTreeWidget,
    QWidget,
)

from journeymap.model.text import Message, capitals, say
from journeymap.ui.controls import Field, leading, own_ground
from journeymap.ui.importing.draft import Draft
from journeymap.ui.importing.work import Outcome, Read
from journeymap.ui.style import px

if TYPE_CHECKING:
    from journeymap.model.index import Index

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class State(NamedTuple):
    """All that a page shows: the file, the decisions, and what would come of them.

    `records` is the index of the map with what the import makes; `problem` says why there is no
    outcome.
    """

    draft: Draft
    read: Read | None
    outcome: Outcome | None
    problem: Message | None
    records: Index


class Page(QWidget):
    """One page; it changes the draft and says so."""

    changed = Signal()  # the draft: prepare it anew

    def __init__(self, lang: str) -> None:
        super().__init__()
        self.lang = lang

    def say(self, message: Message) -> str:
        """Return a message in the language of the window."""
        return say(message, self.lang)

    def sentence(self, message: Message) -> str:
        """Return a message with a capital letter; the command line says it among others."""
        text = self.say(message)
        return capitals(text[:1], self.lang) + text[1:]

    def show_state(self, state: State) -> None:
        """Show what is known and decided now."""
        raise NotImplementedError

    def first(self) -> QWidget:
        """Return where the cursor goes when the page comes."""
        raise NotImplementedError


class OnceButton(QPushButton):
    """A button that a double click presses once: by its second half it means something else.

    The page has gone on then, and what was meant for “Next” would import a plan nobody has seen.
    """

    def __init__(self, text: str = "", look: str = "") -> None:
        super().__init__(text.replace("&", "&&"))
        self.setAccessibleName(text)
        if look:
            self.setProperty("look", look)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        event.accept()


class Tree(QTreeWidget):
    """A list under headings; Enter goes to what a row is decided with, never to the next page."""

    entered = Signal()

    def __init__(self, name: str, heads: list[str]) -> None:
        super().__init__()
        own_ground(self)
        self.setAccessibleName(name)
        self.setColumnCount(len(heads))
        self.setHeaderLabels(heads)
        self.setUniformRowHeights(True)
        self.setProperty("look", "rows")
        self.header().setDefaultAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
        self.setRootIsDecorated(False)
        self.setIndentation(px(14))
        self.setItemsExpandable(False)
        self.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.header().setStretchLastSection(False)
        self.header().setSectionsMovable(False)
        self.header().setHighlightSections(False)

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        where: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw a row, and a frame in the window's own colour around the one the keys are on."""
        super().drawRow(painter, option, where)
        now = self.currentIndex()
        if self.hasFocus() and now.row() == where.row() and now.parent() == where.parent():
            # its own palette has none: the rows are painted by the style sheet
            painter.setPen(QApplication.palette().highlight().color())
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(option.rect.adjusted(0, 0, -1, -1))

    def share(self, *parts: int) -> None:
        """Give the columns these parts of the room; 0 is as wide as it needs."""
        mode = QHeaderView.ResizeMode
        for column, part in enumerate(parts):
            self.header().setSectionResizeMode(
                column, mode.Stretch if part else mode.ResizeToContents
            )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and not event.modifiers():
            self.entered.emit()
            event.accept()
            return
        super().keyPressEvent(event)

    def drawBranches(self, painter: object, rect: object, index: QModelIndex) -> None:
        """Draw nothing: what stands under a heading is always open."""


class EnterField(Field):
    """A line of text that keeps Enter to itself: it means the line, not the next page."""

    taken = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER:
            self.taken.emit()
            event.accept()
            return
        super().keyPressEvent(event)
