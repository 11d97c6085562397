"""A group of a form: a heading that folds what stands under it, and fields made when needed.

A long form is not made at once: what is folded is made when it is unfolded, and the rest bit by
bit, so that a form is there in the moment in which a record is selected.
"""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from journeymap.model.text import M, capitals, say
from journeymap.ui.icons import paint
from journeymap.ui.inspector.fields import FieldRow, Scene
from journeymap.ui.inspector.form_fields import FormField, Group
from journeymap.ui.roles import give_role
from journeymap.ui.style import px


class Heading(QAbstractButton):
    """The name of a group; Space or a click folds and unfolds it."""

    def __init__(self, text: str, lang: str) -> None:
        super().__init__()
        self._lang = lang
        self._words = capitals(text, lang)
        self.setText(text.replace("&", "&&"))
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._describe)
        self._describe()

    def _describe(self) -> None:
        state = M("folded") if self.isChecked() else M("unfolded")
        self.setAccessibleDescription(say(state, self._lang))
        self.update()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setPixelSize(max(9, self.fontInfo().pixelSize() - px(2)))
        font.setWeight(QFont.Weight.Bold)
        return font

    def sizeHint(self) -> QSize:
        return QSize(120, self.fontMetrics().height() + px(18))

    minimumSizeHint = sizeHint

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        palette = self.palette()
        rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = palette.windowText() if self.underMouse() else palette.placeholderText()
        # the room over the words parts the groups
        room = QRectF(0, px(10), self.width(), self.height() - px(10))
        side = Qt.AlignmentFlag.AlignRight if rtl else Qt.AlignmentFlag.AlignLeft
        painter.setFont(self._font())
        painter.setPen(ink.color())
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(room, int(flags), self._words)
        size = float(px(12))
        x = 0.0 if rtl else self.width() - size
        box = QRectF(x, room.center().y() - size / 2, size, size)
        painter.save()
        if self.isChecked():
            painter.translate(box.center())
            painter.rotate(90 if rtl else -90)
            painter.translate(-box.center())
        paint(painter, "expand", box, ink.color().name())
        painter.restore()
        if self.hasFocus():
            painter.setPen(QColor(palette.highlight().color()))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(room.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.end()


class GroupBox(QWidget):
    """The fields of a group under their heading; made by `row` and `card` when they are needed."""

    def __init__(
        self,
        group: Group,
        lang: str,
        row: Callable[[FormField], FieldRow],
        card: Callable[[str], QWidget] | None,
    ) -> None:
        super().__init__()
        self.group = group
        self._row, self._card = row, card
        self.rows: list[FieldRow] = []
        self.card: QWidget | None = None
        self.built = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        self.heading: Heading | None = None
        if group.title:
            give_role(self, QAccessible.Role.Grouping)
            self.setAccessibleName(say(group.title, lang))
            self.heading = Heading(say(group.title, lang), lang)
            self.heading.setChecked(group.folded)
            column.addWidget(self.heading)
        self.body = QWidget()
        self._column = QVBoxLayout(self.body)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(4)
        column.addWidget(self.body)
        self.body.setVisible(not self.folded)

    @property
    def folded(self) -> bool:
        """Whether only the heading is shown."""
        return self.heading is not None and self.heading.isChecked()

    def fold(self, folded: bool) -> None:
        """Show the heading alone, or all."""
        if self.heading is not None:
            self.heading.setChecked(folded)
        self.body.setVisible(not folded)

    def build(self) -> None:
        """Make the fields, once."""
        if self.built:
            return
        self.built = True
        if self._card is not None:
            self.card = self._card(self.group.shows)
            # a card without anything to show hides the heading over it, unless fields follow
            self.card.heading = None if self.group.fields else self.heading  # type: ignore[attr-defined] # every card has it
            self._column.addWidget(self.card)
        for field in self.group.fields:
            row = self._row(field)
            self.rows.append(row)
            self._column.addWidget(row)

    def fill(self, scene: Scene) -> None:
        """Show the records of a scene."""
        for row in self.rows:
            row.fill(scene)
        if self.card is not None:
            self.card.put(scene.keys)  # type: ignore[attr-defined] # every card has it
            if not self.group.fields:
                self.setVisible(not self.card.isHidden())
