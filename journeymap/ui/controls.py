"""The few controls that Qt has not as we need them: a plain label, a choice with our arrow.

Each is plain in a second sense too: a label never reads its text as HTML, because what a map says
may come from anybody and rich text would load pictures. Loaded before the first paint.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from textwrap import wrap

from PySide6 import QtWidgets
from PySide6.QtCore import QEvent, QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QKeySequence, QPainter, QPaintEvent, QPalette, QPen, QWheelEvent
from PySide6.QtWidgets import (
    QAbstractScrollArea,
    QApplication,
    QCheckBox,
    QComboBox,
    QFrame,
    QLabel,
    QLineEdit,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from journeymap.model.text import text_is_rtl
from journeymap.ui.icons import paint
from journeymap.ui.style import px


def label(text: str = "", look: str = "", wrap: bool = False, selectable: bool = False) -> QLabel:
    """Return a label that shows `text` as it is; `look` is its row in the stylesheet.

    It begins where the interface begins, also a Latin name in a Persian window. Capitals are not
    spaced where letters join: the space would tear words apart.
    """
    made = QLabel(text)
    made.setAlignment(leading() | Qt.AlignmentFlag.AlignVCenter)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    if look:
        made.setProperty("look", look)
    if look == "caps" and right_to_left():
        made.setProperty("joined", True)
    if selectable:
        made.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
    return made


def right_to_left() -> bool:
    """Return whether the interface runs from right to left."""
    return QApplication.layoutDirection() == Qt.LayoutDirection.RightToLeft


def leading() -> Qt.AlignmentFlag:
    """Return the side where the lines of the interface begin, whatever a text's own direction."""
    side = Qt.AlignmentFlag.AlignRight if right_to_left() else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignAbsolute


def tip_of(text: str) -> str:
    """Return a text as a tooltip, in lines of 70 letters, 40 where letters are wide.

    It stays plain, because screen readers read it out where nothing else describes a control;
    tooltips guess at HTML, so every mark that could begin some is followed by a joiner, which
    nobody sees.
    """
    wide = any(unicodedata.east_asian_width(letter) in "WF" for letter in text)
    lines = (wrap(line, 40 if wide else 70) or [""] for line in text.splitlines())
    plain = "\n".join(line for several in lines for line in several)
    return plain.replace("<", "<\u2060").replace("&", "&\u2060")


def button(text: str, look: str = "", tip: str = "") -> QPushButton:
    """Return a button; `look` is main, link, card or count, or nothing for a plain one."""
    made = QPushButton(text.replace("&", "&&"))
    made.setAccessibleName(text)
    if look:
        made.setProperty("look", look)
    if tip:
        made.setToolTip(tip_of(tip))
    return made


def grow(window: QWidget) -> None:
    """Make a window as high as the wrapped texts in it need.

    Qt asks for that before they are dressed: letters of another font than the first one, such as
    Arabic ones, stand farther apart by then.
    """
    layout = window.layout()
    if layout is not None:
        layout.activate()
        needed = layout.totalHeightForWidth(window.width())
        if needed > window.height():
            window.resize(window.width(), needed)


def rule() -> QFrame:
    """Return a thin line across."""
    made = QFrame()
    made.setProperty("look", "line")
    return made


def set_property(widget: QWidget, name: str, value: object) -> None:
    """Set a property that the stylesheet looks at, and let the widget be dressed anew."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):  # else it will be, when seen
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def read_along(widget: QWidget, text: str, otherwise: bool) -> None:
    """Let a field run in the direction of the text in it; `otherwise` is for neither direction."""
    rtl = text_is_rtl(text, otherwise)
    direction = Qt.LayoutDirection.RightToLeft if rtl else Qt.LayoutDirection.LeftToRight
    if widget.layoutDirection() != direction:
        widget.setLayoutDirection(direction)


class Field(QLineEdit):
    """A line of text whose undo is the window's, so that Ctrl+Z means one thing everywhere."""

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and is_undo(event):
            event.ignore()
            return False
        return super().event(event)


def is_undo(event: QEvent) -> bool:
    """Return whether a key event asks for undo or redo."""
    keys = QKeySequence.StandardKey
    return event.matches(keys.Undo) or event.matches(keys.Redo)  # type: ignore[attr-defined] # only key events come here


