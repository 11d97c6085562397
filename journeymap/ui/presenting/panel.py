"""Blocks of words in large type: a column that fits its place, or says how much it leaves out.

Sizes are pixels on a screen of 1080 lines and grow with the screen. What is too much for its place
is set smaller, down to what can still be read from the back of a room; then the last is left out.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journeymap.model.text import M, is_rtl, say, text_is_rtl
from journeymap.picture.theme import Theme
from journeymap.ui.icons import paint
from journeymap.ui.presenting.words import Block

# kind: size, weight
TYPE = {
    "title": (78, 700),
    "name": (50, 700),
    "lead": (36, 400),
    "caps": (28, 700),
    "text": (32, 400),
    "soft": (29, 500),
    "quote": (36, 500),
    "chips": (28, 700),
    "face": (36, 700),
    "item": (32, 600),
    "row": (32, 600),
    "reading": (38, 700),
    "decision": (38, 600),
}
LOWEST = 34  # height of the lowest block with the room under it
DETAIL = 28  # of the smaller line under a block
SIZES = (1.0, 0.93, 0.87)  # what is tried before something is left out
GROUPS = ("pain", "opportunity")  # tones that have a ground and a text colour
BANDS = ("good", "fair", "poor", "plain")


class Column(QWidget):
    """A column of blocks; `fill` sets them as large as they fit."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._body: QWidget | None = None
        self.labels: list[QLabel] = []
        self.left_out = 0

    def fill(
        self,
        blocks: Sequence[Block],
        unit: float,
        theme: Theme,
        language: str,
        room: QSize,
        middle: bool = False,
    ) -> int:
        """Show blocks within `room` and return how high they are; `unit` is 1 at 1080 lines."""
        rtl = is_rtl(language)
        sides = Qt.LayoutDirection
        self.setLayoutDirection(sides.RightToLeft if rtl else sides.LeftToRight)
        everything, height = len(blocks), 0
        # no block is lower than this; what cannot fit need not be made
        blocks = list(blocks[: int(room.height() / (LOWEST * unit)) + 2])
        for size in SIZES if len(blocks) == everything else SIZES[-1:]:
            height = self._build(blocks, unit * size, theme, language, room.width(), middle)
            if height <= room.height():
                break
        self.left_out = everything - len(blocks)
        surplus = height - room.height()
        while (surplus > 0 or self.left_out) and len(blocks) > 2:
            # leave out as much as is too much by now, in steps of one block at least
            gone = max(1, int(surplus * len(blocks) / max(height, 1)))
            del blocks[max(len(blocks) - gone, 2) :]
            self.left_out = everything - len(blocks)
            more = Block("soft", say(M("{n} more", n=self.left_out), language))
            shown = [*blocks, more]
            height = self._build(shown, unit * SIZES[-1], theme, language, room.width(), middle)
            surplus = height - room.height()
            if surplus <= 0:
                break
        self.resize(room.width(), min(height, room.height()))
        if self._body is not None:
            self._body.setGeometry(self.rect())
            self._body.show()
        return self.height()

    def _build(
        self,
        blocks: Sequence[Block],
        unit: float,
        theme: Theme,
        language: str,
        width: int,
        middle: bool,
    ) -> int:
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
        self.labels = []
        body = self._body = QWidget(self)
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(round(16 * unit))
        maker = _Maker(unit, theme, language, middle, self.labels)
        for number, block in enumerate(blocks):
            if block.kind == "caps" and number:
                column.addSpacing(round(14 * unit))
            if block.kind == "reading" and number and blocks[number - 1].kind == "reading":
                continue
            if block.kind == "reading":
                readings = [each for each in blocks[number:] if each.kind == "reading"]
                column.addLayout(maker.readings(readings))
                continue
            column.addWidget(maker.made(block))
        body.setFixedWidth(width)
        column.activate()
        if column.hasHeightForWidth():
            return column.totalHeightForWidth(width)
        return column.totalSizeHint().height()


