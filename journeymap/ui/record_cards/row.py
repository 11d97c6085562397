"""One row of a list in the inspector, and the small buttons on it: shown, walked through by keys.

A row knows what it shows and says what a person wants; what becomes of that is its list's business.
Enter or a click asks to open it, Del to take it away, Alt with an arrow to move it.
"""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QColor,
    QEnterEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.controls import label as text_label
from journeymap.ui.controls import set_property, tip_of
from journeymap.ui.icons import paint
from journeymap.ui.roles import give_role
from journeymap.ui.session import Session
from journeymap.ui.sparkline import Sparkline, Spot
from journeymap.ui.style import colors

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class Item(NamedTuple):
    """What one row shows. Two rows that show the same are the same.

    `look` is the row's ground, `tone` a colour of the theme for the title, `number` what stands
    beside the title or under it in the colour `band`, `spots` a line over time with its
    `limits`, which are target and alarm.
    """

    key: str
    title: str
    details: tuple[str, ...] = ()
    look: str = "reading"
    icon: str = ""
    tone: str = ""
    number: str = ""
    band: str = ""
    spots: tuple[Spot, ...] = ()
    limits: tuple[float | None, float | None] = (None, None)
    marked: bool = False
    removes: Message | None = None  # what Del and the small button do; None where nothing can go
    hint: Message | None = None  # what Enter does


class Glyph(QAbstractButton):
    """A small button that is an icon and nothing else; its name is said to screen readers."""

    SIZE = 20

    def __init__(self, session: Session, icon: str, name: str, tab: bool = True) -> None:
        super().__init__()
        self._session, self._icon = session, icon
        self._over = False
        self.setAccessibleName(name)
        self.setToolTip(tip_of(name))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if tab else Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_glyph(self, icon: str, name: str) -> None:
        """Show another icon that does something else."""
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(tip_of(name))
        self.update()

    def sizeHint(self) -> QSize:
        side = max(self.SIZE, self.fontMetrics().height() + 2)
        return QSize(side, side)

    minimumSizeHint = sizeHint

    def enterEvent(self, event: QEnterEvent) -> None:
        self._over = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._over = False
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self._session.theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        if self._over or self.isDown():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(table["pressed"]))
            painter.drawRoundedRect(box, 5, 5)
        if self.hasFocus():
            painter.setPen(QColor(table["accent"]))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box, 5, 5)
        side = self.height() * 0.62
        middle = QRectF(0, 0, side, side)
        middle.moveCenter(box.center())
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = (
            table["text" if self._over else "text.soft"] if self.isEnabled() else table["disabled"]
        )
        paint(painter, self._icon, middle, ink, flip=rtl)
        painter.end()