class Check(QCheckBox):
    """A box to check, drawn so that it is seen in dark themes as well."""

    def __init__(self, text: str) -> None:
        super().__init__(text.replace("&", "&&"))
        self.box, self.gap = px(16), px(8)
        self.setAccessibleName(text)

    def sizeHint(self) -> QSize:
        metrics = self.fontMetrics()
        words = metrics.horizontalAdvance(self.text().replace("&&", "&"))
        return QSize(self.box + self.gap + words + 6, max(metrics.height(), self.box) + 6)

    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colors, state = self.palette(), self.checkState()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        x = self.width() - self.box - 1 if rtl else 1
        box = QRectF(x, (self.height() - self.box) / 2, self.box, self.box)
        on = state != Qt.CheckState.Unchecked
        edge = colors.highlight() if on or self.hasFocus() else colors.placeholderText()
        painter.setPen(QPen(edge.color(), 2 if self.hasFocus() and not on else 1))
        painter.setBrush(colors.highlight() if on else colors.base())
        round_by = px(4)
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), round_by, round_by)
        ink = colors.highlightedText().color()
        if state == Qt.CheckState.Checked:
            paint(painter, "check", box.adjusted(1, 1, -1, -1), ink.name())
        elif on:
            across, down = px(4), px(7)
            painter.fillRect(box.adjusted(across, down, -across, -down), ink)
        if self.hasFocus() and on:
            painter.setPen(QPen(colors.windowText().color(), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), px(5), px(5))
        painter.setPen(colors.windowText().color())
        gap = self.box + self.gap + 1
        words = QRectF(self.rect()).adjusted(0 if rtl else gap, 0, -gap if rtl else 0, 0)
        flags = leading() | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(words, int(flags), self.text().replace("&&", "&"))
        painter.end()


class Choice(QComboBox):
    """A list to choose from, with data behind each entry; the wheel never changes it.

    On Linux, Qt tells screen readers what is chosen in place of the name, and leaves it to a
    caption to say what is chosen from; without a caption the name is the description.
    """

    def __init__(self, name: str, parent: QWidget | None = None, captioned: bool = True) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        if not captioned:
            self.setAccessibleDescription(name)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def offer(self, entries: Iterable[tuple[str, object]], current: object) -> None:
        """Show these entries (text, data) and choose the one with the data `current`."""
        wanted = list(entries)
        kept = [(self.itemText(i), self.itemData(i)) for i in range(self.count())]
        blocked = self.blockSignals(True)
        if wanted != kept:
            self.clear()
            for text, data in wanted:
                self.addItem(text, data)
        at = next((i for i, (_, data) in enumerate(wanted) if data == current), -1)
        self.setCurrentIndex(at)
        self.blockSignals(blocked)

    def sizeHint(self) -> QSize:
        return QSize(px(120), super().sizeHint().height())

    def showPopup(self) -> None:
        """Show the list under the same name."""
        view = self.view()
        view.setAccessibleName(self.accessibleName())
        super().showPopup()
        if self.count() <= self.maxVisibleItems():
            # what frames the list is no part of the room that Qt gives it
            missing = self.count() * view.sizeHintForRow(0) - view.viewport().height()
            frame = view.parentWidget()
            if 0 < missing < px(60) and frame is not None:
                frame.resize(frame.width(), frame.height() + missing)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    def words(self) -> str:
        """Return what the closed box shows."""
        return self.currentText()

    def room(self) -> int:
        """Return how many pixels wide the words may be in the closed box."""
        # What the stylesheet leaves, counted here: it is asked for by names of QStyle, and giving
        # those hundreds of names their values takes as long as painting a frame.
        return self.width() - _beside_words()

    def widest(self) -> int:
        """Return how wide the closed box has to be, in pixels, to cut none of its entries off."""
        metrics = self.fontMetrics()
        words = (metrics.horizontalAdvance(self.itemText(n)) for n in range(self.count()))
        return max(words, default=0) + _beside_words() + 1

    def initStyleOption(self, option: QtWidgets.QStyleOptionComboBox) -> None:
        super().initStyleOption(option)
        # the style would cut a long text off
        elide = Qt.TextElideMode.ElideRight
        option.currentText = self.fontMetrics().elidedText(self.words(), elide, self.room())

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = px(12)
        x = px(8) if rtl else self.width() - px(8) - side
        color = self.palette().placeholderText().color().name()
        paint(painter, "expand", QRectF(x, (self.height() - side) / 2, side, side), color)
        painter.end()


def _beside_words() -> int:
    return 2 * px(10) + px(22) + 6


def own_ground(area: QAbstractScrollArea) -> None:
    """Give what scrolls a viewport made here.

    Qt's own would be handed out as a widget of any kind, and PySide first makes all kinds of
    widgets that there are known to Python, which takes as long as painting a frame.
    """
    ground = QWidget()
    ground.setObjectName("qt_scrollarea_viewport")
    ground.setBackgroundRole(QPalette.ColorRole.Base)
    ground.setAutoFillBackground(True)
    area.setViewport(ground)
