"""A menu that stays on the screen, goes by first letters, and stays open while one ticks in it.

Where a menu is too high for the room under its title, Qt opens it beside the title, and in a window
that runs right to left beside the screen. Nothing of the model may be imported here.
"""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QMenu, QMenuBar, QWidget

STAYS = "stays"  # property of an action that leaves its menu open


class Menu(QMenu):
    """A menu within the screen; entries made by `staying` leave it open."""

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room, now = self.screen().availableGeometry(), self.geometry()
        x = max(min(now.x(), room.right() + 1 - now.width()), room.x())
        y = max(min(now.y(), room.bottom() + 1 - now.height()), room.y())
        if (x, y) != (now.x(), now.y()):
            self.move(x, y)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and self._keep_open(action):
            event.accept()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        keys = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
        plain = not event.modifiers() & ~Qt.KeyboardModifier.ShiftModifier
        stays = event.key() in keys and self._keep_open(self.activeAction())
        if stays or (plain and event.text().isalnum() and self._go_to(event.text())):
            event.accept()
        else:
            super().keyPressEvent(event)
            bar = QApplication.focusWidget()
            if event.key() == Qt.Key.Key_Escape and isinstance(bar, QMenuBar):
                QApplication.sendEvent(bar, event)  # it gives the keyboard back to who had it

    def _go_to(self, letter: str) -> bool:
        """Go to the next entry that begins with a letter; return whether there is one.

        Qt knows only letters that are underlined, and no entry has one: there are many languages.
        """
        entries = [each for each in self.actions() if each.isVisible() and each.isEnabled()]
        now = self.activeAction()
        at = entries.index(now) + 1 if now in entries else 0
        for each in (*entries[at:], *entries[:at]):
            if each.text().casefold().startswith(letter.casefold()):
                self.setActiveAction(each)
                return True
        return False

    def _keep_open(self, action: QAction | None) -> bool:
        if action is None or not action.property(STAYS):
            return False
        if action.isEnabled():
            action.trigger()
        return True


def staying(action: QAction) -> QAction:
    """Return the action, made such that a `Menu` stays open when it is chosen."""
    action.setProperty(STAYS, True)
    return action


def not_of_menus(widget: QWidget | None) -> QWidget | None:
    """Return what may be given the keyboard back: no menu and no bar of them, None instead."""
    return None if isinstance(widget, QMenu | QMenuBar) else widget


def menu_place(view: QAbstractItemView, event: QContextMenuEvent) -> QPoint:
    """Return where a menu asked for in a view opens: at the mouse, by keys on the current row."""
    where = view.currentIndex()
    if event.reason() != QContextMenuEvent.Reason.Keyboard or not where.isValid():
        return event.pos()
    view.scrollTo(where)
    return view.visualRect(where).center()
