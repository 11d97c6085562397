"""The list of what differs: by stage or by kind, each with its sign and its sentences.

It knows words and signs and no canvas; the window brings both together.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from journeymap.model.differences import Difference, What
from journeymap.model.labels import KIND_NAMES
from journeymap.model.text import M, capitals, is_rtl, say
from journeymap.picture.compared import COLORS, ICONS
from journeymap.picture.theme import THEMES
from journeymap.ui import icons
from journeymap.ui.compare.wording import Pair, sentences, spoken, title_of
from journeymap.ui.controls import tip_of
from journeymap.ui.session import Theme
from journeymap.ui.style import colors, px

Order = Literal["stage", "kind"]
_NUMBER = Qt.ItemDataRole.UserRole
SIZE = 18  # pixels of a sign


def sign(what: What, theme: Theme, size: int = SIZE, rtl: bool = False) -> QPixmap:
    """Return the sign of a sort of difference, as it stands on the map."""
    table, side = THEMES[theme], 2 * px(size)
    made = QPixmap(QSize(side, side))
    made.setDevicePixelRatio(2)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    box = QRectF(0, 0, side / 2, side / 2)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(table.color(f"fill:{COLORS[what]}")))
    painter.drawEllipse(box)
    inset = side / 2 * 0.16
    ink = table.color(f"on:{COLORS[what]}")
    icons.paint(painter, ICONS[what], box.adjusted(inset, inset, -inset, -inset), ink, rtl)
    painter.end()
    return made


class DifferenceList(QListWidget):
    """One row a difference under headings; says which is gone to, by its number."""

    gone_to = Signal(int)

    def __init__(self, lang: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lang = lang
        self._rows: dict[int, int] = {}  # number of a difference -> its row
        self.setWordWrap(True)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)
        self.setIconSize(QSize(px(SIZE), px(SIZE)))
        self.setAccessibleName(say(M("Differences"), lang))
        self.currentItemChanged.connect(self._moved)

    def put(
        self,
        found: Sequence[Difference],
        wanted: Sequence[int],
        pair: Pair,
        order: Order,
        theme: Theme,
    ) -> None:
        """Show the differences with these numbers."""
        blocked = self.blockSignals(True)
        self.clear()
        self._rows = {}
        rtl = is_rtl(self._lang)
        pictures = {
            what: QIcon(sign(what, theme, SIZE, rtl))
            for what in dict.fromkeys(found[n].whats[0] for n in wanted)
        }
        heading = None
        if order == "kind":
            kinds: list[object] = [None, *KIND_NAMES]
            wanted = sorted(wanted, key=lambda n: kinds.index(found[n].kind))
        for number in wanted:
            each = found[number]
            words = self._heading(each, pair, order)
            if words != heading:
                heading = words
                self._add_heading(words, theme)
            self._add(number, each, pair, pictures[each.whats[0]])
        self.blockSignals(blocked)

    def _heading(self, each: Difference, pair: Pair, order: Order) -> str:
        if order == "kind":
            return say(KIND_NAMES[each.kind] if each.kind else M("The map"), self._lang)
        stage = pair.both.index.stage(each.stage)
        if stage is not None:
            return stage.name
        return say(M("The map") if each.kind is None else M("Beside the stages"), self._lang)

    def _add_heading(self, words: str, theme: Theme) -> None:
        item = QListWidgetItem(capitals(words, self._lang))
        item.setFlags(Qt.ItemFlag.ItemIsEnabled)  # it is read, and not gone to
        font = QFont(self.font())
        font.setBold(True)
        font.setPixelSize(max(self.fontInfo().pixelSize() - 2, 9))
        item.setFont(font)
        item.setForeground(QColor(colors(theme)["text.soft"]))
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        self.addItem(item)

    def _add(self, number: int, each: Difference, pair: Pair, picture: QIcon) -> None:
        lines = [say(title_of(each, pair), self._lang), *sentences(each, pair, self._lang)]
        item = QListWidgetItem(picture, "\n".join(lines))
        item.setData(_NUMBER, number)
        words = spoken(each, pair, self._lang)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, words)
        item.setToolTip(tip_of(words))
        self._rows[number] = self.count()
        self.addItem(item)

    def numbers(self) -> list[int]:
        """Return the numbers of the differences that are shown, from above to below."""
        return list(self._rows)

    @property
    def number(self) -> int:
        """The number of the difference that is gone to, -1 for none."""
        item = self.currentItem()
        number = item.data(_NUMBER) if item is not None else None
        return -1 if number is None else int(number)

    def go(self, number: int) -> None:
        """Go to a difference; to none for a number that is not shown."""
        row = self._rows.get(number, -1)
        blocked = self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(blocked)
        if row >= 0:
            self.scrollToItem(self.item(row))
        self.gone_to.emit(number if row >= 0 else -1)

    def _moved(self, item: QListWidgetItem | None, _was: QListWidgetItem | None) -> None:
        number = item.data(_NUMBER) if item is not None else None
        if number is not None:
            self.gone_to.emit(int(number))
