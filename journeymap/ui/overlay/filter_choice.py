"""A button that opens a list to tick several values in; it says what is ticked.

The list stays open while somebody ticks, by mouse or by keys; Esc closes it.
"""

from __future__ import annotations

from collections.abc import Iterable

from PySide6 import QtWidgets
from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QPaintEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton

from journeymap.model.text import M, say, say_list, say_number
from journeymap.ui.controls import leading, set_property, tip_of
from journeymap.ui.icons import paint

MOST, LEAST = 190, 54  # pixels of width
PAD, ARROW = 9, 11
_TICK = (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class Ticks(QMenu):
    """A menu of values that stays open when one is ticked."""

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.actionAt(event.position().toPoint())
        if action is not None and action.isCheckable():
            action.trigger()
        else:
            super().mouseReleaseEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        action = self.activeAction()
        if event.key() in _TICK and action is not None and action.isCheckable():
            action.trigger()
        else:
            super().keyPressEvent(event)


class FilterChoice(QToolButton):
    """Several values of one kind; `ticked(values)` says which are wanted now."""

    ticked = Signal(object)

    def __init__(self, name: str, lang: str, about: str = "") -> None:
        super().__init__()
        self._name, self._lang, self._about = name, lang, about
        self._words = name
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setProperty("look", "choice")
        self.setAccessibleName(name)
        self.menu_of_values = Ticks(self)
        self.menu_of_values.setStyleSheet("QMenu { menu-scrollable: 1; }")
        self.clicked.connect(self.open)

    def put(self, values: Iterable[tuple[str, str]], wanted: frozenset[str]) -> None:
        """Offer these values as (words, value) and tick those that are wanted."""
        offered = list(values)
        menu = self.menu_of_values
        kept = [(action.data(), action.text()) for action in menu.actions()]
        if kept != [(value, words.replace("&", "&&")) for words, value in offered]:
            menu.clear()
            for words, value in offered:
                action = QAction(words.replace("&", "&&"), menu)
                action.setToolTip(tip_of(words))  # else Qt guesses at HTML in a name
                action.setData(value)
                action.setCheckable(True)
                action.triggered.connect(self._say)
                menu.addAction(action)
        for action in menu.actions():
            action.setChecked(action.data() in wanted)
        self._show([words for words, value in offered if value in wanted])

    def _show(self, chosen: list[str]) -> None:
        more = f" +{say_number(len(chosen) - 1, self._lang)}" if len(chosen) > 1 else ""
        self._words = (
            say(M("{name}: {value}", name=self._name, value=f"{chosen[0]}{more}"), self._lang)
            if chosen
            else self._name
        )
        every = say_list(chosen, self._lang)
        heard = say(M("{name}: {value}", name=self._name, value=every), self._lang)
        self.setAccessibleName(heard if chosen else self._name)
        self.setToolTip(tip_of(heard if chosen else self._about))
        set_property(self, "on", "true" if chosen else "false")
        self.updateGeometry()
        self.update()

    def _say(self, *_: object) -> None:
        actions = self.menu_of_values.actions()
        self.ticked.emit(frozenset(each.data() for each in actions if each.isChecked()))

    def open(self) -> None:
        """Open the list under the button."""
        menu = self.menu_of_values
        size = menu.sizeHint()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - size.width() if rtl else 0
        menu.popup(self.mapToGlobal(QPoint(x, self.height() + 2)))
        if menu.actions():
            menu.setActiveAction(menu.actions()[0])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (*_TICK, Qt.Key.Key_Down) and not event.isAutoRepeat():
            self.open()
        else:
            super().keyPressEvent(event)

    # ------------------------------------------------------------ painting

    def sizeHint(self) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self._words) + 12  # it may be bold
        return QSize(min(words + 2 * PAD + ARROW + 6, MOST), self.fontMetrics().height() + 11)

    def minimumSizeHint(self) -> QSize:
        return QSize(LEAST, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QtWidgets.QStylePainter(self)
        option = QtWidgets.QStyleOptionToolButton()
        self.initStyleOption(option)
        painter.drawComplexControl(QtWidgets.QStyle.ComplexControl.CC_ToolButton, option)
        color = self.palette().buttonText().color()
        painter.setPen(color)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        start, end = (ARROW + PAD + 5, PAD) if rtl else (PAD, ARROW + PAD + 5)
        room = QRect(start, 0, self.width() - start - end, self.height())
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, leading() | Qt.AlignmentFlag.AlignVCenter, words)
        x = PAD if rtl else self.width() - PAD - ARROW
        arrow = QRectF(x, (self.height() - ARROW) / 2, ARROW, ARROW)
        paint(painter, "expand", arrow, color.name())
        painter.end()