class Sign(QWidget):
    """An icon in a row, in the colour of what it stands for."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session, self._icon, self._tone = session, "", ""
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def put(self, icon: str, tone: str) -> None:
        """Show an icon in a colour of the theme, or nothing."""
        self._icon, self._tone = icon, tone
        self.setVisible(bool(icon))
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height()
        return QSize(side, side)

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        if not self._icon:
            return
        side = min(self.width(), self.height())
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = colors(self._session.theme)[self._tone or "text.soft"]
        middle = QRectF(0, (self.height() - side) / 2, side, side)
        paint(painter, self._icon, middle, ink, flip=rtl)
        painter.end()


class Row(QFrame):
    """A row that can have the focus; it grows with its words."""

    opened = Signal()  # Enter or a click
    removed = Signal()
    moved = Signal(int)  # by how many places
    walked = Signal(int)  # an arrow: to the row before or behind

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.item: Item | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        give_role(self, QAccessible.Role.ListItem)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._title = text_label("", "number", wrap=True)
        self._number = text_label("", "number")
        self._sign = Sign(session)
        self._spark: Sparkline | None = None
        self._drawn: tuple[object, ...] = ()
        self._gone = Glyph(session, "close", "", tab=False)
        self._gone.clicked.connect(self.removed)
        self._details: list[QLabel] = []
        self._words = QVBoxLayout()
        self._words.setSpacing(2)
        self._aside = text_label("", "number")
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self._aside, 0, Qt.AlignmentFlag.AlignTop)
        self._words.addLayout(head)
        self._figure = QWidget()
        figure = QHBoxLayout(self._figure)
        figure.setContentsMargins(0, 0, 0, 0)
        figure.addWidget(self._number, 1)
        self._words.addWidget(self._figure)
        line = QHBoxLayout(self)
        line.setContentsMargins(9, 6, 8, 7)
        line.setSpacing(7)
        line.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(self._words, 1)
        line.addWidget(self._gone, 0, Qt.AlignmentFlag.AlignTop)

    def put(self, item: Item) -> None:
        """Show an item."""
        table, lang = colors(self._session.theme), self._session.lang
        self.item = item
        set_property(self, "look", item.look)
        set_property(self, "overlay", "true" if item.marked else "false")
        self._title.setText(item.title)
        self._title.setVisible(bool(item.title))
        _ink(self._title, table[item.tone or "text"])
        drawn = len(item.spots) > 1  # the number stands beside its line, else beside the title
        for shown, there in ((self._number, drawn), (self._aside, not drawn)):
            shown.setText(item.number if there else "")
            _ink(shown, table[f"{item.band}.text" if item.band else "text"])
        self._aside.setVisible(bool(item.number) and not drawn)
        self._figure.setVisible(drawn)
        self._sign.put(item.icon, item.tone)
        self._draw(item)
        while len(self._details) > len(item.details):
            gone = self._details.pop()
            self._words.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._details) < len(item.details):
            more = text_label("", "small", wrap=True)
            self._details.append(more)
            self._words.addWidget(more)
        for shown, words in zip(self._details, item.details, strict=True):
            shown.setText(words)
        said = [each for each in (item.title, item.number, *item.details) if each]
        self.setAccessibleName(", ".join(said))
        hints = [say(each, lang) for each in (item.hint, item.removes) if each]
        self.setAccessibleDescription(", ".join(hints))
        self.setToolTip(tip_of(say(item.hint, lang)) if item.hint else "")
        self._gone.setVisible(item.removes is not None)
        if item.removes:
            name = say(M("{what} (Del)", what=item.removes), lang)
            self._gone.set_glyph("close", name)
        self.update()

    def _draw(self, item: Item) -> None:
        """Have the line over time that belongs to the item; such a line never changes."""
        theme = self._session.theme
        wanted = (item.spots, item.limits, theme)
        if wanted == self._drawn or not (item.spots or self._spark):
            return
        self._drawn = wanted
        if self._spark is not None:
            self._spark.hide()
            self._spark.deleteLater()
            self._spark = None
        if len(item.spots) > 1:
            self._spark = Sparkline(item.spots, self._session.lang, theme, *item.limits)
            self._figure.layout().addWidget(self._spark)

    @property
    def spark(self) -> Sparkline | None:
        """The line over time, None where there is none."""
        return self._spark

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
            self.opened.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, alt = event.key(), event.modifiers() & Qt.KeyboardModifier.AltModifier
        if key in ENTER:
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.removed.emit()
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            by = -1 if key == Qt.Key.Key_Up else 1
            (self.moved if alt else self.walked).emit(by)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        item, table = self.item, colors(self._session.theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item and item.look in ("pain", "opportunity"):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(table[item.look]))
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            painter.drawRoundedRect(self.width() - 4 if rtl else 0, 0, 4, self.height(), 2, 2)
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(table["accent"]), 2))
            painter.drawRoundedRect(self.rect().adjusted(1, 1, -2, -2), 6, 6)
        painter.end()


def _ink(words: QLabel, color: str) -> None:
    """Give a label its colour; the stylesheet says nothing about it, so the palette counts."""
    palette = words.palette()
    if palette.color(QPalette.ColorRole.WindowText).name() != color:
        palette.setColor(QPalette.ColorRole.WindowText, QColor(color))
        words.setPalette(palette)
