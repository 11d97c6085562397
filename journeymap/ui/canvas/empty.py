"""What stands on a map that has nothing to show yet: what to press, with buttons that do it.

Over the canvas while there are no stages; a single inviting button in the first cell while there
are stages and no touchpoints. It goes when the map begins, and only says what was wished.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QLabel, QVBoxLayout

from journeymap.model.text import M, say
from journeymap.ui.actions import keys_text
from journeymap.ui.canvas.camera import rect_of
from journeymap.ui.canvas.drop import cell_box
from journeymap.ui.canvas.surface import Surface
from journeymap.ui.controls import button, label
from journeymap.ui.icons import pixmap
from journeymap.ui.style import colors

WIDTH = 460  # pixels
LEAST = QSize(150, 44)  # of the invitation in the first cell
MOST = QSize(300, 76)


class EmptyMap(QFrame):
    """The card in the middle of a map without stages."""

    wished = Signal(str)  # the id of an action, or "template"

    def __init__(self, view: Surface) -> None:
        super().__init__(view)
        self._view = view
        lang = view.session.lang
        self.setObjectName("empty")
        self.setAccessibleName(say(M("The map is empty"), lang))
        self.setLayoutDirection(view.window().layoutDirection())
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 26, 28, 26)
        column.setSpacing(8)
        column.addWidget(self.picture)
        for text, look in (
            (M("Every journey begins with a stage"), "number"),
            (
                M(
                    "Stages are what the customer goes through, from left to right. Add the first"
                    " one and name it, or begin with a template that has them."
                ),
                "soft",
            ),
        ):
            words = label(say(text, lang), look, wrap=True)
            words.setAlignment(Qt.AlignmentFlag.AlignCenter)
            column.addWidget(words)
        column.addSpacing(8)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addStretch(1)
        self.buttons: dict[str, QAbstractButton] = {}
        for wish, text, look in (
            ("add-stage", M("Add a stage"), "main"),
            ("template", M("Begin with a template…"), ""),
        ):
            made = button(say(text, lang), look)
            made.setAutoDefault(True)  # Enter presses what has the focus
            made.clicked.connect(partial(self.wished.emit, wish))
            row.addWidget(made)
            self.buttons[wish] = made
        row.addStretch(1)
        column.addLayout(row)
        self._ground = QFrame(view)  # over lanes that have nothing to show
        self._ground.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._ground.hide()
        self.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._ground.hide()

    def dress(self) -> None:
        """Take the theme's colours."""
        table = colors(self._view.session.theme)
        self._ground.setStyleSheet(f"background: {table['canvas']}; border: none;")
        self.setStyleSheet(
            f"QFrame#empty {{ background: {table['panel']}; border: 1px solid {table['edge']};"
            " border-radius: 12px; }"
        )
        self.picture.setPixmap(pixmap("stage", table["accent"], 34, self.devicePixelRatioF()))

    def follow(self) -> None:
        """Stand in the middle of the canvas while the map has no stages."""
        view = self._view
        m = view.session.map
        if m.stages or m.touchpoints or view.picture is None:
            self.hide()
            return
        port = view.viewport().geometry()
        wide = min(WIDTH, port.width() - 24)
        high = max(self.heightForWidth(wide), self.minimumSizeHint().height())
        top = port.center().y() - high // 2
        heading = next((part for part in view.picture.parts if part.kind == "heading"), None)
        if heading is not None:  # the title of the map stays to be read
            top = max(top, port.top() + round(view.on_screen(heading).bottom()) + 12)
        lanes = [part for part in view.picture.parts if part.kind == "lane"]
        if lanes:
            above = port.top() + round(min(view.on_screen(part).top() for part in lanes)) - 2
            self._ground.setGeometry(port.adjusted(0, max(above - port.top(), 0), 0, 0))
            self._ground.show()
            self._ground.raise_()
        top = max(min(top, port.bottom() + 1 - high - 8), port.top())
        self.setGeometry(QRect(port.center().x() - wide // 2, top, wide, high))
        if self.isHidden():
            self.dress()
            self.show()
        self.raise_()


class FirstCell(QAbstractButton):
    """A dashed card in the first cell of a map without touchpoints, to be pressed."""

    def __init__(self, view: Surface, ask: Callable[[str, str], None]) -> None:
        super().__init__(view)
        self._view = view
        self._cell = ("", "")
        lang = view.session.lang
        self.setText(say(M("Add the first touchpoint"), lang))
        self.setAccessibleName(self.text())
        how = M("Press here, double-click any cell, or press {keys}.", keys=keys_text("Ctrl+T"))
        self._how = say(how, lang)
        self.setAccessibleDescription(self._how)
        self.setToolTip(self._how)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.clicked.connect(lambda: ask(*self._cell))
        self.hide()

    def follow(self) -> None:
        """Stand in the first cell while the map has stages and no touchpoints."""
        view = self._view
        m = view.session.map
        place = None if m.touchpoints or not m.stages else self._place()
        if place is None:
            self.hide()
            return
        self.setGeometry(place)
        if self.isHidden():
            self.show()
            self.raise_()

    def _place(self) -> QRect | None:
        """Return where the button goes on the canvas, None where the first cell is not seen."""
        view, picture = self._view, self._view.picture
        if picture is None:
            return None
        stage = view.session.map.stages[0].id
        row = next((band.key for band in picture.lanes if band.kind == "channels"), None)
        cell = cell_box(picture, stage, row) if row is not None else None
        if row is not None and cell is not None:
            area = view.viewportTransform().mapRect(rect_of(cell))
        else:  # no rows yet: under the stage, below what else stands there
            part = view.part_of(stage)
            if part is None:
                return None
            name = view.on_screen(part)
            lanes = [view.on_screen(each) for each in picture.parts if each.kind == "lane"]
            least = max([name.bottom(), *(lane.bottom() for lane in lanes)])
            lowest = view.viewport().height() - MOST.height() - 24.0
            top = max(min(least, lowest), name.bottom()) + 12
            area = QRectF(name.left(), top, name.width(), MOST.height() + 12)
        self._cell = (stage, row or "")
        wide = min(max(round(area.width()) - 12, LEAST.width()), MOST.width())
        high = min(max(round(area.height()) - 12, LEAST.height()), MOST.height())
        port = view.viewport().geometry()
        middle = area.center().toPoint() + port.topLeft()
        place = QRect(QPoint(0, 0), QSize(wide, high))
        place.moveCenter(middle)
        head = view.part_of(stage)
        if head is not None:  # rows without cards are lower than the button
            under = port.top() + round(view.on_screen(head).bottom()) + 6
            place.moveTop(max(place.top(), under))
        return place if port.contains(middle) else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Be pressed by Enter too, as by the space bar."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        """Return the usual size."""
        return MOST

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint a dashed card with a plus and the words."""
        table = colors(self._view.session.theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ground, ink = QColor(table["panel"]), QColor(table["chosen.text"])
        warm = self.underMouse() or self.hasFocus()
        painter.setBrush(QColor(table["chosen"]) if warm else ground)
        pen = QPen(QColor(table["accent"]), 2 if self.hasFocus() else 1.4)
        pen.setStyle(Qt.PenStyle.SolidLine if self.hasFocus() else Qt.PenStyle.DashLine)
        painter.setPen(pen)
        box = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
        painter.drawRoundedRect(box, 8, 8)
        painter.setPen(ink)
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(8, 4, -8, -4), int(flags), f"＋  {self.text()}")
        painter.end()
