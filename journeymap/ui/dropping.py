"""What may be dropped on a window: maps and tables, several at once; else it is told what can be.

Maps are opened, tables are imported into the map that is open.

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
TABLES = (
    *(".csv", ".tsv", ".tab", ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"),
    *(".parquet", ".jsonl", ".ndjson", ".json", ".gz"),
)
ONLY_MAPS = M("Only map files can be opened here: names that end in .yaml or .yml")
WIDTH, HEIGHT = 420, 96  # of the sign, in pixels at the usual text size


def dropped(data: QMimeData) -> tuple[Path, ...]:
    """Return the maps among what is dropped, by the ends of their names."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return tuple(path for path in paths if path.suffix.lower() in ENDINGS)


def dropped_tables(data: QMimeData) -> tuple[Path, ...]:
    """Return the tables among what is dropped, where there is no map among it."""
    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    tables = tuple(path for path in paths if path.suffix.lower() in TABLES)
    return () if dropped(data) else tables


def hint(data: QMimeData, map_there: bool) -> Message:
    """Return what dropping this would do; a table needs a map that is open."""
    maps, tables = dropped(data), dropped_tables(data)
    if tables and map_there:
        if len(tables) == 1:
            return M("Drop to import {name}", name=tables[0].name)
        return M("Drop to import {n} tables", n=len(tables))
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
        return M("Open a map first; then drop the table on it, to import what was measured")
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

    def say(self, data: QMimeData, theme: ThemeChoice, map_there: bool) -> None:
        """Show what dropping this would do."""
        self._theme = theme
        self._good = bool(dropped(data) or (map_there and dropped_tables(data)))
        self.words = say(hint(data, map_there), self._lang)
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