class _Maker:
    """Makes the widget of a block, all of one size and in one theme."""

    def __init__(
        self, unit: float, theme: Theme, language: str, middle: bool, labels: list[QLabel]
    ) -> None:
        self.unit, self.theme, self.language = unit, theme, language
        self.middle, self.labels = middle, labels
        self.rtl = is_rtl(language)

    def made(self, block: Block) -> QWidget:
        """Return the widget of a block."""
        make = {
            "name": self._name,
            "soft": self._soft,
            "text": self._text,
            "quote": self._quote,
            "chips": self._chip,
            "face": self._face,
            "item": self._item,
            "row": self._row,
            "decision": self._decision,
        }.get(block.kind)
        if make is not None:
            return make(block)
        color = "text.soft" if block.kind in ("lead", "caps") else "text"
        return self._label(block.text, *TYPE[block.kind], color)

    def _px(self, pixels: float) -> int:
        return max(1, round(pixels * self.unit))

    def _label(self, text: str, size: float, weight: int, color: str = "text") -> QLabel:
        made = QLabel(text)
        made.setTextFormat(Qt.TextFormat.PlainText)
        made.setWordWrap(True)
        font = QFont(QApplication.font())
        font.setPixelSize(self._px(size))
        font.setWeight(QFont.Weight(weight))
        made.setFont(font)
        made.setStyleSheet(f"color: {self.theme.color(color)}; background: transparent;")
        side = Qt.AlignmentFlag.AlignRight if self.rtl else Qt.AlignmentFlag.AlignLeft
        if self.middle:
            side = Qt.AlignmentFlag.AlignHCenter
        made.setAlignment(side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter)
        rtl = text_is_rtl(text, self.rtl)
        sides = Qt.LayoutDirection
        made.setLayoutDirection(sides.RightToLeft if rtl else sides.LeftToRight)
        self.labels.append(made)
        return made

    def _detail(self, text: str, color: str = "text.soft") -> QLabel:
        return self._label(text, DETAIL, 500, color)

    def _box(self, ground: str, edge: str = "", rim: str = "") -> tuple[QFrame, QVBoxLayout]:
        box = Ground(self.theme, ground, edge, rim, self._px(10), self._px(7))
        column = QVBoxLayout(box)
        pad = self._px(22)
        column.setContentsMargins(pad, self._px(13), pad, self._px(13))
        column.setSpacing(self._px(3))
        return box, column

    def _name(self, block: Block) -> QWidget:
        name = self._label(block.text, *TYPE["name"])
        if not block.detail and not block.tone:
            return name
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._px(22))
        if block.tone:
            bar = Ground(self.theme, f"fill:{block.tone}", "", "", self._px(5), 0)
            bar.setFixedWidth(self._px(14))
            row.addWidget(bar)
        row.addWidget(name, 1)
        if block.detail:
            detail = self._detail(block.detail)
            detail.setWordWrap(False)
            row.addWidget(detail)
        return box

    def _beside(self, sign: QWidget, *others: QWidget) -> QWidget:
        box = QWidget()
        row = QHBoxLayout(box)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(self._px(16))
        row.addWidget(sign)
        column = QVBoxLayout()
        column.setSpacing(0)
        for other in others:
            column.addWidget(other)
        row.addLayout(column, 1)
        return box

    def _soft(self, block: Block) -> QWidget:
        words = self._label(block.text, *TYPE["soft"], "text.soft")
        if not block.icon:
            return words
        return self._beside(Sign(block.icon, self.theme, self._px(36), "text.soft"), words)

    def _text(self, block: Block) -> QWidget:
        words = self._label(block.text, *TYPE["text"])
        if not block.detail:
            return words
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._detail(block.detail))
        column.addWidget(words)
        return box

    def _quote(self, block: Block) -> QWidget:
        box, column = self._box("quote", "quote.mark", "quote.rim")
        column.addWidget(self._label(block.text, *TYPE["quote"]))
        return box

    def _chip(self, block: Block) -> QWidget:
        sign = Sign(block.icon, self.theme, self._px(34), block.tone)
        return self._beside(sign, self._label(block.text, *TYPE["chips"], block.tone))

    def _face(self, block: Block) -> QWidget:
        sign = Sign(block.icon, self.theme, self._px(78), "emotion.ink", block.tone)
        words = [self._label(block.text, *TYPE["face"])]
        if block.detail:
            words.append(self._detail(block.detail))
        return self._beside(sign, *words)

    def _item(self, block: Block) -> QWidget:
        toned = block.tone in GROUPS
        ground, color = "card", "text"
        if toned:
            ground, color = f"{block.tone}.ground", f"{block.tone}.text"
        rim = f"{block.tone}.rim" if toned else "card.border"
        box, column = self._box(ground, block.tone if toned else "", rim)
        words: list[QWidget] = [self._label(block.text, *TYPE["item"], color)]
        if block.detail:
            words.append(self._detail(block.detail, "text" if toned else "text.soft"))
        sign = Sign(block.icon, self.theme, self._px(40), color)
        column.addWidget(self._beside(sign, *words))
        return box

    def _row(self, block: Block) -> QWidget:
        face = bool(block.tone)
        color = "emotion.ink" if face else "text.soft"
        sign = Sign(block.icon, self.theme, self._px(52), color, block.tone)
        words = [self._label(block.text, *TYPE["row"])]
        if block.detail:
            words.append(self._detail(block.detail))
        return self._beside(sign, *words)

    def readings(self, blocks: Sequence[Block]) -> QHBoxLayout:
        """Return the readings side by side, each a value over its name."""
        row = QHBoxLayout()
        row.setSpacing(self._px(18))
        for block in blocks:
            tone = block.tone if block.tone in BANDS else "plain"
            box, column = self._box(f"{tone}.ground", "", f"{tone}.rim")
            column.addWidget(self._label(block.text, *TYPE["reading"], f"{tone}.text"))
            column.addWidget(self._detail(block.detail, "text"))
            column.addStretch(1)
            row.addWidget(box, 1)
        return row

    def _decision(self, block: Block) -> QWidget:
        box, column = self._box("card", "accent", "card.border")
        column.addWidget(self._detail(block.detail))
        column.addWidget(self._label(block.text, *TYPE["decision"]))
        return box


