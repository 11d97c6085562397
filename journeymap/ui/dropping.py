"""What may be dropped on a window: maps, several at once; anything else is told what can be.

Pictures and text that are dropped on the map itself are the canvas's.

While something is dragged over the window a sign says what dropping it would do. Read before the
first paint.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from journeymap.model.text import M, Message, say
from journeymap.ui.style import ThemeChoice, colors, px

ENDINGS = (".yaml", ".yml")
PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp")
TABLES = (".csv", ".tsv", ".xlsx", ".xls", ".ods")
ONLY_MAPS = M("Only map files can be opened here: names that end in .yaml or .yml")
WIDTH, HEIGHT = 420, 96  # of the sign, in pixels at the usual text size


def dropped(data: QMimeData) -> tuple[Path, ...]:
    """Return the maps among what is dropped, by the ends of their names."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return tuple(path for path in paths if path.suffix.lower() in ENDINGS)


def hint(data: QMimeData) -> Message:
    """Return what dropping this would do."""
    maps = dropped(data)
    if not maps:
        return why_not(data)
    if len(maps) == 1:
        return M("Drop to open {name}", name=maps[0].name)
    return M("Drop to open {n} map", plural="Drop to open {n} maps", n=len(maps))


def why_not(data: QMimeData) -> Message:
    """Return why nothing of this can be opened, and what to do with it instead."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    endings = {path.suffix.lower() for path in paths}
    if endings & set(PICTURES):
        return M("Drop a picture on the touchpoint it belongs to")
    if endings & set(TABLES):
        return M(
            "Tables are not opened: copy their cells in the spreadsheet and paste them here "
            "with Ctrl+V, each row becomes a touchpoint"
        )
    return ONLY_MAPS


class DropSign(QWidget):
    """Lies over the window while something is dragged over it; the mouse goes through it."""

    def __init__(self, parent: QWidget, lang: str, theme: ThemeChoice) -> None:
        super().__init__(parent)
        self._lang, self._theme = lang, theme
        self.words, self._good = "", False
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.hide()

    def say(self, data: QMimeData, theme: ThemeChoice) -> None:
        """Show what dropping this would do."""
        self._theme = theme
        self._good = bool(dropped(data))
        self.words = say(hint(data), self._lang)
        self.setAccessibleName(self.words)
        self.setGeometry(self.parentWidget().rect())
        self.raise_()
        self.show()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        table = colors(self._theme)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        color = QColor(table["accent" if self._good else "alarm"])
        painter.setPen(QPen(color, 3))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(6, 6, -6, -6), 8, 8)
        box = QRect(0, 0, min(px(WIDTH), self.width() - 40), px(HEIGHT))
        box.moveCenter(self.rect().center())
        painter.setPen(QPen(color, 1.5))
        painter.setBrush(QColor(table["panel"]))
        painter.drawRoundedRect(QRectF(box), 10, 10)
        painter.setPen(QColor(table["text"]))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        painter.drawText(box.adjusted(18, 8, -18, -8), int(flags), self.words)
        painter.end()