class Ground(QFrame):
    """A rounded ground in a colour of the theme, with a bar at its start side."""

    def __init__(
        self, theme: Theme, ground: str, edge: str, rim: str, radius: int, bar: int
    ) -> None:
        super().__init__()
        self._ground = QColor(theme.color(ground))
        self._edge = QColor(theme.color(edge)) if edge else None
        self._rim = QColor(theme.color(rim)) if rim else None
        self._radius, self._bar = radius, bar

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint ground, rim and bar."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(self._rim if self._rim is not None else Qt.PenStyle.NoPen)
        painter.setBrush(self._ground)
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, self._radius, self._radius)
        if self._edge is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._edge)
            rtl = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            x = self.width() - self._bar if rtl else 0
            painter.drawRoundedRect(QRectF(x, 0, self._bar, self.height()), 3, 3)
        painter.end()


class Sign(QWidget):
    """An icon of the family, on a round ground where it is a face."""

    def __init__(self, name: str, theme: Theme, size: int, color: str, ground: str = "") -> None:
        super().__init__()
        self.setFixedSize(size, size)
        self._name, self._color = name, theme.color(color)
        self._ground = QColor(theme.color(ground)) if ground else None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the ground and the icon."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self._ground is not None:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._ground)
            painter.drawEllipse(QRectF(self.rect()))
        flip = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._name:
            paint(painter, self._name, QRectF(self.rect()), self._color, flip)
        painter.end()
